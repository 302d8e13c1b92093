"""Følg op, fordi …: why somebody needs me today. Computed from the facts each time, never flagged, never stored.

Every reason is one query over rows that other apps own, in the same shape; all are joined into one, so that the
day's list costs one query however many reasons there are. What opens and closes each stands in its function.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tovholder.jobcentre.citizens.models import Course, Handover
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.companies.models import Workplace, WorkplaceTouch
from tovholder.jobcentre.plans.models import Kind, Wording
from tovholder.jobcentre.sickleave.in_words import told
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    Answer,
    Party,
    SickLeaveTalk,
    SpokenAnswer,
    WorkplacePaper,
)
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import looked_after_by
from tovholder.jobcentre.talks.models import Message, Side, Talk
from tovholder.jobcentre.ui.templatetags.ui import ago, day

CODES = {
    "company_wrote": gettext_noop("En virksomhed har skrevet"),
    "waiting_for_me": gettext_noop("Venter på dig"),
    "meeting_answered": gettext_noop("Svar på et møde"),
    "contact_due": gettext_noop("Aftalt kontakt"),
    "workplace_due": gettext_noop("Aftalt med et arbejdssted"),
    "no_next_contact": gettext_noop("Uden næste aftale"),
    "new_to_me": gettext_noop("Ny hos dig"),
    "note_not_shared": gettext_noop("Note ikke delt"),
    "plan_to_evaluate": gettext_noop("Plan til evaluering"),
}
PRIVATE_FOR = timedelta(days=2)
# What is due first: a company within the hour, a citizen within the day, and so on to what has no day at all.
_ANSWERED_WITHIN = (
    "company_wrote",
    "waiting_for_me",
    "meeting_answered",
    "new_to_me",
    "contact_due",
    "plan_to_evaluate",
    "workplace_due",
    "note_not_shared",
    "no_next_contact",
)


@dataclass(frozen=True)
class Reason:
    """One row of the day: who, why in words, since when, and where to do something about it.

    `contact` is the number of the employee whose citizen or workplace it is; `about` says what waits for an answer:
    "message", "goal" or "step".
    """

    code: str
    citizen: int | None
    workplace: int | None
    subject: int
    due: datetime
    name: str
    text: str
    contact: int | None = None
    about: str = ""


@dataclass(frozen=True)
class Mine:
    """What an employee looks after on a day: whose people, and those people's open courses.

    `contacts` are numbers of employees, `courses` numbers of courses, `names` the citizens' names by their numbers,
    `contact_of` their contacts.
    """

    contacts: list[int]
    courses: list[int]
    names: dict[int, str]
    contact_of: dict[int, int]


def mine(user, day: date) -> Mine:
    """Return what the employee `user` looks after on `day`, without citizens they are barred from. Two queries."""
    contacts = looked_after_by(user.employee, day)
    courses = list(
        Course.objects.open()
        .filter(~barred_from(user, "citizen__"), contact__in=contacts)
        .values_list("pk", "citizen", "citizen__name", "contact")
    )
    return Mine(
        contacts,
        [course for course, *_more in courses],
        {who: name for _pk, who, name, _contact in courses},
        {who: contact for _pk, who, _name, contact in courses},
    )


def reasons_for(user, *, now: datetime, known: Mine | None = None) -> list[Reason]:
    """Return the open reasons of an employee and of those they stand in for: what must be answered soonest first,
    and of one kind the oldest first.

    One query beside `mine`, which is asked when it is not `known`. Citizens this person is barred from give no rows.
    """
    employee = user.employee_or_none
    if employee is None:
        return []
    today = timezone.localdate(now)
    known = known or mine(user, today)
    courses = known.courses
    parts = [
        _company_wrote(known.contacts, known.names, user),
        _waiting_for_me(courses),
        _proposal_waits(courses),
        _meeting_answered(known.contacts, known.names, user),
        _contact_due(courses, today),
        _workplace_due(known.contacts, today),
        _no_next_contact(courses),
        _new_to_me(employee, courses),
        _note_not_shared(courses, now),
        _plan_to_evaluate(courses, today),
    ]
    rows = parts[0].union(*parts[1:], all=True)
    reasons = [_in_words(row, known, now) for row in rows]
    return sorted(reasons, key=lambda reason: (_ANSWERED_WITHIN.index(reason.code), reason.due, reason.name))


def counts(reasons: list[Reason]) -> list[tuple[str, str, int]]:
    """Return (code, its short name, how many) for every code that has any, in the order of `CODES`."""
    numbers = dict.fromkeys(CODES, 0)
    for reason in reasons:
        numbers[reason.code] += 1
    return [(code, _(name), numbers[code]) for code, name in CODES.items() if numbers[code]]


def _shape(rows: QuerySet, why: str, *, who=None, site=None, whose=None, where=None, due, words) -> QuerySet:
    """The one shape of a reason: its code, citizen or workplace (and its name, and whose it is), the row it speaks of,
    since when, and raw words.
    """
    return rows.order_by().values(
        why=Value(why, CharField()),
        who=Cast(who if who is not None else Value(None), IntegerField()),
        site=Cast(site if site is not None else Value(None), IntegerField()),
        whose=Cast(whose if whose is not None else Value(None), IntegerField()),
        where=Cast(where if where is not None else Value(""), TextField()),
        row=F("pk"),
        since_when=Cast(due, DateTimeField()),
        words=Cast(words, TextField()),
    )


def _company_wrote(contacts: list[int], citizens: Iterable[int], user) -> QuerySet:
    """Opens when a notice from a company is received; closes when our first spoken answer is recorded.

    Taken by one of two contacts it is that one's alone (`sickleave.taking`). Else those of
    `AbsenceNotice.objects.visible_to`, asked with what is already known.
    """
    unanswered = AbsenceNotice.objects.unanswered()
    of_workplaces = unanswered.filter(workplace__contact__in=contacts)
    theirs = of_workplaces.values("pk").union(unanswered.filter(citizen__in=citizens).values("pk"))
    rows = AbsenceNotice.objects.filter(pk__in=theirs).exclude(barred_from(user, "citizen__"))
    followed = Course.objects.open().filter(citizen=OuterRef("citizen")).order_by()
    of_citizen = Subquery(followed.values("contact")[:1])
    mine = When(workplace__contact__in=contacts, then=F("workplace__contact"))
    rows = rows.filter(Q(taken_by__isnull=True) | Q(taken_by__in=contacts) | ~_is_taken())
    taken = When(_is_taken() & Q(taken_by__in=contacts), then=F("taken_by"))
    words = Concat(F("kind"), Value(" "), Cast(F("first_day"), TextField()), output_field=TextField())
    return _shape(
        rows,
        "company_wrote",
        site=F("workplace_id"),
        whose=Case(taken, mine, default=of_citizen, output_field=IntegerField()),
        where=F("workplace__name"),
        due=F("received_at"),
        words=words,
    )


def _is_taken() -> Q:
    """By somebody who is one of its contacts still."""
    theirs = Course.objects.open().filter(citizen=OuterRef("citizen"), contact=OuterRef("taken_by"))
    return Q(taken_by=F("workplace__contact")) | Q(Exists(theirs))


def _waiting_for_me(courses: list[int]) -> QuerySet:
    """Opens when a citizen's message is unanswered; closes when it is answered."""
    rows = Message.objects.filter(course__in=courses, side=Side.CITIZEN, answered_at__isnull=True)
    words = Concat(Value("message "), F("text"), output_field=TextField())
    return _shape(rows, "waiting_for_me", who=F("citizen_id"), due=F("at"), words=words)


