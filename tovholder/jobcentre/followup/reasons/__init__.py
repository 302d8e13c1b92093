"""Følg op, fordi …: why somebody needs me today. Computed from the facts each time, never flagged, never stored.

Every reason is one query over rows that other apps own, in the same shape (`shape`); all are joined into one, so that
the day's list costs one query however many reasons there are. It is put into SQL once (`prepared`), which takes longer
than answering it; what it is asked with stands in `asked`. What opens and closes each stands in its function: by theme
in `companies`, `citizens` and `unfinished`; the sentences are in `words`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.citizens.models.citizen import barred
from tovholder.jobcentre.followup.reasons import citizens, companies, unfinished
from tovholder.jobcentre.followup.reasons.asked import CONTACTS, EMPLOYEE
from tovholder.jobcentre.followup.reasons.words import sentence
from tovholder.jobcentre.prepared import Prepared
from tovholder.jobcentre.staff.now import looked_after_by

CODES = {
    "company_wrote": gettext_noop("En virksomhed har skrevet"),
    "waiting_for_me": gettext_noop("Venter på dig"),
    "meeting_answered": gettext_noop("Svar på et møde"),
    "meeting_passed": gettext_noop("Er mødet holdt?"),
    "contact_due": gettext_noop("Aftalt kontakt"),
    "long_since": gettext_noop("Længe siden"),
    "workplace_due": gettext_noop("Aftalt med et arbejdssted"),
    "no_next_contact": gettext_noop("Uden næste aftale"),
    "new_to_me": gettext_noop("Ny hos dig"),
    "note_not_shared": gettext_noop("Note ikke delt"),
    "matter_not_noted": gettext_noop("Notat mangler"),
    "mentor_ends": gettext_noop("Mentorstøtte slutter"),
    "plan_to_evaluate": gettext_noop("Plan til evaluering"),
}
# What is due first: a company within the hour, a citizen within the day, and so on to what has no day at all.
_ANSWERED_WITHIN = (
    "company_wrote",
    "waiting_for_me",
    "meeting_answered",
    "new_to_me",
    "meeting_passed",
    "matter_not_noted",
    "contact_due",
    "plan_to_evaluate",
    "mentor_ends",
    "workplace_due",
    "long_since",
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
    employee = user.employee
    courses = list(_followed(employee.has_clearance).ask(contacts=contacts, employee=employee.pk))
    return Mine(
        contacts,
        [course for course, *_more in courses],
        {who: name for _pk, who, name, _contact in courses},
        {who: contact for _pk, who, _name, contact in courses},
    )


@cache
def _followed(has_clearance: bool) -> Prepared:
    barred_here = barred(EMPLOYEE, has_clearance=has_clearance, prefix="citizen__")
    return Prepared(
        lambda: (
            Course.objects.open()
            .filter(~barred_here, contact__in=CONTACTS)
            .values_list("pk", "citizen", "citizen__name", "contact")
        )
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
    rows = _of_an_employee(employee.has_clearance).ask(
        contacts=known.contacts,
        courses=known.courses,
        citizens=known.names,
        employee=employee.pk,
        now=now,
        today=today,
    )
    return _soonest_first(rows, known, now)


def reasons_about(course: Course, *, now: datetime) -> list[Reason]:
    """Return what waits with one open course, as it stands on its contact's day: in the same words, in the same order.

    Without what the citizen's page says in a place of its own: that no next contact is agreed, that the citizen is new
    to its reader, and what a company wrote. One query. Who may read it is for the caller to ask.
    """
    who = course.citizen_id
    known = Mine([course.contact_id], [course.pk], {who: ""}, {who: course.contact_id})
    return _soonest_first(reasons_asked(course, now), known, now)


def reasons_asked(course: Course, now: datetime) -> QuerySet:
    return _OF_COURSES.ask(courses=[course.pk], now=now, today=timezone.localdate(now))


@cache
def _of_an_employee(has_clearance: bool) -> Prepared:
    """All reasons of an employee, who may or may not see those whose name and address are protected."""
    return Prepared(
        lambda: _joined(
            companies.company_wrote(has_clearance),
            companies.meeting_answered(has_clearance),
            companies.meeting_passed(has_clearance),
            companies.workplace_due(),
            citizens.no_next_contact(),
            citizens.new_to_me(),
            *_of_courses(),
        )
    )


def _of_courses() -> list[QuerySet]:
    """The reasons that are of one course each, and nobody else's."""
    return [
        citizens.waiting_for_me(),
        citizens.proposal_waits(),
        citizens.contact_due(),
        citizens.long_since(),
        unfinished.note_not_shared(),
        unfinished.matter_not_noted(),
        unfinished.plan_to_evaluate(),
        unfinished.mentor_ends(),
    ]


def _joined(first: QuerySet, *others: QuerySet) -> QuerySet:
    return first.union(*others, all=True)


_OF_COURSES = Prepared(lambda: _joined(*_of_courses()))


def _soonest_first(rows: QuerySet, known: Mine, now: datetime) -> list[Reason]:
    reasons = [_in_words(row, known, now) for row in rows]
    return sorted(reasons, key=lambda reason: (_ANSWERED_WITHIN.index(reason.code), reason.due, reason.name))


def counts(reasons: list[Reason]) -> list[tuple[str, str, int]]:
    """Return (code, its short name, how many) for every code that has any, in the order of `CODES`."""
    numbers = dict.fromkeys(CODES, 0)
    for reason in reasons:
        numbers[reason.code] += 1
    return [(code, _(name), numbers[code]) for code, name in CODES.items() if numbers[code]]


def _in_words(row: dict, known: Mine, now: datetime) -> Reason:
    return Reason(
        code=row["why"],
        citizen=row["who"],
        workplace=row["site"],
        subject=row["row"],
        due=row["since_when"],
        name=known.names[row["who"]] if row["who"] else row["where"],
        text=sentence(row, now),
        contact=known.contact_of[row["who"]] if row["who"] else row["whose"],
        about=row["words"].partition(" ")[0] if row["why"] == "waiting_for_me" else "",
    )
