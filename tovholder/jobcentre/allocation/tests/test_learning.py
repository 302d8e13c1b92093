"""Coverage and the next best thing to learn, against a walk over the rows one by one."""

import random
from datetime import timedelta

import pytest

from tests import cast
from tests.cast import AT, TODAY
from tovholder.jobcentre.allocation.coverage import BROAD, broad_over_time, coverage_of
from tovholder.jobcentre.allocation.learning import next_best
from tovholder.jobcentre.citizens.models import Course, CourseContact, CourseRole, DrawnIn, Handover
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.actions import Offered
from tovholder.jobcentre.competence.models import RoleNeed
from tovholder.jobcentre.staff.roles import Role

pytestmark = pytest.mark.django_db
SOON = AT + timedelta(days=7)


@pytest.fixture
def leader(amina):
    cast.the_catalogue()
    return cast.a_leader("Lise Leder")


def needs(course: Course, *roles: str) -> None:
    for role in roles:
        CourseRole.objects.create(course=course, citizen=course.citizen, role=role)


def a_training(leader, code: str, level: int = 3, *, hours: float = 3, places: int = 5):
    offered = Offered(code, "x", cast.a_competence(code), level, SOON, int(hours * 60), "Her", places)
    return actions.offer_training(offered, by=leader.user, at=AT)


def drawn_in(course: Course, colleague, reason: str, *, days_ago: int = 30) -> DrawnIn:
    since = TODAY - timedelta(days=days_ago)
    return DrawnIn.objects.create(
        course=course, citizen=course.citizen, employee=colleague, reason=reason,
        since=since, until=since + timedelta(days=7),
    )  # fmt: skip


# --- Coverage ---------------------------------------------------------------------------------------------------------


def obvious_masters(employee) -> set[str]:
    held = {
        row.competence_id: row.level for row in employee.agreed_levels.order_by("pk") if row.until is None
    }
    return {
        str(role)
        for role in Role
        if all(held.get(need.competence_id, 0) >= need.level for need in RoleNeed.objects.filter(role=role))
    }


@pytest.mark.parametrize("seed", range(4))
def test_coverage_is_what_a_walk_finds(leader, amina, jonas, seed):
    dice = random.Random(seed)
    staff = [amina, jonas, cast.an_employee("Ida")]
    roles = ["coach", "mentor", "company"]
    for employee in staff:
        cast.masters(employee, *dice.sample(roles, dice.randint(0, 3)))
    for _ in range(12):
        course = cast.a_course(cast.a_citizen(), contact=dice.choice(staff))
        needs(course, *dice.sample(roles, dice.randint(0, 2)))
    found = coverage_of([amina.unit], TODAY)[amina.unit_id]
    courses = [
        (course, {row.role for row in course.roles_needed.order_by("pk")})
        for course in Course.objects.order_by("pk")
    ]
    asked = [(course, wanted) for course, wanted in courses if wanted]
    assert (found.open_courses, found.asked) == (12, len(asked))
    assert found.covered == sum(wanted <= obvious_masters(course.contact) for course, wanted in asked)
    able = {
        frozenset(wanted): [one.pk for one in (*staff, leader) if wanted <= obvious_masters(one)]
        for _course, wanted in asked
    }
    expected = {roles: (who[0] if who else None) for roles, who in able.items() if len(who) < 2}
    assert {one.roles: one.employee for one in found.fragile} == expected
    assert all(one.courses == sum(wanted == one.roles for _c, wanted in asked) for one in found.fragile)


def test_too_few_are_not_told(leader, amina):
    needs(cast.a_course(contact=amina), "coach")
    assert coverage_of([amina.unit], TODAY)[amina.unit_id].share is None


def test_the_broad_are_counted_by_what_was_agreed_then(leader, amina):
    for _ in range(4):
        cast.masters(cast.an_employee(), "coach", "motivating", "authority")
    assert broad_over_time(amina.unit, TODAY)[-1] == pytest.approx(4 / 6)
    assert broad_over_time(amina.unit, TODAY)[0] == 0
    assert broad_over_time(cast.a_unit(), TODAY)[-1] is None
    assert BROAD == 3


def test_coverage_costs_the_same_whatever_it_holds(leader, amina, django_assert_max_num_queries):
    for _ in range(6):
        needs(cast.a_course(cast.a_citizen(), contact=amina), "coach")
    units = [amina.unit, cast.a_unit()]
    with django_assert_max_num_queries(6):
        coverage_of(units, TODAY)


# --- The next best ----------------------------------------------------------------------------------------------------


