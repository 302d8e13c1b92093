"""How often a course's named employee changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

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

    def within(self, first_day: date, last_day: date) -> bool:
        """Whether the period has a day from `first_day` through `last_day`."""
        return self.since <= last_day and (self.until is None or first_day < self.until)


@dataclass(frozen=True, slots=True)
class Handovers:
    changes: int
    courses: int

    @property
    def per_course(self) -> Fraction | None:
        """None of no courses."""
        return Fraction(self.changes, self.courses) if self.courses else None


def handovers(
    periods: Iterable[Named], first_day: date, last_day: date, *, reception_counts: bool = True
) -> Handovers:
    """Handovers per course.

    Numerator: days from `first_day` through `last_day` on which a course got another named employee than it last had.
    Denominator: courses with a named employee on some day of them. Source: ours (M15 of the product); no published
    index counts it. From reception to the first of one's own is a change too, since the citizen meets somebody new;
    with `reception_counts=False` it is not, for those who hold that the course has only then begun. A period undone on
    its first day was never in force. ValueError: two are named on the same day.
    """
    courses: dict[Key, list[Named]] = defaultdict(list)
    for period in periods:
        if period.until is None or period.since < period.until:
            courses[period.course].append(period)
    changes = alive = 0
    for course, theirs in courses.items():
        theirs.sort(key=lambda period: period.since)
        alive += any(period.within(first_day, last_day) for period in theirs)
        for before, after in pairwise(theirs):
            if before.until is None or before.until > after.since:
                raise ValueError(f"course {course} has two named employees on {after.since}")
            is_change = before.employee != after.employee and (reception_counts or not before.receiving)
            changes += is_change and first_day <= after.since <= last_day
    return Handovers(changes, alive)