def _proposal_waits(courses: list[int]) -> QuerySet:
    """Opens when a citizen has written or changed a goal or a step and we have said neither yes nor no; closes when we
    have, when it is changed by us or together, and when it is done or laid aside.
    """
    rows = Wording.objects.waiting_for_us().filter(item__course__in=courses)
    words = Concat(F("item__kind"), Value(" "), F("text"), output_field=TextField())
    return _shape(rows, "waiting_for_me", who=F("citizen_id"), due=F("at"), words=words)


def _meeting_answered(contacts: list[int], citizens: Iterable[int], user) -> QuerySet:
    """Opens when somebody invited to a talk with a workplace declines or proposes another time; closes when it is given
    another time, cancelled or held, or they are taken out of it or answer yes.

    Those of `SickLeaveTalk.objects.visible_to`, asked with what is already known.
    """
    other = Party.objects.here().filter(
        talk=OuterRef("pk"), answer__in=[Answer.NO.value, Answer.ANOTHER_TIME.value]
    )
    coming = SickLeaveTalk.objects.coming().filter(Exists(other))
    of_workplaces = coming.filter(workplace__contact__in=contacts).values("pk")
    theirs = of_workplaces.union(coming.filter(citizen__in=citizens).values("pk"))
    rows = SickLeaveTalk.objects.filter(pk__in=theirs).exclude(barred_from(user, "citizen__"))
    oldest = other.order_by("answered_at").values("answered_at")[:1]
    return _shape(
        rows,
        "meeting_answered",
        site=F("workplace_id"),
        whose=F("employee_id"),
        where=F("workplace__name"),
        due=Subquery(oldest),
        words=Value(""),
    )


