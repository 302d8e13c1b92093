"""From a first sick day to the first talk with the citizen."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F, Q

from tovholder.absence.measures import citizen_talk_days
from tovholder.continuity.talks import Held
from tovholder.jobcentre.citizens.models import SupportSpell
from tovholder.jobcentre.results.publish.homes import Homes
from tovholder.jobcentre.results.publish.measured import Measured
from tovholder.jobcentre.results.publish.notices import TOLD, Notice
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.jobcentre.sickleave.models import NoticeKind

# A notice this long before sickness benefit began speaks of the same absence: the employer's pay comes first.
SAME_ABSENCE = timedelta(weeks=8)


class Absence(NamedTuple):
    """`until` is the first day we know to be after it; None: we know of no end."""

    first_day: date
    until: date | None


def citizen_talks(
    rows: Sequence[Notice], held: Sequence[Held], homes: Homes, *, since: date
) -> list[Measured]:
    """Days from each first sick day to the first talk on it or after, while the absence ran."""
    talks: dict[int, list[date]] = defaultdict(list)
    for row in held:
        talks[int(row.citizen)].append(row.on)
    return [
        Measured(
            absence.first_day, homes.unit_from(citizen, absence.first_day), _days(absence, talks[citizen])
        )
        for citizen, absences in _absences(rows, since).items()
        for absence in absences
    ]


def _days(absence: Absence, talk_days: Sequence[date]) -> float | None:
    """`talk_days`: oldest first."""
    place = bisect_left(talk_days, absence.first_day)
    if place == len(talk_days) or (absence.until is not None and talk_days[place] >= absence.until):
        return None
    return citizen_talk_days(absence.first_day, talk_days[place])


def _absences(rows: Sequence[Notice], since: date) -> dict[int, list[Absence]]:
    told: dict[int, set[date]] = defaultdict(set)
    returned: dict[int, list[date]] = defaultdict(list)
    for row in rows:
        if row.citizen is None:
            continue
        if row.kind in TOLD and row.first_day:
            told[row.citizen].add(row.first_day)
        elif row.kind == NoticeKind.RETURNED:
            returned[row.citizen].append(row.first_day or row.received_on)
    on_benefit = _sickness_benefit(since)
    return {
        citizen: list(_joined(told[citizen], on_benefit[citizen], returned[citizen]))
        for citizen in (on_benefit | told)
    }


def _sickness_benefit(since: date) -> dict[int, list[Absence]]:
    spells: dict[int, list[Absence]] = defaultdict(list)
    rows = (
        SupportSpell.objects.filter(
            Q(until__isnull=True) | Q(until__gt=F("since")), benefit=SICKNESS, since__gte=since
        )
        .order_by("since", "pk")
        .values_list("citizen_id", "since", "until")
    )
    for citizen, first_day, until in rows.iterator():
        spells[citizen].append(Absence(first_day, until))
    return spells


def _joined(told: set[date], on_benefit: Sequence[Absence], returned: Sequence[date]) -> Iterator[Absence]:
    """Sickness benefit and notices as absences; a notice shortly before or within a spell on benefit is the same."""
    alone = set(told)
    for spell in on_benefit:
        same = {
            day
            for day in told
            if spell.first_day - SAME_ABSENCE <= day and (not spell.until or day < spell.until)
        }
        alone -= same
        yield Absence(min({spell.first_day, *same}), spell.until)
    begins = sorted({*told, *(spell.first_day for spell in on_benefit)})
    for day in sorted(alone):
        ends = [later for later in (*begins, *returned) if later > day]
        yield Absence(day, min(ends, default=None))
