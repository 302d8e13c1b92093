"""Is this month news?"""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.registers.process import Signal, changes, chart, has_wandered

ROWS = st.lists(st.integers(-1000, 1000).map(float), min_size=6, max_size=40)


def found(values: list[float], **more: int) -> dict[int, set[Signal]]:
    shown = chart(values, **more)
    assert shown is not None
    return {place: set(signals) for place, signals in enumerate(shown.signals) if signals}


def test_the_limits_are_reckoned_by_hand() -> None:
    shown = chart([39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40])
    assert shown is not None
    assert shown.mean == pytest.approx(497 / 12)
    # The figures move 2, 0, 0, 2, 1, 3, 1, 2, 1, 3, 4: together 19 in eleven moves.
    assert shown.upper - shown.mean == pytest.approx(2.66 * 19 / 11)
    assert shown.mean - shown.lower == pytest.approx(2.66 * 19 / 11)
    assert not any(shown.signals)


def test_a_figure_outside_the_limits_is_news() -> None:
    assert found([10, 11, 10, 12, 11, 10, 11, 30]) == {7: {Signal.OUTSIDE}}


def test_eight_on_one_side_are_news_from_the_eighth() -> None:
    low, high = [12.0, 10.0] * 5, [11.4, 11.6] * 5
    assert {place for place, why in found(low + high, baseline=10).items() if Signal.RUN in why} == {
        17,
        18,
        19,
    }


def test_three_of_four_near_a_limit_are_news() -> None:
    calm = [10.0, 12.0] * 5  # the mean 11, the limits 5.32 from it
    assert found([*calm, 14, 14, 11, 14], baseline=10) == {13: {Signal.NEAR_A_LIMIT}}
    assert not found([*calm, 14, 8, 14, 8], baseline=10), "not on both sides"


def test_what_is_on_the_mean_breaks_a_run() -> None:
    calm = [12.0, 10.0] * 5
    assert not found([*calm, *[11.5] * 7, 11.0], baseline=10)


def test_few_figures_have_no_limits() -> None:
    assert chart([1, 2, 3, 4, 5]) is None
    for baseline in (0, 5, 9):
        with pytest.raises(ValueError, match="baseline"):
            chart([1.0] * 8, baseline=baseline)


@given(ROWS, st.integers(-50, 50), st.integers(1, 9))
def test_another_zero_and_another_unit_change_no_signal(values: list[float], more: int, times: int) -> None:
    moved = chart([value * times + more for value in values])
    still = chart(values)
    assert moved is not None
    assert still is not None
    assert moved.upper == pytest.approx(still.upper * times + more)
    assert moved.signals == still.signals


@given(ROWS)
def test_a_figure_is_judged_without_those_after_it(values: list[float]) -> None:
    whole, first = chart(values, baseline=6), chart(values[:-1], baseline=6) if len(values) > 6 else None
    assert whole is not None
    if first is not None:
        assert whole.signals[:-1] == first.signals


def test_noise_is_seldom_called_news() -> None:
    """One in some thirty months of plain noise lies outside, near a limit or in a run: the price of hearing what is."""
    rng = Random(7)
    rows = [[rng.gauss(50, 5) for _month in range(24)] for _row in range(400)]
    signals = sum(bool(each) for row in rows for each in chart(row).signals)  # type: ignore[union-attr]
    assert 0 < signals / (400 * 24) < 0.05


# --- Numbers that carry over ------------------------------------------------------------------------------------------


def test_what_carries_over_is_judged_by_its_changes() -> None:
    """A walk of single steps ends far from where it began, though no step was news."""
    steps = [1.0, -1.0, 2.0, 1.0, -1.0, 2.0, 1.0, -1.0, 2.0, 1.0, -1.0, 2.0]
    levels = [100.0]
    for step in steps:
        levels.append(levels[-1] + step)
    assert changes(levels) == steps
    assert any(chart(levels).signals)
    assert not any(chart(steps, around=0).signals)
    assert not has_wandered(steps)


def test_eight_falls_in_a_row_are_news_though_their_mean_is_a_fall() -> None:
    falls = [-2.0, -3.0] * 4
    assert Signal.RUN in chart(falls, around=0).signals[-1]
    assert not any(chart(falls).signals)


def test_a_row_has_wandered_beyond_three_deviations_of_its_sum() -> None:
    # The changes move 2 each time, so one has the standard deviation 2 / 1.128, and nine together three times that.
    moved = [6.0, 4.0, 6.0, 4.0, 6.0, 4.0, 6.0, 4.0, 6.0]
    assert sum(moved) > 2.66 * 2 * 3
    assert has_wandered(moved)
    assert not has_wandered([3.0, 1.0, 2.0, 0.0, 2.0, 0.0, 2.0, 0.0, 2.0])
    assert not has_wandered([9.0] * 5), "too few to say"


@given(ROWS)
def test_what_goes_up_and_down_alike_has_not_wandered(values: list[float]) -> None:
    assert not has_wandered([*values, *(-value for value in reversed(values))])