def _contact_due(courses: list[int], today: date) -> QuerySet:
    """Opens when the agreed day is today or passed and no talk is booked from today on; closes when one is booked or
    held, or a new day is agreed.
    """
    morning = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    booked = Talk.objects.booked().filter(course=OuterRef("pk"), starts_at__gte=morning)
    rows = Course.objects.filter(~Exists(booked), pk__in=courses, next_on__lte=today)
    return _shape(rows, "contact_due", who=F("citizen_id"), due=F("next_on"), words=F("next_on"))


def _workplace_due(contacts: list[int], today: date) -> QuerySet:
    """Opens when the day agreed with a workplace is today or passed; closes when we have talked with it on that day or
    after, or a new day is agreed. That its rhythm alone has come round is said among one's workplaces, not here.
    """
    agreed = OuterRef("next_contact_on")
    touched = WorkplaceTouch.objects.filter(workplace=OuterRef("pk"), on__gte=agreed)
    spoken = SpokenAnswer.objects.filter(notice__workplace=OuterRef("pk"), at__date__gte=agreed)
    rows = Workplace.objects.filter(
        ~Exists(touched), ~Exists(spoken), contact__in=contacts, next_contact_on__lte=today, closed_on=None
    )
    return _shape(
        rows,
        "workplace_due",
        site=F("pk"),
        whose=F("contact_id"),
        where=F("name"),
        due=F("next_contact_on"),
        words=F("next_contact_on"),
    )


def _no_next_contact(courses: list[int]) -> QuerySet:
    """Opens when an open course has no agreed next contact; closes when it has one."""
    rows = Course.objects.filter(pk__in=courses, next_on__isnull=True)
    return _shape(rows, "no_next_contact", who=F("citizen_id"), due=F("since"), words=Value(""))


def _new_to_me(employee: Employee, courses: list[int]) -> QuerySet:
    """Opens when a handover is accepted; closes when the new contact confirms it, not by being looked at.

    A handover that was never confirmed before the course went on to another is no longer anybody's.
    """
    gone_on = Handover.objects.filter(course=OuterRef("course"), pk__gt=OuterRef("pk"))
    rows = Handover.objects.filter(
        ~Exists(gone_on), to_employee=employee, confirmed_at__isnull=True, course__in=courses
    )
    return _shape(
        rows, "new_to_me", who=F("citizen_id"), due=F("accepted_at"), words=F("from_employee__name")
    )


