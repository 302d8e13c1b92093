"""The companies month by month: what is shown is right, and what is not cannot be worked out."""

from datetime import date, timedelta

import pytest

from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish import figures
from tovholder.jobcentre.results.publish.by_day import ByDay
from tovholder.jobcentre.results.publish.crossed import REST, crossed, shown
from tovholder.jobcentre.results.publish.hidden import Count, Hidden, Shown, Table
from tovholder.jobcentre.results.publish.shares import Counted, of_companies
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town

OCTOBER, SEPTEMBER = date(2026, 10, 31), date(2026, 9, 30)


def some(number: int, company: int | None, day: date, of_kind: int = 0) -> list[Counted]:
    return [Counted(day, 1, company, place < of_kind, f"{company} {day} {place}") for place in range(number)]


def table(rows: list[Counted]) -> Table:
    (found,) = of_companies(Indicator.COMPANY_BEGAN, ByDay(rows), TODAY)
    return found


def test_a_year_is_its_whole_months_and_the_rest() -> None:
    rows = [
        *some(3, 7, OCTOBER),
        *some(2, 7, TODAY),
        *some(4, 7, date(2025, 11, 25)),
        *some(9, None, OCTOBER),
    ]
    cells = crossed(
        rows, TODAY, lambda row: row.on, lambda row: row.company, lambda part: Count(None, len(part))
    )
    assert {month: count[7].denominator for month, count in cells.items()} == {OCTOBER: 3, REST: 6}


def test_large_months_are_shown_and_small_ones_are_not() -> None:
    rows = [
        *(row for company in (1, 2, 3) for row in some(20, company, OCTOBER, 10)),
        *(row for company in (1, 2) for row in some(20, company, SEPTEMBER, 10)),
        *some(3, 3, SEPTEMBER, 1), *some(30, 3, date(2026, 8, 31), 15), *some(30, 1, date(2026, 8, 31), 15),
    ]  # fmt: skip
    cells = shown(table(rows), Hidden(), 5)
    assert (3, SEPTEMBER) not in cells
    assert cells
    # Were all else shown, the three would be what is left of their row.
    assert len(cells) < 7


@pytest.mark.parametrize("kind", [1, 4, 16, 19])
def test_neither_they_nor_the_others_may_be_few(kind: int) -> None:
    rows = [row for company in (1, 2, 3) for row in some(20, company, OCTOBER, 10)]
    rows += [row for company in (1, 2) for row in some(20, company, SEPTEMBER, 10)] + some(
        20, 3, SEPTEMBER, kind
    )
    assert (3, SEPTEMBER) not in shown(table(rows), Hidden(), 5)


def test_a_company_whose_year_is_hidden_has_no_months() -> None:
    rows = [row for company in (1, 2, 3) for row in some(20, company, OCTOBER, 10)]
    assert set(shown(table(rows), Hidden(), 5)) == {(1, OCTOBER), (2, OCTOBER), (3, OCTOBER)}
    assert set(shown(table(rows), Hidden(units={3}), 5)) == {(1, OCTOBER), (2, OCTOBER)}
    assert shown(table(rows), Hidden(whole=True), 5) == {}


@pytest.mark.django_db
def test_they_are_published_and_nothing_small_is() -> None:
    town = Town()
    contact = town.employee("Nord", town.unit("Nord"))
    for name, number in (("Savværket", 8), ("Mejeriet", 7), ("Kroen", 2)):
        place = town.workplace(name, contact)
        for day in range(number):
            told = (OCTOBER - timedelta(days=day)).isoformat()
            town.notice(place, "first_day", told, told, name=f"{name} {day}")
    found = [
        figure
        for figure in figures(TODAY, shown=Shown(5), at=NOW)
        if figure.company_id and figure.group == "in_month"
    ]
    Figure.objects.bulk_create(found)
    assert found
    assert all((figure.denominator or 0) >= 5 and not figure.suppressed for figure in found)
    assert {figure.company.name for figure in found} <= {"Savværket", "Mejeriet"}
    assert {figure.day for figure in found} == {OCTOBER}
