"""The published numbers against hand counts, brute force and the oracle."""

import gc
import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tovholder.absence.measures import summary
from tovholder.jobcentre.citizens.models import Benefit, Citizen, Course, SupportSpell
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish.homes import Homes
from tovholder.jobcentre.results.publish.spans import days_to, full_months, same_day, year_to
from tovholder.jobcentre.results.publish.spells import Spells, spells_between
from tovholder.jobcentre.results.publish.support import Support, counted
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, figure
from tovholder.jobcentre.staff.models import Unit
from tovholder.registers.oracle import PersonsOnSupport, persons_on_support
from tovholder.registers.tables import BenefitClass, Month, benefits

pytestmark = pytest.mark.django_db
A_YEAR_AGO = date(2025, 11, 21)


@pytest.fixture
def town() -> Town:
    return Town()


def publish(today: date = TODAY) -> None:
    publish_figures(today, by=None, at=NOW)


# --- Support ----------------------------------------------------------------------------------------------------------


def test_every_benefit_has_a_class() -> None:
    mapping = benefits()
    for benefit in Benefit.values:
        assert mapping.on(benefit, TODAY).benefit_class in BenefitClass


def test_a_random_town_is_counted_as_by_hand_and_as_by_the_oracle(town: Town) -> None:
    dice = random.Random(20261121)
    contacts = [town.employee(name, town.unit(name)) for name in ("Nord", "Syd")]
    for _ in range(90):
        citizen = town.citizen(f"{dice.choice([1970, 1985, 1996, 1997, 2003])}-11-{dice.randint(1, 28):02}")
        if dice.random() < 0.8:
            town.course(citizen, dice.choice(contacts), since=f"2025-{dice.randint(1, 12):02}-01")
        for benefit in dice.sample(Benefit.values, dice.randint(0, 3)):
            since = date(2025, 6, 1) + timedelta(days=dice.randint(0, 560))
            until = None if dice.random() < 0.4 else since + timedelta(days=dice.randint(0, 200))
            SupportSpell.objects.create(citizen=citizen, benefit=benefit, since=since, until=until)
    publish()

    for day in days_to(TODAY):
        oracle = persons_on_support(spells_between(date(2020, 1, 1), TODAY), day, benefits())
        on_day = [
            row
            for row in SupportSpell.objects.select_related("citizen").order_by("pk")
            if row.since <= day and (row.until is None or row.until > day)
        ]
        temporary = {r.citizen_id for r in on_day if r.benefit in TEMPORARY}
        young = {r.citizen_id for r in on_day if r.citizen.birth_date > same_day(day, 360)}
        sick = {r.citizen_id for r in on_day if r.benefit == "sygedagpenge"}
        pension = {r.citizen_id for r in on_day if r.benefit == "foertidspension"}
        assert oracle.by_class[BenefitClass.TEMPORARY] == len(temporary)
        assert oracle.under_30 == len(young)
        for indicator, people in (
            (Indicator.TEMPORARY, temporary),
            (Indicator.PERMANENT, pension),
            (Indicator.UNDER_30, young),
            (Indicator.SICK, sick),
        ):
            shown = figure(indicator, day)
            assert shown.suppressed or shown.numerator == len(people), (indicator, day)
            assert shown.suppressed >= (0 < len(people) < 5)
        of_units = [(contact.unit_id, {c.pk for c in in_unit(contact.unit_id, day)}) for contact in contacts]
        spells = list(spells_between(date(2020, 1, 1), TODAY))
        rows = Spells.read(TODAY, Homes())
        everybody, parts = counted(rows, day, [unit for unit, _people in of_units], benefits())
        for unit, people in of_units:
            theirs = persons_on_support([s for s in spells if s.person in people], day, benefits())
            agrees(parts[unit], theirs)
        agrees(everybody, oracle)
    assert not figure(Indicator.TEMPORARY).suppressed
    assert figure(Indicator.TEMPORARY).numerator > 20


def in_unit(unit: int, day: date) -> list[Citizen]:
    rows = Course.objects.filter(unit=unit, since__lte=day).exclude(until__lte=day)
    return [course.citizen for course in rows.select_related("citizen").order_by("pk")]


def agrees(found: Support, oracle: PersonsOnSupport) -> None:
    assert found.temporary == oracle.by_class[BenefitClass.TEMPORARY]
    assert found.permanent == oracle.by_class[BenefitClass.PERMANENT]
    assert (found.young, found.sick) == (oracle.under_30, oracle.by_benefit["sygedagpenge"])


