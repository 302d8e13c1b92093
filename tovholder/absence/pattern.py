"""Drip-wise absence (drypvis sygefravær): how often, how long, on which weekdays, and is it more than before?

For a talk, never for a judgement: a pattern is shown to the contact of an open course, and per workplace only above the
small-number limit. What is one person's is theirs to explain.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from tovholder.absence.notices import DAY
from tovholder.absence.occurrences import Occurrence, days_between

WINDOW = timedelta(days=365)
DRIP = 4  # occurrences in twelve months; our own choice of when to speak of it, and a setting


@dataclass(frozen=True, slots=True)
class Pattern:
    """Twelve months up to and including a day.

    `occurrences` that began in them; `days` away in them, also of an occurrence that began before; `began_on` how many
    began on each weekday, Monday first; `gap` the median of the days between one and the next, None of fewer than
    two; `before` the occurrences that began in the twelve months before those.
    """

    occurrences: int
    days: int
    began_on: tuple[int, int, int, int, int, int, int]
    gap: float | None
    before: int

    @property
    def trend(self) -> int:
        """How many more occurrences than in the year before; negative: fewer."""
        return self.occurrences - self.before

    def is_drip(self, at_least: int = DRIP) -> bool:
        """Many occurrences: the number alone decides, however short they are."""
        return self.occurrences >= at_least


def pattern(occurrences: Iterable[Occurrence], through: date) -> Pattern:
    """The pattern of one person's occurrences in the twelve months through that day."""
    known = sorted(occurrences, key=lambda each: each.since)
    after, before = through - WINDOW, through - 2 * WINDOW
    mine = [each for each in known if after < each.since <= through]
    weekdays = [0] * 7
    for each in mine:
        weekdays[each.since.weekday()] += 1
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = weekdays
    return Pattern(
        occurrences=len(mine),
        days=sum(_days_after(each, after, through) for each in known),
        began_on=(monday, tuesday, wednesday, thursday, friday, saturday, sunday),
        gap=_gap(mine),
        before=sum(before < each.since <= after for each in known),
    )


def _days_after(occurrence: Occurrence, after: date, through: date) -> int:
    return days_between(max(occurrence.since, after + DAY), occurrence.until, through)


def _gap(occurrences: Sequence[Occurrence]) -> float | None:
    gaps = [(later.since - earlier.until).days for earlier, later in pairwise(occurrences) if earlier.until]
    return float(median(gaps)) if gaps else None
