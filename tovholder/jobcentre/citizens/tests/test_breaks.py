"""What another contact would break: a promise, a language, a workplace, a role. Said, and nothing else."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, days
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.breaks import what_it_breaks, what_they_break
from tovholder.jobcentre.citizens.models import ContactWish, Course, CourseRole
from tovholder.jobcentre.citizens.tests.test_handover import a_wish
from tovholder.jobcentre.staff.models import EmployeeLanguage


def breaks(course, employee) -> list[str]:
    return what_it_breaks(
        Course.objects.select_related("citizen", "contact").get(pk=course.pk), employee, TODAY
    )


def test_most_often_nothing(course, jonas):
    assert breaks(course, jonas) == []


# --- Wishes -----------------------------------------------------------------------------------------------------------


def test_a_wish_that_waits_is_said_whoever_it_is(course, amina, jonas):
    a_wish(course, instead_of=amina, granted=None)
    said = "Bo har bedt om en anden end Amina Yusuf og venter på svar: “En, der kan lidt om heste”"
    assert breaks(course, jonas) == [said]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("jonas", ["Bo er lovet Rune Ro."]), ("rune", []), ("amina", ["Bo er lovet en anden end Amina Yusuf."])],
)
def test_a_promise_of_somebody_is_said_of_everybody_else(course, amina, jonas, who, sentence):
    rune = cast.an_employee("Rune Ro")
    a_wish(course, instead_of=amina, promised=rune)
    assert breaks(course, {"jonas": jonas, "rune": rune, "amina": amina}[who]) == sentence


@pytest.mark.parametrize("over", [{"granted": False}, {"withdrawn_at": AT}])
def test_a_wish_that_is_refused_or_taken_back_is_not_broken(course, amina, jonas, over):
    a_wish(course, instead_of=jonas, **over)
    assert breaks(course, jonas) == []


# --- Language ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["dansk", "Dansk", ""])
def test_danish_needs_nothing(amina, jonas, language):
    assert breaks(cast.a_course(cast.a_citizen("Bo Kragh", language=language), contact=amina), jonas) == []


@pytest.mark.parametrize("interpreter", [False, True])
def test_a_language_is_said_unless_it_is_spoken(amina, jonas, interpreter):
    ali = cast.a_citizen("Ali Dam", language="arabisk", needs_interpreter=interpreter)
    course = cast.a_course(ali, contact=amina)
    assert breaks(course, jonas) == [
        "Ali taler arabisk med tolk, og Jonas taler det ikke."
        if interpreter
        else "Ali taler arabisk, og det gør Jonas ikke."
    ]
    EmployeeLanguage.objects.create(employee=jonas, language="Arabisk")
    assert breaks(course, jonas) == []


# --- Workplaces -------------------------------------------------------------------------------------------------------


def test_a_workplace_that_is_the_present_contacts_is_lost(course, bo, amina, jonas):
    site = cast.a_workplace(contact=amina)
    actions.employ(bo, workplace=site, since=LONG_AGO, by=None, at=AT)
    assert breaks(course, jonas) == [
        "Bo arbejder hos Nordlyst Møbler, hvor Amina Yusuf også er fast kontakt."
    ]


def test_other_workplaces_lose_nothing(course, bo, amina, jonas):
    rune = cast.an_employee("Rune")
    before, later = cast.a_workplace("Før", contact=amina), cast.a_workplace("Senere", contact=amina)
    actions.employ(bo, workplace=before, since=LONG_AGO, until=TODAY, by=None, at=AT)
    actions.employ(bo, workplace=later, since=TODAY + days(1), by=None, at=AT)
    for contact in (jonas, rune):
        actions.employ(bo, workplace=cast.a_workplace("N", contact=contact), since=LONG_AGO, by=None, at=AT)
    assert breaks(course, jonas) == []


# --- Roles ------------------------------------------------------------------------------------------------------------


def test_the_roles_that_are_needed_and_not_mastered_are_said(course, bo, jonas):
    for role in ("coach", "mentor", "company"):
        CourseRole.objects.create(course=course, citizen=bo, role=role)
    cast.masters(jonas, "coach")
    assert breaks(course, jonas) == [
        "Forløbet kræver mentor, virksomhedskonsulent. Det tager Jonas Holm ikke alene endnu."
    ]


# --- Many -------------------------------------------------------------------------------------------------------------


def test_many_at_once_are_as_one_by_one(amina, jonas):
    """Random towns; each pair asked alone gives the same."""
    dice = random.Random(7)
    staff = [amina, jonas, cast.an_employee("Rune"), cast.an_employee("Ida")]
    for employee in staff:
        for language in dice.sample(["arabisk", "farsi"], dice.randint(0, 2)):
            EmployeeLanguage.objects.create(employee=employee, language=language)
        for role in dice.sample(["coach", "mentor", "company"], dice.randint(0, 2)):
            cast.masters(employee, role)
    sites = [cast.a_workplace(f"Sted {n}", contact=dice.choice(staff)) for n in range(4)]
    for n in range(25):
        citizen = cast.a_citizen(f"Borger {n}", language=dice.choice(["dansk", "arabisk", "farsi"]))
        course = cast.a_course(citizen, contact=dice.choice(staff))
        for role in dice.sample(["coach", "mentor", "company"], dice.randint(0, 2)):
            CourseRole.objects.create(course=course, citizen=citizen, role=role)
        for site in dice.sample(sites, dice.randint(0, 2)):
            actions.employ(citizen, workplace=site, since=LONG_AGO, by=None, at=AT)
        if dice.random() < 0.5:
            a_wish(course, instead_of=dice.choice(staff), granted=dice.choice([True, False, None]))
    courses = list(Course.objects.select_related("citizen", "contact").order_by("pk"))
    moves = [(course, dice.choice(staff)) for course in courses]
    together = what_they_break(moves, TODAY)
    assert together == {course.pk: what_it_breaks(course, to, TODAY) for course, to in moves}
    assert sum(map(len, together.values())) > 15
    assert ContactWish.objects.exists()
    with CaptureQueriesContext(connection) as few:
        what_they_break(moves[:2], TODAY)
    with CaptureQueriesContext(connection) as many:
        what_they_break(moves, TODAY)
    assert len(few) == len(many)
