"""Small numbers: hidden, not to be worked out, and not kept anywhere."""

import random
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.results.actions import choose_municipality, publish_figures
from tovholder.jobcentre.results.models import Figure, Indicator, MunicipalityChoice
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table, hidden
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, figure


def table(whole: Count, *units: Count, beside: tuple[CountRow, ...] = ()) -> Table:
    return Table("sick", TODAY, "", whole, dict(enumerate(units)), beside)


def counts(*numbers: int) -> Table:
    return table(Count(sum(numbers)), *map(Count, numbers))


@pytest.mark.parametrize(
    ("numbers", "whole", "units"),
    [
        ((10, 20), False, set()),
        ((4, 20, 30), False, {0, 1}),
        ((3, 3, 30), False, {0, 1}),
        ((0, 30), False, set()),
        ((2, 0), True, {0}),
        ((4, 0, 0), True, {0}),
    ],
)
def test_a_small_unit_takes_another_with_it(numbers: tuple[int, ...], whole: bool, units: set[int]) -> None:
    secret = hidden(counts(*numbers), 5)
    assert (secret.whole, secret.units) == (whole, units)


def test_a_share_is_hidden_when_either_number_is_small() -> None:
    shares = table(Count.share(60, 100), Count.share(3, 40), Count.share(20, 25), Count.share(37, 35 + 2))
    assert hidden(shares, 5).units == {0, 1}


def test_what_follows_from_two_tables_is_protected_too() -> None:
    """20 on temporary support of whom 18 are sick: two are not."""
    sick = table(Count(48), Count(18), Count(30), beside=(CountRow(22, {0: 2, 1: 20}),))
    assert hidden(sick, 5).units == {0, 1}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=4))
def test_no_small_number_is_ever_shown(pairs: list[tuple[int, int]]) -> None:
    shares = [Count.share(min(pair), max(pair)) for pair in pairs]
    whole = Count.share(sum(min(pair) for pair in pairs), sum(max(pair) for pair in pairs))
    secret = hidden(table(whole, *shares), 5)
    for unit, share in enumerate(shares):
        if unit not in secret.units:
            assert share.numerator not in range(1, 5)
            assert share.denominator not in range(1, 5)
    if not secret.whole:
        assert whole.numerator not in range(1, 5)
        rest = whole.numerator - sum(s.numerator for unit, s in enumerate(shares) if unit not in secret.units)
        assert not secret.units or rest == 0 or rest >= 5


@pytest.fixture
def town(db) -> Town:
    return Town()


def fill(town: Town, seed: int) -> None:
    dice = random.Random(seed)
    contacts = [town.employee(name, town.unit(name)) for name in ("Nord", "Syd", "Vest")]
    shops = [town.workplace(f"Butik {contact.name}", contact) for contact in contacts]
    for _ in range(40):
        citizen = town.citizen(f"{dice.choice([1970, 2003])}-01-01")
        contact = dice.choices(contacts, [8, 3, 1])[0]
        course = town.course(citizen, contact)
        town.support(citizen, dice.choice(["sygedagpenge", "a_dagpenge", "foertidspension"]), "2025-01-01")
        if dice.random() < 0.4:
            town.talk(course, dice.choice(contacts), "2026-10-05")
        if dice.random() < 0.3:
            shop = shops[contacts.index(contact)]
            town.notice(shop, "since", "2026-09-01", f"2026-09-{dice.randint(1, 28):02}", citizen=citizen)


def test_no_published_number_is_small_or_kept_though_hidden(town: Town) -> None:
    fill(town, seed=1)
    publish_figures(TODAY, by=None, at=NOW)
    hidden_ones = Figure.objects.filter(suppressed=True)
    assert hidden_ones.exists()
    assert not hidden_ones.exclude(numerator=None, denominator=None, value=None).exists()
    for shown in Figure.objects.filter(suppressed=False):
        assert shown.numerator not in range(1, 5), shown.indicator
        assert shown.denominator not in range(1, 5), shown.indicator


@pytest.mark.django_db
def test_the_database_refuses_to_keep_a_hidden_number() -> None:
    kept = Figure(indicator="sick", day=TODAY, numerator=3, suppressed=True, version="1", published_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)
    kept.numerator = None
    kept.save(force_insert=True)


def test_a_higher_limit_hides_at_once_and_is_on_record(town: Town) -> None:
    for _ in range(7):
        town.support(town.citizen(), "sygedagpenge", "2026-01-01")
    publish_figures(TODAY, by=None, at=NOW)
    assert figure(Indicator.SICK).numerator == 7
    choose_municipality("", small_number_limit=8, by=None, at=NOW, today=TODAY)
    assert figure(Indicator.SICK).suppressed
    assert figure(Indicator.SICK).numerator is None
    line = Record.objects.get(what="choose_municipality")
    assert (line.detail["limit_before"], line.detail["limit_after"]) == (5, 8)


def test_a_limit_chosen_while_counting_is_the_one_that_holds(town: Town, monkeypatch) -> None:
    from tovholder.jobcentre.results import actions

    for _ in range(7):
        town.support(town.citizen(), "sygedagpenge", "2026-01-01")
    count = actions.figures

    def somebody_chooses_meanwhile(*args, **kwargs):
        counted = count(*args, **kwargs)
        MunicipalityChoice.objects.update_or_create(pk=1, defaults={"small_number_limit": 10})
        return counted

    monkeypatch.setattr(actions, "figures", somebody_chooses_meanwhile)
    publish_figures(TODAY, by=None, at=NOW)
    assert figure(Indicator.SICK).suppressed


@pytest.mark.django_db
def test_the_log_names_the_publishing_and_no_number_of_people() -> None:
    publish_figures(date(2026, 11, 21), by=None, at=NOW)
    line = Record.objects.get(what="publish_figures")
    assert line.detail == {"day": "2026-11-21", "figures": Figure.objects.count(), "limit": 5}
