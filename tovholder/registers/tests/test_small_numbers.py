"""Small numbers are hidden, and cannot be worked out."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.registers.disclosure import Suppressed, suppress, suppress_row, suppress_share

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
