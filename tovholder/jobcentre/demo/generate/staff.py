"""Units, employees, and who was away when."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from math import ceil
from random import Random

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.cast import SICK, UNITS, WORK, YOUNG, CastEmployee
from tovholder.jobcentre.demo.generate.days import Days
from tovholder.jobcentre.demo.generate.figures import ages, courses_in_a_unit, share_out
from tovholder.jobcentre.demo.generate.municipality import Follower, Municipality
from tovholder.jobcentre.demo.generate.names import Names
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.staff.models import Absence, Employee, StaffProfile, StandIn, Unit

_FOLLOWS, _TO_A_SPECIALIST = 40, 25
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
_DISTRICTS = (
    *("Vest", "Øst", "Nord", "Syd", "Midt", "Åen", "Søen", "Skoven", "Engen", "Bakken", "Heden", "Mosen"),
    *("Banen", "Torvet", "Møllen", "Kilden", "Lunden", "Broen", "Havnen", "Marken"),
)


def build_staff(town: Municipality, days: Days, numbers: Numbers, names: Names, *, newcomers: int) -> None:
    """Add the units and employees that `newcomers` open courses beside the cast's own call for."""
    for place, name in enumerate(UNITS):
        town.units[name] = town.add(Unit(name=name, telephone=f"00 10 00 {place + 1}0"))
    for one in cast.EMPLOYEES:
        _hire(town, numbers, one)
    taken = Counter(one.contact for one in cast.CITIZENS if one.key != "camilla")
    for one in cast.EMPLOYEES:
        if one.follows:
            _follows(town, one, one.unit, one.follows - taken[one.username])
    left_over = newcomers - sum(follower.room for follower in town.followers)
    followers = _followers(max(_FEWEST, ceil(left_over / _FOLLOWS)), names)
    rooms = share_out(max(left_over, _FOLLOWS * _FEWEST), dict.fromkeys(range(len(followers)), 1))
    units = _units(town, numbers, names, Counter(one.unit for one in followers), rooms[0])
    for place, one in enumerate(followers):
        unit = one.unit if place < len(_FOLLOWERS) else min(units[one.unit], key=partial(_in, town))
        # The first of a unit receives its newcomers, so they may follow anybody.
        _hire(town, numbers, replace(one, unit=unit, has_clearance=one.has_clearance or not _in(town, unit)))
        _follows(town, one, unit, rooms[place])
    for one in _specialists(len(followers), names, list(town.units)):
        _hire(town, numbers, one)
    town.specialists = [
        one
        for one in town.employees.values()
        if one.profile != StaffProfile.EMPLOYMENT and one.user.role == Role.EMPLOYEE
    ]
    town.left = _hire(town, numbers, _HAS_LEFT)
    town.left.left_on = days.workday_ago(_LEFT_DAYS_AGO)
    town.left.user.is_active = False
    town.receivers |= {unit: employees[0] for unit, employees in town.colleagues.items()}
    town.receivers[WORK] = town.employees[cast.RECEIVES_IN_WORK]


def _follows(town: Municipality, one: CastEmployee, unit: str, room: int) -> None:
    """Let `one`, whose own `unit` is the area, follow citizens in `unit`."""
    employee = town.employees[one.username]
    town.followers.append(Follower(employee, unit, one.unit, room))
    town.colleagues.setdefault(unit, []).append(employee)


def _in(town: Municipality, unit: str) -> int:
    return len(town.colleagues.get(unit, ()))


def _followers(wanted: int, names: Names) -> list[CastEmployee]:
    """Return the named ones and as many more, each in the area that is furthest from its share of the citizens.

    Those under thirty are followed in one area; the others are as many in each of the other two.
    """
    followers = list(_FOLLOWERS[:wanted])
    young = sum(band.share for band in ages() if band.last < 30) / 100
    shares = {WORK: (1 - young) / 2, YOUNG: young, SICK: (1 - young) / 2}
    in_area = Counter(one.unit for one in (*followers, *cast.EMPLOYEES) if one.follows)
    for n in range(wanted - len(_FOLLOWERS)):
        area = min(UNITS, key=lambda name: (in_area[name] + 1) / shares[name])
        in_area[area] += 1
        named = names.person(is_woman=n % 3 != 0, is_older=n % 2 == 0)
        one = CastEmployee(f"medarbejder-{n}", named.name, area, weekly_hours=33, follows=_FOLLOWS)
        followers.append(one)
    return followers


def _units(
    town: Municipality, numbers: Numbers, names: Names, in_area: Counter[str], room: int
) -> dict[str, list[str]]:
    """Return the names of each area's units: the named one alone until it would hold too many open courses.

    Every new unit has a leader.
    """
    units = {}
    for area in UNITS:
        followers = in_area[area] + _in(town, area)
        wanted = ceil(followers * room / courses_in_a_unit())
        units[area] = [area, *(f"{area} {_district(n)}" for n in range(wanted - 1))]
        for name in units[area][1:]:
            number = len(town.units)
            town.units[name] = town.add(Unit(name=name, telephone=f"00 10 {number:02} 00"))
            leader = names.person(is_woman=number % 2 == 0, is_older=True).name
            _hire(town, numbers, CastEmployee(f"leder-{number}", leader, name, role=Role.LEADER))
    return units


def _district(number: int) -> str:
    again, place = divmod(number, len(_DISTRICTS))
    return f"{_DISTRICTS[place]} {again + 1}" if again else _DISTRICTS[place]


def _specialists(followers: int, names: Names, units: list[str]) -> list[CastEmployee]:
    """Return one for every twenty-five who follow citizens, those of the cast among them, and never fewer than two.

    They are in every unit in turn.
    """
    profiles = (StaffProfile.JOB_CONSULTANT, StaffProfile.JOB_EFFORT)
    more = [
        CastEmployee(
            f"specialist-{n}",
            names.person(is_woman=n % 2 == 0, is_older=n % 3 == 0).name,
            units[n % len(units)],
            profile=profiles[n % 2],
            weekly_hours=32,
        )
        for n in range(followers // _TO_A_SPECIALIST - 2 - len(_SPECIALISTS))
    ]
    return [*_SPECIALISTS, *more]


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
    for unit in town.colleagues.values():
        for place, employee in enumerate(unit):
            others = [one for one in unit if one is not employee]
            for year in range(3 if others else 0):
                # Three weeks apart from the next employee's, so that few stand in for two or while away.
                first = days.ago(60 + 21 * (place % 16) + 336 * year + rng.randrange(3))
                first -= timedelta(days=first.weekday())
                stand_in = others[(place + year) % len(others)]
                _away(town, employee, stand_in, first, first + timedelta(days=7))


def _away(town: Municipality, employee: Employee, stand_in: Employee, since: date, until: date) -> None:
    absence = town.add(Absence(employee=employee, since=since, until=until))
    town.stand_in(StandIn(employee=employee, stand_in=stand_in, absence=absence, since=since, until=until))
