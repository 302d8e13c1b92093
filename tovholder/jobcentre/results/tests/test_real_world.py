"""The share in the real world: counted again day after day, hidden where few, said in a sentence, and one's own."""

import random
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tovholder.jobcentre.activities.actions import Planned, agree_activity
from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.mine import mine
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish.spans import days_to, full_months, year_to, year_to_month
from tovholder.jobcentre.results.sentences import said
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town
from tovholder.jobcentre.staff.models import Employee, Unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def town() -> Town:
    return Town()


def does(
    course: Course, where: str, since: date = TODAY - 30 * DAY, weeks: int = 4, hours: str = "10", **more
):
    told = {
        "where": where, "what": "Noget", "since": since, "last_day": since + timedelta(weeks=weeks), "agreed": "both",
        "hours": Decimal(hours), "because": "Roligt" if where == "internal" else "",
    }  # fmt: skip
    by = course.contact.user
    return agree_activity(course, Planned(**(told | more)), token=uuid4(), by=by, at=NOW)


def share(activities, first_day: date, last_day: date) -> float | None:
    """Every day of the period, every activity on it."""
    real = whole = Decimal(0)
    for row in activities:
        day = max(first_day, row.since)
        while day <= last_day and (row.until is None or day < row.until):
            whole += row.hours
            real += row.hours if row.where in {"workplace", "education"} else 0
            day += DAY
    return float(real / whole) if whole else None


def settle(town: Town, dice: random.Random) -> list[Employee]:
    staff = [town.employee(f"Ansat{n}", town.unit(name)) for n, name in enumerate(("Nord", "Syd"))]
    mill = town.workplace("Savværket", staff[0])
    for n in range(24):
        course = town.course(town.citizen(), staff[n % 2], since="2024-01-01")
        for _each in range(dice.randint(1, 3)):
            where = dice.choice(["workplace", "education", "internal", "own", "treatment"])
            more = {"workplace": mill, "placement": "internship"} if where == "workplace" else {}
            if dice.random() < 0.2:
                more["agreed"] = "proposed"
            since = TODAY - timedelta(days=dice.randint(-20, 800))
            hours = str(dice.choice([Decimal("1.5"), 6, 20, 37]))
            does(course, where, since, dice.randint(1, 40), hours, **more)
    Activity.objects.filter(pk__in=Activity.objects.order_by("pk").values("pk")[:3]).update(until=None)
    return staff


@pytest.mark.parametrize("seed", range(3))
def test_every_shown_share_is_what_the_rows_say(town: Town, seed: int) -> None:
    settle(town, random.Random(seed))
    publish_figures(TODAY, by=None, at=NOW)
    figures = Figure.objects.filter(indicator=Indicator.REAL_WORLD).order_by("pk")
    assert {figure.day for figure in figures} == set(days_to(TODAY))
    shown = 0
    for figure in figures:
        rows = Activity.objects.agreed().filter(**({"course__unit": figure.unit} if figure.unit else {}))
        expected = share(rows, *year_to(figure.day))
        if not figure.suppressed:
            shown += 1
            assert figure.value == (None if expected is None else pytest.approx(expected, abs=1e-4))
            assert figure.numerator is None
    assert shown > 10


def figure_of(unit: Unit | None) -> Figure:
    return Figure.objects.get(indicator=Indicator.REAL_WORLD, day=TODAY, unit=unit)


def test_few_citizens_are_hidden_and_cannot_be_worked_out(town: Town) -> None:
    north, south = (town.employee(name, town.unit(name)) for name in ("Nord", "Syd"))
    for contact, number in ((north, 9), (south, 3)):
        for _each in range(number):
            does(town.course(town.citizen(), contact), "education")
    publish_figures(TODAY, by=None, at=NOW)
    assert figure_of(south.unit).suppressed
    assert figure_of(north.unit).suppressed, "with the whole it would tell of the three"
    assert figure_of(None).value == 1


def test_few_who_are_out_there_are_hidden_too(town: Town) -> None:
    """All have something; that only two are out there is nobody's business."""
    contact = town.employee("Nord", town.unit("Nord"))
    courses = [town.course(town.citizen(), contact) for _each in range(8)]
    for course in courses:
        does(course, "internal")
    for course in courses[:2]:
        does(course, "education")
    publish_figures(TODAY, by=None, at=NOW)
    assert figure_of(None).suppressed


def test_it_is_said_in_a_sentence(town: Town) -> None:
    contact = town.employee("Nord", town.unit("Nord"))
    for _each in range(6):
        course = town.course(town.citizen(), contact)
        does(course, "education", hours="15")
        does(course, "treatment", hours="5")
    publish_figures(TODAY, by=None, at=NOW)
    assert said(figure_of(None)) == "75 % af årets aftalte timer lå på en arbejdsplads eller en uddannelse."


@pytest.mark.parametrize("seed", range(2))
def test_my_own_is_of_those_i_follow_today(town: Town, seed: int) -> None:
    me, _other = settle(town, random.Random(seed))
    found = mine(me, TODAY).real_world
    rows = Activity.objects.agreed().filter(course__contact=me)
    months = [(month.first_day, month.last_day) for month in full_months(TODAY)[-12:]]
    spans = [year_to_month(full_months(TODAY)[-1]), *months, (TODAY.replace(day=1), TODAY)]
    for own, days in zip([found.year, *found.months], spans, strict=True):
        expected = share(rows, *days)
        assert own.value == (None if expected is None else pytest.approx(expected))
