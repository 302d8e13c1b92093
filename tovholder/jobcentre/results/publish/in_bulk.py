"""Rows read as columns of numbers, and periods asked about on thousands of days at once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

import numpy as np
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils import timezone
from numpy.typing import NDArray

from tovholder.continuity.columns import NOBODY

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
FAR = date.max.toordinal()
# More than any ordinal of a day.
DAYS = 1 << 22
_FIRST_OF_NUMPY = date(1970, 1, 1).toordinal()
_HOUR = len("2026-11-21 09")


def written(field: str) -> Cast:
    """A day as both databases write it: to read a hundred thousand days one by one takes long."""
    return Cast(field, CharField())


def written_or_far(field: str) -> Coalesce:
    return Coalesce(written(field), Value(str(date.max)))


def hour_of(field: str) -> Substr:
    """The hour of a moment, in UTC: "2026-11-21 09"."""
    return Substr(written(field), 1, _HOUR)


def columns(rows: Iterable[tuple], width: int) -> Sequence[tuple]:
    return list(zip(*rows, strict=True)) or [()] * width


def whole(numbers: Sequence[int]) -> Whole:
    return np.array(numbers, dtype=np.int64)


def whole_or(numbers: Sequence[int | None], otherwise: int) -> Whole:
    return whole([otherwise if number is None else number for number in numbers])


@lru_cache(maxsize=100_000)
def day_of(day: str) -> date:
    """A day that is `written`: there are far fewer days than rows."""
    return date.fromisoformat(day)


def day_of_end(day: str | None) -> date | None:
    return None if day is None else day_of(day)


def ordinals(days: Sequence[str]) -> Whole:
    """Of days as they are `written`."""
    return np.array(days, dtype="datetime64[D]").astype(np.int64) + _FIRST_OF_NUMPY


def ordinals_here(hours: Sequence[str]) -> Whole:
    """The days here of moments, by their `hour_of`."""
    return np.fromiter(map(_ordinal_here, hours), dtype=np.int64, count=len(hours))


@lru_cache(maxsize=100_000)
def _ordinal_here(hour: str) -> int:
    """Each hour is read once, and has one day."""
    return local_day(datetime.fromisoformat(f"{hour}:00:00+00:00")).toordinal()


class InForce:
    """Half-open periods of many, at most one of each on a day, and what they point to. Shapes: all (n,)."""

    def __init__(self, whose: Whole, since: Whole, until: Whole, to: Whole) -> None:
        begun = whose * DAYS + since
        order = np.argsort(begun)
        order = order[since[order] < until[order]]
        self._begun, self._until, self._to = begun[order], (whose * DAYS + until)[order], to[order]

    def on(self, whose: Whole, days: Whole) -> Whole:
        """What the period of each on each day points to; NOBODY for none."""
        if not self._begun.size:
            return np.full(whose.shape, NOBODY)
        asked = whose * DAYS + days
        place = np.searchsorted(self._begun, asked, side="right") - 1
        holds = (place >= 0) & (asked < self._until[place])
        return np.where(holds, self._to[place], NOBODY)


class BetweenTwo:
    """Half-open periods of pairs, any number of one pair on a day."""

    def __init__(self, rows: Iterable[tuple[int, int, str, str]]) -> None:
        one, other, since, until = columns(rows, 4)
        self._pairs = {pair: n for n, pair in enumerate(set(zip(one, other, strict=True)))}
        pairs = self._number(one, other)
        self._begun, self._ended = (np.sort(pairs * DAYS + ordinals(days)) for days in (since, until))

    def hold(self, one: Whole, other: Whole, days: Whole) -> Mask:
        """Whether there is a period of the pair on the day. Shapes: all (n,)."""
        asked = self._number(one.tolist(), other.tolist()) * DAYS + days
        begun, ended = (np.searchsorted(of, asked, side="right") for of in (self._begun, self._ended))
        return begun > ended

    def _number(self, one: Sequence[int], other: Sequence[int]) -> Whole:
        return whole([self._pairs.get(pair, NOBODY) for pair in zip(one, other, strict=True)])


def local_day(moment: datetime | None) -> date:
    """The day here of a moment that is known; of hundreds of thousands in a second, as SQLite's own is not."""
    assert moment is not None
    return moment.astimezone(timezone.get_default_timezone()).date()