TEMPORARY = {
    "a_dagpenge", "kontanthjaelp", "uddannelseshjaelp", "sho_ydelse", "sygedagpenge", "jobafklaring",
    "ressourceforloeb", "revalidering",
}  # fmt: skip


def test_a_units_people_are_those_with_a_course_there_that_day(town: Town) -> None:
    nord, syd = (town.employee(name, town.unit(name)) for name in ("Nord", "Syd"))
    for place in range(20):
        citizen = town.citizen()
        town.support(citizen, "a_dagpenge", "2024-01-01")
        if place < 7:
            town.course(citizen, nord)
        elif place < 13:
            town.course(citizen, nord, until="2026-06-01")
            town.course(citizen, syd, since="2026-06-01")
    publish()
    assert figure(Indicator.TEMPORARY).numerator == 20
    assert figure(Indicator.TEMPORARY, unit=nord.unit).numerator == 7
    assert figure(Indicator.TEMPORARY, unit=syd.unit).numerator == 6
    assert figure(Indicator.TEMPORARY, A_YEAR_AGO, unit=nord.unit).numerator == 13
    assert figure(Indicator.TEMPORARY, A_YEAR_AGO, unit=syd.unit).numerator == 0


def test_how_long_people_have_been_sick_is_the_middle_of_their_weeks(town: Town) -> None:
    for days in (7, 14, 21, 70, 140):
        town.support(town.citizen(), "sygedagpenge", (TODAY - timedelta(days=days)).isoformat())
    publish()
    shown = figure(Indicator.SICK_WEEKS)
    assert (shown.value, shown.denominator, shown.numerator) == (3.0, 5, None)


def test_a_spell_undone_on_its_first_day_is_nobody(town: Town) -> None:
    citizen = town.citizen()
    SupportSpell.objects.create(citizen=citizen, benefit="a_dagpenge", since=TODAY, until=TODAY)
    publish()
    assert figure(Indicator.TEMPORARY).numerator == 0


# --- Talks ------------------------------------------------------------------------------------------------------------


def test_own_employee_is_the_contact_of_that_day(town: Town) -> None:
    unit = town.unit("Nord")
    amina, lise = town.employee("Amina", unit), town.employee("Lise", unit)
    for _ in range(5):
        course = town.course(town.citizen(), amina)
        town.talk(course, amina, "2026-10-05")
        town.talk(course, lise, "2026-10-06")  # a colleague, not yet the contact
        town.hand_over(course, lise, "2026-10-20")
        town.talk(course, lise, "2026-10-20")  # the first day as contact
        town.talk(course, amina, "2026-11-01", "00:30")  # no longer; and November, in Copenhagen
        town.talk(course, lise, "2026-11-02")
    publish()
    october = figure(Indicator.OWN_EMPLOYEE, date(2026, 10, 31))
    assert (october.numerator, october.denominator, october.value) == (10, 15, 0.6667)
    so_far = figure(Indicator.OWN_EMPLOYEE, TODAY, "so_far")
    assert (so_far.numerator, so_far.denominator, so_far.value) == (5, 10, 0.5)
    assert figure(Indicator.OWN_EMPLOYEE, date(2026, 9, 30)).value is None


