"""The companies month by month: only the cells that let nobody tell a small one, by rows and columns together.

A company's own year and the whole centre's months are published beside, so each is taken as known, and so is what is
left of both. Companies that are not shown by name are one row. A cell about few people is small, however many it
counts; and what is left of a row or a column must be about many as well.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from tovholder.jobcentre.results.publish.hidden import Count, Hidden, Table, together
from tovholder.jobcentre.results.publish.spans import full_months, year_to
from tovholder.registers.crossed import shown_cells

Row = TypeVar("Row")
By = Callable[[Row], Hashable]
# By the last day of the month, and the number of the company.
Crossed = Mapping[date, Mapping[int, Count]]
Cell = tuple[int | None, date]  # None: the companies that are not named
Grid = Mapping[Cell, Count]
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
    may: set[Cell] = {
        (company, month)
        for (company, month), count in cells.items()
        if month != REST and company in named and count.denominator
    }
    if secret.whole or not may:
        return {}
    grid = _grid(cells, named)
    tables = [_counted(grid, of) for of in (_numerator, _denominator, _others)]
    tables += [_counted(grid, partial(_people, side)) for side in range(len(table.whole.behind))]
    safe = shown_cells(tables, may, limit)
    _hide_rests_of_few(grid, safe, limit)
    return {cell: count for cell, count in cells.items() if cell in safe}


def _grid(cells: Mapping[tuple[int, date], Count], named: set[int]) -> Grid:
    some: dict[Cell, list[Count]] = defaultdict(list)
    for (company, month), count in cells.items():
        some[company if company in named else None, month].append(count)
    return {cell: together(counts) for cell, counts in some.items()}


def _counted(grid: Grid, of: Callable[[Count], int]) -> dict[int | None, dict[date, int]]:
    found: dict[int | None, dict[date, int]] = defaultdict(dict)
    for (company, month), count in grid.items():
        found[company][month] = of(count)
    return found


def _hide_rests_of_few(grid: Grid, shown: set[Cell], limit: int) -> None:
    """Take from `shown` until what is left of each row and column is about nobody or many. The more that is hidden the
    more people are in what is left, so that a line once seen to hold still does."""
    lines: dict[Hashable, list[Cell]] = defaultdict(list)
    for company, month in grid:
        lines["company", company].append((company, month))
        lines["month", month].append((company, month))
    hid_one = True
    while hid_one:
        hid_one = False
        for line in lines.values():
            while (open_ones := [cell for cell in line if cell in shown]) and _is_of_few(
                together([grid[cell] for cell in line if cell not in shown]), limit
            ):
                shown.remove(min(open_ones, key=lambda cell: (_denominator(grid[cell]), cell)))
                hid_one = True


def _is_of_few(count: Count, limit: int) -> bool:
    return any(0 < len(people) < limit for people in count.behind)


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


def _people(side: int, count: Count) -> int:
    return len(count.behind[side])
