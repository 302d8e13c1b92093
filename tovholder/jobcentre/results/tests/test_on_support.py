"""Full-time persons, who comes and who goes, how long so far, and where they are after sick leave.

What is published is what the oracle of registers says of the same rows, and what a person can count by hand.
"""

import random
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import SupportSpell
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.indicators import (
    AFTER_DAYS,
    BAND_WORDS,
    STATUS_WORDS,
    after_days,
    has_status,
    so_long,
)
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish.hidden import PartRow, parts_shown
from tovholder.jobcentre.results.publish.homes import Homes
from tovholder.jobcentre.results.publish.spans import days_to, ended_months, quarters_known_after
from tovholder.jobcentre.results.publish.spells import Spells, spells_between
from tovholder.jobcentre.results.tests.pages import text_of
from tovholder.jobcentre.results.tests.test_same_everywhere import as_rows, day_of, taken_out
from tovholder.jobcentre.results.tests.town import NOW, Town, figure, login_as
from tovholder.registers.indicators import oracle
from tovholder.registers.indicators.rows import By
from tovholder.registers.lasting import BANDS
from tovholder.registers.period import Period, Span
from tovholder.registers.statuses import hierarchy
from tovholder.registers.tables import BenefitClass, Month, benefits
from tovholder.registers.tables import SupportSpell as Spell

pytestmark = pytest.mark.django_db
# The last day of a month, so that a period of the registers ends on it.
TODAY = date(2026, 10, 31)
# October is a whole month from the day after.
OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 1)
LONG_AGO = date(1990, 1, 1)
COMMON = ("sygedagpenge", "kontanthjaelp", "a_dagpenge", "jobafklaring", "fleksjob", "foertidspension")


@pytest.fixture
def town() -> Town:
    return Town()


def publish(today: date = TODAY) -> None:
    publish_figures(today, by=None, at=NOW)


def settle(town: Town, dice: random.Random, people: int = 130) -> None:
    """Spells that touch, overlap, pause for days and for months, in three units and in none."""
    contacts = [town.employee(name, town.unit(name)) for name in ("Nord", "Syd", "Vest")]
    for _ in range(people):
        citizen = town.citizen(f"{dice.randint(1960, 2005)}-11-{dice.randint(1, 28):02}")
        first, second = dice.choices(contacts, [6, 5, 1], k=2)
        if dice.random() < 0.9:
            moved = (date(2025, 3, 1) + timedelta(dice.randint(0, 600))).isoformat()
            town.course(citizen, first, until=moved)
            if dice.random() < 0.8:
                town.course(citizen, second, since=moved)
        day, free = date(2024, 1, 1) + timedelta(dice.randint(0, 900)), dict.fromkeys(COMMON, date.min)
        for _row in range(dice.randint(1, 5)):
            benefit = dice.choices(COMMON, [8, 4, 3, 2, 1, 1])[0]
            since = max(day, free[benefit])
            until = since + timedelta(dice.choice([1, 20, 31, dice.randint(1, 400)]))
            still_runs = until >= TODAY or dice.random() < 0.2
            SupportSpell.objects.create(
                citizen=citizen, benefit=benefit, since=since, until=None if still_runs else until
            )
            day, free[benefit] = until + timedelta(dice.choice([-5, 0, 1, 20, 45, 80])), until
            if day > TODAY or still_runs:
                break


def rows() -> list[Spell]:
    return list(spells_between(LONG_AGO, TODAY))


def month(day: date) -> Period:
    return Period(day.year, Span.MONTH, day.month)


def shown(indicator: str, group: str = "") -> list[Figure]:
    found = Figure.objects.filter(indicator=indicator, group=group, suppressed=False)
    return list(found.order_by("day", "pk"))


def persons_as_full_time(days: int, of: Period) -> int:
    return int(days / of.last_day.day + 0.5)


