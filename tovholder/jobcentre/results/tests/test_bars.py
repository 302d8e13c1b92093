"""The bars beneath the numbers of a table say what the numbers say, and nothing of what is hidden."""

import re

import pytest
from django.urls import reverse

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.results import bars
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.tests.town import NOW, Town, login_as

BAR = re.compile(r'<svg class="bar".*?<rect width="(\d+)"')
ROW = re.compile(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td>([^<]*)(.*?)</td>", re.DOTALL)


def lengths(*sizes: float) -> list[int]:
    (row,) = bars.cells([[("text", size) for size in sizes]])
    return [cell.bar for cell in row if isinstance(cell, bars.Cell)]


def test_a_bar_is_as_long_as_its_number_beside_the_largest_of_the_table() -> None:
    assert lengths(40, 20, 10, 0) == [100, 50, 25, 0]
    assert lengths(0.5, 0.125) == [100, 25]
    assert [cell.bar for row in bars.cells([[("a", 8)], [("b", 2)]]) for cell in row] == [100, 25]  # type: ignore[attr-defined]


def test_a_few_beside_many_are_not_nobody_and_below_nought_is_no_bar() -> None:
    assert lengths(10_000, 1) == [100, 1]
    assert lengths(-3, 2) == [0, 100]
    assert lengths(-3, -2) == lengths(0, 0) == [0, 0]


def test_a_cell_is_its_text() -> None:
    (row,) = bars.cells([[("12", 3)]])
    assert row == ["12"]


def test_what_is_hidden_or_not_there_has_no_size() -> None:
    assert bars.size(None) == 0
    assert bars.size(Figure(numerator=7, denominator=10, value=0.7, suppressed=True)) == 0
    assert bars.size(Figure(numerator=7)) == 7
    assert bars.size(Figure(numerator=7, denominator=10, value=0.7)) == 0.7


@pytest.mark.django_db
def test_on_the_page_each_units_bar_is_its_numbers_and_a_hidden_ones_is_not_there(client) -> None:
    town = Town()
    units = {name: town.unit(name) for name in ("Nord", "Syd", "Vest")}
    for unit, now, before in (("Nord", 40, 30), ("Syd", 20, 10), ("Vest", None, 5)):
        _figures(units[unit], now, before)
    _figures(None, 63, 45)
    login_as(client, Role.MANAGER)

    page = client.get(reverse("results_figure", args=[Indicator.TEMPORARY])).content.decode()

    told = {
        name: [(text.strip(), BAR.findall(rest)) for text, rest in CELL.findall(row)]
        for name, row in ROW.findall(page)
    }
    assert told["Nord"] == [("40", ["100"]), ("30", ["75"])]
    assert told["Syd"] == [("20", ["50"]), ("10", ["25"])]
    assert told["Vest"] == [("vises ikke", []), ("5", ["12"])]


def _told(row: str) -> list[tuple[str, list[str]]]:
    """The text of each cell, and the lengths of the bars in it."""
    return [(text.strip(), BAR.findall(rest)) for text, rest in CELL.findall(row)]


def _figures(unit, now: int | None, before: int) -> None:
    for day, count in ((NOW.date(), now), (NOW.date().replace(year=NOW.year - 1), before)):
        Figure.objects.create(
            indicator=Indicator.TEMPORARY,
            day=day,
            numerator=count,
            suppressed=count is None,
            unit=unit,
            version="1",
            published_at=NOW,
        )