def _note_not_shared(courses: list[int], now: datetime) -> QuerySet:
    """Opens when a note has been private for more than two days; closes when shared or kept with a reason.

    Whoever wrote it: a stand-in or a colleague drawn in is soon gone again, the contact is not.
    """
    rows = Talk.objects.filter(
        held_at__lt=now - PRIVATE_FOR,
        shared_at__isnull=True,
        kept_private_because="",
        course__in=courses,
    )
    return _shape(rows, "note_not_shared", who=F("citizen_id"), due=F("held_at"), words=Value(""))


def _plan_to_evaluate(courses: list[int], today: date) -> QuerySet:
    """Opens on the day a retention plan says it is to be evaluated; closes when the evaluation is written, or the plan
    gets a later day.
    """
    rows = WorkplacePaper.objects.filter(course__in=courses).to_evaluate(today)
    return _shape(rows, "plan_to_evaluate", who=F("citizen_id"), due=F("evaluate_on"), words=F("evaluate_on"))


def _in_words(row: dict, known: Mine, now: datetime) -> Reason:
    return Reason(
        code=row["why"],
        citizen=row["who"],
        workplace=row["site"],
        subject=row["row"],
        due=row["since_when"],
        name=known.names[row["who"]] if row["who"] else row["where"],
        text=_SENTENCES[row["why"]](row, now),
        contact=known.contact_of[row["who"]] if row["who"] else row["whose"],
        about=row["words"].partition(" ")[0] if row["why"] == "waiting_for_me" else "",
    )


def _said_company_wrote(row: dict, now: datetime) -> str:
    kind, _space, first_day = row["words"].partition(" ")
    what = told(kind, date.fromisoformat(first_day) if first_day else None)
    return _("%(what)s Modtaget %(when)s.") % {"what": what, "when": ago(row["since_when"])}


def _said_waiting(row: dict, now: datetime) -> str:
    what, _space, text = row["words"].partition(" ")
    words = " ".join(text.split())
    short = words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + " …"
    return _(_WAITS[what]) % {"words": short, "when": ago(row["since_when"])}


# What of the citizen's waits for an answer, in words; each row says which by its first word.
_WAITS = {
    "message": gettext_noop("Skrev %(when)s: “%(words)s”. Venter på svar."),
    Kind.GOAL: gettext_noop("Skrev et mål %(when)s: “%(words)s”. Venter på svar."),
    Kind.STEP: gettext_noop("Foreslog et skridt %(when)s: “%(words)s”. Venter på svar."),
}


def _said_meeting(row: dict, now: datetime) -> str:
    return _("En, der er inviteret til mødet, siger nej eller foreslår en anden tid.")


def _said_due(row: dict, now: datetime) -> str:
    agreed = date.fromisoformat(row["words"][:10])
    if agreed == timezone.localdate(now):
        return _("I har aftalt at tale sammen i dag.")
    return _("I skulle have talt sammen %(day)s.") % {"day": day(agreed)}


def _said_no_next(row: dict, now: datetime) -> str:
    return _("I har ikke aftalt, hvornår I taler sammen igen.")


def _said_new(row: dict, now: datetime) -> str:
    return _("Ny hos dig fra %(name)s. Overleveringen er klar.") % {"name": row["words"]}


def _said_not_shared(row: dict, now: datetime) -> str:
    return _("Noten fra %(day)s er ikke delt.") % {"day": day(row["since_when"])}


def _said_to_evaluate(row: dict, now: datetime) -> str:
    agreed = date.fromisoformat(row["words"][:10])
    if agreed == timezone.localdate(now):
        return _("Fastholdelsesplanen skal evalueres i dag.")
    return _("Fastholdelsesplanen skulle evalueres %(day)s.") % {"day": day(agreed)}


_SENTENCES = {
    "company_wrote": _said_company_wrote,
    "waiting_for_me": _said_waiting,
    "meeting_answered": _said_meeting,
    "contact_due": _said_due,
    "workplace_due": _said_due,
    "no_next_contact": _said_no_next,
    "new_to_me": _said_new,
    "note_not_shared": _said_not_shared,
    "plan_to_evaluate": _said_to_evaluate,
}