@pytest.mark.parametrize("seed", range(2))
def test_full_time_persons_are_the_oracles(town: Town, seed: int) -> None:
    settle(town, random.Random(seed))
    publish()
    months = [
        month(each.day) for each in Figure.objects.filter(indicator=Indicator.FULL_TIME, unit=None, group="")
    ]
    assert len(months) == 13
    whole = oracle.on_support(rows(), months, benefits())
    by_benefit = oracle.on_support(rows(), months, benefits(), [By.BENEFIT])
    by_unit = oracle.on_support(_in_units(), months, benefits(), [By.UNIT])
    told = set()
    for each in shown(Indicator.FULL_TIME):
        period = month(each.day)
        key = (period, str(each.unit_id)) if each.unit_id else (period,)
        _persons, days = (by_unit if each.unit_id else whole)[key]
        assert each.numerator == persons_as_full_time(days, period)
        told.add(each.unit_id)
    assert len(told) > 2
    for benefit in COMMON:
        for each in shown(Indicator.FULL_TIME, benefit):
            _persons, days = by_benefit[month(each.day), benefit]
            assert each.numerator == persons_as_full_time(days, month(each.day))
    assert shown(Indicator.FULL_TIME, "sygedagpenge")


def _in_units() -> list[Spell]:
    """Each row month by month, under the unit of its last day in the month: as the oracle can count them."""
    homes, found = Homes(), []
    for row in rows():
        until = min(row.until or date.max, TODAY + timedelta(1))
        since = row.since
        while since < until:
            stop = min(until, Month.of(since).next.first_day)
            unit = homes.unit(int(row.person), stop - timedelta(1))
            found.append(replace(row, since=since, until=stop, unit=str(unit or "")))
            since = stop
    return found


@pytest.mark.parametrize("seed", range(2))
def test_who_comes_and_who_goes_are_the_oracles(town: Town, seed: int) -> None:
    settle(town, random.Random(seed))
    publish()
    homes = Homes()
    came = [replace(row, unit=str(homes.unit_from(int(row.person), row.since) or "")) for row in rows()]
    went = [
        replace(row, unit=str(homes.unit(int(row.person), row.until - timedelta(1)) or ""))
        if row.until
        else row
        for row in rows()
    ]
    told = 0
    for indicator, counted, given_rows in (
        (Indicator.INFLOW, oracle.beginning, came),
        (Indicator.OUTFLOW, lambda *to: oracle.ending(*to[:3], TODAY, *to[3:]), went),
    ):
        days = [each.day for each in Figure.objects.filter(indicator=indicator, unit=None, group="")]
        assert len(days) == 13
        periods = [month(day) for day in days]
        by_benefit = counted(given_rows, periods, benefits(), [By.BENEFIT])
        by_unit = counted(given_rows, periods, benefits(), [By.UNIT])
        whole = counted(given_rows, periods, benefits(), [])
        for each in Figure.objects.filter(indicator=indicator, suppressed=False).order_by("pk"):
            if each.group:
                spells, persons = by_benefit.get((month(each.day), each.group), (0, 0))
            elif each.unit_id:
                spells, persons = by_unit.get((month(each.day), str(each.unit_id)), (0, 0))
            else:
                spells, persons = whole.get((month(each.day),), (0, 0))
            assert each.numerator == spells
            assert persons == 0 or persons >= 5
            told += bool(spells)
    assert told > 10


def test_nothing_has_gone_before_the_month_after_is_over() -> None:
    assert ended_months(TODAY)[-1] == Month(2026, 9)
    assert ended_months(date(2026, 10, 30))[-1] == Month(2026, 8)
    assert quarters_known_after(TODAY, 92)[-1][1] == date(2026, 6, 30)
    assert quarters_known_after(date(2026, 9, 29), 92)[-1][1] == date(2026, 3, 31)
    assert quarters_known_after(date(2026, 9, 30), 92)[-1][1] == date(2026, 6, 30)


