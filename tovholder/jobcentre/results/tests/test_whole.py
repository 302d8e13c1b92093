"""Handovers per course, and how much of the employees' talks is with their own: counted again, hidden, said."""

import random
from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone

from tovholder.jobcentre.citizens.models import Course, Handover
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.spans import full_months, year_to_month
from tovholder.jobcentre.results.tests.test_continuity import (
    OCTOBER,
    READINGS,
    asked_for,
    contact_of,
    covering,
    in_force,
    publish,
    settle,
    there,
)
from tovholder.jobcentre.results.tests.test_page import page, text_of
from tovholder.jobcentre.results.tests.town import TODAY, Town, figure
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.talks.models import Talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


# --- One's own citizens -----------------------------------------------------------------------------------------------


def is_own(talk: Talk, employee: Employee, reading: str) -> bool:
    """Whether the talk is with a citizen of the employee's own, asked of the rows."""
    if employee == contact_of(talk):
        return True
    if employee in covering(talk):
        return reading == "cover_as_own"
    return reading == "asked_for_as_own" and employee in asked_for(talk)


def more_staff(town: Town, dice: random.Random) -> None:
    """Enough employees in each unit that their figures are shown."""
    for unit in Unit.objects.order_by("pk"):
        for n in range(5):
            employee = town.employee(f"Ny{unit.pk}x{n}", unit)
            course = town.course(town.citizen(), employee, since="2024-01-01")
            for month in range(1, 12):
                met = employee if dice.random() < 0.7 else Employee.objects.order_by("pk")[n]
                town.talk(course, met, f"2026-{month:02}-03" if month < 11 else "2025-11-03")


def test_the_mean_of_the_employees_is_what_the_rows_say(town: Town) -> None:
    dice = random.Random(6)
    settle(town, dice)
    more_staff(town, dice)
    publish()
    first_day, last_day = year_to_month(full_months(TODAY)[-1])
    rows = [
        talk
        for talk in Talk.objects.select_related("course", "employee__unit", "joined_by__unit").order_by("pk")
        if first_day <= timezone.localtime(talk.held_at).date() <= last_day
    ]
    known = 0
    for reading in READINGS:
        own: dict[Employee, list[bool]] = defaultdict(list)
        for talk in rows:
            for employee in there(talk):
                own[employee].append(is_own(talk, employee, reading))
        for unit in (None, *Unit.objects.order_by("pk")):
            shares = [Fraction(sum(each), len(each)) for one, each in own.items() if unit in (None, one.unit)]
            shown = figure(Indicator.OWN_CITIZENS, OCTOBER, reading, unit)
            if not shown.suppressed:
                known += 1
                assert (shown.numerator, shown.denominator) == (None, len(shares))
                assert shown.value == round(float(sum(shares) / len(shares)), 4)
    assert known > 6


def test_a_year_is_the_twelve_months_up_to_each_month(town: Town) -> None:
    unit = town.unit("Nord")
    staff = [town.employee(f"Ansat{n}", unit) for n in range(10)]
    for n, employee in enumerate(staff):
        course = town.course(town.citizen(), employee)
        town.talk(course, employee, "2025-11-01")
        town.talk(course, staff[n - 1], "2025-10-31")
    publish()
    assert figure(Indicator.OWN_CITIZENS, OCTOBER).value == 1
    assert figure(Indicator.OWN_CITIZENS, OCTOBER - timedelta(days=31)).value == 0.5  # September
    assert figure(Indicator.OWN_CITIZENS, OCTOBER.replace(year=2025)).value == 0


def test_a_few_covered_talks_cannot_be_worked_out_from_the_employees_either(town: Town) -> None:
    unit = town.unit("Nord")
    staff = [town.employee(f"Ansat{n}", unit) for n in range(8)]
    for n, employee in enumerate(staff):
        other = staff[n - 1]
        town.stand_in(employee, other, "2026-10-12", "2026-10-19")
        course = town.course(town.citizen(), employee)
        town.talk(course, employee, "2026-10-05")
        if n < 4:
            town.talk(course, other, "2026-10-12")
    publish()
    assert not figure(Indicator.OWN_CITIZENS, OCTOBER).suppressed
    assert figure(Indicator.OWN_CITIZENS, OCTOBER, "cover_as_own").suppressed


def test_four_employees_are_few(town: Town) -> None:
    unit = town.unit("Nord")
    for n in range(4):
        employee = town.employee(f"Ansat{n}", unit)
        for _ in range(3):
            town.talk(town.course(town.citizen(), employee), employee, "2026-10-05")
    publish()
    assert figure(Indicator.OWN_CITIZENS, OCTOBER).suppressed


def test_many_employees_who_met_few_citizens_are_about_few(town: Town) -> None:
    unit = town.unit("Nord")
    staff = [town.employee(f"Ansat{n}", unit) for n in range(8)]
    few = [town.course(town.citizen(), staff[n]) for n in range(4)]
    for employee in staff:
        for course in few:
            town.talk(course, employee, "2026-10-05")
    publish()
    assert figure(Indicator.OWN_CITIZENS, OCTOBER).suppressed


# --- Handovers --------------------------------------------------------------------------------------------------------


