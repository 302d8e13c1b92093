"""One citizen's suggestions: the best of all who may, but today's contact, at the same price in any house."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import TODAY
from tovholder.jobcentre.allocation import actions
from tovholder.jobcentre.allocation.suggestion import suggested
from tovholder.jobcentre.allocation.tests.towns import Town
from tovholder.jobcentre.citizens.models import Disqualification
from tovholder.jobcentre.staff.models import EmployeeLanguage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_suggested_who_may_not_follow(seed: int) -> None:
    for course in Town(seed).courses:
        found = suggested(course, TODAY)
        assert len(found) <= 3
        for one in found:
            assert one.because
            assert one.employee != course.contact
            assert one.employee.left_on is None
            assert one.employee.has_clearance or not course.citizen.is_protected
            kept = Disqualification.objects.filter(
                employee=one.employee, cpr_fingerprint=course.citizen.cpr_fingerprint
            )
            assert not kept.exists()


def test_who_speaks_the_language_is_first_also_from_another_unit() -> None:
    unit, other = cast.a_unit(), cast.a_unit()
    receiver, full, free = (cast.an_employee(unit=unit) for _ in range(3))
    farsi = cast.an_employee("Farah Aziz", unit=other)
    EmployeeLanguage.objects.create(employee=farsi, language="farsi")
    course = cast.a_course(cast.a_citizen(language="farsi"), contact=receiver)
    cast.many_courses(60, contact=full)
    best = suggested(course, TODAY)
    assert [one.employee for one in best] == [farsi, free, full]
    assert best[0].because[0] == "Farah taler farsi."
    assert best[0].breaks == [f"Farah er ikke i enheden {unit.name}."]
    assert "timer for meget om ugen." in best[2].breaks[-1]


def test_as_many_queries_in_a_house_of_any_size() -> None:
    town = Town(2)
    counts = []
    for _size in range(2):
        with CaptureQueriesContext(connection) as queries:
            suggested(town.courses[0], TODAY)
        counts.append(len(queries))
        for _ in range(5):
            cast.many_courses(10, contact=cast.an_employee(unit=town.units[0]))
    assert counts[0] == counts[1] <= 17


def test_the_weights_that_are_chosen_count() -> None:
    unit = cast.a_unit()
    receiver, one, other = (cast.an_employee(unit=unit) for _ in range(3))
    EmployeeLanguage.objects.create(employee=other, language="farsi")
    course = cast.a_course(cast.a_citizen(language="farsi"), contact=receiver)
    cast.many_courses(3, contact=other)
    assert suggested(course, TODAY)[0].employee == other
    actions.weigh({"language": 0}, by=cast.a_user("manager"), at=cast.AT)
    assert suggested(course, TODAY)[0].employee == one