def test_planned_and_cancelled_talks_do_not_count(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    for _ in range(6):
        course = town.course(town.citizen(), amina)
        town.talk(course, amina, "2026-10-05")
    planned = town.talk(course, amina, "2026-10-06")
    planned.held_at, planned.starts_at = None, NOW
    planned.save(update_fields=["held_at", "starts_at"])
    publish()
    assert figure(Indicator.OWN_EMPLOYEE, date(2026, 10, 31)).denominator == 6


# --- Sick leave -------------------------------------------------------------------------------------------------------


def test_contact_with_the_company_may_come_before_the_first_sick_day(town: Town) -> None:
    shop = town.workplace("Butik", town.employee("Amina", town.unit("Nord")))
    for place in range(5):
        name = f"Kirsten {place}"
        town.notice(shop, "expected", "2026-10-07", "2026-10-01", name=name)
        town.notice(shop, "first_day", "2026-10-05", "2026-10-05", name=name.upper())
        town.notice(shop, "since", "2026-10-05", "2026-10-09", name=name)  # the same absence, told again
    publish()
    shown = figure(Indicator.COMPANY_CONTACT)
    assert (shown.value, shown.denominator) == (-4, 5)


def test_unnamed_notices_stand_alone_and_an_old_word_is_another_absence(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    shop = town.workplace("Butik", amina)
    town.notice(shop, "expected", None, "2026-07-01", name="Bo")  # more than eight weeks before
    town.notice(shop, "since", "2026-10-01", "2026-10-11", name="Bo")
    for days in (1, 2, 3, 40):
        other = town.workplace(f"Butik {days}", amina)
        town.notice(other, "since", "2026-10-01", (date(2026, 10, 1) + timedelta(days=days)).isoformat())
    town.notice(shop, "recurring", None, "2026-10-02")
    town.notice(shop, "first_day", "2062-01-01", "2026-10-02")
    publish()
    shown = figure(Indicator.COMPANY_CONTACT)
    assert (shown.value, shown.denominator) == (3, 5)
    assert figure(Indicator.COMPANY_CONTACT, group="within_1").suppressed  # one of five
    assert figure(Indicator.COMPANY_CONTACT, A_YEAR_AGO).denominator == 0


def test_the_shares_within_are_those_of_the_measures(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    shop = town.workplace("Butik", amina)
    lengths = [0, 0, 1, 1, 1, 3, 4, 5, 6, 7, 9, 30, 31, 33, 40]
    for n, days in enumerate(lengths):
        told = (date(2026, 9, 1) + timedelta(days=days)).isoformat()
        town.notice(shop, "since", "2026-09-01", told, name=f"Kirsten {n}")
    publish()
    expected = summary([float(days) for days in lengths], within=(1, 7))
    assert figure(Indicator.COMPANY_CONTACT).value == expected.median == 5
    assert figure(Indicator.COMPANY_CONTACT, group="within_0").suppressed, "two of fifteen"
    for within in expected.within:
        shown = figure(Indicator.COMPANY_CONTACT, group=f"within_{within.threshold:.0f}")
        assert shown.value == round(within.share, 4)
        assert shown.numerator / shown.denominator == within.share


def test_each_year_stands_for_itself(town: Town) -> None:
    shop = town.workplace("Butik", town.employee("Amina", town.unit("Nord")))
    for n in range(5):
        town.notice(shop, "since", "2026-09-01", "2026-09-03", name=f"Kirsten {n}")
        town.notice(shop, "since", "2025-09-01", "2025-09-10", name=f"Kirsten {n}")
    publish()
    now, before = figure(Indicator.COMPANY_CONTACT), figure(Indicator.COMPANY_CONTACT, A_YEAR_AGO)
    assert (now.value, now.denominator) == (2, 5)
    assert (before.value, before.denominator) == (9, 5)


def test_the_answer_is_counted_in_working_hours(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    shop = town.workplace("Butik", amina)
    for received, clock, day, answered in (
        ("2026-11-20", "15:00", "2026-11-23", "09:00"),  # Friday to Monday: 2 hours
        ("2026-04-01", "15:30", "2026-04-07", "08:30"),  # over Easter: 1 hour
        ("2026-11-18", "10:00", "2026-11-18", "10:30"),  # half an hour
        ("2026-11-17", "22:00", "2026-11-18", "08:15"),  # a quarter
        ("2026-11-16", "08:00", "2026-11-17", "16:00"),  # two whole days
    ):
        told = town.notice(shop, "recurring", None, received, clock, name=f"Bo {received}")
        town.answer(told, amina, day, answered)
    for n in range(6):
        town.notice(shop, "recurring", None, "2026-11-10", name=f"Kirsten {n}")
    called = town.notice(shop, "first_day", "2026-11-10", "2026-11-10", by_centre=True)
    town.answer(called, amina, "2026-11-20", "15:00")
    publish(date(2026, 11, 24))
    today = date(2026, 11, 24)
    shown = figure(Indicator.SPOKEN_ANSWER, today)
    assert (shown.value, shown.denominator) == (1.0, 5)
    assert figure(Indicator.SPOKEN_ANSWER, today, "within_40").value == 1.0
    assert figure(Indicator.SPOKEN_ANSWER, today, "waiting").numerator == 6


def test_first_talk_with_the_citizen_counts_from_the_notice_before_the_benefit(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    shop = town.workplace("Butik", amina)
    for days in (2, 4, 6, 8, 10):
        citizen = town.citizen()
        course = town.course(citizen, amina)
        town.talk(course, amina, "2026-09-01")  # before the absence
        town.notice(shop, "first_day", "2026-10-01", "2026-10-01", citizen=citizen)
        town.support(citizen, "sygedagpenge", "2026-10-15")
        town.talk(course, amina, (date(2026, 10, 1) + timedelta(days=days)).isoformat())
        town.talk(course, amina, "2026-11-10")
    publish()
    shown = figure(Indicator.CITIZEN_TALK)
    assert (shown.value, shown.denominator) == (6, 5)
    assert figure(Indicator.CITIZEN_TALK, group="waiting").numerator == 0


def test_an_absence_that_ended_without_a_talk_is_counted_apart(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    shop = town.workplace("Butik", amina)
    for _ in range(5):
        citizen = town.citizen()
        course = town.course(citizen, amina)
        town.support(citizen, "sygedagpenge", "2026-03-01", "2026-04-01")
        town.talk(course, amina, "2026-04-01")  # the day after the last
        town.notice(shop, "first_day", "2026-08-03", "2026-08-03", citizen=citizen)
        town.notice(shop, "returned", None, "2026-08-05", citizen=citizen)
        town.talk(course, amina, "2026-08-20")
    publish()
    assert figure(Indicator.CITIZEN_TALK).denominator == 0
    assert figure(Indicator.CITIZEN_TALK, group="waiting").numerator == 10


def test_a_newcomers_absence_belongs_to_the_unit_of_the_course_it_led_to(town: Town) -> None:
    nord, syd = (town.employee(name, town.unit(name)) for name in ("Nord", "Syd"))
    for place in range(10):
        citizen = town.citizen()
        town.support(citizen, "sygedagpenge", "2026-09-01")
        course = town.course(citizen, nord if place < 5 else syd, since="2026-09-10")
        town.talk(course, nord if place < 5 else syd, "2026-09-11")
    publish()
    assert figure(Indicator.CITIZEN_TALK, unit=nord.unit).denominator == 5
    assert figure(Indicator.CITIZEN_TALK, unit=syd.unit).value == 10


# --- Days and months --------------------------------------------------------------------------------------------------


def test_the_curve_goes_from_a_year_ago_until_today() -> None:
    days = days_to(date(2024, 2, 29))
    assert (days[0], days[-1], len(days)) == (date(2023, 2, 28), date(2024, 2, 29), 13)
    assert same_day(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert full_months(TODAY)[-1] == Month(2026, 10)
    assert full_months(TODAY)[0] == Month(2025, 10)
    assert full_months(date(2026, 1, 1))[-1] == Month(2025, 12)


def test_years_follow_each_other_without_a_gap_or_a_shared_day() -> None:
    for today in (TODAY, date(2024, 2, 29), date(2025, 2, 28), date(2026, 12, 31)):
        first_day, last_day = year_to(today)
        assert last_day == today
        assert year_to(first_day - timedelta(days=1))[1] == first_day - timedelta(days=1)
        assert first_day - timedelta(days=1) == same_day(today, 12)


# --- Publishing -------------------------------------------------------------------------------------------------------


def test_the_same_day_twice_gives_the_same_figures(town: Town) -> None:
    town.unit("Nord")
    for _ in range(6):
        town.support(town.citizen(), "sygedagpenge", "2026-01-01")

    def shown() -> list[tuple]:
        return list(
            Figure.objects.order_by("indicator", "day", "group", "unit").values_list(
                "indicator",
                "unit",
                "day",
                "group",
                "numerator",
                "denominator",
                "value",
                "suppressed",
                "version",
            )
        )

    publish()
    first = shown()
    publish()
    assert shown() == first
    publish(date(2026, 11, 22))
    assert not Figure.objects.filter(indicator=Indicator.SICK, day=TODAY).exists()


def test_counting_asks_the_same_number_of_questions_with_few_and_many(town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    shop = town.workplace("Butik", amina)

    def grow(n: int) -> None:
        for _ in range(n):
            citizen = town.citizen()
            course = town.course(citizen, amina)
            town.support(citizen, "sygedagpenge", "2026-01-01")
            town.talk(course, amina, "2026-10-05")
            town.notice(shop, "first_day", "2026-01-01", "2026-01-01", citizen=citizen)

    def questions() -> int:
        """What is asked; more is written where fewer are hidden."""
        with CaptureQueriesContext(connection) as queries:
            publish()
        return sum(query["sql"].startswith("SELECT") for query in queries)

    grow(2)
    publish()
    few = questions()
    grow(30)
    assert questions() == few > 20


def test_a_figure_says_which_mapping_it_used(town: Town) -> None:
    publish()
    assert benefits().version in figure(Indicator.TEMPORARY).version
    assert benefits().version in figure(Indicator.PERMANENT).version
    assert Unit.objects.count() == 0


def test_the_collector_is_on_again_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_args: object) -> None:
        assert not gc.isenabled()
        raise RuntimeError

    monkeypatch.setattr("tovholder.jobcentre.results.publish.benefits", breaks)
    with pytest.raises(RuntimeError):
        publish()
    assert gc.isenabled()
