"""Continuity as published: counted again from the rows, hidden where few, and said in sentences."""

import random
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from django.utils import timezone

from tovholder.jobcentre.citizens.models import Course, CourseContact, DrawnIn
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish.spans import full_months, year_to_month
from tovholder.jobcentre.results.tests.test_figure_page import page as page_of
from tovholder.jobcentre.results.tests.test_page import page, text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, figure
from tovholder.jobcentre.staff.models import Employee, StandIn, Unit
from tovholder.jobcentre.talks.models import Talk
from tovholder.registers.tables import Month

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 31)
READINGS = ("", "cover_as_own", "asked_for_as_own")


@pytest.fixture
def town() -> Town:
    return Town()


def publish() -> None:
    publish_figures(TODAY, by=None, at=NOW)


# --- Counted again ----------------------------------------------------------------------------------------------------


def settle(town: Town, dice: random.Random) -> None:
    """Three units, a year of handovers, cover, wishes and talks with anybody, some of them with two of us."""
    units = [town.unit(name) for name in ("Nord", "Syd", "Vest")]
    staff = [town.employee(f"Ansat{n}", units[n % 3]) for n in range(6)]

    def day(first: date = date(2024, 10, 20), last: date = TODAY) -> str:
        return (first + timedelta(days=dice.randint(0, (last - first).days))).isoformat()

    for employee in staff:
        others = dice.sample([one for one in staff if one != employee], 2)
        for year, other in zip((2025, 2026), others, strict=True):  # one covers at a time
            since = date.fromisoformat(day(date(year, 1, 1), date(year, 8, 1)))
            town.stand_in(employee, other, since.isoformat(), (since + timedelta(days=90)).isoformat())
    for _ in range(45):
        contact = dice.choice(staff)
        course = town.course(town.citizen(), contact, since="2024-01-01")
        if dice.random() < 0.5:
            town.hand_over(course, dice.choice(staff), day())
        for reason in dice.sample(["citizen_asked", "mentor"], dice.randint(0, 2)):
            town.drawn_in(course, dice.choice(staff), "2025-01-01", day(date(2025, 6, 1)), reason)
        for _ in range(dice.randint(0, 12)):
            met = contact if dice.random() < 0.5 else dice.choice(staff)
            there = dice.choice([None, None, None, *staff])
            town.talk(course, met, day(), dice.choice(["00:10", "09:00", "23:50"]), there)


def in_force(row: CourseContact | StandIn | DrawnIn, day: date) -> bool:
    return row.since <= day and (row.until is None or day < row.until)


def there(talk: Talk) -> list[Employee]:
    return [talk.employee, *([talk.joined_by] if talk.joined_by not in (None, talk.employee) else [])]


def contact_of(talk: Talk) -> Employee:
    day = timezone.localtime(talk.held_at).date()
    (contact,) = [row.employee for row in talk.course.contacts.all() if in_force(row, day)]
    return contact


def covering(talk: Talk) -> set[Employee]:
    day, rows = timezone.localtime(talk.held_at).date(), StandIn.objects.filter(employee=contact_of(talk))
    return {row.stand_in for row in rows if in_force(row, day) and row.stand_in in there(talk)}


def asked_for(talk: Talk) -> set[Employee]:
    day, rows = timezone.localtime(talk.held_at).date(), talk.course.drawn_in.filter(reason="citizen_asked")
    return {row.employee for row in rows if in_force(row, day) and row.employee in there(talk)}


def own(talk: Talk, reading: str) -> bool:
    """Asked of the rows, one talk at a time."""
    if contact_of(talk) in there(talk):
        return True
    if reading == "cover_as_own":
        return bool(covering(talk))
    return reading == "asked_for_as_own" and bool(asked_for(talk)) and not covering(talk)


def agrees(shown: Figure, numerator: int, denominator: int) -> bool:
    return shown.suppressed or (shown.numerator, shown.denominator) == (numerator, denominator)


