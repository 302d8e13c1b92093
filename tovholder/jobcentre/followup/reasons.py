"""Følg op, fordi …: why somebody needs me today. Computed from the facts each time, never flagged, never stored.

Every reason is one query over rows that other apps own, in the same shape; all are joined into one, so that the
day's list costs one query however many reasons there are. What opens and closes each stands in its function.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tovholder.jobcentre.citizens.models import Citizen, Course, Handover
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.sickleave.in_words import told
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Message, Side, Talk
from tovholder.jobcentre.ui.templatetags.ui import ago, day

CODES = {
    "company_wrote": gettext_noop("En virksomhed har skrevet"),
    "waiting_for_me": gettext_noop("Venter på dig"),
    "contact_due": gettext_noop("Aftalt kontakt"),
    "no_next_contact": gettext_noop("Uden næste aftale"),
    "new_to_me": gettext_noop("Ny hos dig"),
    "note_not_shared": gettext_noop("Note ikke delt"),
}
PRIVATE_FOR = timedelta(days=2)
# What is due first: a company within the hour, a citizen within the day, and so on to what has no day at all.
_ANSWERED_WITHIN = (
    "company_wrote",
    "waiting_for_me",
    "new_to_me",
    "contact_due",
    "note_not_shared",
    "no_next_contact",
)


@dataclass(frozen=True)
class Reason:
    """One row of the day: who, why in words, since when, and where to do something about it."""

    code: str
    citizen: int | None
    workplace: int | None
    subject: int
    due: datetime
    name: str
    text: str


def reasons_for(user, *, now: datetime) -> list[Reason]:
    """Return the open reasons of an employee and of those they stand in for: what must be answered soonest first,
    and of one kind the oldest first.

    Three queries: the joined reasons, the citizens' names, the workplaces' names. Citizens this person is barred
    from give no rows.
    """
    employee = user.employee_or_none
    if employee is None:
        return []
    today = timezone.localdate(now)
    courses = Course.objects.of(employee, today).exclude(
        citizen__in=Citizen.objects.filter(barred_from(user))
    )
    parts = [
        _company_wrote(user, employee, today),
        _waiting_for_me(courses),
        _contact_due(courses, today),
        _no_next_contact(courses),
        _new_to_me(employee, courses),
        _note_not_shared(courses, now),
    ]
    rows = list(parts[0].union(*parts[1:], all=True))
    names = Citizen.objects.only("id", "name").in_bulk({row["who"] for row in rows if row["who"]})
    places = Workplace.objects.only("id", "name").in_bulk({row["site"] for row in rows if row["site"]})
    reasons = [_in_words(row, names, places, now) for row in rows]
    return sorted(reasons, key=lambda reason: (_ANSWERED_WITHIN.index(reason.code), reason.due, reason.name))


def counts(reasons: list[Reason]) -> list[tuple[str, str, int]]:
    """Return (code, its short name, how many) for every code that has any, in the order of `CODES`."""
    numbers = dict.fromkeys(CODES, 0)
    for reason in reasons:
        numbers[reason.code] += 1
    return [(code, _(name), numbers[code]) for code, name in CODES.items() if numbers[code]]


def _shape(rows: QuerySet, why: str, *, who=None, site=None, due, words) -> QuerySet:
    """The one shape of a reason: its code, citizen or workplace, the row it speaks of, since when, and raw words."""
    return rows.order_by().values(
        why=Value(why, CharField()),
        who=Cast(who if who is not None else Value(None), IntegerField()),
        site=Cast(site if site is not None else Value(None), IntegerField()),
        row=F("pk"),
        since_when=Cast(due, DateTimeField()),
        words=Cast(words, TextField()),
    )


def _company_wrote(user, employee: Employee, today: date) -> QuerySet:
    """Opens when a notice from a company is received; closes when our first spoken answer is recorded."""
    rows = AbsenceNotice.objects.visible_to(user, today).unanswered()
    words = Concat(F("kind"), Value(" "), Cast(F("first_day"), TextField()), output_field=TextField())
    return _shape(rows, "company_wrote", site=F("workplace_id"), due=F("received_at"), words=words)


def _waiting_for_me(courses: QuerySet) -> QuerySet:
    """Opens when a citizen's message is unanswered; closes when it is answered."""
    rows = Message.objects.filter(
        course__in=courses.values("pk"), side=Side.CITIZEN, answered_at__isnull=True
    )
    return _shape(rows, "waiting_for_me", who=F("citizen_id"), due=F("at"), words=F("text"))


