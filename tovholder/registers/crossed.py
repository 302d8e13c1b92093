"""A table of rows by columns whose margins are known as well: which of its cells may be shown.

Hiding the small cells is not enough, nor is a second one in every row: through rows and columns together a cell may
still be told. Here nothing but what is shown is known of a cell; all else counts as hidden, the empty ones too. A small
cell is safe when, by all the margins and what is shown tell, it may be `limit` or more: then nobody can tell that it is
small. Where the margins alone forbid that, the cells may not make it worse.

How large a hidden cell may be is a question of flow: one more in it means one less in another cell of its column, one
more in a third of that row, and so on back to its own row. See `suppress_row` for a single row and its total.
"""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from tovholder.registers.disclosure import LIMIT

Row = TypeVar("Row")
Column = TypeVar("Column")
Counts = Mapping[Row, Mapping[Column, int]]
Cell = tuple[int, int]
Path = list[tuple[Cell, Cell | None]]


def shown_cells(
    tables: Sequence[Counts[Row, Column]], may: Collection[tuple[Row, Column]], limit: int = LIMIT
) -> set[tuple[Row, Column]]:
    """Return those cells of `may` that can be shown in all `tables` together, with every row's and column's sum known.

    The tables count different things in the same cells (how many, how many of a kind), with the same rows and columns.
    A cell that is 1 to `limit` - 1 in any of them is never shown. ValueError for a negative count.
    """
    rows = list(dict.fromkeys(row for table in tables for row in table))
    columns = list(dict.fromkeys(column for table in tables for some in table.values() for column in some))
    grids = [[[table.get(row, {}).get(column, 0) for column in columns] for row in rows] for table in tables]
    if any(count < 0 for grid in grids for line in grid for count in line):
        raise ValueError("a negative number is no count of people")
    places = {(row, column): (y, x) for y, row in enumerate(rows) for x, column in enumerate(columns)}
    shown = {
        place
        for name, place in places.items()
        if name in may and not any(0 < grid[place[0]][place[1]] < limit for grid in grids)
    }
    for grid in grids:
        _hide_what_tells(grid, shown, limit)
    return {name for name, place in places.items() if place in shown}


def _hide_what_tells(grid: list[list[int]], shown: set[Cell], limit: int) -> None:
    """Take from `shown` until no small cell can be told. A cell that is safe stays so when more is hidden."""
    of_rows, of_columns = [sum(line) for line in grid], [sum(line) for line in zip(*grid, strict=True)]
    for y, line in enumerate(grid):
        for x, count in enumerate(line):
            if 0 < count < limit:
                wanted = min(limit, of_rows[y], of_columns[x])
                while not _may_be(grid, shown, (y, x), wanted):
                    shown.remove(_to_hide(grid, shown, (y, x)))


def _to_hide(grid: list[list[int]], shown: set[Cell], cell: Cell) -> Cell:
    """The smallest shown cell that is not empty, of the same row or column while there is one."""
    near = [place for place in shown if place[0] == cell[0] or place[1] == cell[1]]
    full = [place for place in near if grid[place[0]][place[1]]] or near or list(shown)
    return min(full, key=lambda place: (grid[place[0]][place[1]] == 0, grid[place[0]][place[1]], place))


def _may_be(grid: list[list[int]], shown: set[Cell], cell: Cell, wanted: int) -> bool:
    """Can the hidden `cell` be `wanted` in a table with the same margins and the same shown cells?"""
    missing, gone = wanted - grid[cell[0]][cell[1]], []
    for _one in range(missing):
        path = _round(grid, shown, cell)
        if path is None:
            break
        gone.append(path)
        _go(grid, path, 1)
    for path in gone:
        _go(grid, path, -1)
    return len(gone) >= missing


def _go(grid: list[list[int]], path: Path, number: int) -> None:
    for less, more in path:
        grid[less[0]][less[1]] -= number
        if more is not None:
            grid[more[0]][more[1]] += number


def _round(grid: list[list[int]], shown: set[Cell], cell: Cell) -> Path | None:
    """The shortest way from the cell's column back to its row: steps of one less, and one more there (None: home)."""
    home, start = cell
    came: dict[int, tuple[int, Cell, Cell]] = {}
    queue, seen = deque([start]), {start}
    while queue:
        column = queue.popleft()
        if grid[home][column] and (home, column) not in shown and (home, column) != cell:
            return _back(came, start, column, (home, column))
        for row, line in enumerate(grid):
            if len(seen) == len(line):  # no other column is left to come to
                break
            if not line[column] or (row, column) in shown or row == home:
                continue
            for other in range(len(line)):
                if other not in seen and (row, other) not in shown:
                    seen.add(other)
                    came[other] = column, (row, column), (row, other)
                    queue.append(other)
    return None


def _back(came: Mapping[int, tuple[int, Cell, Cell]], start: int, column: int, last: Cell) -> Path:
    steps: Path = [(last, None)]
    while column != start:
        column, less, more = came[column]
        steps.append((less, more))
    return steps