def test_the_share_by_each_reading_is_what_the_rows_say(town: Town) -> None:
    settle(town, random.Random(4))
    publish()
    talks = list(Talk.objects.select_related("course", "employee").order_by("held_at", "pk"))
    seen = dict.fromkeys(READINGS, 0)
    for month in full_months(TODAY):
        held = [talk for talk in talks if Month.of(timezone.localtime(talk.held_at).date()) == month]
        for reading in READINGS:
            count = sum(own(talk, reading) for talk in held)
            shown = figure(Indicator.OWN_EMPLOYEE, month.last_day, reading)
            assert agrees(shown, count, len(held)), (month, reading)
            seen[reading] += not shown.suppressed and bool(count)
    assert min(seen.values()) > 3, seen
    for unit in Unit.objects.order_by("pk"):
        theirs = [
            t
            for t in talks
            if t.course.unit_id == unit.pk
            and Month.of(timezone.localtime(t.held_at).date()) == Month.of(OCTOBER)
        ]
        shown = figure(Indicator.OWN_EMPLOYEE, OCTOBER, unit=unit)
        assert agrees(shown, sum(own(talk, "") for talk in theirs), len(theirs))


def usual(employees: list[Employee]) -> Fraction:
    return Fraction(max(employees.count(one) for one in employees), len(employees))


def same(employees: list[Employee]) -> Fraction:
    pairs = list(combinations(employees, 2))
    return Fraction(sum(one == other for one, other in pairs), len(pairs))


def same_as_before(employees: list[Employee]) -> Fraction:
    after = range(1, len(employees))
    return Fraction(sum(employees[n] == employees[n - 1] for n in after), len(after))


def test_means_over_a_year_are_what_the_rows_say(town: Town) -> None:
    settle(town, random.Random(5))
    publish()
    known = 0
    for month in full_months(TODAY):
        first_day, last_day = year_to_month(month)
        met: dict[int, list[Employee]] = defaultdict(list)
        seen: dict[int, set[Employee]] = defaultdict(set)
        home: dict[int, int] = {}
        for talk in Talk.objects.select_related("course").order_by("held_at", "pk"):
            if first_day <= timezone.localtime(talk.held_at).date() <= last_day:
                contact = contact_of(talk)
                met[talk.citizen_id].append(contact if contact in there(talk) else talk.employee)
                seen[talk.citizen_id].update(there(talk))
                home[talk.citizen_id] = talk.course.unit_id
        for unit in [None, *Unit.objects.order_by("pk")] if month.last_day == OCTOBER else [None]:
            theirs = [c for c in met if len(met[c]) > 1 and (unit is None or home[c] == unit.pk)]
            more = [met[citizen] for citizen in theirs]
            for indicator, values in (
                (Indicator.USUAL_EMPLOYEE, [usual(employees) for employees in more]),
                (Indicator.SAME_EMPLOYEE, [same(employees) for employees in more]),
                (Indicator.NEXT_SAME, [same_as_before(employees) for employees in more]),
                (Indicator.EMPLOYEES_MET, [len(seen[citizen]) for citizen in theirs]),
            ):
                shown = figure(indicator, month.last_day, unit=unit)
                if not shown.suppressed:
                    known += 1
                    assert shown.denominator == len(values)
                    assert shown.value == round(float(sum(values) / Fraction(len(values))), 4)
                    assert shown.numerator is None
    assert known > 25


def test_the_year_is_twelve_whole_months() -> None:
    assert year_to_month(Month(2026, 10)) == (date(2025, 11, 1), OCTOBER)
    assert year_to_month(Month(2025, 2)) == (date(2024, 3, 1), date(2025, 2, 28))


