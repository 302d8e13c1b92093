"""The same as `history` and `handovers`, for a whole centre over many periods: columns put in order once, and one pass
over them for each period. What they say is what `History` and `Courses` say, added up by unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from tovholder.continuity.measures import LEAST, Mean
from tovholder.continuity.talks import OURS, Counts, Rules

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
NO_END = date.max.toordinal()
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Means:
    """The means over citizens with two talks or more; what each is stands in `measures`."""

    upc: Mean
    coc: Mean
    secon: Mean
    met: Mean


@dataclass(frozen=True, slots=True)
class HeldColumns:
    """Held talks side by side, oldest first; keys are numbers, and NOBODY is none. What each is stands in `talks.Held`.

    `on` as an ordinal. Shapes: (n,), and of `by`, `standing_in` and `asked_for` (n, k): those who held it, the one who
    led it first, and which of them have such a note.
    """

    citizen: Whole
    on: Whole
    by: Whole
    contact: Whole
    unit: Whole
    standing_in: Mask
    asked_for: Mask

    def between(self, first_day: date, last_day: date) -> "HeldColumns":
        """Those from `first_day` through `last_day`."""
        within = slice(*np.searchsorted(self.on, [first_day.toordinal(), last_day.toordinal() + 1]))
        return HeldColumns(*(getattr(self, name)[within] for name in self.__slots__))

    def with_own(self, rules: Rules = OURS) -> Mask:
        """Which were with the citizen's own employee, as SLICC counts: of rules that leave no talk out, and count joint
        talks as of everybody there. Shape: (n,)."""
        own, stood_in, asked_for = map(_any, (self._own, self.standing_in, self._asked_for))
        return own | _otherwise(stood_in, asked_for, rules)

    def with_own_of_each(self, rules: Rules = OURS) -> Mask:
        """The same for each who held it, as OPR counts. Shape: (n, k)."""
        return self._own | _otherwise(self.standing_in, self._asked_for, rules)

    @property
    def _own(self) -> Mask:
        named: Whole = self.contact[:, None]
        return np.asarray((self.by == named) & (self.by != NOBODY))

    @property
    def _asked_for(self) -> Mask:
        """Where nobody is named, nobody is another than one's own."""
        named: Whole = self.contact[:, None]
        return np.asarray(self.asked_for & (named != NOBODY))


def _any(of_each: Mask) -> Mask:
    """By talk. Shapes: (n, k) to (n,)."""
    return np.asarray(of_each.any(axis=1))


def _otherwise(stood_in: Mask, asked_for: Mask, rules: Rules) -> Mask:
    """What the rules count as with one's own, though it was not. Cover goes before a wish."""
    found = np.zeros_like(stood_in)
    if rules.cover is Counts.OWN:
        found |= stood_in
    if rules.asked_for is Counts.OWN:
        found |= asked_for & ~stood_in
    return found


class Talks:
    """All talks given, by our own rules; a citizen's of one day stay in the order they were given in."""

    def __init__(self, talks: HeldColumns) -> None:
        _known, whose = np.unique(talks.citizen, return_inverse=True)
        order = np.argsort(whose, kind="stable")
        self._citizen, self._citizens = whose[order], len(_known)
        self._on, self._unit, by = talks.on[order], talks.unit[order], talks.by[order]
        self._with = _Pairs(self._citizen, np.where(talks.with_own(), talks.contact, talks.by[:, 0])[order])
        self._again = _as_before(self._with.of_rows)
        # A row for each who took part in a talk.
        self._talk, place = np.nonzero(by != NOBODY)
        self._met = _Pairs(self._citizen[self._talk], by[self._talk, place])

    def between(
        self, first_day: date, last_day: date, units: Sequence[int]
    ) -> tuple[Means, Mapping[int, Means]]:
        """Of everybody with a talk from `first_day` through `last_day`, and of each of `units`: a citizen is in that of
        the last talk."""
        inside = (self._on >= first_day.toordinal()) & (self._on <= last_day.toordinal())
        talks = self._of_citizens(self._citizen[inside])
        times = self._with.count(inside)
        most = np.zeros_like(talks)
        np.maximum.at(most, self._with.first, times)
        squares = self._of_citizens(self._with.first, times * times)
        # A citizen's talks lie side by side; the one before may be too early to count.
        follows = np.concatenate(([False], inside))[: len(inside)]
        again = self._of_citizens(self._citizen[inside & follows & self._again])
        met = self._of_citizens(self._met.first, self._met.count(inside[self._talk]) > 0)
        unit = np.full_like(talks, NOBODY)
        unit[self._citizen[inside]] = self._unit[inside]  # the last one written stays

        def means(of: Mask) -> Means:
            n = talks[of]
            return Means(
                upc=mean_of(most[of], n),
                coc=mean_of(squares[of] - n, n * (n - 1)),
                secon=mean_of(again[of], n - 1),
                met=mean_of(met[of], np.ones_like(n)),
            )

        enough = talks >= LEAST
        return means(enough), {name: means(enough & (unit == name)) for name in units}

    def _of_citizens(self, citizens: Whole, weights: Whole | Mask | None = None) -> Whole:
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


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """Who was named for which course and when, side by side: what each is stands in `handovers.Named`.

    Days as ordinals, `until` NO_END while it runs; `unit` is the course's. Shapes: all (n,).
    """

    course: Whole
    employee: Whole
    since: Whole
    until: Whole
    receiving: Mask
    unit: Whole


