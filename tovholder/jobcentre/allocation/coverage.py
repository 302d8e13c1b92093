"""Whether the fixed employee masters what the course needs, and what hangs on one person. No citizen is read."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from tovholder.jobcentre.citizens.models import Course, CourseRole
from tovholder.jobcentre.competence.levels import masters, needs_of_roles, roles_mastered
from tovholder.jobcentre.competence.models import AgreedLevel
from tovholder.jobcentre.periods.months import months_later
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.registers.disclosure import LIMIT

BROAD = 3  # of the five roles: who masters so many is a generalist here
MONTHS = 12

Roles = frozenset[str]


@dataclass(frozen=True)
class Fragile:
    """`courses` in the unit need all of `roles`, and at most one there masters them: `employee`, or nobody."""

    roles: Roles
    courses: int
    employee: int | None


@dataclass(frozen=True)
class Coverage:
    """Of `open_courses`, `asked` have roles chosen with the citizen; of those the contact masters all in `covered`."""

    open_courses: int = 0
    asked: int = 0
    covered: int = 0
    fragile: list[Fragile] = field(default_factory=list)

    @property
    def share(self) -> float | None:
        """None where too few are asked to be told."""
        return self.covered / self.asked if self.asked >= LIMIT else None


def coverage_of(units: Iterable[Unit], day: date) -> dict[int, Coverage]:
    """Of each unit, by its number. Five queries, however many units and courses."""
    numbers = [unit.pk for unit in units]
    needed = roles_needed()
    open_courses = Course.objects.open().filter(unit__in=numbers).order_by("pk")
    courses = list(open_courses.values_list("pk", "unit", "contact"))
    could = Employee.objects.who_can_be_contact(day).filter(unit__in=numbers).order_by("pk")
    here = dict(could.values_list("pk", "unit"))
    mastered = roles_mastered({*here, *(contact for _pk, _unit, contact in courses)}, day)
    found = {unit: Counter[str]() for unit in numbers}
    wanted: dict[int, Counter[Roles]] = defaultdict(Counter)
    for pk, unit, contact in courses:
        found[unit]["open"] += 1
        if roles := needed.get(pk):
            found[unit]["asked"] += 1
            found[unit]["covered"] += roles <= mastered.get(contact, set())
            wanted[unit][roles] += 1
    staff: dict[int, list[int]] = defaultdict(list)
    for employee, unit in here.items():
        staff[unit].append(employee)
    return {
        unit: Coverage(
            counted["open"],
            counted["asked"],
            counted["covered"],
            _fragile(wanted[unit], staff[unit], mastered),
        )
        for unit, counted in found.items()
    }


def roles_needed() -> dict[int, Roles]:
    """The roles chosen for each open course that has any. One query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = CourseRole.objects.filter(course__until__isnull=True).order_by("pk")
    for course, role in rows.values_list("course", "role"):
        found[course].add(role)
    return {course: frozenset(roles) for course, roles in found.items()}


def _fragile(wanted: Counter[Roles], staff: list[int], mastered: dict[int, set[str]]) -> list[Fragile]:
    """What at most one of the staff can, most courses first."""
    found = []
    for roles, courses in wanted.items():
        able = [employee for employee in staff if roles <= mastered.get(employee, set())]
        if len(able) <= 1:
            found.append(Fragile(roles, courses, able[0] if able else None))
    return sorted(found, key=lambda one: (-one.courses, sorted(one.roles)))


def broad_over_time(unit: Unit | None, today: date) -> list[float | None]:
    """The share of those who follow citizens that mastered at least `BROAD` roles, a year ago and each month since.

    By the levels agreed on the day and what the roles need today; None on a day with too few to tell. Three queries.
    """
    needs = needs_of_roles(today)
    days = [months_later(today, -months) for months in range(MONTHS, -1, -1)]
    staff = Employee.objects.who_follow_citizens(days[0]).order_by("pk")
    staff = staff if unit is None else staff.filter(unit=unit)
    left = dict(staff.values_list("pk", "left_on"))
    levels: dict[int, list[tuple[int, int, date, date | None]]] = defaultdict(list)
    subjects = {subject for needed in needs.values() for subject in needed}
    rows = AgreedLevel.objects.filter(Q(until__isnull=True) | Q(until__gt=days[0]), competence__in=subjects)
    rows = rows if unit is None else rows.filter(employee__unit=unit)
    for employee, *level in rows.order_by("pk").values_list(
        "employee", "competence", "level", "since", "until"
    ):
        levels[employee].append((level[0], level[1], level[2], level[3]))
    return [_broad_on(day, left, levels, needs) for day in days]


def _broad_on(
    day: date,
    left: dict[int, date | None],
    levels: dict[int, list[tuple[int, int, date, date | None]]],
    needs: dict[str, dict[int, int]],
) -> float | None:
    here = [employee for employee, left_on in left.items() if left_on is None or left_on > day]
    if len(here) < LIMIT:
        return None
    broad = 0
    for employee in here:
        held = {
            subject: level
            for subject, level, since, until in levels[employee]
            if since <= day and (until is None or until > day)
        }
        broad += sum(masters(held, needed) for needed in needs.values()) >= BROAD
    return broad / len(here)
