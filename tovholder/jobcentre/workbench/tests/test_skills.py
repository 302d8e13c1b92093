"""The leader's view of what a unit can: by name, never by rank; and the same at 1,500 × 60."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, browser_of, text_of
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import CourseRole
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.models import AgreedBecause, AgreedLevel, Competence
from tovholder.jobcentre.staff.models import Employee

pytestmark = pytest.mark.django_db
SKILLS = reverse("skills")


@pytest.fixture
def leader(amina):
    cast.the_catalogue()
    return cast.a_leader("Åse Leder")


@pytest.fixture(autouse=True)
def _at_the_desk(db):
    with time_machine.travel(AT, tick=False):
        yield


def many_employees(unit, number: int) -> None:
    """So many with every one of some sixty levels agreed, made at one blow."""
    users = User.objects.bulk_create(User(username=f"m{number}-{n}", role="employee") for n in range(number))
    rows = Employee.objects.bulk_create(
        Employee(
            user=user, number=f"m{number}-{n}", name=f"Mange {n:04}", unit=unit, profile="employment", telephone="1",
            email="a@b.dk",
        )
        for n, user in enumerate(users)
    )  # fmt: skip
    subjects = list(Competence.objects.order_by("pk").values_list("pk", flat=True))
    AgreedLevel.objects.bulk_create(
        AgreedLevel(
            employee=row, competence_id=subject, level=1 + (n + at) % 4, since=LONG_AGO, because=AgreedBecause.TALK
        )
        for n, row in enumerate(rows)
        for at, subject in enumerate(subjects)
    )  # fmt: skip


def test_everybody_stands_by_name_whatever_they_can(leader, amina, jonas):
    cast.can(jonas, "coaching", 4)
    page = text_of(browser_of(leader).get(SKILLS))
    assert page.index("Amina Yusuf") < page.index("Jonas Holm") < page.index("Åse Leder</a>")


def test_only_those_who_can_and_still_by_name(leader, amina, jonas):
    cast.can(amina, "coaching", 3)
    cast.can(jonas, "coaching", 4)
    given = {
        "felt": cast.a_competence("coaching").profile_id,
        "kan": cast.a_competence("coaching").pk,
        "mindst": 3,
    }
    page = text_of(browser_of(leader).get(SKILLS, given))
    assert page.index("Amina Yusuf") < page.index("Jonas Holm")
    assert "Åse Leder</a>" not in page
    assert "Amina" not in text_of(browser_of(leader).get(SKILLS, given | {"mindst": 4}))


def test_what_is_private_is_not_in_the_matrix(leader, amina):
    competence = cast.a_competence("offentlig")
    for shared, shown in ((False, False), (True, True)):
        written = {competence.pk: actions.Written(1, is_unsure=True, is_shared=shared)}
        actions.write_own_views(amina, written, by=amina.user, at=AT, today=TODAY)
        assert ("(usikker)" in text_of(browser_of(leader).get(SKILLS))) == shown


def test_a_name_is_found_by_post_and_never_in_the_address(leader, amina, jonas):
    page = text_of(browser_of(leader).post(SKILLS, {"find": "yusuf"}))
    assert "Amina Yusuf" in page
    assert "Jonas Holm" not in page


def test_a_filter_that_is_none_says_so(leader):
    response = browser_of(leader).get(SKILLS, {"felt": "4711"})
    assert response.status_code == 422
    assert "Vælg et felt på listen." in text_of(response)


def test_employees_of_another_unit_are_not_there(leader, amina):
    cast.an_employee("Ole Anden", unit=cast.a_unit())
    assert "Ole Anden" not in text_of(browser_of(leader).get(SKILLS))


def test_1500_employees_and_60_competences_cost_what_ten_do(leader):
    field = cast.a_competence("offentlig").profile
    for number in range(12):
        described = actions.Described(f"Egen {number}", "x", True, {})
        actions.add_competence(field, described, by=cast.a_user("manager"), at=AT)
    assert Competence.objects.count() == 60
    costs = []
    browser = browser_of(leader)
    for number in (50, 1450):
        many_employees(leader.unit, number)
        browser.get(SKILLS)
        with CaptureQueriesContext(connection) as queries:
            response = browser.get(SKILLS)
        costs.append(len(queries))
        assert len(response.content) < 80_000
        assert response.content.decode().count('<th scope="row">') == 50
    assert costs[0] == costs[1] <= 14


# --- Coverage and the next best ---------------------------------------------------------------------------------------


def test_the_leader_reads_what_hangs_on_one(leader, amina, jonas):
    for _ in range(6):
        course = cast.a_course(cast.a_citizen(), contact=amina)
        CourseRole.objects.create(course=course, citizen=course.citizen, role="coach")
    cast.masters(jonas, "coach")
    page = text_of(browser_of(leader).get(reverse("coverage")))
    assert "I 0 % af de forløb, hvor roller er valgt" in page
    assert "Kun Jonas Holm. Forløb, der kræver det: 6." in page


def test_the_manager_reads_figures_and_no_names(leader, amina, jonas):
    for _ in range(6):
        course = cast.a_course(cast.a_citizen(), contact=amina)
        CourseRole.objects.create(course=course, citizen=course.citizen, role="coach")
    cast.masters(jonas, "coach")
    page = text_of(browser_of(cast.a_user("manager")).get(reverse("coverage")))
    assert "I 0 % af de forløb" in page
    assert "Jonas" not in page


def test_few_courses_are_few_and_no_number(leader, amina):
    course = cast.a_course(contact=amina)
    CourseRole.objects.create(course=course, citizen=course.citizen, role="coach")
    page = text_of(browser_of(leader).get(reverse("coverage")))
    assert "Forløb, der kræver det: færre end 5." in page
    assert "For få forløb" in page


@pytest.mark.parametrize("hours", ["0", "mange", "1001", ""])
def test_hours_that_are_none_say_so(leader, hours):
    response = browser_of(leader).get(reverse("next_to_learn"), {"timer": hours})
    assert response.status_code == 422
    assert "Skriv et antal timer fra 1 til 1000." in text_of(response)
