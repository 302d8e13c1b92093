"""Which unit a citizen's course, or a workplace's contact, belonged to on a day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.companies.models import WorkplaceContact
from tovholder.jobcentre.results.publish.in_bulk import day_of, day_of_end, written

Periods = Sequence[tuple[date, date | None, int]]
Whole = NDArray[np.int64]
NOWHERE = 0


def in_force(periods: Periods, day: date) -> int | None:
    """What the half-open period of that day points to."""
    for since, until, to in periods:
        if since <= day and (until is None or day < until):
            return to
    return None


class Homes:
    """All courses and their units."""

    def __init__(self) -> None:
        self.courses: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
        rows = Course.objects.order_by("since", "pk").values_list(
            "citizen_id", written("since"), written("until"), "unit_id"
        )
        for citizen, since, until, unit in rows.iterator():
            self.courses[citizen].append((day_of(since), day_of_end(until), unit))

    def unit(self, citizen: int, day: date) -> int | None:
        return in_force(self.courses.get(citizen, ()), day)

    def units(self, citizens: Whole, days: Whole) -> Whole:
        """`unit` of many at once: of each citizen on each day (an ordinal); NOWHERE for none. Shapes: all (n,)."""
        known, first, since, until, unit = self._columns
        found = np.full(citizens.shape, NOWHERE)
        if not known.size:
            return found
        place = np.searchsorted(known, citizens)
        left = np.flatnonzero(known[np.minimum(place, len(known) - 1)] == citizens)
        course, stop = first[place[left]], first[place[left] + 1]
        while left.size:  # each citizen's first course, then the second, and so on
            holds = (since[course] <= days[left]) & (days[left] < until[course])
            found[left[holds]] = unit[course[holds]]
            go_on = ~holds & (course + 1 < stop)
            left, course, stop = left[go_on], course[go_on] + 1, stop[go_on]
        return found

    @cached_property
    def _columns(self) -> tuple[Whole, Whole, Whole, Whole, Whole]:
        """Citizens in order, where the courses of each begin (and after the last, end), and those courses."""
        known = sorted(self.courses)
        first = np.cumsum([0, *(len(self.courses[citizen]) for citizen in known)])
        rows = [
            (since.toordinal(), (until or date.max).toordinal(), unit)
            for citizen in known
            for since, until, unit in self.courses[citizen]
        ]
        since, until, unit = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return np.array(known, dtype=np.int64), first, since, until, unit

    def unit_from(self, citizen: int, day: date) -> int | None:
        """The unit of the day's course, or of the first after: a newcomer's course begins after the first sick day."""
        later = (unit for since, until, unit in self.courses.get(citizen, ()) if until is None or day < until)
        return next(later, None)


class WorkplaceHomes:
    """Which unit each workplace's contact is in, by who was the contact then."""

    def __init__(self) -> None:
        self.contacts: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
        rows = WorkplaceContact.objects.order_by("pk").values_list(
            "workplace_id", "since", "until", "employee__unit_id"
        )
        for workplace, since, until, unit in rows.iterator():
            self.contacts[workplace].append((since, until, unit))

    def unit(self, workplace: int, day: date) -> int | None:
        return in_force(self.contacts.get(workplace, ()), day)
