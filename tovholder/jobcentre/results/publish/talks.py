"""Held talks, each with who was the contact that day, and whether a stand-in or one asked for held it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from tovholder.continuity.talks import NOBODY, Held
from tovholder.jobcentre.citizens.models import CourseContact, DrawnIn
from tovholder.jobcentre.citizens.models.course import DrawnInReason
from tovholder.jobcentre.results.publish.homes import Periods, in_force
from tovholder.jobcentre.staff.models import StandIn
from tovholder.jobcentre.talks.models import Talk


def held_talks(*, since: date, today: date) -> list[Held]:
    """Talks from `since` through `today`, oldest first, each with everybody who held it. Its unit is its course's."""
    midnight, end = _start_of(since), _start_of(today + timedelta(days=1))
    around = _Around(since)
    alone: dict[tuple[int, ...], tuple[int, ...]] = {}
    rows = (
        Talk.objects.held()
        .filter(held_at__gte=midnight, held_at__lt=end)
        .order_by("held_at", "pk")
        .values_list("citizen_id", "employee_id", "joined_by_id", "course_id", "course__unit_id", "held_at")
    )
    held = []
    for citizen, employee, joined_by, course, unit, held_at in rows.iterator():
        day = timezone.localtime(held_at).date()
        contact = in_force(around.contacts.get(course, ()), day)
        by: tuple[int, ...] = (employee,) if joined_by is None else (employee, joined_by)
        # The same few of them in hundreds of thousands of talks: each kept once.
        by = alone.setdefault(by, by)
        if contact is None or by == (contact,):
            held.append(Held(citizen, day, by, contact, unit))
            continue
        others = [one for one in by if one != contact]
        covers = [one for one in others if in_force(around.stand_ins.get((contact, one), ()), day)]
        asked = [one for one in others if in_force(around.asked_for.get((course, one), ()), day)]
        held.append(
            Held(citizen, day, by, contact, unit, frozenset(covers) or NOBODY, frozenset(asked) or NOBODY)
        )
    return held


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


def _periods(rows: Iterable[tuple[object, tuple[date, date | None, int]]]) -> dict[object, Periods]:
    found: dict[object, list[tuple[date, date | None, int]]] = defaultdict(list)
    for key, period in rows:
        found[key].append(period)
    return dict(found)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
