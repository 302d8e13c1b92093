"""The companies month by month: only the cells that let nobody tell a small one, by rows and columns together.

A company's own year and the whole centre's months are published beside, so each is taken as known, and so is what is
left of both. Companies that are not shown by name are one row.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from tovholder.jobcentre.results.publish.hidden import Count, Hidden, Table
from tovholder.jobcentre.results.publish.spans import full_months, year_to
from tovholder.registers.crossed import shown_cells

Row = TypeVar("Row")
By = Callable[[Row], Hashable]
# By the last day of the month, and the number of the company.
Crossed = Mapping[date, Mapping[int, Count]]
# What a year holds beside its whole months.
REST = date.max
MOST_NAMED = 100


def crossed(
    rows: Sequence[Row], today: date, on: Callable[[Row], date], company: Callable[[Row], int | None],
    count: Callable[[Sequence[Row]], Count],
) -> dict[date, dict[int, Count]]:  # fmt: skip
    """Count each company's rows of the year to `today` by whole month, and what is left of the year (`REST`)."""
    first_day, _last = year_to(today)
    lasts = [
        (month.first_day, month.last_day) for month in full_months(today) if month.first_day >= first_day
    ]
    cells: dict[tuple[date, int], list[Row]] = defaultdict(list)
    for row in rows:
        whose = company(row)
        if whose is not None:
            month = next((last for first, last in lasts if first <= on(row) <= last), REST)
            cells[month, whose].append(row)
    found: dict[date, dict[int, Count]] = defaultdict(dict)
    for (month, whose), some in cells.items():
        found[month][whose] = count(some)
    return found


def shown(table: Table, secret: Hidden, limit: int) -> dict[tuple[int, date], Count]:
    """The cells of a table of companies that may be shown; `secret`: the companies whose year may not."""
    cells = {
        (company, month): count for month, some in table.crossed.items() for company, count in some.items()
    }
    named = _named(table, secret)
    may: set[tuple[int | None, date]] = {
        (company, month)
        for (company, month), count in cells.items()
        if month != REST and company in named and count.denominator
    }
    if secret.whole or not may:
        return {}
    tables: list[dict[int | None, dict[date, int]]] = []
    for of in (_numerator, _denominator, _others):
        grid: dict[int | None, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for (company, month), count in cells.items():
            grid[company if company in named else None][month] += of(count)
        tables.append(grid)
    safe = shown_cells(tables, may, limit)
    return {cell: count for cell, count in cells.items() if cell in safe}


def _named(table: Table, secret: Hidden) -> set[int]:
    """The companies that may have a row of their own: those who told us most, for each costs the time of all before."""
    open_to_all = [one for one in table.units if one is not None and one not in secret.units]
    return set(sorted(open_to_all, key=lambda one: (-_denominator(table.units[one]), one))[:MOST_NAMED])


def _numerator(count: Count) -> int:
    return count.numerator or 0


def _denominator(count: Count) -> int:
    return count.denominator or 0


def _others(count: Count) -> int:
    return 0 if count.numerator is None else _denominator(count) - count.numerator
