"""Small numbers are hidden, and cannot be worked out."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.registers.disclosure import (
    Row,
    Suppressed,
    suppress,
    suppress_cross,
    suppress_row,
    suppress_share,
    suppress_tree,
)

HIDDEN = Suppressed(5)


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, HIDDEN), (4, HIDDEN), (5, 5), (438, 438)])
def test_counts_below_the_limit_are_hidden(count: int, shown: object) -> None:
    assert suppress(count) == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(0, 0, None), (0, 4, HIDDEN), (0, 5, 0.0), (4, 40, HIDDEN), (5, 40, 0.125), (4, 4, HIDDEN), (5, 5, 1.0)],
)
def test_shares_of_small_numbers_are_hidden(numerator: int, denominator: int, shown: object) -> None:
    assert suppress_share(numerator, denominator) == shown


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="no count"):
        suppress(-1)
    with pytest.raises(ValueError, match="no share"):
        suppress_share(6, 5)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([10, 20, 30], [10, 20, 30]),
        ([3, 20, 30], [HIDDEN, HIDDEN, 30]),
        ([3, 4, 30], [HIDDEN, HIDDEN, 30]),
        ([1, 2, 30], [HIDDEN, HIDDEN, HIDDEN]),
        ([1, 1, 30], [HIDDEN, HIDDEN, HIDDEN]),
        ([3, 0, 30], [HIDDEN, 0, HIDDEN]),
        ([0, 0, 30], [0, 0, 30]),
    ],
)
def test_a_part_cannot_be_found_by_subtraction(counts: list[int], shown: list[object]) -> None:
    row = suppress_row(dict(enumerate(counts)), sum(counts))
    assert list(row.parts.values()) == shown
    assert row.total == sum(counts)


def test_the_total_is_hidden_when_nothing_else_can_be() -> None:
    assert suppress_row({"a": 3, "b": 0}, 3).total == HIDDEN
    assert suppress_row(dict.fromkeys("abcde", 1), 5).total == HIDDEN


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=4), st.integers(1, 6))
def test_nobody_can_work_out_a_small_part(counts: list[int], limit: int) -> None:
    row = suppress_row(dict(enumerate(counts)), sum(counts), limit)
    hidden = [key for key, shown in row.parts.items() if isinstance(shown, Suppressed)]
    small = [key for key, count in enumerate(counts) if 0 < count < limit]
    assert set(small) <= set(hidden)
    for key, shown in row.parts.items():
        assert key in hidden or shown == counts[key]
    assert small or not hidden
    if isinstance(row.total, Suppressed):
        assert small
        return
    rest = row.total - sum(counts[key] for key in range(len(counts)) if key not in hidden)
    possible = [
        guess for guess in itertools.product(range(1, rest + 1), repeat=len(hidden)) if sum(guess) == rest
    ]
    for key in small:
        assert len({guess[hidden.index(key)] for guess in possible}) > 1


# --- Parts of parts


def test_a_small_part_cannot_be_found_through_its_class() -> None:
    """By subtraction from all parts another in another class would do; from their own class it would not."""
    classes = {"midlertidig": 33, "varig": 50}
    below = {"midlertidig": {"a": 3, "b": 30}, "varig": {"c": 20, "d": 30}}
    row, rows = suppress_tree(classes, below, 83)
    assert row.parts == classes
    assert rows["midlertidig"].parts == {"a": HIDDEN, "b": HIDDEN}
    assert rows["varig"].parts == {"c": 20, "d": 30}


def test_below_what_is_hidden_nothing_is_shown() -> None:
    row, rows = suppress_tree({"a": 3, "b": 20, "c": 90}, {"b": {"x": 20}, "c": {"y": 90}}, 113)
    assert row.parts == {"a": HIDDEN, "b": HIDDEN, "c": 90}
    assert rows["b"] == Row({"x": HIDDEN}, HIDDEN)
    assert rows["c"].parts == {"y": 90}


def test_a_part_is_hidden_when_its_own_parts_need_it() -> None:
    """Five parts of one each add up to five: whoever saw the five would know each of them."""
    row, rows = suppress_tree({"a": 5, "b": 40, "c": 90}, {"a": dict.fromkeys("vwxyz", 1)}, 135)
    assert row.parts == {"a": HIDDEN, "b": HIDDEN, "c": 90}
    assert set(rows["a"].parts.values()) == {HIDDEN}


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=2), min_size=1, max_size=3), st.integers(2, 4)
)
def test_nobody_can_work_out_a_small_part_of_a_tree(tree: list[list[int]], limit: int) -> None:
    """Of all ways to fill in what is hidden, so that the sums shown hold, no small number is the same in every one."""
    below = {
        upper: {(upper, place): count for place, count in enumerate(own)} for upper, own in enumerate(tree)
    }
    total = sum(map(sum, tree))
    row, rows = suppress_tree({upper: sum(own) for upper, own in enumerate(tree)}, below, total, limit)
    shown = {cell: count for each in rows.values() for cell, count in each.parts.items()}
    true = {cell: count for own in below.values() for cell, count in own.items()}
    assert all(count == true[cell] for cell, count in shown.items() if isinstance(count, int))
    small = [cell for cell, count in true.items() if 0 < count < limit]
    assert all(isinstance(shown[cell], Suppressed) for cell in small)
    hidden = [cell for cell, count in shown.items() if isinstance(count, Suppressed)]
    if len(hidden) > 3:
        return  # too many ways to try them all
    possible: dict[object, set[int]] = {cell: set() for cell in hidden}
    for guess in itertools.product(range(total + 1), repeat=len(hidden)):
        filled = {**shown, **dict(zip(hidden, guess, strict=True))}
        sums = {upper: sum(filled[cell] for cell in own) for upper, own in below.items()}
        told = [(row.total, sum(sums.values())), *((row.parts[upper], each) for upper, each in sums.items())]
        if all(isinstance(said, Suppressed) or said == guessed for said, guessed in told):
            for cell, count in zip(hidden, guess, strict=True):
                possible[cell].add(count)
    assert all(len(possible[cell]) > 1 for cell in small)


# --- Crossed ----------------------------------------------------------------------------------------------------------


def crossed(rows: list[list[int]], limit: int) -> tuple[dict, set]:
    cells = {
        place: {f"age {column}": count for column, count in enumerate(row)} for place, row in enumerate(rows)
    }
    totals = suppress_row({key: sum(row.values()) for key, row in cells.items()}, sum(map(sum, rows)), limit)
    may = {key for key, total in totals.parts.items() if isinstance(total, int)}
    return cells, suppress_cross(cells, may, limit)


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([[10, 20], [30, 40], [5, 0]], {0, 1, 2}),
        ([[10, 20], [30, 40], [3, 20]], {1}),
        ([[10, 20], [2, 30], [3, 20]], {0}),
        ([[10, 20], [2, 30], [1, 20]], set()),
        ([[3, 20], [30, 40]], set()),
        ([[0, 0], [30, 40]], {1}),
    ],
)
def test_a_row_shows_all_its_cells_or_none_and_none_is_left_alone(
    rows: list[list[int]], shown: set[int]
) -> None:
    assert crossed(rows, 5)[1] == shown


@settings(max_examples=300)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=1, max_size=3))
def test_no_small_cell_can_be_worked_out_from_the_totals_around_it(rows: list[list[int]]) -> None:
    """Every table that fits what is shown is tried: each small cell can be more than one number."""
    limit = 3
    cells, shown = crossed(rows, limit)
    assert all(not 0 < count < limit for key in shown for count in cells[key].values())
    hidden = [key for key in cells if key not in shown and any(cells[key].values())]
    totals = {key: sum(cells[key].values()) for key in hidden}
    columns = {column: sum(row[column] for row in cells.values()) for column in ("age 0", "age 1")}
    told = suppress_row(columns, sum(columns.values()), limit).parts
    rest = [
        sum(cells[key][column] for key in hidden) if isinstance(told[column], int) else None
        for column in columns
    ]
    possible: dict[tuple[int, int], set[int]] = {(key, column): set() for key in hidden for column in (0, 1)}
    for first in itertools.product(*(range(totals[key] + 1) for key in hidden)):
        second = [totals[key] - count for key, count in zip(hidden, first, strict=True)]
        if all(left in {None, sum(guess)} for left, guess in zip(rest, (first, second), strict=True)):
            for key, one, other in zip(hidden, first, second, strict=True):
                possible[key, 0].add(one)
                possible[key, 1].add(other)
    for (key, column), values in possible.items():
        if 0 < cells[key][f"age {column}"] < limit and totals[key] >= limit:
            assert len(values) > 1
