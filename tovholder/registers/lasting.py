"""How long spells last, as it may be shown: whole spells by the rule of jobindsats, and a curve in steps of many.

A curve that falls a little on one day tells that somebody's spell ended on that day. Shown are only points between
which nobody ended, or as many people as the limit; and none where fewer than that are left. One person's many spells
are one person's.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from .survival import STILL_RUNS, Ends, ends, lasting, lasting_by_length
from .tables import Month

# Whole weeks, the last that belongs to each band; what is longer has none. Source: cabiweb.dk, nøgletal for sygefravær.
BANDS = (4, 8, 13, 26, 39, 52, 104, 156)


class Seen(NamedTuple):
    """A spell: how many days it was seen, the way it ended (from 1, or STILL_RUNS), and whose it is."""

    days: int
    way: int
    person: int


@dataclass(frozen=True, slots=True)
class Point:
    """The share of spells that last longer than `day` days, and how sure that is."""

    day: int
    share: float
    low: float
    high: float


def whole(rows: Iterable[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """One person's half-open rows on one benefit as spells, oldest first; None: still runs.

    A spell ends only with a whole calendar month without (jobindsats.dk, Y01A21; `indicators.spells` says the same of
    registers). Rows may overlap, in any order.
    """
    found: list[tuple[date, date | None]] = []
    for since, until in sorted(rows, key=lambda row: (row[0], row[1] or date.max)):
        if found and _goes_on(found[-1][1], since):
            first, before = found[-1]
            found[-1] = (first, None if before is None or until is None else max(before, until))
        else:
            found.append((since, until))
    return found


def _goes_on(until: date | None, since: date) -> bool:
    return until is None or _month(since) <= _month(until - timedelta(1)) + 1


def _month(day: date) -> int:
    """Months since year 0."""
    return 12 * day.year + day.month


def sure_before(known_until: date) -> date:
    """The first day of the last month that is wholly known by `known_until`, the last day the rows tell about.

    What ended by then (half-open: that day may be the first without) has a whole calendar month without after it and
    cannot go on; what ended later may. So a spell is followed until then, and no further.
    """
    day_after = known_until + timedelta(1)
    return Month.of(day_after.replace(day=1) - timedelta(1)).first_day


def points(seen: Sequence[Seen], at: Sequence[int], limit: int) -> list[Point]:
    """Kaplan-Meier at those of the days `at` (rising) where it may be shown; empty of fewer persons than `limit`.

    Numerator, denominator and interval: `survival.lasting`.
    """
    if _persons(seen) < limit:
        return []
    curve = lasting([spell.days for spell in seen], [spell.way != STILL_RUNS for spell in seen])
    found = []
    for day in _may_be_shown(seen, at, limit, by_way=False):
        share = curve.after(day)
        assert share is not None
        low, high = curve.between(day) or (share, share)
        found.append(Point(day, share, low, high))
    return found


@dataclass(frozen=True, slots=True)
class Lengths:
    """Spells by how long they were seen: rising `days`, how many were seen exactly so long, and ended then.

    `persons` and `persons_ended`: the same of each person's first spell alone. No two are of one person, so that as
    many different persons are behind a number, or more. Shapes: (n,).
    """

    days: Sequence[int]
    spells: Sequence[int]
    ended: Sequence[int]
    persons: Sequence[int]
    persons_ended: Sequence[int]

    def between(self, after: int, day: int) -> tuple[int, int]:
        """How many spells ended after more days than `after` and no more than `day`, and of how many persons."""
        within = [place for place, days in enumerate(self.days) if after < days <= day]
        return sum(self.ended[place] for place in within), sum(self.persons_ended[place] for place in within)

    def persons_left(self, day: int) -> int:
        """Of how many persons a spell was seen for longer."""
        return sum(many for days, many in zip(self.days, self.persons, strict=True) if days > day)


def points_by_length(lengths: Lengths, at: Sequence[int], limit: int) -> tuple[list[Point], int | None]:
    """`points` from counts, and the first day by which half have ended, where that may be shown.

    Here persons decide: between two points nobody ended, or as many persons as the limit; as many are left after each;
    and by the day half have ended, as many have, and as many are left.
    """
    if sum(lengths.persons) < limit:
        return [], None
    curve = lasting_by_length(lengths.days, lengths.spells, lengths.ended)
    found: list[Point] = []
    for day in at:
        gone, persons = lengths.between(found[-1].day if found else 0, day)
        if lengths.persons_left(day) >= limit and (gone == 0 or persons >= limit):
            share = curve.after(day)
            assert share is not None
            found.append(Point(day, share, *(curve.between(day) or (share, share))))
    half = curve.half()
    if half is None or lengths.between(0, half)[1] < limit or lengths.persons_left(half) < limit:
        return found, None
    return found, half


def ended(seen: Sequence[Seen], at: Sequence[int], limit: int) -> list[tuple[int, dict[int, float]]]:
    """Aalen-Johansen at those of the days `at` where it may be shown: the share that has ended in each way by then.

    As many persons as the limit, or none, have ended in each way since the point before. Empty of fewer persons than
    `limit`.
    """
    if _persons(seen) < limit:
        return []
    curve: Ends = ends([spell.days for spell in seen], [spell.way for spell in seen])
    return [(day, curve.by(day)) for day in _may_be_shown(seen, at, limit, by_way=True)]


def _may_be_shown(seen: Sequence[Seen], at: Sequence[int], limit: int, *, by_way: bool) -> list[int]:
    found, last = [], 0
    for day in at:
        between: dict[int, set[int]] = defaultdict(set)
        for spell in seen:
            if last < spell.days <= day and spell.way != STILL_RUNS:
                between[spell.way if by_way else 1].add(spell.person)
        left = _persons(spell for spell in seen if spell.days > day)
        if left >= limit and all(len(persons) >= limit for persons in between.values()):
            found.append(day)
            last = day
    return found


def _persons(seen: Iterable[Seen]) -> int:
    return len({spell.person for spell in seen})