def _contact_due(courses: QuerySet, today: date) -> QuerySet:
    """Opens when the agreed day is today or passed and no talk is booked from today on; closes when one is booked or
    held, or a new day is agreed.
    """
    morning = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    booked = Talk.objects.booked().filter(course=OuterRef("pk"), starts_at__gte=morning)
    rows = courses.filter(next_on__lte=today).filter(~Exists(booked))
    return _shape(rows, "contact_due", who=F("citizen_id"), due=F("next_on"), words=F("next_on"))


def _no_next_contact(courses: QuerySet) -> QuerySet:
    """Opens when an open course has no agreed next contact; closes when it has one."""
    rows = courses.filter(next_on__isnull=True)
    return _shape(rows, "no_next_contact", who=F("citizen_id"), due=F("since"), words=Value(""))


def _new_to_me(employee: Employee, courses: QuerySet) -> QuerySet:
    """Opens when a handover is accepted; closes when the new contact confirms it, not by being looked at.

    A handover that was never confirmed before the course went on to another is no longer anybody's.
    """
    gone_on = Handover.objects.filter(course=OuterRef("course"), pk__gt=OuterRef("pk"))
    rows = Handover.objects.filter(
        ~Exists(gone_on), to_employee=employee, confirmed_at__isnull=True, course__in=courses.values("pk")
    )
    return _shape(
        rows, "new_to_me", who=F("citizen_id"), due=F("accepted_at"), words=F("from_employee__name")
    )


def _note_not_shared(courses: QuerySet, now: datetime) -> QuerySet:
    """Opens when a note has been private for more than two days; closes when shared or kept with a reason.

    Whoever wrote it: a stand-in or a colleague drawn in is soon gone again, the contact is not.
    """
    rows = Talk.objects.filter(
        held_at__lt=now - PRIVATE_FOR,
        shared_at__isnull=True,
        kept_private_because="",
        course__in=courses.values("pk"),
    )
    return _shape(rows, "note_not_shared", who=F("citizen_id"), due=F("held_at"), words=Value(""))


def _in_words(row: dict, names: dict[int, Citizen], places: dict[int, Workplace], now: datetime) -> Reason:
    who = names[row["who"]].name if row["who"] else places[row["site"]].name
    return Reason(
        code=row["why"],
        citizen=row["who"],
        workplace=row["site"],
        subject=row["row"],
        due=row["since_when"],
        name=who,
        text=_SENTENCES[row["why"]](row, now),
    )


def _said_company_wrote(row: dict, now: datetime) -> str:
    kind, _space, first_day = row["words"].partition(" ")
    what = told(kind, date.fromisoformat(first_day) if first_day else None)
    return _("%(what)s Modtaget %(when)s.") % {"what": what, "when": ago(row["since_when"])}


def _said_waiting(row: dict, now: datetime) -> str:
    words = " ".join(row["words"].split())
    short = words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + " …"
    return _("Skrev %(when)s: “%(words)s”. Venter på svar.") % {
        "words": short,
        "when": ago(row["since_when"]),
    }


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


_SENTENCES = {
    "company_wrote": _said_company_wrote,
    "waiting_for_me": _said_waiting,
    "contact_due": _said_due,
    "no_next_contact": _said_no_next,
    "new_to_me": _said_new,
    "note_not_shared": _said_not_shared,
}
