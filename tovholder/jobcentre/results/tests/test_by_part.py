"""People on support by benefit and by age: what the oracle counts, and nothing small to be told from any of it."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Benefit, SupportSpell
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.indicators import AGE_WORDS, CLASSES, age_group
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish.by_part import by_age, by_benefit, people_on
from tovholder.jobcentre.results.publish.spells import spells_between
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.jobcentre.results.tests.pages import fill, text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, login_as
from tovholder.registers.indicators.rows import AGES, band_of
from tovholder.registers.oracle import age, persons_on_support
from tovholder.registers.tables import BenefitClass, benefits
from tovholder.registers.tables import SupportSpell as Spell

A_YEAR_AGO = date(2025, 11, 21)
LIMIT = 5


def test_the_ages_are_those_of_the_registers() -> None:
    assert len(AGE_WORDS) == len(AGES) + 1
    bands = defaultdict(set)
    for years in range(15, 90):
        bands[age_group(years)].add(band_of(years))
    assert all(len(each) == 1 for each in bands.values())


def settle(town: Town, dice: random.Random) -> None:
    for _ in range(260):
        citizen = town.citizen(
            f"{dice.randint(1960, 2007)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        )
        common = ["sygedagpenge", "kontanthjaelp", "foertidspension"]
        for benefit in {
            dice.choice([dice.choice(Benefit.values), *common]) for _ in range(dice.choice([0, 1, 1, 2]))
        }:
            since = date(2024, 6, 1) + timedelta(days=dice.randint(0, 900))
            until = None if dice.random() < 0.6 else since + timedelta(days=dice.randint(1, 500))
            SupportSpell.objects.create(citizen=citizen, benefit=benefit, since=since, until=until)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_every_shown_part_is_what_the_oracle_says(seed: int) -> None:
    settle(Town(), random.Random(seed))
    publish_figures(TODAY, by=None, at=NOW)
    parts = Figure.objects.filter(indicator__in=[*CLASSES, Indicator.SICK], unit=None).exclude(group="")
    shown = [part for part in parts.order_by("pk") if not part.suppressed]
    for part in shown:
        spells = [
            spell
            for spell in spells_between(date(2020, 1, 1), TODAY)
            if part.group not in AGE_WORDS or age_group(age(spell.birth_date, part.day)) == part.group
        ]
        counted = persons_on_support(spells, part.day, benefits())
        if part.group not in AGE_WORDS:
            expected = counted.by_benefit[part.group]
        elif part.indicator == Indicator.SICK:
            expected = counted.by_benefit[SICKNESS]
        else:
            expected = counted.by_class[CLASSES[part.indicator]]
        assert part.numerator == expected, part.group
    assert {part.day for part in shown} == {TODAY, A_YEAR_AGO}
    assert {part.indicator for part in shown if part.group in AGE_WORDS} >= {Indicator.TEMPORARY}
    assert {part.group for part in shown} & set(Benefit.values)


codes = st.sampled_from(["sygedagpenge", "kontanthjaelp", "a_dagpenge", "foertidspension", "fleksjob"])
persons = st.tuples(st.sampled_from([2003, 1990, 1980]), st.sets(codes, max_size=2))


@settings(max_examples=150, deadline=None)
@given(st.lists(persons, max_size=60), st.integers(1, 2))
def test_nothing_small_is_shown_or_left_over(town: list[tuple[int, set[str]]], most: int) -> None:
    """Where nobody has two benefits, nothing small is left when what is shown is taken from what it is a part of."""
    spells = [
        Spell(place, benefit, date(2025, 1, 1), None, date(born, 1, 1))
        for place, (born, theirs) in enumerate(town)
        for benefit in sorted(theirs)[:most]
    ]
    people, counted = people_on(spells, TODAY, benefits()), persons_on_support(spells, TODAY, benefits())
    sick, temporary = counted.by_benefit[SICKNESS], counted.by_class[BenefitClass.TEMPORARY]
    small = range(1, LIMIT)
    may = {code for code, of in CLASSES.items() if counted.by_class[of] not in small}
    if sick not in small and temporary - sick not in small:
        may.add(Indicator.SICK)
    left = []
    for code in set(CLASSES) & may:
        shown = by_benefit(people, CLASSES[code], Indicator.SICK in may, LIMIT)
        known = [count for count in shown.values() if count is not None]
        assert not set(known) & set(small)
        left.append(counted.by_class[CLASSES[code]] - sum(known))
    ages = by_age(people, may, LIMIT)
    known_ages = {code: counts for code, counts in ages.items() if None not in counts.values()}
    for counts in known_ages.values():
        assert not set(counts.values()) & set(small)
    of_temporary = known_ages.get(Indicator.TEMPORARY)
    if of_temporary and Indicator.SICK in known_ages:
        left += [of_temporary[band] - known_ages[Indicator.SICK][band] for band in AGE_WORDS]
    left.append(counted.under_30 - sum(known_ages[code]["age0"] for code in CLASSES if code in known_ages))
    if most == 1 and counted.under_30 not in small:
        assert not set(left) & set(small)


@pytest.mark.django_db
def test_the_page_of_a_figure_has_a_table_of_each(client) -> None:
    fill(Town(), 40)
    login_as(client, Role.MANAGER)
    text = text_of(client.get(reverse("results_figure", args=[Indicator.TEMPORARY])).content.decode())
    assert "Midlertidig forsørgelse efter ydelse Ydelse Nu For et år siden Sygedagpenge 40 ingen" in text
    assert "efter alder Alder Nu For et år siden Under 30 år 20 ingen 30–39 år ingen ingen" in text
    text = text_of(client.get(reverse("results_figure", args=[Indicator.SICK])).content.decode())
    assert "Sygedagpenge efter alder" in text
    assert "efter ydelse" not in text


@pytest.mark.django_db
def test_of_a_hidden_whole_there_are_no_parts() -> None:
    fill(Town(), 3, units=1)
    assert not Figure.objects.filter(indicator=Indicator.TEMPORARY).exclude(group="").exists()
