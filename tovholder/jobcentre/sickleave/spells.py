"""When a person was away, from what has been told: occurrences, spells and the drip pattern, for those who may see it.

Derived each time it is asked, and never stored: there is nothing to rebuild, and nothing that could be stale
(docs/decisions/0022). Days are Danish days. What a notice says and how long it holds: `tovholder.absence.notices`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tovholder.absence import occurrences as merging
from tovholder.absence.notices import SAYS_AWAY_SINCE, Kind, Notice, Stretch, stretches
from tovholder.absence.occurrences import Occurrence, Spell
from tovholder.absence.pattern import Pattern, pattern
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.sickleave.days_off import DAYS_OFF
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveChoice
from tovholder.jobcentre.staff.now import looked_after_by
from tovholder.registers.disclosure import LIMIT, Suppressed, suppress

_TOLD = ("pk", "workplace_id", "kind", "received_at", "first_day", "back_on", "hours_a_week")
# Where one person has more than this share of a number, the number is about that person.
ONE_PERSONS = 0.5


@dataclass(frozen=True)
class Absence:
    """One person's, as of `today`: what is told now and coming (`spells`), and the twelve months through today."""

    today: date
    spells: list[Spell]
    occurrences: list[Occurrence]
    pattern: Pattern
    is_drip: bool

    @property
    def now(self) -> Spell | None:
        """The spell in which the person is away today."""
        return next((spell for spell in self.spells if _holds(spell.occurrences[-1], self.today)), None)

    @property
    def earlier(self) -> list[Spell]:
        """Those that are over, the newest first."""
        return [spell for spell in reversed(self.spells) if spell.until and spell.until <= self.today]

    @property
    def stretches_now(self) -> list[Stretch]:
        """What holds today, by workplace: one for each that the person is away from."""
        at = [stretch for each in self.occurrences for stretch in each.stretches]
        return [each for each in at if each.since <= self.today and not _is_over(each, self.today)]


@dataclass(frozen=True)
class AtWorkplace:
    """A workplace's absence in twelve months, all that is known or named of; what may not be shown is Suppressed.

    `persons` is Suppressed below the small-number limit, and then all is. `before`: occurrences in the year before.
    """

    persons: int | Suppressed
    occurrences: int | Suppressed
    days: int | Suppressed
    before: int | Suppressed

    @property
    def is_shown(self) -> bool:
        return not isinstance(self.persons, Suppressed)


def may_see_spells(course: Course | None, user: User, today: date) -> bool:
    """Only the contact of an open course, and who covers for them: not one drawn in, and not a leader as such."""
    employee = user.employee_or_none
    if course is None or course.until is not None or employee is None:
        return False
    return course.contact_id == employee.pk or course.contact_id in looked_after_by(employee, today)


def of_citizen(citizen: Citizen, *, today: date, choice: SickLeaveChoice | None = None) -> Absence:
    """What has been told of this citizen, by all workplaces. Ask `may_see_spells` first. One query, or two."""
    rows = AbsenceNotice.objects.standing().filter(citizen=citizen).only("citizen", *_TOLD)
    return of_notices(rows, today=today, choice=choice)


def of_notices(
    told: Iterable[AbsenceNotice], *, today: date, choice: SickLeaveChoice | None = None
) -> Absence:
    """What one person's notices tell, all that stand. No query, or one."""
    choice = choice or SickLeaveChoice.now()
    rows = sorted(tuple(getattr(notice, name) for name in _TOLD) for notice in told)
    found = merging.occurrences(stretches(_notices(rows)))
    found = [each for each in found if each.since <= today]
    seen = pattern(found, today)
    return Absence(
        today=today,
        spells=merging.spells(found, merge_gap=choice.merge_gap_days, days_off=DAYS_OFF),
        occurrences=found,
        pattern=seen,
        is_drip=seen.is_drip(choice.drip_occurrences),
    )


def at_workplace(place: Workplace, *, today: date, limit: int = LIMIT) -> AtWorkplace:
    """How much absence there is at the workplace, without anybody to be found in it. One query.

    A person is the citizen when known, else the name as told; of a notice without a name we cannot say who it is, and
    it is left out. Below `limit` persons nothing is shown. A number that is mostly one person's is not shown either,
    and the year before only when nobody, or enough people, were away then too.
    """
    patterns = [pattern(each, today) for each in _by_person(place, today)]
    persons = sum(bool(each.days) for each in patterns)
    shown = suppress(persons, limit)
    if isinstance(shown, Suppressed):
        return AtWorkplace(shown, shown, shown, shown)
    return AtWorkplace(
        persons=shown,
        occurrences=_without_one([each.occurrences for each in patterns], limit),
        days=_without_one([each.days for each in patterns], limit),
        before=_without_one([each.before for each in patterns], limit),
    )


_NAMED_AT = Prepared(
    lambda: (
        AbsenceNotice.objects.standing()
        .filter(workplace=Given.number("place"))
        .exclude(person_name="")
        .order_by("pk")
        .values_list("citizen_id", "person_name", *_TOLD)
    )
)


def _by_person(place: Workplace, today: date) -> list[list[Occurrence]]:
    rows = list(_NAMED_AT.ask(place=place.pk))
    # Whoever was told of before we knew them is still one person, not two.
    known = {fold(name): citizen for citizen, name, *_row in rows if citizen}
    told: dict[int | str, list[tuple]] = defaultdict(list)
    for citizen, name, *row in rows:
        told[citizen or known.get(fold(name), fold(name))].append(tuple(row))
    each_ones = [merging.occurrences(stretches(_notices(theirs))) for theirs in told.values()]
    return [[each for each in ones if each.since <= today] for ones in each_ones]


def _without_one(each_persons: list[int], limit: int) -> int | Suppressed:
    """The sum over all persons, or Suppressed when too few are behind it, or one of them has most of it."""
    values = [value for value in each_persons if value]
    total = sum(values)
    if isinstance(suppress(len(values), limit), Suppressed) or (values and max(values) > ONE_PERSONS * total):
        return Suppressed(limit)
    return total


def _notices(rows: Iterable[tuple]) -> list[Notice]:
    """Rows that still stand, as `tovholder.absence` reads them; so none corrects another here."""
    return [as_told(*row) for row in rows]


def as_told(
    key: int,
    workplace: int,
    kind: str,
    received: datetime,
    first_day: date | None,
    back_on: date | None,
    hours: int | None,
) -> Notice:
    """A notice that stands, as `tovholder.absence` reads it.

    A return counts from the day it tells, else from the day it was received; a first day after that says nothing.
    """
    said = Kind(kind)
    if said is Kind.RETURNED:
        back_on = back_on or timezone.localdate(received)
        first_day = first_day if first_day and first_day < back_on else None
    elif said not in SAYS_AWAY_SINCE:
        first_day = None
    part = float(hours) if hours and said is Kind.RETURNED else None
    return Notice(key, workplace, said, received, first_day, back_on, part)


def _holds(occurrence: Occurrence, today: date) -> bool:
    return occurrence.until is None or occurrence.until > today


def _is_over(stretch: Stretch, today: date) -> bool:
    return stretch.until is not None and stretch.until <= today
