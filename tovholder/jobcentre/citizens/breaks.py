"""What a citizen would lose with another contact, said before anybody decides. It refuses nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models import ContactWish, Course, CourseRole, Employment
from tovholder.jobcentre.citizens.models.asked import WAITS
from tovholder.jobcentre.citizens.wishes import Asked, asked_in
from tovholder.jobcentre.competence.levels import roles_mastered
from tovholder.jobcentre.staff.models import Employee, EmployeeLanguage
from tovholder.jobcentre.staff.roles import Role

# Everybody here speaks it, so it is never written down of anybody.
DANISH = "dansk"

Move = tuple[Course, Employee]


def what_it_breaks(course: Course, employee: Employee, day: date) -> list[str]:
    """Return a sentence for each thing that `employee` as contact from `day` would break; none when there is none."""
    return what_they_break([(course, employee)], day)[course.pk]


def what_they_break(moves: Iterable[Move], day: date) -> dict[int, list[str]]:
    """`what_it_breaks` for many, by the number of the course. As many queries, however many moves.

    Have `citizen` and `contact` selected with each course.
    """
    moves = list(moves)
    ways = (_wishes(moves), _languages(moves), _workplaces(moves, day), _roles(moves, day))
    return {
        course.pk: [sentence for said in ways for sentence in said.get(course.pk, [])]
        for course, _employee in moves
    }


def _wishes(moves: Sequence[Move]) -> dict[int, list[str]]:
    """A promise of somebody else, and a wish that nobody has answered."""
    said: dict[int, list[str]] = defaultdict(list)
    granted = asked_in([course for course, _employee in moves])
    promised = Employee.objects.in_bulk([asked.promised for asked in granted.values() if asked.promised])
    for course, employee in moves:
        asked, name = granted.get(course.pk, Asked()), course.citizen.first_name
        if employee.pk in asked.declined:
            told = {"name": name, "employee": employee.name}
            said[course.pk].append(_("%(name)s er lovet en anden end %(employee)s.") % told)
        elif asked.promised is not None and asked.promised != employee.pk:
            told = {"name": name, "employee": promised[asked.promised].name}
            said[course.pk].append(_("%(name)s er lovet %(employee)s.") % told)
    names = {course.pk: course.citizen.first_name for course, _employee in moves}
    waiting = ContactWish.objects.filter(WAITS, course__in=names)
    for wish in waiting.select_related("instead_of").order_by("pk"):
        told = {"name": names[wish.course_id], "text": wish.text, "employee": wish.instead_of.name}
        said[wish.course_id].append(
            _("%(name)s har bedt om en anden end %(employee)s og venter på svar: “%(text)s”") % told
        )
    return said


def _languages(moves: Sequence[Move]) -> dict[int, list[str]]:
    """The citizen's language, where it is not Danish and the new one does not speak it."""
    spoken: dict[int, set[str]] = defaultdict(set)
    for row in EmployeeLanguage.objects.filter(employee__in={employee.pk for _course, employee in moves}):
        spoken[row.employee_id].add(row.language.casefold())
    said = {}
    for course, employee in moves:
        language = course.citizen.language
        if language.casefold() not in {"", DANISH} | spoken[employee.pk]:
            told = {"name": course.citizen.first_name, "language": language, "employee": employee.first_name}
            said[course.pk] = [
                _("%(name)s taler %(language)s med tolk, og %(employee)s taler det ikke.") % told
                if course.citizen.needs_interpreter
                else _("%(name)s taler %(language)s, og det gør %(employee)s ikke.") % told
            ]
    return said


def _workplaces(moves: Sequence[Move], day: date) -> dict[int, list[str]]:
    """The workplaces where the citizen works, when they have the same contact as the citizen has now."""
    works: dict[int, list[Employment]] = defaultdict(list)
    employments = Employment.objects.on(day).filter(citizen__in={course.citizen_id for course, _to in moves})
    for employment in employments.select_related("workplace").order_by("since", "pk"):
        works[employment.citizen_id].append(employment)
    return {
        course.pk: [
            _("%(name)s arbejder hos %(workplace)s, hvor %(employee)s også er fast kontakt.")
            % {
                "name": course.citizen.first_name,
                "workplace": employment.workplace.name,
                "employee": course.contact.name,
            }
            for employment in works[course.citizen_id]
            if employment.workplace.contact_id == course.contact_id != employee.pk
        ]
        for course, employee in moves
    }


def _roles(moves: Sequence[Move], day: date) -> dict[int, list[str]]:
    """The roles that the course needs and the new one does not take alone yet."""
    mastered = roles_mastered({employee.pk for _course, employee in moves}, day)
    needed: dict[int, set[str]] = defaultdict(set)
    for needs in CourseRole.objects.filter(course__in=[course.pk for course, _employee in moves]):
        needed[needs.course_id].add(needs.role)
    said = {}
    for course, employee in moves:
        if missing := needed[course.pk] - mastered.get(employee.pk, set()):
            roles = ", ".join(str(role.label).lower() for role in Role if role in missing)
            told = {"roles": roles, "employee": employee.name}
            said[course.pk] = [
                _("Forløbet kræver %(roles)s. Det tager %(employee)s ikke alene endnu.") % told
            ]
    return said
