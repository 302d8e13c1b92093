"""The same as `history` and `handovers`, for a whole centre over many periods: columns put in order once, and one pass
over them for each period. What they say is what `History` and `Courses` say, added up by unit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from tovholder.continuity.handovers import Courses
from tovholder.continuity.measures import LEAST, Mean
from tovholder.continuity.talks import Held, Key, counted_with

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
NO_END = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Means:
    """The means over citizens with two talks or more; what each is stands in `measures`."""

    upc: Mean
    coc: Mean
    secon: Mean
    met: Mean


class Talks:
    """All talks given, by our own rules; a citizen's of one day stay in the order they were given in."""

    def __init__(self, talks: Iterable[Held]) -> None:
        in_time = sorted(talks, key=attrgetter("on"))
        citizens = _Numbers(talk.citizen for talk in in_time)
        order = np.argsort(citizens.of_rows, kind="stable")
        held = [in_time[place] for place in order]
        self._citizen, self._citizens = citizens.of_rows[order], len(citizens)
        self._on = _whole(talk.on.toordinal() for talk in held)
        self._unit = _Numbers(talk.unit for talk in held)
        self._with = _Pairs(self._citizen, _Numbers(counted_with(talk) for talk in held))
        self._again = _as_before(self._with.of_rows)
        # A row for each who took part in a talk.
        self._talk = _whole(place for place, talk in enumerate(held) for _one in talk.by)
        self._met = _Pairs(self._citizen[self._talk], _Numbers(one for talk in held for one in talk.by))

    def between(
        self, first_day: date, last_day: date, units: Sequence[Key | None]
    ) -> tuple[Means, Mapping[Key | None, Means]]:
        """Of everybody with a talk from `first_day` through `last_day`, and of each of `units`: a citizen is in that of
        the last talk."""
        inside = (self._on >= first_day.toordinal()) & (self._on <= last_day.toordinal())
        talks = self._of_citizens(self._citizen[inside])
        with_one, times = np.unique(self._with.of_rows[inside], return_counts=True)
        whose = self._with.first(with_one)
        most = np.zeros_like(talks)
        np.maximum.at(most, whose, times)
        squares = self._of_citizens(whose, times * times)
        # A citizen's talks lie side by side; the one before may be too early to count.
        follows = np.concatenate(([False], inside))[: len(inside)]
        again = self._of_citizens(self._citizen[inside & follows & self._again])
        met = self._of_citizens(self._met.first(np.unique(self._met.of_rows[inside[self._talk]])))
        unit = np.full_like(talks, -1)
        unit[self._citizen[inside]] = self._unit.of_rows[inside]  # the last one written stays

        def means(of: Mask) -> Means:
            n = talks[of]
            return Means(
                upc=_mean(most[of], n),
                coc=_mean(squares[of] - n, n * (n - 1)),
                secon=_mean(again[of], n - 1),
                met=_mean(met[of], np.ones_like(n)),
            )

        enough = talks >= LEAST
        return means(enough), {name: means(enough & (unit == self._unit.number(name))) for name in units}

    def _of_citizens(self, citizens: Whole, weights: Whole | None = None) -> Whole:
        return np.bincount(citizens, weights, minlength=self._citizens).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Changes:
    """`courses` with somebody named, the `changes` of them and in how many (`changed`); the same of those from
    reception alone (`received`, `were_received`)."""

    courses: int
    changes: int
    changed: int
    received: int
    were_received: int


class ChangesByUnit:
    """The changes of all courses given, each in the unit `home` says."""

    def __init__(self, courses: Courses, home: Mapping[Key, Key | None]) -> None:
        named = _Numbers(courses.stretches)
        self._courses, self._unit = len(named), _Numbers(home[course] for course in courses.stretches)
        days = [
            (place, since.toordinal(), NO_END if until is None else until.toordinal())
            for place, theirs in enumerate(courses.stretches.values())
            for since, until in theirs
        ]
        self._named, self._since, self._until = (_whole(column) for column in _columns(days, 3))
        changes = [
            (named.number(after.course), after.since.toordinal(), before.receiving)
            for before, after in courses.changes()
        ]
        self._changed, self._on, self._received = (_whole(column) for column in _columns(changes, 3))

    def between(
        self, first_day: date, last_day: date, units: Sequence[Key | None]
    ) -> tuple[Changes, Mapping[Key | None, Changes]]:
        """Of courses with a named employee on some day from `first_day` through `last_day`; and of each of `units`."""
        first, last = first_day.toordinal(), last_day.toordinal()
        runs = self._of_courses(self._named[(self._since <= last) & (self._until > first)]) > 0
        inside = (self._on >= first) & (self._on <= last)
        changes = self._of_courses(self._changed[inside])
        received = self._of_courses(self._changed[inside & (self._received > 0)])

        def counted(of: Mask) -> Changes:
            return Changes(
                courses=int(of.sum()),
                changes=int(changes[of].sum()),
                changed=int((changes[of] > 0).sum()),
                received=int(received[of].sum()),
                were_received=int((received[of] > 0).sum()),
            )

        theirs = {name: counted(runs & (self._unit.of_rows == self._unit.number(name))) for name in units}
        return counted(runs), theirs

    def _of_courses(self, courses: Whole) -> Whole:
        return np.bincount(courses, minlength=self._courses)


class _Numbers:
    """Keys numbered from 0 in the order they come in."""

    def __init__(self, keys: Iterable[Key | None]) -> None:
        self._known: dict[Key | None, int] = {}
        self.of_rows = _whole(self._known.setdefault(key, len(self._known)) for key in keys)

    def __len__(self) -> int:
        return len(self._known)

    def number(self, key: Key | None) -> int:
        """-2 for a key that did not come."""
        return self._known.get(key, -2)


class _Pairs:
    """Two numbers as one."""

    def __init__(self, first: Whole, second: _Numbers) -> None:
        self._size = max(len(second), 1)
        self.of_rows = first * self._size + second.of_rows

    def first(self, pairs: Whole) -> Whole:
        return pairs // self._size


def _whole(numbers: Iterable[int]) -> Whole:
    return np.fromiter(numbers, dtype=np.int64)


def _columns(rows: Sequence[Sequence[int]], width: int) -> Sequence[Sequence[int]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _as_before(column: Whole) -> Mask:
    """Is the row as the one before it? The first is not."""
    same = np.zeros(len(column), dtype=bool)
    same[1:] = column[1:] == column[:-1]
    return same


def _mean(numerators: Whole, denominators: Whole) -> Mean:
    """The mean of shares, exact: added by denominator, of which there are few."""
    by_denominator = np.bincount(denominators, numerators)
    total = sum((Fraction(int(by_denominator[of]), int(of)) for of in np.unique(denominators)), Fraction())
    return Mean(total, len(denominators))
