"""How often a course's named employee changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter

from tovholder.continuity.talks import Key


@dataclass(frozen=True, slots=True)
class Named:
    """`employee` was the contact of `course` from `since` until (not including) `until`; None: still is.

    `receiving`: as the unit's receiving employee, until somebody accepted a proposal.
    """

    course: Key
    employee: Key
    since: date
    until: date | None
    receiving: bool = False


@dataclass(frozen=True, slots=True)
class Handovers:
    changes: int
    courses: int

    @property
    def per_course(self) -> Fraction | None:
        """None of no courses."""
        return Fraction(self.changes, self.courses) if self.courses else None


@dataclass(frozen=True, slots=True)
class Changed:
    """One course in some days: how often it got another named employee, and how many of the times from reception."""

    course: Key
    changes: int
    from_reception: int


class Courses:
    """All periods given, put in order once: many spans of days are then counted over them.

    A period undone on its first day was never in force. ValueError: two are named on the same day.
    """

    def __init__(self, periods: Iterable[Named]) -> None:
        self._periods: dict[Key, list[Named]] = defaultdict(list)
        for period in periods:
            if period.until is None or period.since < period.until:
                self._periods[period.course].append(period)
        # Each course's days with somebody named: one stretch where there is no gap.
        self.stretches = {course: _stretches(theirs) for course, theirs in self._periods.items()}

    def between(self, first_day: date, last_day: date) -> Iterator[Changed]:
        """Each course with a named employee on some day from `first_day` through `last_day`."""
        for course, stretches in self.stretches.items():
            if any(since <= last_day and (until is None or first_day < until) for since, until in stretches):
                yield self._changed(course, first_day, last_day)

    def _changed(self, course: Key, first_day: date, last_day: date) -> Changed:
        theirs = self._periods[course]
        if len(theirs) == 1:
            return Changed(course, 0, 0)
        changes = [before for before, after in _changes(theirs) if first_day <= after.since <= last_day]
        return Changed(course, len(changes), sum(before.receiving for before in changes))

    def changes(self) -> Iterator[tuple[Named, Named]]:
        """Every change there was: who was named before it, and who after."""
        return (pair for theirs in self._periods.values() for pair in _changes(theirs))

    def passed(self, employee: Key, first_day: date, last_day: date) -> "Passed":
        """One employee's own part of the changes from `first_day` through `last_day`."""
        pairs = [
            (before.employee, after.employee)
            for before, after in self.changes()
            if first_day <= after.since <= last_day
        ]
        return Passed(
            received=sum(to == employee for _from, to in pairs),
            given=sum(giver == employee for giver, _to in pairs),
        )


@dataclass(frozen=True, slots=True)
class Passed:
    """How many courses an employee `received` from somebody else, and how many they had `given` on to another."""

    received: int
    given: int


def handovers(
    periods: Iterable[Named], first_day: date, last_day: date, *, reception_counts: bool = True
) -> Handovers:
    """Handovers per course.

    Numerator: days from `first_day` through `last_day` on which a course got another named employee than it last had.
    Denominator: courses with a named employee on some day of them. Period: those days. Source: ours (M15 of the
    product); no published index counts it. From reception to the first of one's own is a change too, since the citizen
    meets somebody new; with `reception_counts=False` it is not, for those who hold that the course has only then begun.
    """
    found = list(Courses(periods).between(first_day, last_day))
    changes = sum(row.changes - (0 if reception_counts else row.from_reception) for row in found)
    return Handovers(changes, len(found))


def _stretches(theirs: list[Named]) -> list[tuple[date, date | None]]:
    """Put one course's periods in order, and return its days with somebody named: one stretch where there is no gap."""
    theirs.sort(key=attrgetter("since"))
    joined = [(theirs[0].since, theirs[0].until)]
    for before, after in pairwise(theirs):
        if before.until is None or before.until > after.since:
            raise ValueError(f"course {after.course} has two named employees on {after.since}")
        if before.until == after.since:
            joined[-1] = (joined[-1][0], after.until)
        else:
            joined.append((after.since, after.until))
    return joined


def _changes(theirs: list[Named]) -> Iterator[tuple[Named, Named]]:
    return ((before, after) for before, after in pairwise(theirs) if before.employee != after.employee)
