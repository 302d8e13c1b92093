"""Which unit a citizen's course, or a workplace's contact, belonged to on a day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.companies.models import WorkplaceContact

Periods = Sequence[tuple[date, date | None, int]]


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
        rows = Course.objects.order_by("since", "pk").values_list("citizen_id", "since", "until", "unit_id")
        for citizen, since, until, unit in rows.iterator():
            self.courses[citizen].append((since, until, unit))

    def unit(self, citizen: int, day: date) -> int | None:
        return in_force(self.courses.get(citizen, ()), day)

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
