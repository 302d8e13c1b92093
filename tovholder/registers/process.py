"""Is this month news? A process behaviour chart (XmR): what a row of figures does when nothing new has happened.

A figure that moves from month to month says mostly how much it moves. The limits are reckoned from that alone, and only
what they do not explain is a signal. Source: Wheeler, Understanding Variation (1993): natural process limits at the
mean and 2.66 times the mean moving range; a run of eight on one side; three of four nearer a limit than the mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from statistics import fmean

LIMITS_AT = 2.66  # 3 / 1.128: the mean moving range of two is 1.128 standard deviations
RUN = 8
FEWEST = 6  # with fewer figures the limits say too little to be drawn


class Signal(StrEnum):
    """Why a figure is more than noise."""

    OUTSIDE = "outside"
    RUN = "run"
    NEAR_A_LIMIT = "near_a_limit"


@dataclass(frozen=True, slots=True)
class Chart:
    """The mean and the limits of a row, and by place in it what is a signal there, if anything."""

    mean: float
    lower: float
    upper: float
    signals: tuple[frozenset[Signal], ...]


def chart(
    values: Sequence[float], *, baseline: int | None = None, around: float | None = None
) -> Chart | None:
    """The behaviour of `values`, oldest first; None of fewer than six, whose limits would say too little.

    `baseline`: the limits are those of so many of the oldest, and judge the rest; else of all. `around`: the middle is
    this and not the mean, for values that are known to lie around it when nothing new happens. ValueError for a
    baseline under six, or longer than the row.
    """
    if len(values) < FEWEST and baseline is None:
        return None
    if baseline is not None and not FEWEST <= baseline <= len(values):
        raise ValueError(
            f"a baseline of {baseline} of {len(values)} figures is not at least {FEWEST} of them"
        )
    known = values[:baseline]
    mean = fmean(known) if around is None else around
    reach = LIMITS_AT * fmean(abs(later - earlier) for earlier, later in pairwise(known))
    signals = tuple(frozenset(_signals(values, place, mean, reach)) for place in range(len(values)))
    return Chart(mean, mean - reach, mean + reach, signals)


def changes(levels: Sequence[float]) -> list[float]:
    """From each of `levels` to the next.

    Many who are on support in one month are there in the next: their number hardly moves, and limits reckoned from how
    little it moves would call every year news. What moves by itself is the change, which lies around none.
    """
    return [later - earlier for earlier, later in pairwise(levels)]


def has_wandered(moved: Sequence[float]) -> bool:
    """Whether `changes` have carried a number further, over all of them, than so many add up to by chance.

    That is three standard deviations of their sum, each change's as the mean moving range says (Wheeler, as above), and
    the sum's the square root of their number greater. False of fewer than six.
    """
    drawn = chart(moved, around=0)
    return drawn is not None and abs(sum(moved)) > drawn.upper * sqrt(len(moved))


def _signals(values: Sequence[float], place: int, mean: float, reach: float) -> list[Signal]:
    """A run is told from its eighth figure on, and three of four at the last of them."""
    from_mean = [value - mean for value in values[: place + 1]]
    found = []
    if abs(from_mean[-1]) > reach:
        found.append(Signal.OUTSIDE)
    if len(from_mean) >= RUN and _one_side(from_mean[-RUN:]):
        found.append(Signal.RUN)
    four, far = from_mean[-4:], reach / 2
    if len(four) == 4 and any(sum(side * each > far for each in four) >= 3 for side in (1, -1)):
        found.append(Signal.NEAR_A_LIMIT)
    return found


def _one_side(some: Sequence[float]) -> bool:
    return all(each > 0 for each in some) or all(each < 0 for each in some)
