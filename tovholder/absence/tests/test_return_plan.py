"""A plan for coming back in part: known plans, and every plan against the oracle."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.absence import oracle
from tovholder.absence.return_plan import (
    ReturnPlan,
    Stage,
    Unusual,
    WeekTwice,
    by_calendar,
    full_from,
    hours_before_full,
    hours_on,
    unusual,
)

FIRST = date(2026, 11, 25)  # a Wednesday


def plan(*stages: tuple[int, int, int], full: int = 37) -> ReturnPlan:
    return ReturnPlan(FIRST, full, tuple(Stage(*stage) for stage in stages))


def test_a_plan_by_the_calendar() -> None:
    slow = plan((1, 2, 12), (3, 2, 20), (5, 1, 37))
    assert [(row.since, row.until, row.away, row.in_all) for row in by_calendar(slow)] == [
        (date(2026, 11, 25), date(2026, 12, 9), 25, 24),
        (date(2026, 12, 9), date(2026, 12, 23), 17, 40),
        (date(2026, 12, 23), None, 0, None),
    ]
    assert full_from(slow) == date(2026, 12, 23)
    assert hours_before_full(slow) == 64
    assert unusual(slow) == []


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 11, 24), None),
        (date(2026, 11, 25), 12),
        (date(2026, 12, 8), 12),
        (date(2026, 12, 9), 20),
        (date(2026, 12, 23), 37),
        (date(2027, 6, 1), 37),
    ],
)
def test_hours_on_a_day(day: date, hours: int | None) -> None:
    assert hours_on(plan((1, 2, 12), (3, 2, 20), (5, 1, 37)), day) == hours


def test_a_plan_that_does_not_get_there_says_nothing_of_afterwards() -> None:
    short = plan((1, 4, 20))
    assert full_from(short) is None
    assert hours_on(short, FIRST + timedelta(weeks=4)) is None
    assert [(remark.what, remark.week) for remark in unusual(short)] == [(Unusual.NOT_FULL, 4)]


def test_falls_and_gaps_are_remarked_on_and_allowed() -> None:
    odd = plan((2, 1, 20), (3, 1, 15), (6, 1, 37))
    assert [(remark.what, remark.week, remark.last_week) for remark in unusual(odd)] == [
        (Unusual.GAP, 1, 1),
        (Unusual.FALLS, 3, 3),
        (Unusual.GAP, 4, 5),
    ]
    assert hours_on(odd, FIRST) is None
    assert hours_on(odd, FIRST + timedelta(weeks=4)) is None


def test_stages_may_be_told_in_any_order() -> None:
    assert plan((3, 1, 37), (1, 2, 12)).stages == (Stage(1, 2, 12), Stage(3, 1, 37))


@pytest.mark.parametrize(
    ("stages", "full"),
    [
        ([], 37), ([(0, 1, 12)], 37), ([(1, 0, 12)], 37), ([(1, 1, 0)], 37), ([(1, 1, 21)], 20), ([(1, 1, 12)], 38),
        ([(1, 1, 12)], 0), ([(104, 2, 12)], 37),
    ],
)  # fmt: skip
def test_what_is_no_plan(stages: list[tuple[int, int, int]], full: int) -> None:
    with pytest.raises(ValueError, match=r".+"):
        plan(*stages, full=full)


def test_one_week_is_in_one_stage() -> None:
    with pytest.raises(WeekTwice) as twice:
        plan((1, 3, 12), (3, 1, 20))
    assert twice.value.week == 3


@st.composite
def plans(draw: st.DrawFn) -> ReturnPlan:
    full = draw(st.integers(1, 37))
    stages, week = [], 1
    for _each in range(draw(st.integers(1, 6))):
        week += draw(st.integers(0, 3))
        weeks = draw(st.integers(1, 4))
        stages.append(Stage(week, weeks, draw(st.integers(1, full) | st.just(full))))
        week += weeks
    first_day = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    return ReturnPlan(first_day, full, tuple(draw(st.permutations(stages))))


@given(plans(), st.integers(-20, 400))
def test_every_day_is_as_the_oracle_says(one: ReturnPlan, after: int) -> None:
    day = one.first_day + timedelta(days=after)
    assert hours_on(one, day) == oracle.planned_hours(one, day)


@given(plans())
def test_the_sum_is_that_of_the_weeks(one: ReturnPlan) -> None:
    full = full_from(one)
    weeks = [one.first_day + timedelta(weeks=n) for n in range(60)]
    worked = [oracle.planned_hours(one, week) or 0 for week in weeks if full is None or week < full]
    assert hours_before_full(one) == sum(worked)


@given(plans())
def test_a_plan_without_remarks_rises_to_all_hours_week_by_week(one: ReturnPlan) -> None:
    hours = [oracle.planned_hours(one, one.first_day + timedelta(weeks=n)) for n in range(60)]
    rises = None not in hours and hours == sorted(hours, key=lambda each: each or 0)
    assert (not unusual(one)) == rises
