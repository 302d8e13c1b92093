"""The share in the real world, beside a count of day after day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tovholder.registers.oracle import Share
from tovholder.registers.real_world import Agreed, days_within, real_world

FIRST = date(2026, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def oracle(rows: list[Agreed], first_day: date, last_day: date) -> Share:
    """Every day of the period, every activity that is in force on it."""
    real = whole = 0
    for number in range((last_day - first_day).days + 1):
        today = first_day + timedelta(days=number)
        for row in rows:
            if row.since <= today and (row.until is None or today < row.until):
                whole += row.tenths
                real += row.tenths * row.is_real
    return Share(real, whole)


activities = st.builds(
    lambda since, length, tenths, is_real: Agreed(
        day(since), None if length is None else day(since + length), tenths, is_real
    ),
    st.integers(-20, 40),
    st.none() | st.integers(0, 30),
    st.integers(5, 370),
    st.booleans(),
)


@given(rows=st.lists(activities, max_size=6), first=st.integers(-10, 30), length=st.integers(0, 25))
def test_the_sum_is_the_sum_of_its_days(rows, first, length):
    span = day(first), day(first + length)
    assert real_world(rows, *span) == oracle(rows, *span)


def test_a_share_in_hours_not_in_activities():
    rows = [Agreed(day(0), day(7), 300, True), Agreed(day(0), day(7), 100, False)]
    share = real_world(rows, day(0), day(6))
    assert (share.numerator / 70, share.denominator / 70) == (30, 40)
    assert share.value == 0.75


def test_of_nothing_there_is_no_share():
    assert real_world([], day(0), day(6)).value is None
    assert real_world([Agreed(day(3), day(3), 100, True)], day(0), day(6)).value is None


def test_both_ends_of_the_period_count():
    row = Agreed(day(0), None, 10, True)
    assert days_within(row, day(0), day(0)) == 1
    assert days_within(row, day(-3), day(-1)) == 0
    assert days_within(Agreed(day(0), day(5), 10, True), day(5), day(9)) == 0
