"""How long spells last when some of them still run: Kaplan-Meier, and Aalen-Johansen where they end in several ways.

A spell that still runs is neither short nor left out: it counts as long as it has been seen, and no longer (censoring).
Everything is reckoned from counts by length, so that ten million spells cost one pass over them and the rest a few
thousand steps.

Sources: Kaplan and Meier 1958 (doi 10.1080/01621459.1958.10501452); Greenwood 1926 for the variance; Aalen and Johansen
1978 for several ways to end; the log-log interval as in Kalbfleisch and Prentice, The Statistical Analysis of Failure
Time Data, which never leaves 0 to 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
STILL_RUNS = 0


class NoLength(ValueError):
    """Lengths and ways to end are not two columns of whole numbers, a length is under one day, or a way is negative."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """The share of spells that last longer than so many days, one place for each day on which one ended.

    `days` rise; `at_risk` had lasted until then and were still seen, `ended` ended on it; `share` from 1 down to 0,
    with its interval from `low` to `high`. Shapes: all (n,), n may be 0. `seen` is the longest any spell was seen:
    what lies after it nobody knows.
    """

    days: Whole
    at_risk: Whole
    ended: Whole
    share: Real
    low: Real
    high: Real
    spells: int
    seen: int

    def after(self, day: int) -> float | None:
        """The share that lasts longer than `day` days; None where no spell was seen for so long."""
        if day > self.seen or not self.spells:
            return None
        place = int(np.searchsorted(self.days, day, side="right"))
        return float(self.share[place - 1]) if place else 1.0

    def between(self, day: int) -> tuple[float, float] | None:
        """The interval around `after(day)`; None where that is, and before the first end, where there is none yet."""
        place = int(np.searchsorted(self.days, day, side="right"))
        if self.after(day) is None or not place:
            return None
        return float(self.low[place - 1]), float(self.high[place - 1])

    def half(self) -> int | None:
        """The first day by which half of the spells have ended, or more; None when that has not been seen."""
        over = np.flatnonzero(self.share <= 0.5)
        return int(self.days[over[0]]) if over.size else None


@dataclass(frozen=True, slots=True)
class Ends:
    """For each way to end: the share of spells that have ended so by each of `days`. Shapes: (n,).

    On each day the shares and what still lasts make one.
    """

    days: Whole
    share: Mapping[int, Real]

    def by(self, day: int) -> dict[int, float]:
        """The share that has ended in each way by `day` days."""
        place = int(np.searchsorted(self.days, day, side="right"))
        return {way: float(shares[place - 1]) if place else 0.0 for way, shares in self.share.items()}


def lasting(days: ArrayLike, ended: ArrayLike, *, sure: float = 0.95) -> Lasting:
    """Kaplan-Meier: the share of spells that last longer than so many days.

    Numerator: on each day, those that did not end. Denominator: those still seen (`at_risk`); the days' shares are
    multiplied. Period: that of the spells given. Source: Kaplan and Meier 1958, the interval by Greenwood's variance.
    `days`: whole days each spell was seen, from 1; `ended`: whether it ended then, or still runs. `sure` is how sure
    the interval is, from 0 to 1. NoLength: the two are not of one length, or a spell has lasted no day.
    """
    return _curve(_counted(days, np.asarray(ended, dtype=bool).astype(np.int64)), sure)


def lasting_by_length(days: ArrayLike, spells: ArrayLike, ended: ArrayLike, *, sure: float = 0.95) -> Lasting:
    """The same from counts by length: `spells` were seen exactly so many `days`, and `ended` of them ended then.

    Shapes: (n,), each of `days` once, from 1. It is all the curve needs of ten million spells.
    """
    length, many, gone = (np.asarray(each, dtype=np.int64) for each in (days, spells, ended))
    if not length.shape == many.shape == gone.shape or length.ndim != 1:
        raise NoLength("lengths and the numbers of each are not three columns")
    if length.size and (length.min() < 1 or np.unique(length).size < length.size):
        raise NoLength("a spell lasts one day at least, and a length comes once")
    seen = int(length.max(initial=0))
    by_length = np.zeros((2, seen + 1), np.int64)
    by_length[:, length] = many, gone
    at_risk = np.cumsum(by_length[0][::-1])[::-1]
    return _curve(_Counts([1], at_risk, by_length[1:], int(many.sum()), seen), sure)


def _curve(counts: "_Counts", sure: float) -> Lasting:
    day = counts.days_with_ends
    at_risk, gone = counts.at_risk[day], counts.ends[:, day].sum(axis=0)
    share = np.cumprod(1 - gone / at_risk)
    low, high = _interval(share, at_risk, gone, sure)
    return Lasting(day, at_risk, gone, share, low, high, counts.spells, counts.seen)


def ends(days: ArrayLike, way: ArrayLike) -> Ends:
    """Aalen-Johansen: the share of spells that have ended in each way by so many days.

    Numerator: on each day, those that ended in the way, of what lasted until then; the days are added. Denominator:
    those still seen. Period: that of the spells given. Source: Aalen and Johansen 1978.

    `way` says how each spell ended: a number of one's own from 1, or `STILL_RUNS`. A spell that ends in one way cannot
    end in another: those back at work are not "lost to follow-up" when those who were given a pension are counted.
    NoLength as for `lasting`.
    """
    counts = _counted(days, way)
    day = counts.days_with_ends
    at_risk = counts.at_risk[day]
    gone = counts.ends[:, day]
    still = np.concatenate(([1.0], np.cumprod(1 - gone.sum(axis=0) / at_risk)))[:-1]
    share = {number: np.cumsum(still * gone[place] / at_risk) for place, number in enumerate(counts.ways)}
    return Ends(day, share)


@dataclass(frozen=True, slots=True)
class _Counts:
    """By length, from 0 to `seen`: how many were seen at least so long (`at_risk`), and ended then (`ends`, by way)."""

    ways: Sequence[int]
    at_risk: Whole
    ends: NDArray[np.int64]
    spells: int
    seen: int

    @property
    def days_with_ends(self) -> Whole:
        return np.flatnonzero(self.ends.sum(axis=0))


def _counted(days: ArrayLike, way: ArrayLike) -> _Counts:
    length, how = np.asarray(days), np.asarray(way)
    if length.shape != how.shape or length.ndim != 1:
        raise NoLength(
            f"lengths of shape {length.shape} and ways to end of shape {how.shape} are not two columns"
        )
    if not length.size:
        return _Counts([], np.zeros(1, np.int64), np.zeros((1, 1), np.int64), 0, 0)
    if length.dtype.kind not in "iu" or how.dtype.kind not in "iu":
        raise NoLength(f"lengths and ways to end are whole numbers, not {length.dtype} and {how.dtype}")
    if length.min() < 1 or how.min() < STILL_RUNS:
        raise NoLength("a spell lasts one day at least, and a way to end is not negative")
    seen = int(length.max())
    seen_so_long = np.bincount(length, minlength=seen + 1)
    at_risk = np.cumsum(seen_so_long[::-1])[::-1]
    ways = [int(number) for number in np.unique(how) if number != STILL_RUNS]
    by_way = [np.bincount(length[how == number], minlength=seen + 1) for number in ways]
    counted = np.array(by_way) if by_way else np.zeros((1, seen + 1), np.int64)
    return _Counts(ways, at_risk, counted, int(length.size), seen)


def _interval(share: Real, at_risk: Whole, gone: Whole, sure: float) -> tuple[Real, Real]:
    """Greenwood's variance on the scale log(-log(share)); a share of 0 has no interval there, and is told as 0 to 0."""
    if not 0 < sure < 1:
        raise ValueError(f"{sure} is not between 0 and 1")
    inside = (share > 0) & (share < 1)
    left = np.where(at_risk > gone, at_risk - gone, 1)
    variance = np.cumsum(np.where(at_risk > gone, gone / (at_risk * left), 0.0))
    z = NormalDist().inv_cdf((1 + sure) / 2)
    log = np.log(np.where(inside, share, 0.5))
    width = z * np.sqrt(variance) / -log
    return np.where(inside, share ** np.exp(width), share), np.where(inside, share ** np.exp(-width), share)
