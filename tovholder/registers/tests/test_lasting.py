"""How long spells last, as it may be shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.registers.indicators.oracle import whole_spells
from tovholder.registers.lasting import ended, points, whole
from tovholder.registers.oracle import ended_by, lasts_longer
from tovholder.registers.tables import SupportSpell

DAY = date(2024, 1, 1)
LIMIT = 5
SEEN = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 3)), max_size=60)
AT = [5, 10, 20, 30, 40, 50]
ROWS = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 120) | st.none()), min_size=1, max_size=6)


@given(ROWS)
def test_spells_are_whole_as_the_oracle_has_them(rows: list[tuple[int, int | None]]) -> None:
    dated = [(DAY + timedelta(a), None if n is None else DAY + timedelta(a + n)) for a, n in rows]
    slow = whole_spells([SupportSpell(1, "sygedagpenge", *row, birth_date=DAY) for row in dated])
    assert whole(dated) == sorted((since, until) for _person, _benefit, since, until in slow)


@given(SEEN)
def test_what_is_shown_is_what_the_oracle_says(seen: list[tuple[int, int]]) -> None:
    for point in points(seen, AT, LIMIT):
        assert point.share == pytest.approx(lasts_longer(seen, point.day))
        assert point.low <= point.share <= point.high
    for day, by_way in ended(seen, AT, LIMIT):
        for way, share in by_way.items():
            assert share == pytest.approx(ended_by(seen, day, way))


@given(SEEN)
def test_between_two_points_nobody_ended_or_many_did(seen: list[tuple[int, int]]) -> None:
    last = 0
    for point in points(seen, AT, LIMIT):
        ends = sum(last < days <= point.day and way > 0 for days, way in seen)
        assert ends == 0 or ends >= LIMIT
        assert sum(days > point.day for days, _way in seen) >= LIMIT
        last = point.day


@given(SEEN)
def test_each_way_ended_nobody_or_many(seen: list[tuple[int, int]]) -> None:
    last = 0
    for day, _shares in ended(seen, AT, LIMIT):
        for way in (1, 2, 3):
            ends = sum(last < days <= day and each == way for days, each in seen)
            assert ends == 0 or ends >= LIMIT
        last = day


def test_few_spells_are_not_shown_at_all() -> None:
    assert points([(30, 1)] * 4, AT, LIMIT) == []
    assert ended([(30, 1)] * 4, AT, LIMIT) == []


def test_a_curve_by_hand() -> None:
    seen = [(3, 1)] * 5 + [(8, 2)] * 5 + [(60, 0)] * 10
    assert [(p.day, p.share) for p in points(seen, AT[:2], LIMIT)] == [(5, 0.75), (10, 0.5)]
    assert ended(seen, [10], LIMIT) == [(10, {1: 0.25, 2: 0.25})]