def walked(course: Course, unit: Unit | None) -> tuple[int, int, int]:
    """Courses, changes, and those not from reception, of one course, day by day through the year to October."""
    if unit is not None and course.unit_id != unit.pk:
        return 0, 0, 0
    first_day, last_day = year_to_month(full_months(TODAY)[-1])
    rows, had = list(course.contacts.order_by("since", "pk")), None
    alive = changes = later = 0
    day = min(row.since for row in rows)
    while day <= last_day:
        has = next((row.employee for row in rows if in_force(row, day)), None)
        if has is not None:
            if day >= first_day:
                alive = 1
                if had not in (None, has):
                    proposals = Handover.objects.filter(course=course, reason="proposal").order_by("pk")
                    changes += 1
                    later += day not in {timezone.localtime(row.accepted_at).date() for row in proposals}
            had = has
        day += timedelta(days=1)
    return alive, changes, later


def test_handovers_are_what_the_rows_say(town: Town) -> None:
    dice = random.Random(8)
    units = [town.unit(name) for name in ("Nord", "Syd")]
    staff = [town.employee(f"Ansat{n}", units[n % 2]) for n in range(6)]
    for n in range(90):
        begun = TODAY - timedelta(days=dice.randint(30, 700))
        course = town.course(town.citizen(), staff[n % 2], since=begun.isoformat())
        for reason in ("proposal", "room")[: dice.randint(1, 2)]:
            begun += timedelta(days=dice.randint(0, 150))
            if begun < TODAY:
                town.hand_over(course, dice.choice(staff), begun.isoformat(), reason)
    publish()
    for unit in (None, *units):
        counted = [walked(course, unit) for course in Course.objects.order_by("pk")]
        alive, changes, later = (sum(each) for each in zip(*counted, strict=True))
        shown = figure(Indicator.HANDOVERS, OCTOBER, unit=unit)
        assert (shown.numerator, shown.denominator) == (None, alive)
        assert shown.value == round(changes / alive, 4)
        beside = figure(Indicator.HANDOVERS, OCTOBER, "without_reception", unit)
        assert beside.value == round(later / alive, 4)
        assert later < changes


def courses(town: Town, number: int) -> tuple[list[Course], Employee]:
    unit = town.unit("Nord")
    amina, lise = town.employee("Amina", unit), town.employee("Lise", unit)
    return [town.course(town.citizen(), amina, since="2025-01-01") for _ in range(number)], lise


def test_a_few_handovers_are_hidden_and_none_are_not(town: Town) -> None:
    some, lise = courses(town, 20)
    for course in some[:4]:
        town.hand_over(course, lise, "2026-10-31")
    publish()
    assert figure(Indicator.HANDOVERS, OCTOBER).suppressed
    assert figure(Indicator.HANDOVERS, OCTOBER - timedelta(days=31)).value == 0


def test_many_handovers_of_few_courses_are_about_few(town: Town) -> None:
    some, lise = courses(town, 20)
    amina = some[0].contact
    for course in some[:2]:
        for day in range(1, 9):
            town.hand_over(course, lise if day % 2 else amina, f"2026-10-0{day}")
    publish()
    assert figure(Indicator.HANDOVERS, OCTOBER).suppressed


def test_a_few_from_reception_cannot_be_worked_out(town: Town) -> None:
    some, lise = courses(town, 20)
    for n, course in enumerate(some[:10]):
        town.hand_over(course, lise, "2026-10-05", "proposal" if n < 3 else "room")
    publish()
    assert figure(Indicator.HANDOVERS, OCTOBER).value == 0.5
    assert figure(Indicator.HANDOVERS, OCTOBER, "without_reception").suppressed


# --- On the page ------------------------------------------------------------------------------------------------------


def test_more_about_continuity_is_behind_a_press(client, town: Town) -> None:
    unit = town.unit("Nord")
    staff = [town.employee(f"Ansat{n}", unit) for n in range(5)]
    for n in range(20):
        course = town.course(town.citizen(), staff[n % 5], since="2025-01-01")
        for day in ("2026-03-02", "2026-05-04"):
            town.talk(course, staff[n % 5], day)
        if n < 10:
            town.hand_over(course, staff[(n + 1) % 5], "2026-06-01", "proposal" if n < 5 else "room")
        town.talk(course, course.contact, "2026-10-05")
    publish()
    first, more = page(client).split("Flere tal", 1)
    for code, sentence, beside in (
        (
            "handovers",
            "I året til og med oktober 2026 skiftede et forløb i gennemsnit fast medarbejder 0,5 gange.",
            "Regnet på 20 forløb. 0,25 gange uden skift fra modtagelsen.",
        ),
        (
            "own_citizens",
            (
                "I året til og med oktober 2026 var i gennemsnit 100 % af en medarbejders samtaler med borgere, "
                "medarbejderen selv er fast medarbejder for."
            ),
            "Regnet på 5 medarbejdere.",
        ),
        (
            "next_same",
            (
                "I året til og med oktober 2026 var en borgers samtale i 75 % af tilfældene med den samme medarbejder "
                "som gangen før."
            ),
            "Regnet på 20 borgere med mindst to samtaler.",
        ),
    ):
        address = reverse("results_figure", args=[code])
        assert address not in first
        assert address in more
        assert sentence in text_of(more)
        text = text_of(client.get(address).content.decode())
        assert sentence in text
        assert beside in text
    handovers = text_of(client.get(reverse("results_figure", args=["handovers"])).content.decode())
    assert "Nord 0,5 gange 20 0 gange" in handovers
