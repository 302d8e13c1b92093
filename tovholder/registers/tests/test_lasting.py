"""How long spells last, as it may be shown."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.registers.indicators.oracle import whole_spells
from tovholder.registers.lasting import Lengths, Seen, ended, points, points_by_length, whole
from tovholder.registers.oracle import ended_by, lasts_longer
from tovholder.registers.survival import NoLength, lasting, lasting_by_length
from tovholder.registers.tables import SupportSpell

DAY = date(2024, 1, 1)
LIMIT = 5
SEEN = st.lists(st.builds(Seen, st.integers(1, 60), st.integers(0, 3), st.integers(1, 40)), max_size=80)
AT = [5, 10, 20, 30, 40, 50]
ROWS = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 120) | st.none()), min_size=1, max_size=6)


@given(ROWS)
def test_spells_are_whole_as_the_oracle_has_them(rows: list[tuple[int, int | None]]) -> None:
    dated = [(DAY + timedelta(a), None if n is None else DAY + timedelta(a + n)) for a, n in rows]
    slow = whole_spells([SupportSpell(1, "sygedagpenge", *row, birth_date=DAY) for row in dated])
    assert whole(dated) == sorted((since, until) for _person, _benefit, since, until in slow)


@given(SEEN)
def test_what_is_shown_is_what_the_oracle_says(seen: list[Seen]) -> None:
    spells = [(spell.days, spell.way) for spell in seen]
    for point in points(seen, AT, LIMIT):
        assert point.share == pytest.approx(lasts_longer(spells, point.day))
        assert point.low <= point.share <= point.high
    for day, by_way in ended(seen, AT, LIMIT):
        for way, share in by_way.items():
            assert share == pytest.approx(ended_by(spells, day, way))


@given(SEEN)
def test_between_two_points_nobody_ended_or_many_did(seen: list[Seen]) -> None:
    last = 0
    for point in points(seen, AT, LIMIT):
        ends = {person for days, way, person in seen if last < days <= point.day and way > 0}
        assert not ends or len(ends) >= LIMIT
        assert len({person for days, _way, person in seen if days > point.day}) >= LIMIT
        last = point.day


@given(SEEN)
def test_each_way_ended_nobody_or_many(seen: list[Seen]) -> None:
    last = 0
    for day, _shares in ended(seen, AT, LIMIT):
        for way in (1, 2, 3):
            ends = {person for days, each, person in seen if last < days <= day and each == way}
            assert not ends or len(ends) >= LIMIT
        last = day


LENGTHS = st.lists(
    st.tuples(st.integers(1, 60), st.booleans(), st.booleans()), max_size=60
)  # days, whether it ended, and whether it is its person's first


def by_length(spells: list[tuple[int, bool, bool]]) -> Lengths:
    found: dict[int, list[int]] = {}
    for days, is_over, is_first in spells:
        numbers = found.setdefault(days, [0, 0, 0, 0])
        for at, counts in enumerate((True, is_over, is_first, is_over and is_first)):
            numbers[at] += counts
    rows = [(days, *numbers) for days, numbers in sorted(found.items())]
    return Lengths(*zip(*rows, strict=True)) if rows else Lengths([], [], [], [], [])


@given(LENGTHS)
def test_a_curve_from_counts_is_the_curve_of_the_spells(spells: list[tuple[int, bool, bool]]) -> None:
    one_by_one = lasting([days for days, _over, _first in spells], [over for _days, over, _first in spells])
    lengths = by_length(spells)
    counted = lasting_by_length(lengths.days, lengths.spells, lengths.ended)
    for of in ("days", "at_risk", "ended", "share", "low", "high"):
        assert np.array_equal(getattr(counted, of), getattr(one_by_one, of)), of
    assert (counted.spells, counted.seen) == (one_by_one.spells, one_by_one.seen)


@given(LENGTHS)
def test_from_counts_persons_decide_what_is_shown(spells: list[tuple[int, bool, bool]]) -> None:
    seen = [(days, int(is_over)) for days, is_over, _first in spells]
    found, half = points_by_length(by_length(spells), AT, LIMIT)
    last = 0
    for point in found:
        assert point.share == pytest.approx(lasts_longer(seen, point.day))
        between = [is_first for days, is_over, is_first in spells if last < days <= point.day and is_over]
        assert not between or sum(between) >= LIMIT
        assert sum(is_first for days, _over, is_first in spells if days > point.day) >= LIMIT
        last = point.day
    if half is not None:
        assert lasts_longer(seen, half) <= 0.5 + 1e-9
        assert lasts_longer(seen, half - 1) > 0.5 - 1e-9
        assert sum(is_over and is_first for days, is_over, is_first in spells if days <= half) >= LIMIT
        assert sum(is_first for days, _over, is_first in spells if days > half) >= LIMIT


def test_five_spells_of_one_person_are_one_person() -> None:
    still = [(60, False, True)] * 10
    assert [
        point.day for point in points_by_length(by_length([(3, True, True)] * 5 + still), [5], LIMIT)[0]
    ] == [5]
    of_one = [(3, True, True), *[(3, True, False)] * 4]
    assert points_by_length(by_length(of_one + still), [5], LIMIT) == ([], None)
    most = [(3, True, True), *[(3, True, False)] * 40]
    assert points_by_length(by_length(most + still), [5], LIMIT) == ([], None)


@pytest.mark.parametrize(
    ("days", "spells", "ended"), [([0], [1], [1]), ([3, 3], [1, 1], [0, 0]), ([3], [1, 2], [0, 0])]
)
def test_lengths_that_are_none(days: list[int], spells: list[int], ended: list[int]) -> None:
    with pytest.raises(NoLength):
        lasting_by_length(days, spells, ended)


def spells(days: int, way: int, persons: range) -> list[Seen]:
    return [Seen(days, way, person) for person in persons]


def test_few_persons_spells_are_not_shown_at_all() -> None:
    for few in (spells(30, 1, range(4)), spells(30, 1, range(4)) * 10):
        assert points(few, AT, LIMIT) == []
        assert ended(few, AT, LIMIT) == []


def test_many_spells_of_one_person_are_one_persons() -> None:
    """Six that ended early are of one of eleven; ended by ten days are six of her and ten of the others."""
    seen = [*spells(3, 1, range(1)) * 6, *spells(8, 1, range(1, 11)), *spells(60, 0, range(20, 30))]
    assert [point.day for point in points(seen, AT[:2], LIMIT)] == [10]
    assert [day for day, _by_way in ended(seen, AT[:2], LIMIT)] == [10]
    left = [*spells(3, 1, range(10)), *spells(60, 0, range(20, 21)) * 9]
    assert points(left, AT, LIMIT) == []


def test_a_curve_by_hand() -> None:
    seen = [*spells(3, 1, range(5)), *spells(8, 2, range(5, 10)), *spells(60, 0, range(10, 20))]
    assert [(p.day, p.share) for p in points(seen, AT[:2], LIMIT)] == [(5, 0.75), (10, 0.5)]
    assert ended(seen, [10], LIMIT) == [(10, {1: 0.25, 2: 0.25})]