@pytest.mark.parametrize("seed", range(2))
def test_how_long_so_far_is_the_oracles(town: Town, seed: int) -> None:
    settle(town, random.Random(seed))
    publish()
    periods = [month(day) for day in (days_to(TODAY)[0], TODAY)]
    expected = oracle.lasting_so_long(rows(), periods)
    found = Figure.objects.filter(indicator=Indicator.SO_LONG, suppressed=False).exclude(group="")
    for each in found.order_by("pk"):
        band, _, benefit = each.group.partition("_")
        assert each.numerator == expected.get((month(each.day), benefit, int(band)), 0)
    assert found.filter(numerator__gt=0).exists()
    for each in shown(Indicator.SO_LONG):
        if each.unit_id is None:
            weeks = _weeks_on_temporary_support(each.day)
            assert each.denominator == len(weeks)
            assert each.value == pytest.approx(median(weeks), abs=1e-4)


def _weeks_on_temporary_support(day: date) -> list[float]:
    """The longest of each person on the day, walked through one by one."""
    longest: dict[object, float] = {}
    begun = [row for row in rows() if row.since <= day]
    for row in begun:
        is_on = row.until is None or row.until > day
        if is_on and benefits().on(row.benefit, day).benefit_class is BenefitClass.TEMPORARY:
            theirs = [each for each in begun if (each.person, each.benefit) == (row.person, row.benefit)]
            first = max(since for _person, _benefit, since, _until in oracle.whole_spells(theirs))
            longest[row.person] = max(longest.get(row.person, 0), (day - first).days / 7)
    return list(longest.values())


