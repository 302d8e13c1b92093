"""How long spells last: against a published table, another library, and counting one day at a time."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from tovholder.registers.oracle import ended_by, lasts_longer
from tovholder.registers.survival import STILL_RUNS, NoLength, ends, lasting

# Weeks in remission with 6-MP; a minus still ran. Freireich and others 1963 (Blood 21:699-716), and the table that
# textbooks print of it: week, at risk, ended, share, standard error.
REMISSION = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]
PRINTED = [
    (6, 21, 3, 0.857, 0.0764),
    (7, 17, 1, 0.807, 0.0869),
    (10, 15, 1, 0.753, 0.0963),
    (13, 12, 1, 0.690, 0.1068),
    (16, 11, 1, 0.627, 0.1141),
    (22, 7, 1, 0.538, 0.1282),
    (23, 6, 1, 0.448, 0.1346),
]
DAYS, ENDED = [abs(week) for week in REMISSION], [week > 0 for week in REMISSION]


def test_the_published_table() -> None:
    found = lasting(DAYS, ENDED)
    rows = zip(found.days, found.at_risk, found.ended, found.share.round(3), strict=True)
    assert [tuple(row) for row in rows] == [row[:4] for row in PRINTED]
    assert found.half() == 23
    assert (found.after(5), found.after(6), found.after(35)) == (1.0, pytest.approx(18 / 21), found.share[-1])
    assert found.after(36) is None, "nobody was seen for so long"


def test_the_interval_is_made_of_the_published_standard_error() -> None:
    found = lasting(DAYS, ENDED)
    for place, (*_row, error) in enumerate(PRINTED):
        share = found.share[place]
        on_the_log_scale = error / (share * -math.log(share))
        low = share ** math.exp(1.959964 * on_the_log_scale)
        assert found.low[place] == pytest.approx(low, abs=0.001)


SPELLS = st.lists(st.tuples(st.integers(1, 40), st.integers(STILL_RUNS, 3)), max_size=60)


@given(SPELLS.filter(lambda spells: any(way for _days, way in spells)))
def test_another_library_says_the_same(spells: list[tuple[int, int]]) -> None:
    days, ended = [days for days, _way in spells], [way != STILL_RUNS for _days, way in spells]
    found = lasting(days, ended, sure=0.9)
    other = ecdf(CensoredData.right_censored(days, [not each for each in ended])).sf
    for day in found.days:
        assert found.after(int(day)) == pytest.approx(float(other.evaluate(day)))
    with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):  # where its share is 0
        between = other.confidence_interval(0.9, method="log-log")
    for day, share in zip(found.days, found.share, strict=True):
        if 0 < share < 1:
            low, high = found.between(int(day)) or (math.nan, math.nan)
            assert low == pytest.approx(float(between.low.evaluate(day)))
            assert high == pytest.approx(float(between.high.evaluate(day)))


@given(SPELLS)
def test_counting_one_day_at_a_time_says_the_same(spells: list[tuple[int, int]]) -> None:
    days, way = [days for days, _way in spells], [way for _days, way in spells]
    found, by = lasting(days, [each != STILL_RUNS for each in way]), ends(days, way)
    for day in range(max(days, default=0) + 1):
        assert found.after(day) == (pytest.approx(lasts_longer(spells, day)) if spells else None)
        ended = by.by(day)
        assert ended == pytest.approx({each: ended_by(spells, day, each) for each in ended})
        if spells:
            assert sum(ended.values()) + lasts_longer(spells, day) == pytest.approx(1)


@given(SPELLS.filter(bool), st.integers(2, 5))
def test_so_many_more_of_the_same_change_no_share(spells: list[tuple[int, int]], times: int) -> None:
    once, more = lasting(*_columns(spells)), lasting(*_columns(spells * times))
    assert more.share == pytest.approx(once.share)
    assert more.half() == once.half() or any(abs(share - 0.5) < 1e-9 for share in once.share)
    assert (more.high - more.low <= once.high - once.low + 1e-9).all(), "the more, the surer"


def test_who_still_runs_counts_as_long_as_they_were_seen() -> None:
    ended, running = [(10, 1)] * 5, [(30, STILL_RUNS)] * 5
    assert lasting(*_columns(ended)).half() == 10
    assert lasting(*_columns([*ended, *running])).after(10) == 0.5
    assert lasting(*_columns(running)).half() is None


def test_of_nothing_nothing_is_said() -> None:
    found = lasting([], [])
    assert (found.spells, found.half(), found.after(0), found.between(0)) == (0, None, None, None)
    assert ends([], []).by(3) == {}


@pytest.mark.parametrize(
    ("days", "way"),
    [([1, 2], [1]), ([[1]], [[1]]), ([0], [1]), ([-3], [0]), ([1.5], [1]), ([1], [-1]), (["a"], [1])],
)
def test_what_is_no_length_is_refused(days: list, way: list) -> None:
    with pytest.raises(NoLength):
        ends(days, way)


def test_how_sure_is_between_never_and_always() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        lasting([1, 2], [True, True], sure=1)


def _columns(spells: list[tuple[int, int]]) -> tuple[list[int], list[bool]]:
    return [days for days, _way in spells], [way != STILL_RUNS for _days, way in spells]
