"""Nobody can tell a small cell of a crossed table: every table that could be is tried."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.registers.crossed import shown_cells

Grid = tuple[tuple[int, ...], ...]


def counts(grid: Grid) -> dict[int, dict[int, int]]:
    return {y: dict(enumerate(line)) for y, line in enumerate(grid)}


def cells(grid: Grid) -> list[tuple[int, int]]:
    return [(y, x) for y in range(len(grid)) for x in range(len(grid[0]))]


def margins(grid: Grid) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(map(sum, grid)), tuple(map(sum, zip(*grid, strict=True)))


def could_be(grid: Grid, shown: set[tuple[int, int]]) -> list[Grid]:
    """Every table with the same margins and the same shown cells, row by row."""
    of_rows, of_columns = margins(grid)

    def lines(y: int) -> list[tuple[int, ...]]:
        ranges = [
            [grid[y][x]] if (y, x) in shown else range(min(of_rows[y], of_columns[x]) + 1)
            for x in range(len(of_columns))
        ]
        return [line for line in product(*ranges) if sum(line) == of_rows[y]]

    return [
        table
        for table in product(*(lines(y) for y in range(len(grid))))
        if tuple(map(sum, zip(*table, strict=True))) == of_columns
    ]


def check(grid: Grid, limit: int, may: set[tuple[int, int]] | None = None) -> set[tuple[int, int]]:
    shown = shown_cells([counts(grid)], cells(grid) if may is None else may, limit)
    possible = could_be(grid, shown)
    of_rows, of_columns = margins(grid)
    for y, x in cells(grid):
        if 0 < grid[y][x] < limit:
            assert (y, x) not in shown
            most = max(table[y][x] for table in possible)
            assert most >= min(limit, of_rows[y], of_columns[x]), (grid, shown, (y, x))
    return shown


def test_every_table_of_two_rows_and_three_months() -> None:
    """All 729 with counts up to two, or of one and two left out: the limit at two and at three."""
    showed = 0
    for counted, limit in (((0, 1, 2), 2), ((0, 1, 3), 3)):
        for flat in product(counted, repeat=6):
            showed += len(check((flat[:3], flat[3:]), limit))
    assert showed > 500


@settings(max_examples=60)
@given(
    flat=st.lists(st.integers(0, 4), min_size=9, max_size=9),
    limit=st.integers(2, 4),
    may=st.sets(st.integers(0, 8)),
)
def test_three_companies_and_three_months(flat, limit, may) -> None:
    grid = tuple(tuple(flat[3 * y : 3 * y + 3]) for y in range(3))
    check(grid, limit)
    check(grid, limit, {divmod(one, 3) for one in may})


def test_what_is_large_everywhere_is_shown() -> None:
    grid = ((9, 8, 7), (6, 0, 12))
    assert check(grid, 5) == set(cells(grid))


def test_a_second_in_every_row_and_column_is_not_enough() -> None:
    """Rows and columns each hide two, and still the small one is told: 1 + 9 = 10 by two ways."""
    grid = ((1, 9, 20), (9, 1, 20), (20, 20, 20))
    shown = check(grid, 5)
    assert shown < set(cells(grid))
    assert (0, 2) in shown or (2, 2) in shown


def test_several_counts_of_the_same_cells_hide_together() -> None:
    whole, some = ((9, 9), (9, 9)), ((9, 2), (9, 9))
    assert (0, 1) not in shown_cells([counts(whole), counts(some)], cells(whole), 5)
    assert (0, 1) in shown_cells([counts(whole)], cells(whole), 5)


def test_only_what_may_be_is_shown() -> None:
    grid = ((9, 9), (9, 9))
    assert check(grid, 5, {(0, 0)}) == {(0, 0)}


def test_a_negative_number_is_no_count() -> None:
    with pytest.raises(ValueError, match="negative"):
        shown_cells([{0: {0: -1}}], [(0, 0)])