def test_what_a_colleague_was_drawn_in_for_is_what_to_learn(leader, amina, jonas):
    course = cast.a_course(contact=amina, since=TODAY - timedelta(days=500))
    for days_ago in (10, 40, 300):
        drawn_in(course, jonas, "coach", days_ago=days_ago)
    drawn_in(course, jonas, "coach", days_ago=400)  # more than a year ago
    drawn_in(course, jonas, "language")  # no role
    training = a_training(leader, "coaching")
    found = next_best(amina.unit, 10, AT)
    assert [(one.training, one.employees) for one in found.suggested] == [(training, [(amina, 3)])]
    assert (found.happened, found.known, found.together) == (3, 0, 0)
    assert found.plan.bound == 3


def test_it_is_laid_to_whoever_was_contact_then(leader, amina, jonas):
    course = cast.a_course(contact=amina)
    CourseContact.objects.filter(course=course).update(until=TODAY - timedelta(days=20))
    CourseContact.objects.create(
        course=course, citizen=course.citizen, employee=jonas, since=TODAY - timedelta(days=20)
    )
    drawn_in(course, cast.an_employee(), "coach", days_ago=30)
    drawn_in(course, cast.an_employee(), "coach", days_ago=10)
    a_training(leader, "coaching")
    [one] = next_best(amina.unit, 10, AT).suggested
    assert one.employees == [(amina, 1), (jonas, 1)]


def test_what_is_learnt_since_is_not_learnt_again(leader, amina, jonas):
    drawn_in(cast.a_course(contact=amina), jonas, "coach")
    a_training(leader, "coaching")
    cast.masters(amina, "coach")
    found = next_best(amina.unit, 10, AT)
    assert (found.suggested, found.happened, found.known) == ([], 1, 1)


def test_a_handover_for_want_of_a_competence_counts_and_others_do_not(leader, amina, jonas):
    course = cast.a_course(contact=amina)
    needs(course, "coach")
    for reason in ("competence", "room"):
        Handover.objects.create(
            course=course, citizen=course.citizen, from_employee=amina, to_employee=jonas, reason=reason,
            what_matters="x", no_joint_talk_because="x", accepted_at=AT - timedelta(days=3),
        )  # fmt: skip
    a_training(leader, "coaching")
    assert next_best(amina.unit, 10, AT).plan.spared == 1


def test_several_lacking_at_once_are_told_apart_and_covered_together(leader, amina, jonas):
    course = cast.a_course(contact=amina)
    drawn_in(course, jonas, "mentor")
    needs(course, "mentor")
    a_training(leader, "mentorrollen")
    a_training(leader, "netvaerk", 2)
    found = next_best(amina.unit, 10, AT)
    assert (found.suggested, found.together) == ([], 1)
    assert (found.whole.covered, found.whole.bound) == (1, 1)
    assert next_best(amina.unit, 4, AT).whole.covered == 0
    cast.can(amina, "netvaerk", 2)
    assert next_best(amina.unit, 4, AT).plan.spared == 1


def test_hours_places_and_who_has_signed_up_are_kept(leader, amina, jonas):
    for contact, times in ((amina, 3), (jonas, 2)):
        course = cast.a_course(cast.a_citizen(), contact=contact)
        for _ in range(times):
            drawn_in(course, leader, "coach")
    training = a_training(leader, "coaching", places=1)
    assert next_best(amina.unit, 2, AT).suggested == []
    [one] = next_best(amina.unit, 10, AT).suggested
    assert one.employees == [(amina, 3)]
    actions.sign_up(training, amina, by=amina.user, at=AT)
    assert next_best(amina.unit, 10, AT).suggested == []


def test_a_training_below_what_the_role_needs_is_not_proposed(leader, amina, jonas):
    drawn_in(cast.a_course(contact=amina), jonas, "coach")
    a_training(leader, "coaching", 2)
    assert next_best(amina.unit, 10, AT).suggested == []


def test_private_marks_count_for_nothing(leader, amina, jonas):
    drawn_in(cast.a_course(contact=amina), jonas, "coach")
    a_training(leader, "coaching")
    before = next_best(amina.unit, 10, AT)
    written = {cast.a_competence("coaching").pk: actions.Written(4, is_unsure=True, wants=True)}
    actions.write_own_views(amina, written, by=amina.user, at=AT, today=TODAY)
    assert next_best(amina.unit, 10, AT) == before


def test_it_costs_as_many_queries_whatever_happened(leader, amina, jonas, django_assert_max_num_queries):
    a_training(leader, "coaching")
    for _ in range(3):
        with django_assert_max_num_queries(13):
            next_best(amina.unit, 10, AT)
        for employee in (amina, jonas, cast.an_employee()):
            course = cast.a_course(cast.a_citizen(), contact=employee)
            needs(course, "coach", "mentor")
            drawn_in(course, leader, "coach")
