"""Coordination beside talks: what the rows say, added one by one; few are hidden; said in a sentence and as a step."""

import random
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish.spans import days_to, year_to
from tovholder.jobcentre.results.sentences import said
from tovholder.jobcentre.results.tests.pages import text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, login_as, moment
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.talks.models import MINUTES_COORDINATED, Coordination, Talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def coordinate(course: Course, by: Employee, day: str, minutes: int, clock: str = "10:00") -> None:
    Coordination.objects.create(
        course=course,
        citizen=course.citizen,
        employee=by,
        with_whom="colleague",
        minutes=minutes,
        at=moment(day, clock),
    )


def talk(
    town: Town, course: Course, by: Employee, day: str, minutes: int | None, clock: str = "10:00"
) -> None:
    Talk.objects.filter(pk=town.talk(course, by, day, clock).pk).update(minutes=minutes)


def settle(town: Town, dice: random.Random) -> list[Employee]:
    staff = [town.employee(f"Ansat{n}", town.unit(name)) for n, name in enumerate(("Nord", "Syd"))]
    for n in range(24):
        course = town.course(town.citizen(), staff[n % 2], since="2023-01-01")
        for _each in range(dice.randint(2, 8)):
            day = (TODAY - timedelta(days=dice.randint(-3, 800))).isoformat()
            clock = dice.choice(["00:10", "10:00", "23:50"])
            if dice.random() < 0.5:
                coordinate(course, staff[n % 2], day, dice.choice(MINUTES_COORDINATED), clock)
            else:
                talk(town, course, staff[n % 2], day, dice.choice([None, 15, 30, 60]), clock)
    return staff


def share(unit: Unit | None, first_day: date, last_day: date) -> float | None:
    """Every row, held against the two days."""

    def minutes(rows) -> int:
        return sum(
            row.minutes or 0
            for row, at in rows
            if first_day <= timezone.localtime(at).date() <= last_day and unit in {None, row.course.unit}
        )

    coordinated = minutes((row, row.at) for row in Coordination.objects.order_by("pk"))
    both = coordinated + minutes((row, row.held_at) for row in Talk.objects.held().order_by("pk"))
    return coordinated / both if both else None


@pytest.mark.parametrize("seed", range(3))
def test_every_shown_share_is_what_the_rows_say(town: Town, seed: int) -> None:
    settle(town, random.Random(seed))
    publish_figures(TODAY, by=None, at=NOW)
    figures = Figure.objects.filter(indicator=Indicator.COORDINATION).order_by("pk")
    assert {figure.day for figure in figures} == set(days_to(TODAY))
    shown = [figure for figure in figures if not figure.suppressed]
    for figure in shown:
        assert figure.value == pytest.approx(share(figure.unit, *year_to(figure.day)), abs=1e-4)
        assert figure.numerator is None, "minutes are not shown"
    assert len(shown) > 10


def figure_of(unit: Unit | None = None) -> Figure:
    return Figure.objects.get(indicator=Indicator.COORDINATION, day=TODAY, unit=unit)


def test_few_citizens_are_hidden_and_cannot_be_worked_out(town: Town) -> None:
    north, south = (town.employee(name, town.unit(name)) for name in ("Nord", "Syd"))
    for contact, number in ((north, 9), (south, 3)):
        for _each in range(number):
            coordinate(town.course(town.citizen(), contact), contact, "2026-10-05", 15)
    publish_figures(TODAY, by=None, at=NOW)
    assert figure_of(south.unit).suppressed
    assert figure_of(north.unit).suppressed, "with the whole it would tell of the three"
    assert figure_of().value == 1


def test_few_who_are_coordinated_about_are_hidden_too(town: Town) -> None:
    contact = town.employee("Nord", town.unit("Nord"))
    courses = [town.course(town.citizen(), contact) for _each in range(8)]
    for course in courses:
        talk(town, course, contact, "2026-10-05", 30)
    for course in courses[:2]:
        coordinate(course, contact, "2026-10-06", 15)
    publish_figures(TODAY, by=None, at=NOW)
    assert figure_of().suppressed


def test_it_is_said_in_a_sentence_and_is_the_step_of_less_coordination(town: Town, client) -> None:
    contact = town.employee("Nord", town.unit("Nord"))
    for _each in range(6):
        course = town.course(town.citizen(), contact)
        talk(town, course, contact, "2026-10-05", 45)
        coordinate(course, contact, "2026-10-06", 15)
    publish_figures(TODAY, by=None, at=NOW)
    assert said(figure_of()) == "25 % af årets tid om borgere gik til koordinering, resten til samtaler."
    login_as(client, Role.MANAGER)
    text = text_of(client.get(reverse("results_model")).content.decode())
    assert "Mindre tid på koordinering Trin 3 af 5 25 % af årets tid om borgere gik til koordinering." in text