class ChangesByUnit:
    """The changes of all courses given. A period undone on its first day was never in force.

    ValueError: two are named on the same day.
    """

    def __init__(self, named: NamedColumns) -> None:
        order = np.lexsort((named.since, named.course))
        order = order[named.since[order] < named.until[order]]
        courses, first, self._named = np.unique(named.course[order], return_index=True, return_inverse=True)
        self._courses, self._unit = len(courses), named.unit[order][first]
        self._since, self._until, employee = named.since[order], named.until[order], named.employee[order]
        goes_on = _as_before(self._named)
        if np.any(goes_on[1:] & (self._until[:-1] > self._since[1:])):
            raise ValueError("a course has two named employees on one day")
        after = np.flatnonzero(goes_on & ~_as_before(employee))
        self._changed, self._on = self._named[after], self._since[after]
        self._received = named.receiving[order][after - 1]

    def between(
        self, first_day: date, last_day: date, units: Sequence[int]
    ) -> tuple[Changes, Mapping[int, Changes]]:
        """Of courses with a named employee on some day from `first_day` through `last_day`; and of each of `units`."""
        first, last = first_day.toordinal(), last_day.toordinal()
        runs = self._of_courses(self._named[(self._since <= last) & (self._until > first)]) > 0
        inside = (self._on >= first) & (self._on <= last)
        changes = self._of_courses(self._changed[inside])
        received = self._of_courses(self._changed[inside & self._received])

        def counted(of: Mask) -> Changes:
            return Changes(
                courses=int(of.sum()),
                changes=int(changes[of].sum()),
                changed=int((changes[of] > 0).sum()),
                received=int(received[of].sum()),
                were_received=int((received[of] > 0).sum()),
            )

        return counted(runs), {name: counted(runs & (self._unit == name)) for name in units}

    def _of_courses(self, courses: Whole) -> Whole:
        return np.bincount(courses, minlength=self._courses)


class _Pairs:
    """Two numbers as one, from 0; `first` of each such number is the first of its two."""

    def __init__(self, first: Whole, second: Whole) -> None:
        known, of_second = np.unique(second, return_inverse=True)
        size = max(len(known), 1)
        pairs, self.of_rows = np.unique(first * size + of_second, return_inverse=True)
        self.first = pairs // size

    def count(self, rows: Mask) -> Whole:
        """How many of the rows are of each pair."""
        return np.bincount(self.of_rows[rows], minlength=len(self.first))


def _as_before(column: Whole) -> Mask:
    """Is the row as the one before it? The first is not."""
    same = np.zeros(len(column), dtype=bool)
    same[1:] = column[1:] == column[:-1]
    return same


def mean_of(numerators: Whole, denominators: Whole) -> Mean:
    """The mean of shares, exact: added by denominator, of which there are few, and then over a common one."""
    by_denominator = np.bincount(denominators, numerators)
    each = [int(of) for of in np.unique(denominators)]
    common = lcm(*each)
    return Mean(
        Fraction(sum(int(by_denominator[of]) * (common // of) for of in each), common), len(denominators)
    )
