"""The times that a citizen can choose among: their employee's, or those of whoever covers for them that day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
from django.utils import timezone

from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import to_call_over
from tovholder.jobcentre.talks.models import BookingChoice, OfferedTime, Talk
from tovholder.jobcentre.talks.slots import Offer, Slot, Taken, free_slots

# What else employees (by number) have between two moments, told by whoever knows of it.
Busy = Callable[[list[int], datetime, datetime], Iterable[Taken]]
# A talk that began so long before still lasts.
_LONGEST = timedelta(hours=8)


@dataclass(frozen=True)
class Free:
    """The free times in order, those who hold them by number, and the last day that can be chosen."""

    slots: list[Slot]
    people: dict[int, Employee]
    last: date

    def at(self, moment: datetime) -> Slot | None:
        return next((slot for slot in self.slots if slot.starts_at == moment), None)


def free_for(course: Course, *, now: datetime, busy: Busy | None = None, moving: Talk | None = None) -> Free:
    """The times of whoever is there for the citizen each day; `moving` is a talk whose own time is free again.

    A stand-in who may not meet the citizen offers none. Six queries, and one more for each who covers. No row of
    anybody else's talk is read: only when it is and for how long.
    """
    choice = BookingChoice.now()
    first = timezone.localdate(now)
    last = first + timedelta(days=choice.days_ahead)
    holders = to_call_over(course.contact, first, last)
    people = {one.pk: one for one in holders.values() if one is not None and _may_meet(one, course)}
    slots = _slots(people, holders, choice, now=now, last=last, busy=busy, course=course, moving=moving)
    return Free(slots, people, last)


def free_of(employee: Employee, *, now: datetime, busy: Busy | None = None) -> Free:
    """The times that the employee's own people can choose among today, on the days the employee is here."""
    choice = BookingChoice.now()
    first = timezone.localdate(now)
    last = first + timedelta(days=choice.days_ahead)
    holders = to_call_over(employee, first, last)
    people = {employee.pk: employee}
    return Free(_slots(people, holders, choice, now=now, last=last, busy=busy), people, last)


def _may_meet(holder: Employee, course: Course) -> bool:
    if holder.pk == course.contact_id:
        return True
    return not Citizen.objects.filter(barred_from(holder.user), pk=course.citizen_id).exists()


def _slots(
    people: dict[int, Employee],
    holders: dict[date, Employee | None],
    choice: BookingChoice,
    *,
    now: datetime,
    last: date,
    busy: Busy | None,
    course: Course | None = None,
    moving: Talk | None = None,
) -> list[Slot]:
    numbers = list(people)
    days = {day: one.pk if one is not None and one.pk in people else None for day, one in holders.items()}
    begins, ends = now - _LONGEST, _morning(last + timedelta(days=1))
    rows = Talk.objects.booked().filter(starts_at__gte=begins, starts_at__lt=ends)
    rows = rows.exclude(pk=moving.pk) if moving else rows
    theirs = rows.filter(employee__in=numbers).order_by("pk")
    taken = [
        Taken(employee, starts_at, minutes or choice.usual_minutes)
        for employee, starts_at, minutes in theirs.values_list("employee", "starts_at", "minutes")
        if starts_at is not None
    ]
    own = rows.filter(course=course).order_by("pk") if course else rows.none()
    for starts_at, minutes in own.values_list("starts_at", "minutes"):
        if starts_at is not None:
            taken += [Taken(number, starts_at, minutes or choice.usual_minutes) for number in numbers]
    taken += busy(numbers, begins, ends) if busy else []
    return free_slots(
        _offers(numbers, min(holders), last),
        taken,
        days,
        closed=holidays.country_holidays("DK", years=range(min(holders).year, last.year + 1)),
        earliest=now + timedelta(hours=choice.notice_hours),
        zone=ZoneInfo(timezone.get_default_timezone_name()),
    )


def _offers(employees: list[int], first: date, last: date) -> list[Offer]:
    rows = OfferedTime.objects.between(first, last).filter(employee__in=employees).order_by("starts", "pk")
    return [
        Offer(
            row.employee_id,
            row.weekday,
            row.starts,
            row.ends,
            row.minutes,
            tuple(row.ways),
            row.place,
            row.since,
            row.until,
        )
        for row in rows
    ]


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
