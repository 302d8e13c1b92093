"""From a first sick day to the first talk with the citizen."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from django.db.models import F, Q

from tovholder.absence.measures import citizen_talk_days
from tovholder.continuity.columns import HeldColumns
from tovholder.jobcentre.citizens.models import SupportSpell
from tovholder.jobcentre.results.publish.homes import Homes
from tovholder.jobcentre.results.publish.in_bulk import DAYS, day_of, day_of_end, written
from tovholder.jobcentre.results.publish.measured import Measured
from tovholder.jobcentre.results.publish.notices import Notice, spells_of
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.jobcentre.sickleave.models import SickLeaveChoice

# A notice this long before sickness benefit began speaks of the same absence: the employer's pay comes first.
SAME_ABSENCE = timedelta(weeks=8)
END = np.iinfo(np.int64).max


class Absence(NamedTuple):
    """`until` is the first day we know to be after it; None: we know of no end. `company`: the one that told first."""

    first_day: date
    until: date | None
    company: int | None = None


def citizen_talks(
    rows: Sequence[Notice], held: HeldColumns, homes: Homes, choice: SickLeaveChoice, *, since: date
) -> list[Measured]:
    """Days from each first sick day to the first talk on it or after, while the absence ran."""
    found = [
        (citizen, absence)
        for citizen, absences in _absences(rows, choice.merge_gap_days, since).items()
        for absence in absences
    ]
    talked = _first_talks(found, held)
    return [
        Measured(
            absence.first_day,
            homes.unit_from(citizen, absence.first_day),
            None if on is None else citizen_talk_days(absence.first_day, on),
            absence.company,
            citizen,
        )
        for (citizen, absence), on in zip(found, talked, strict=True)
    ]


def _first_talks(found: Sequence[tuple[int, Absence]], held: HeldColumns) -> Iterator[date | None]:
    """Of each citizen in each absence: the day of the first talk."""
    talks = np.sort(held.citizen * DAYS + held.on)
    first_days = [citizen * DAYS + absence.first_day.toordinal() for citizen, absence in found]
    next_talks = np.append(talks, END)[np.searchsorted(talks, first_days)].tolist()
    for (citizen, absence), talk in zip(found, next_talks, strict=True):
        whose, on = divmod(talk, DAYS)
        is_within = whose == citizen and on < (absence.until or date.max).toordinal()
        yield date.fromordinal(on) if is_within else None


def _absences(rows: Sequence[Notice], merge_gap: int, since: date) -> dict[int, list[Absence]]:
    """What companies told of each citizen, and the spells on sickness benefit: one absence where both are one.

    What all employers told of one citizen is taken together: away from both at once is one absence.
    """
    theirs: dict[int, list[Notice]] = defaultdict(list)
    for row in rows:
        if row.citizen is not None:
            theirs[row.citizen].append(row)
    told = {citizen: _told(notices, merge_gap) for citizen, notices in theirs.items()}
    on_benefit = _sickness_benefit(since)
    return {
        citizen: list(_joined(told.get(citizen, []), on_benefit.get(citizen, [])))
        for citizen in (on_benefit | told)
    }


def _told(theirs: Sequence[Notice], merge_gap: int) -> list[Absence]:
    companies = {row.workplace: row.company for row in theirs}
    return [
        Absence(spell.since, spell.until, companies[int(spell.occurrences[0].stretches[0].workplace)])
        for spell in spells_of(theirs, merge_gap)
    ]


def _sickness_benefit(since: date) -> dict[int, list[Absence]]:
    spells: dict[int, list[Absence]] = defaultdict(list)
    rows = (
        SupportSpell.objects.filter(
            Q(until__isnull=True) | Q(until__gt=F("since")), benefit=SICKNESS, since__gte=since
        )
        .order_by("since", "pk")
        .values_list("citizen_id", written("since"), written("until"))
    )
    for citizen, first_day, until in rows.iterator():
        spells[citizen].append(Absence(day_of(first_day), day_of_end(until)))
    return spells


def _joined(told: Sequence[Absence], on_benefit: Sequence[Absence]) -> Iterator[Absence]:
    """Sickness benefit and what was told as absences; one told shortly before or within a spell on benefit is that."""
    alone = list(told)
    for spell in on_benefit:
        same = [
            absence
            for absence in alone
            if spell.first_day - SAME_ABSENCE <= absence.first_day
            and (not spell.until or absence.first_day < spell.until)
        ]
        alone = [absence for absence in alone if absence not in same]
        first = min([spell, *same], key=lambda absence: absence.first_day)
        company = next((absence.company for absence in same), None)
        yield Absence(first.first_day, spell.until, company)
    begins = sorted(absence.first_day for absence in (*told, *on_benefit))
    for absence in alone:
        later = [day for day in (*begins, absence.until) if day is not None and day > absence.first_day]
        yield absence._replace(until=min(later, default=None))
