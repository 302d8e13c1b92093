"""The question, against a walk over the rows one by one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import AT, TODAY
from tovholder.assignment import problem as asked
from tovholder.assignment.part import part
from tovholder.assignment.problem import Problem, Weights
from tovholder.jobcentre.allocation import question
from tovholder.jobcentre.allocation.tests.towns import Town
from tovholder.jobcentre.citizens.models import Batch, Citizen, Course, CourseContact, Disqualification
from tovholder.jobcentre.competence.models import RoleNeed
from tovholder.jobcentre.staff.models import ContactProfile, Employee
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.workbench.views.team.rows import newcomers

pytestmark = pytest.mark.django_db
WEIGHTS = Weights()


def obvious() -> Problem:
    profiles = [row.profile for row in ContactProfile.objects.order_by("pk")]
    staff = [
        one
        for one in Employee.objects.order_by("pk")
        if one.left_on is None and one.profile in profiles and one.user.role in ("employee", "leader")
    ]
    return Problem(
        tuple(_citizen(course, staff) for course in Course.objects.order_by("pk") if course.until is None),
        tuple(
            asked.Employee(
                str(one.pk),
                float(one.weekly_hours),
                str(one.unit_id),
                _levels(one),
                frozenset(row.language.lower() for row in one.languages.order_by("pk")),
                frozenset(str(row.pk) for row in one.workplaces.order_by("pk") if row.closed_on is None),
                one.has_clearance,
            )
            for one in staff
        ),
        WEIGHTS,
    )


def _levels(employee: Employee) -> dict[str, int]:
    """Every role of which no needed level is missing, asked one at a time."""
    mastered = {}
    for role in Role:
        needs = RoleNeed.objects.filter(role=role)
        agreed = [
            employee.agreed_levels.filter(competence=need.competence, level__gte=need.level) for need in needs
        ]
        if needs and all(rows.exists() for rows in agreed):
            mastered[str(role)] = 1
    return mastered


def _citizen(course: Course, staff: list[Employee]) -> asked.Citizen:
    citizen = course.citizen
    here = {str(one.pk) for one in staff}
    is_new = not course.handovers.exists() and course.contact == course.unit.receiver
    granted = [wish for wish in course.wishes.order_by("answered_at", "pk") if wish.granted]
    promised, declined = set(), set()
    if granted and granted[-1].promised is not None:
        promised = {str(granted[-1].promised.pk)}
    elif granted:
        declined = {str(granted[-1].instead_of.pk)}
    ties = []
    for work in citizen.employments.order_by("pk"):
        if work.since <= TODAY and (work.until is None or work.until > TODAY):
            ties.append(str(work.workplace.pk))
    return asked.Citizen(
        str(citizen.pk),
        float(course.weekly_hours),
        str(course.unit.pk),
        needs={row.role: 1 for row in course.roles_needed.order_by("role")},
        languages=frozenset() if citizen.language == "dansk" else frozenset({citizen.language.lower()}),
        ties=tuple(ties),
        present=None if is_new else str(course.contact.pk),
        earlier=frozenset(
            str(row.employee.pk)
            for row in CourseContact.objects.order_by("pk")
            if row.citizen == citizen and row.until is not None and str(row.employee.pk) in here
        ),
        conflicts=frozenset(
            str(row.employee.pk)
            for row in Disqualification.objects.order_by("pk")
            if row.cpr_fingerprint == citizen.cpr_fingerprint
        ),
        wishes=frozenset(promised),
        declined=frozenset(declined),
        protected=citizen.is_protected,
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_house_is_what_the_rows_say(seed: int) -> None:
    Town(seed)
    assert question.of_the_house(TODAY, weights=WEIGHTS).problem == obvious()


@pytest.mark.parametrize("seed", range(4))
def test_a_unit_is_its_part_of_the_house(seed: int) -> None:
    town = Town(seed)
    house = question.of_the_house(TODAY, weights=WEIGHTS)
    for unit in town.units:
        own = question.of_unit(unit, TODAY, weights=WEIGHTS)
        expected = part(house.problem, str(unit.pk))
        assert own.problem.employees == expected.employees
        by_key = {citizen.key: citizen for citizen in expected.citizens}
        # What a newcomer elsewhere takes of the hours of whoever receives them counts too, until they have another.
        assert {c.key: c for c in own.problem.citizens if c.key in own.courses} == {
            key: citizen for key, citizen in by_key.items() if not citizen.stays
        }
        assert {c.key for c in own.problem.citizens if c.stays} >= {k for k, c in by_key.items() if c.stays}
        assert own.newcomers == {str(pk) for pk in newcomers(unit).values_list("citizen", flat=True)}


def test_as_many_queries_whoever_is_followed() -> None:
    town = Town(1)
    counts = []
    for _size in range(2):
        with CaptureQueriesContext(connection) as queries:
            question.of_unit(town.units[0], TODAY, weights=WEIGHTS)
            question.of_the_house(TODAY, weights=WEIGHTS)
        counts.append(len(queries))
        cast.many_courses(30, contact=town.staff[0])
    assert counts[0] == counts[1]
    assert counts[0] <= 26


def test_a_batch_that_is_still_read_in_is_not_there() -> None:
    town = Town(1, citizens=3)
    batch = Batch.objects.create(begun_at=AT)
    Course.objects.filter(pk=town.courses[0].pk).update(batch=batch)
    Citizen.objects.filter(pk=town.courses[0].citizen_id).update(batch=batch)
    found = question.of_the_house(TODAY, weights=WEIGHTS)
    assert set(found.courses) == {str(course.citizen_id) for course in town.courses[1:]}


def test_an_interpreter_is_a_bridge_and_danish_is_no_need() -> None:
    assert question.languages_of("Dansk ") == frozenset()
    assert question.languages_of("Arabisk") == frozenset({"arabisk"})
