"""Held talks, each with who was the contact that day, and whether a stand-in or one asked for held it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from tovholder.continuity.talks import Held
from tovholder.jobcentre.citizens.models import CourseContact, DrawnIn
from tovholder.jobcentre.citizens.models.course import DrawnInReason
from tovholder.jobcentre.results.publish.homes import Periods, in_force
from tovholder.jobcentre.staff.models import StandIn
from tovholder.jobcentre.talks.models import Talk

Timed = tuple[Held, int | None]
# The moment as both databases write it, in UTC: to read a hundred thousand moments one by one takes half a second.
WRITTEN = Cast("held_at", CharField())
HOUR = len("2026-11-21 09")


def held_talks(*, since: date, today: date) -> list[Held]:
    """Talks from `since` through `today`, oldest first. A talk's unit is that of its course."""
    return [talk for talk, _minutes in timed_talks(since=since, today=today)]


def timed_talks(*, since: date, today: date) -> list[Timed]:
    """The same, each with its minutes where they are known."""
    around = _Around(since)
    together: dict[tuple[int, int | None], tuple[int, ...]] = {}
    rows = (
        held_between(since, today)
        .order_by("held_at", "pk")
        .annotate(written=WRITTEN)
        .values_list(
            "citizen_id", "employee_id", "joined_by_id", "course_id", "course__unit_id", "written", "minutes"
        )
    )
    held = []
    for citizen, employee, joined_by, course, unit, written, minutes in rows.iterator():
        day = day_of_hour(written[:HOUR])
        contact = in_force(around.contacts.get(course, ()), day)
        by = together.get((employee, joined_by))
        if by is None:
            by = together[employee, joined_by] = took_part(employee, joined_by)
        if contact is None or by == (contact,):
            talk = Held(citizen, day, by, contact, unit)
        else:
            talk = Held(citizen, day, by, contact, unit, *around.notes(course, contact, by, day))
        held.append((talk, minutes))
    return held


def held_of(*some: QuerySet[Talk]) -> list[Held]:
    """The held talks of a few people, oldest first, in one query: each once, though it is in several of `some`.

    Who covered and who was asked for is not looked up: by our own rules they count as others.
    """
    arms = [with_contacts(talks) for talks in some]
    return held_in(arms[0].union(*arms[1:]) if arms[1:] else arms[0])


def with_contacts(talks: QuerySet[Talk]) -> QuerySet:
    """What `held_in` is made of: a row for each talk and each contact of its course."""
    return talks.order_by().values_list(
        "held_at",
        "pk",
        "citizen_id",
        "employee_id",
        "joined_by_id",
        "course__unit_id",
        "course__contacts__employee_id",
        "course__contacts__since",
        "course__contacts__until",
    )


def held_in(rows: Iterable[tuple]) -> list[Held]:
    """As `held_of`, of rows that are read."""
    found: dict[int, Held] = {}
    for held_at, talk, citizen, employee, joined_by, unit, named, since, until in sorted(
        rows, key=itemgetter(0, 1)
    ):
        day = local_day(held_at)
        contact = in_force([(since, until, named)], day) if named else None
        if talk not in found or contact is not None:
            found[talk] = Held(citizen, day, took_part(employee, joined_by), contact, unit)
    return list(found.values())


def held_between(first_day: date, last_day: date) -> QuerySet[Talk]:
    first, end = moments_between(first_day, last_day)
    return Talk.objects.held().filter(held_at__gte=first, held_at__lt=end)


def moments_between(first_day: date, last_day: date) -> tuple[datetime, datetime]:
    """When the first of the days begins, and when the last has ended."""
    return start_of(first_day), start_of(last_day + timedelta(days=1))


def took_part(employee: int, joined_by: int | None) -> tuple[int, ...]:
    """Those who held a talk, the one who led it first."""
    return (employee,) if joined_by is None or joined_by == employee else (employee, joined_by)


class _Around:
    """Who was named, who stood in for whom and who was asked for, with a day on or after `first_day`."""

    def __init__(self, first_day: date) -> None:
        still = Q(until__isnull=True) | Q(until__gt=first_day)
        self.contacts = _periods(
            (course, (since, until, employee))
            for course, since, until, employee in CourseContact.objects.filter(still)
            .order_by("pk")
            .values_list("course_id", "since", "until", "employee_id")
            .iterator()
        )
        self.stand_ins = _periods(
            ((employee, stand_in), (since, until, stand_in))
            for employee, stand_in, since, until in StandIn.objects.filter(still)
            .order_by("pk")
            .values_list("employee_id", "stand_in_id", "since", "until")
            .iterator()
        )
        self.asked_for = _periods(
            ((course, employee), (since, until, employee))
            for course, employee, since, until in DrawnIn.objects.filter(
                still, reason=DrawnInReason.CITIZEN_ASKED
            )
            .order_by("pk")
            .values_list("course_id", "employee_id", "since", "until")
            .iterator()
        )

    def notes(
        self, course: int, contact: int, by: tuple[int, ...], day: date
    ) -> tuple[frozenset[int], frozenset[int]]:
        """Those of `by` who stood in for the contact that day, and those the citizen had asked for."""
        others = [employee for employee in by if employee != contact]
        return (
            frozenset(one for one in others if in_force(self.stand_ins.get((contact, one), ()), day)),
            frozenset(one for one in others if in_force(self.asked_for.get((course, one), ()), day)),
        )


def _periods(rows: Iterable[tuple[object, tuple[date, date | None, int]]]) -> dict[object, Periods]:
    found: dict[object, list[tuple[date, date | None, int]]] = defaultdict(list)
    for key, period in rows:
        found[key].append(period)
    return dict(found)


@lru_cache(maxsize=100_000)
def day_of_hour(written: str) -> date:
    """The day here of an hour as `WRITTEN` has it, "2026-11-21 09": each hour is read once, and has one day."""
    return local_day(datetime.fromisoformat(f"{written}:00:00+00:00"))


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def local_day(moment: datetime | None) -> date:
    """The day here of a moment that is known; of hundreds of thousands in a second, as SQLite's own is not."""
    assert moment is not None
    return moment.astimezone(timezone.get_default_timezone()).date()