def test_this_month_so_far_is_through_today(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    for _ in range(5):
        town.talk(town.course(town.citizen(), amina), amina, TODAY.isoformat(), "23:30")
    publish()
    assert figure(Indicator.OWN_EMPLOYEE, TODAY, "so_far").denominator == 5


# --- Cover, and the citizen's wish ------------------------------------------------------------------------------------


def covered(town: Town, others: int) -> tuple[Employee, Employee]:
    """Ten talks with one's own employee and `others` with the one who covers."""
    unit = town.unit("Nord")
    amina, lise = town.employee("Amina", unit), town.employee("Lise", unit)
    town.stand_in(amina, lise, "2026-10-12", "2026-10-19")
    for n in range(10):
        course = town.course(town.citizen(), amina)
        town.talk(course, amina, "2026-10-05")
        if n < others:
            town.talk(course, lise, "2026-10-12")  # the first day of cover
    return amina, lise


def test_both_readings_of_cover_stand_beside_each_other(client, town: Town) -> None:
    _amina, lise = covered(town, 6)
    for course in Course.objects.order_by("pk")[:5]:
        town.talk(course, lise, "2026-10-19")  # the first day after
    publish()
    assert figure(Indicator.OWN_EMPLOYEE, OCTOBER).value == round(10 / 21, 4)
    assert figure(Indicator.OWN_EMPLOYEE, OCTOBER, "cover_as_own").value == round(16 / 21, 4)
    text = text_of(page_of(client, "own_employee"))
    assert "48 % af samtalerne i oktober 2026 var med borgerens egen medarbejder." in text
    assert "76 % med stedfortræder talt som egen, 48 % med ønsket kollega talt som egen." in text
    assert "oktober 2026 48 % 21 76 % 48 %" in text  # the table's row


def test_a_few_covered_talks_cannot_be_worked_out(town: Town) -> None:
    covered(town, 4)
    publish()
    assert figure(Indicator.OWN_EMPLOYEE, OCTOBER).numerator == 10
    assert figure(Indicator.OWN_EMPLOYEE, OCTOBER, "cover_as_own").suppressed


def test_only_a_wish_of_the_citizen_is_a_wish_of_the_citizen(town: Town) -> None:
    unit = town.unit("Nord")
    amina, lise = town.employee("Amina", unit), town.employee("Lise", unit)
    for n in range(12):
        course = town.course(town.citizen(), amina)
        town.drawn_in(course, lise, "2026-10-01", "2026-11-01", "citizen_asked" if n < 7 else "mentor")
        town.talk(course, lise, "2026-10-31")
    publish()
    assert figure(Indicator.OWN_EMPLOYEE, OCTOBER).numerator == 0
    assert figure(Indicator.OWN_EMPLOYEE, OCTOBER, "asked_for_as_own").numerator == 7


# --- Small numbers ----------------------------------------------------------------------------------------------------


def test_many_talks_with_few_citizens_are_about_few(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    for _ in range(4):
        course = town.course(town.citizen(), amina)
        for _ in range(10):
            town.talk(course, amina, "2026-10-05")
    publish()
    for indicator in (
        Indicator.OWN_EMPLOYEE,
        Indicator.USUAL_EMPLOYEE,
        Indicator.SAME_EMPLOYEE,
        Indicator.NEXT_SAME,
        Indicator.OWN_CITIZENS,
        Indicator.EMPLOYEES_MET,
    ):
        assert figure(indicator, OCTOBER).suppressed, indicator
    assert not figure(Indicator.EMPLOYEES_MET, date(2026, 9, 30)).suppressed  # nobody


def test_those_with_one_talk_cannot_be_found_from_two_figures(town: Town) -> None:
    """Twenty met somebody and eighteen had two talks: that two had one stands nowhere."""
    amina = town.employee("Amina", town.unit("Nord"))
    for n in range(20):
        course = town.course(town.citizen(), amina)
        town.talk(course, amina, "2026-10-05")
        if n < 18:
            town.talk(course, amina, "2026-10-06")
    publish()
    for indicator in (
        Indicator.EMPLOYEES_MET,
        Indicator.USUAL_EMPLOYEE,
        Indicator.SAME_EMPLOYEE,
        Indicator.NEXT_SAME,
    ):
        assert figure(indicator, OCTOBER).denominator == 18


# --- On the page ------------------------------------------------------------------------------------------------------


def test_the_sentences(client, town: Town) -> None:
    nord, syd = town.unit("Nord"), town.unit("Syd")
    amina, lise = town.employee("Amina", nord), town.employee("Lise", syd)
    for n in range(20):
        course = town.course(town.citizen(), amina)
        for day in ("2026-03-02", "2026-05-04", "2026-08-03"):
            town.talk(course, amina, day)
        town.talk(course, lise if n < 10 else amina, "2026-10-05")
    publish()
    text = text_of(page_of(client, "usual_employee"))
    assert (
        "I året til og med oktober 2026 var i gennemsnit 88 % af en borgers samtaler med den samme medarbejder."
        in text
    )
    assert "To af en borgers samtaler var i 75 % af tilfældene med den samme." in text
    assert "Regnet på 20 borgere med mindst to samtaler." in text
    assert "oktober 2026 88 % 20" in text
    text = text_of(page_of(client, "employees_met"))
    assert "I året til og med oktober 2026 mødte en borger i gennemsnit 1,5 medarbejdere." in text
    assert "oktober 2026 1,5 medarbejdere 20" in text
    assert "Nord 1,5 medarbejdere 20 ingen" in text


def test_one_employee_each_is_said_in_the_singular(client, town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    for _ in range(5):
        course = town.course(town.citizen(), amina)
        town.talk(course, amina, "2026-10-05")
        town.talk(course, amina, "2026-10-06")
    publish()
    assert "mødte en borger i gennemsnit 1 medarbejder." in text_of(page(client))
