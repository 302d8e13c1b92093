"""Units, employees, and who was away when."""

from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from random import Random

from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.cast import SICK, UNITS, WORK, YOUNG, CastEmployee
from tovholder.jobcentre.demo.generate.days import Days
from tovholder.jobcentre.demo.generate.municipality import Follower, Municipality
from tovholder.jobcentre.demo.generate.names import Names
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.staff.models import Absence, Employee, StaffProfile, StandIn, Unit

_FOLLOWS = 38
# The first two receive newcomers for their units, so they are there however few the citizens.
_FOLLOWERS = (
    CastEmployee(
        "ditte", "Ditte Lykke Bentzen", YOUNG, weekly_hours=32, has_clearance=True, follows=_FOLLOWS
    ),
    CastEmployee(
        "marianne", "Marianne Skovgaard", SICK, weekly_hours=33, has_clearance=True, follows=_FOLLOWS
    ),
    CastEmployee("omar", "Omar Barakat", WORK, weekly_hours=33, follows=_FOLLOWS),
    CastEmployee("rasmus", "Rasmus Elkjær", YOUNG, weekly_hours=34, follows=_FOLLOWS),
    CastEmployee("lone", "Lone Abrahamsen", SICK, weekly_hours=30, follows=_FOLLOWS),
    CastEmployee("vibeke", "Vibeke Nørlund", WORK, weekly_hours=32, follows=_FOLLOWS),
    CastEmployee("thea", "Thea Kirk", YOUNG, weekly_hours=33, follows=_FOLLOWS),
    CastEmployee("niels", "Niels Peter Brogaard", SICK, weekly_hours=34, follows=_FOLLOWS),
)
_SPECIALISTS = (
    CastEmployee("jakob", "Jakob Thybo", SICK, profile=StaffProfile.JOB_CONSULTANT, weekly_hours=30),
    CastEmployee("mette", "Mette-Marie Storm", WORK, profile=StaffProfile.JOB_EFFORT, weekly_hours=32),
)
_HAS_LEFT = CastEmployee("grethe", "Grethe Balslev", WORK)
_LEFT_DAYS_AGO = 150
_FEWEST = 2


def build_staff(town: Municipality, days: Days, numbers: Numbers, names: Names, *, newcomers: int) -> None:
    """Add the employees that `newcomers` open courses beside the cast's own call for."""
    for place, name in enumerate(UNITS):
        town.units[name] = town.add(Unit(name=name, telephone=f"00 10 00 {place + 1}0"))
    for one in cast.EMPLOYEES:
        _hire(town, numbers, one)
    taken = {
        who: sum(1 for c in cast.CITIZENS if c.contact == who and c.key != "camilla")
        for who in town.employees
    }
    for one in cast.EMPLOYEES:
        if one.follows:
            town.followers.append(
                Follower(town.employees[one.username], one.unit, one.follows - taken[one.username])
            )
    left_over = newcomers - sum(follower.room for follower in town.followers)
    for one in _followers(max(_FEWEST, ceil(left_over / (_FOLLOWS + 2))), names):
        town.followers.append(Follower(_hire(town, numbers, one), one.unit, one.follows))
    for one in _SPECIALISTS:
        _hire(town, numbers, one)
    town.left = _hire(town, numbers, _HAS_LEFT)
    town.left.left_on = days.workday_ago(_LEFT_DAYS_AGO)
    town.left.user.is_active = False
    town.receivers = {
        WORK: town.employees[cast.RECEIVES_IN_WORK],
        YOUNG: town.employees["ditte"],
        SICK: town.employees["marianne"],
    }


def _followers(wanted: int, names: Names) -> list[CastEmployee]:
    more = [
        CastEmployee(
            f"medarbejder-{n}",
            names.person(is_woman=n % 3 != 0, is_older=n % 2 == 0).name,
            UNITS[n % 3],
            weekly_hours=33,
            follows=_FOLLOWS,
        )
        for n in range(wanted - len(_FOLLOWERS))
    ]
    return [*_FOLLOWERS[:wanted], *more]


def _hire(town: Municipality, numbers: Numbers, one: CastEmployee) -> Employee:
    user = town.add_user(one.username, one.role)
    first, *_middle, last = one.name.split()
    employee = town.add(
        Employee(
            user=user,
            number=f"H{1001 + town.count(Employee)}",
            name=one.name,
            profile=one.profile,
            unit=town.units[one.unit],
            weekly_hours=Decimal(one.weekly_hours),
            telephone=numbers.telephone(),
            email=f"{_plain(first)}.{_plain(last)}@hedelund.example",
            has_clearance=one.has_clearance,
        )
    )
    town.employees[one.username] = employee
    return employee


def _plain(word: str) -> str:
    for letter, spelled in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        word = word.lower().replace(letter, spelled)
    return "".join(c for c in word if c.isascii() and c.isalnum())


def build_absences(town: Municipality, days: Days, rng: Random) -> None:
    """Kasper is away until Friday and Nadia stands in; before that, everybody has had their holidays."""
    since = days.back_to_workday(days.ago(2))
    away, stands_in = town.employees[cast.AWAY], town.employees[cast.STANDS_IN]
    _away(town, away, stands_in, since, days.next_friday() + timedelta(days=1))
    for place, follower in enumerate(town.followers):
        others = [f.employee for f in town.followers if f.unit == follower.unit and f is not follower]
        if not others:
            continue
        for year in range(3):
            # Three weeks apart from the next employee's, so that nobody stands in for two or while away.
            first = days.ago(60 + 21 * (place % 16) + 336 * year + rng.randrange(3))
            first -= timedelta(days=first.weekday())
            _away(
                town,
                follower.employee,
                others[(place + year) % len(others)],
                first,
                first + timedelta(days=7),
            )


def _away(town: Municipality, employee: Employee, stand_in: Employee, since: date, until: date) -> None:
    town.add(Absence(employee=employee, since=since, until=until))
    town.add(StandIn(employee=employee, stand_in=stand_in, since=since, until=until))
