"""What must hold at a size no test fills: units, names and numbers for a capital; and the figures themselves."""

import json
from collections import Counter
from datetime import date
from itertools import chain

import pytest

from conftest import PUBLIC_FILES
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate import figures, waves
from tovholder.jobcentre.demo.generate.businesses import invented
from tovholder.jobcentre.demo.generate.days import Days
from tovholder.jobcentre.demo.generate.dice import dice
from tovholder.jobcentre.demo.generate.figures import share_out
from tovholder.jobcentre.demo.generate.municipality import Municipality
from tovholder.jobcentre.demo.generate.names import Names
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.demo.generate.staff import build_staff
from tovholder.jobcentre.demo.tests.conftest import NOW, TODAY


def staff(citizens: int) -> Municipality:
    town = Municipality()
    numbers, names = Numbers(dice(1, "numbers")), Names(dice(1, "names"), set())
    build_staff(town, Days(TODAY, NOW), numbers, names, newcomers=round(citizens * 0.83) - 9)
    return town


def test_a_municipality_of_viborgs_size_has_the_three_units() -> None:
    assert set(staff(5000).units) == set(cast.UNITS)


@pytest.mark.parametrize("citizens", [7_000, 20_000, 100_000])
def test_no_unit_is_larger_than_one_leader_can_lead(citizens: int) -> None:
    town = staff(citizens)
    assert set(cast.UNITS) < set(town.units)
    rooms: Counter[str] = Counter()
    for follower in town.followers:
        rooms[follower.unit] += follower.room
        assert 35 <= follower.room <= 41
    # The three of the cast have six courses beside their rooms.
    assert max(rooms.values()) <= figures.courses_in_a_unit() * 1.03
    assert min(rooms.values()) > figures.courses_in_a_unit() / 3
    leaders = {one.unit.name for one in town.employees.values() if one.user.role == Role.LEADER}
    assert leaders == set(town.units) == set(town.receivers)
    for unit, receiver in town.receivers.items():
        assert receiver.unit.name == unit
        assert receiver.has_clearance


def test_what_is_built_is_let_go_in_waves() -> None:
    sizes, citizens = [], 0
    for town in waves(Municipality(), citizens=1200, seed=1, today=TODAY, now=NOW):
        rows = dict(town.wave())
        citizens += len(rows[Citizen])
        sizes.append(sum(map(len, rows.values())))
    assert citizens == town.count(Citizen) == 1200
    assert len(sizes) > 3
    assert max(sizes) < 16_000
    assert town.in_wave() == len(town.lives) == 0


def test_everybody_in_a_capital_has_a_name_of_their_own_and_some_come_from_elsewhere() -> None:
    names = Names(dice(1, "names"), set())
    drawn = [names.person(is_woman=n % 2 == 0, is_older=n % 3 == 0) for n in range(100_000)]
    assert len({named.name for named in drawn}) == 100_000
    assert max(len(named.name) for named in drawn) < 60
    # Fourteen of a hundred come from elsewhere, and nearly half of them speak another language.
    assert 0.055 < sum(named.language != "dansk" for named in drawn) / 100_000 < 0.075


def test_numbers_are_never_used_up() -> None:
    numbers, born = Numbers(dice(1, "numbers")), date(1990, 5, 17)
    drawn = [numbers.cpr_about(born, is_woman=True) for _each in range(120)]
    assert len(set(drawn)) == 120
    on_days = Counter(digits[:6] for digits in drawn)
    assert on_days == {"770590": 50, "760590": 50, "750590": 20}


def test_a_hundred_thousand_are_born_far_from_the_limit() -> None:
    """Fifty numbers a day and sex: with the ages of the file, ten on one day is many."""
    busiest = max(
        100_000 * band.share / 100 / ((band.last - band.first + 1) * 365) / 2 for band in figures.ages()
    )
    assert busiest < 5


# --- The figures ------------------------------------------------------------------------------------------------------


def test_every_figure_says_its_unit_and_where_it_was_read() -> None:
    rows = chain.from_iterable(row if isinstance(row, list) else [row] for row in figures.document().values())
    for row in rows:
        assert row["unit"]
        assert row["source"]
        assert ("period" in row and "value" in row) or "estimate" in row["source"] or "share" in row, row
        assert "note" in row or "estimate" not in row["source"], row


def test_shares_add_up() -> None:
    assert sum(band.share for band in figures.ages()) == 100
    assert sum(size.share for size in figures.size_classes()) == 100
    assert share_out(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert share_out(0, {"a": 1}) == {"a": 0}
    groups = figures.document()["benefit_group"]
    assert sum(group["value"] for group in groups) == figures.document()["on_support"]["value"]


def test_invented_companies_are_of_the_sizes_of_the_file() -> None:
    companies = invented(2000, [], dice(1, "companies"))
    by_size = {
        size: [one for one in companies if size.first <= one.size <= size.last]
        for size in figures.size_classes()
    }
    assert {size: len(there) for size, there in by_size.items()} == {
        size: 20 * size.share for size in by_size
    }
    for size, there in by_size.items():
        fewest, most = size.workplaces
        assert {len(one.workplaces) for one in there} <= set(range(fewest, most + 1))


@pytest.mark.public_files
def test_viborgs_figures_are_those_that_were_published() -> None:
    table = json.loads((PUBLIC_FILES / "jobindsats-y30r21-2020-2021.json").read_text(encoding="utf-8"))[0]
    actual = {(row[0], row[1], row[2]): row[4] for row in table["Data"]}
    document = figures.document()
    for group in [*document["benefit_group"], {**document["on_support"], "name": "Ydelsesgrupper i alt"}]:
        assert actual[group["area"], group["period"], group["name"]] == group["value"]
    people = (PUBLIC_FILES / "population-by-municipality.csv").read_text(encoding="utf-8")
    population = document["population"]
    assert f"{population['area']},2026,{population['period']},{population['value']}" in people
