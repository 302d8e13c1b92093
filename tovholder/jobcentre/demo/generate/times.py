"""The times that employees offer: two mornings or afternoons a week, and Nadia's walk by the lake."""

from datetime import time, timedelta

from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.demo.generate.days import FRIDAY, Days
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import OfferedTime, RemindMe

_MEET = f"{Form.IN_PERSON} {Form.TELEPHONE}"
_MORNING, _AFTERNOON = (time(9), time(11, 30)), (time(12, 30), time(14, 30))
_OFFERED_FOR = 90


def build_times(town: Municipality, days: Days) -> None:
    """Add what everybody who follows citizens offers, the weekdays spread over the unit."""
    for place, follower in enumerate(town.followers):
        hours = _MORNING if place % 2 == 0 else _AFTERNOON
        for weekday in (place % FRIDAY, (place + 2) % FRIDAY):
            _offer(town, days, follower.employee, weekday, hours, _MEET, place=f"Lokale {place % 6 + 1}")
    nadia = town.employees["nadia"]
    _offer(town, days, nadia, FRIDAY, (time(10), time(12)), Form.WALK, place="Stien ved søen")


def remind(town: Municipality, life: Life, *, email: str) -> None:
    """Somebody of the cast wants to be reminded, by mail and with a file for the calendar."""
    town.add(RemindMe(citizen=life.citizen, by_mail=True, calendar=True, email=email))


def _offer(
    town: Municipality,
    days: Days,
    employee: Employee,
    weekday: int,
    hours: tuple[time, time],
    forms: str,
    *,
    place: str,
) -> None:
    town.add(
        OfferedTime(
            employee=employee,
            weekday=weekday,
            starts=hours[0],
            ends=hours[1],
            minutes=30,
            forms=forms,
            place=place,
            since=days.today - timedelta(days=_OFFERED_FOR),
        )
    )