@pytest.mark.parametrize("seed", range(2))
def test_where_they_are_after_sick_leave_is_the_oracles(town: Town, seed: int) -> None:
    settle(town, random.Random(seed), 220)
    publish()
    ends = [last for _first, last in quarters_known_after(TODAY, 92)]
    told = 0
    for days in AFTER_DAYS:
        periods = [Period(day.year, Span.QUARTER, day.month // 3) for day in ends]
        expected = oracle.status_after(rows(), periods, TODAY, days, "sygedagpenge", hierarchy())
        for period, day in zip(periods, ends, strict=True):
            by_status = {key[1]: spells for key, (spells, _persons) in expected.items() if key[0] == period}
            known = Figure.objects.filter(
                indicator=Indicator.AFTER_SICK, day=day, unit=None, suppressed=False
            )
            for each in known.filter(group=after_days(days)):
                assert (each.numerator, each.denominator) == (
                    by_status.get(hierarchy().rest, 0),
                    sum(by_status.values()),
                )
                told += 1
            for status in range(len(hierarchy().names)):
                for each in known.filter(group=has_status(days, status)):
                    assert each.numerator == by_status.get(status, 0)
                    told += 1
    assert told > 5


# --- By hand ----------------------------------------------------------------------------------------------------------


def small_town(town: Town) -> None:
    """Twelve on sickness benefit all of September and October, six of them until the last of June; ten that came."""
    contact = town.employee("Nord", town.unit("Nord"))
    for n in range(12):
        citizen = town.citizen()
        town.course(citizen, contact)
        town.support(citizen, "sygedagpenge", "2026-08-31")
        if n < 6:  # until 20 May, then nothing for a whole month
            town.support(citizen, "sygedagpenge", "2026-01-05", "2026-05-21")
    for _ in range(10):  # half of October: 16 of 31 days
        citizen = town.citizen()
        town.course(citizen, contact)
        town.support(citizen, "kontanthjaelp", "2026-10-16")
    for _ in range(8):  # left in August, for good
        citizen = town.citizen()
        town.course(citizen, contact)
        town.support(citizen, "a_dagpenge", "2026-02-01", "2026-08-11")
    publish(NOVEMBER)


def test_counted_by_hand(town: Town) -> None:
    small_town(town)
    assert figure(Indicator.FULL_TIME, OCTOBER).numerator == 12 + 5  # ten for 16 of 31 days
    assert figure(Indicator.FULL_TIME, OCTOBER, "kontanthjaelp").numerator == 5
    assert figure(Indicator.INFLOW, OCTOBER).numerator == 10
    assert figure(Indicator.INFLOW, date(2026, 8, 31)).numerator == 12
    assert figure(Indicator.OUTFLOW, date(2026, 8, 31)).numerator == 8
    assert figure(Indicator.OUTFLOW, date(2026, 5, 31)).numerator == 6
    long_so_far = figure(Indicator.SO_LONG, NOVEMBER)
    assert (long_so_far.denominator, round(long_so_far.value * 7)) == (22, 62)
    assert (
        figure(Indicator.SO_LONG, NOVEMBER, so_long(1, "sygedagpenge")).numerator == 12
    )  # eight weeks and six days
    assert figure(Indicator.SO_LONG, NOVEMBER, so_long(0, "kontanthjaelp")).numerator == 10
    after = date(2026, 6, 30)  # the sick leaves that ended 20 May: 92 days after is 20 August
    assert figure(Indicator.AFTER_SICK, after).value == 1
    assert figure(Indicator.AFTER_SICK, after, after_days(30)).value == 1


def test_the_page_the_file_and_the_hand_say_the_same(client, tmp_path, town: Town) -> None:
    small_town(town)
    in_file = {
        (row["Tal"], row["Enhed"], row["Gruppe"] or "", day_of(row)): row
        for row in as_rows(taken_out(client, "csv"), tmp_path)
    }
    sentences = {
        Indicator.FULL_TIME: ("I oktober 2026 var der 17 fuldtidspersoner på en ydelse.", OCTOBER, 17),
        Indicator.INFLOW: ("I oktober 2026 begyndte 10 ydelsesforløb.", OCTOBER, 10),
        Indicator.OUTFLOW: ("I september 2026 endte ingen ydelsesforløb.", date(2026, 9, 30), 0),
    }
    for code, (sentence, day, number) in sentences.items():
        assert sentence in text_of(client.get(reverse("results_figure", args=[code])).content.decode())
        for unit in ("Hele jobcentret", "Nord"):
            assert in_file[str(code.label), unit, "", day]["Tæller"] == str(number)
    text = text_of(client.get(reverse("results_figure", args=[Indicator.FULL_TIME])).content.decode())
    assert "Kontanthjælp 5 ingen" in text
    text = text_of(client.get(reverse("results_figure", args=[Indicator.SO_LONG])).content.decode())
    assert "5–8 uger ingen 12" in text
    assert "0–4 uger 10 ingen" in text
    text = text_of(client.get(reverse("results_figure", args=[Indicator.AFTER_SICK])).content.decode())
    assert "Hvor de er, når sygedagpenge endte i 2. kvartal 2026 Ydelse 30 dage 92 dage" in text
    assert "Ingen ydelse: arbejde, uddannelse eller andet 6 6" in text


def test_they_are_behind_a_press_and_not_among_the_six(client, town: Town) -> None:
    small_town(town)
    login_as(client, Role.MANAGER)
    html = client.get(reverse("results")).content.decode()
    assert html.count('class="figure-line"') == 6
    first, _, rest = html.partition("Flere tal: Forsørgelse")
    for code in (
        Indicator.FULL_TIME,
        Indicator.INFLOW,
        Indicator.OUTFLOW,
        Indicator.SO_LONG,
        Indicator.AFTER_SICK,
    ):
        address = reverse("results_figure", args=[code])
        assert address not in first
        assert address in rest


# --- Small numbers ----------------------------------------------------------------------------------------------------


def test_a_few_of_one_benefit_take_another_with_them(town: Town) -> None:
    for benefit, people in (("sygedagpenge", 20), ("kontanthjaelp", 9), ("a_dagpenge", 3)):
        for _ in range(people):
            town.support(town.citizen(), benefit, "2026-10-01")
    publish(NOVEMBER)
    for code in (Indicator.INFLOW, Indicator.FULL_TIME):
        assert figure(code, OCTOBER).numerator == 32
        parts = Figure.objects.filter(indicator=code, day=OCTOBER).exclude(group="")
        assert {part.group: part.numerator for part in parts} == {
            "sygedagpenge": 20,
            "kontanthjaelp": None,
            "a_dagpenge": None,
        }
    bands = Figure.objects.filter(indicator=Indicator.SO_LONG, day=NOVEMBER).exclude(group="")
    assert {part.group.partition("_")[2] for part in bands} == {"sygedagpenge"}, (
        "the others' own number is hidden"
    )


def test_a_few_after_sick_leave_are_not_told_from_the_rest(town: Town) -> None:
    """Of thirty 20 are on nothing after 92 days, seven on cash benefit and three in a flex job: ten in all."""
    for benefit, people in (("", 20), ("kontanthjaelp", 7), ("fleksjob", 3)):
        for _ in range(people):
            citizen = town.citizen()
            town.support(citizen, "sygedagpenge", "2026-01-05", "2026-05-21")
            if benefit:
                town.support(citizen, benefit, "2026-05-21")
    publish(NOVEMBER)
    day = date(2026, 6, 30)
    assert (figure(Indicator.AFTER_SICK, day).numerator, figure(Indicator.AFTER_SICK, day).denominator) == (
        20,
        30,
    )
    parts = Figure.objects.filter(indicator=Indicator.AFTER_SICK, day=day, group__startswith="d92_")
    assert {part.group: part.numerator for part in parts} == {"d92_s18": 20, "d92_s4": None, "d92_s11": None}


def test_where_few_are_on_something_nothing_of_it_is_told(town: Town) -> None:
    for benefit, people in (("", 20), ("kontanthjaelp", 3)):
        for _ in range(people):
            citizen = town.citizen()
            town.support(citizen, "sygedagpenge", "2026-01-05", "2026-05-21")
            if benefit:
                town.support(citizen, benefit, "2026-05-21")
    publish(NOVEMBER)
    day = date(2026, 6, 30)
    assert figure(Indicator.AFTER_SICK, day).suppressed
    assert not Figure.objects.filter(
        indicator=Indicator.AFTER_SICK, day=day, group__startswith="d92_"
    ).exists()


def test_one_persons_many_spells_are_of_one_person(town: Town) -> None:
    """Six that begin in one month, on six benefits, are of three people."""
    for _ in range(3):
        citizen = town.citizen()
        for benefit in ("sygedagpenge", "kontanthjaelp"):
            town.support(citizen, benefit, "2026-10-01")
    publish(NOVEMBER)
    assert figure(Indicator.INFLOW, OCTOBER).suppressed
    assert figure(Indicator.FULL_TIME, OCTOBER).suppressed


names = st.sampled_from(["a", "b", "c", "d"])


@given(st.dictionaries(names, st.tuples(st.integers(1, 14), st.integers(0, 4)), min_size=1))
def test_no_part_is_small_or_follows_from_the_others(counts: dict[str, tuple[int, int]]) -> None:
    """Spells are as many as persons or more; both totals are taken as known."""
    persons = {name: count for name, (count, _more) in counts.items()}
    spells = {name: count + more for name, (count, more) in counts.items()}
    told = (PartRow(sum(spells.values()), spells), PartRow(sum(persons.values()), persons))
    found = parts_shown(spells, told, 5)
    secret = [name for name, count in found.items() if count is None]
    for name, count in found.items():
        assert count is None or persons[name] >= 5
    if secret and len(secret) < len(found):
        assert sum(persons[name] for name in secret) >= 5
        assert len(secret) > 1


# --- What they are called, and what they are asked of -----------------------------------------------------------------


def test_statuses_and_bands_are_those_of_the_registers() -> None:
    assert [str(text) for text in STATUS_WORDS[:-1]] == list(hierarchy().names[:-1])
    assert hierarchy().rest == len(STATUS_WORDS) - 1
    weeks = [52 * 1, 52 * 2, 52 * 3]
    assert BANDS[-3:] == tuple(weeks)
    lows = [0, *(upper + 1 for upper in BANDS[:5])]
    expected = [f"{low}–{upper} uger" for low, upper in zip(lows, BANDS[:6], strict=True)]
    assert [str(text) for text in BAND_WORDS] == [*expected, "1–2 år", "2–3 år", "over 3 år"]


def test_many_are_asked_for_their_unit_as_one_is(town: Town) -> None:
    settle(town, random.Random(3))
    homes, rows = Homes(), Spells.read(TODAY, Homes())
    for day in days_to(TODAY):
        on = rows.columns.on(day)
        persons = rows.columns.person[on]
        many = homes.units(persons, 0 * persons + day.toordinal())
        assert list(many) == [homes.unit(int(person), day) or 0 for person in persons]
