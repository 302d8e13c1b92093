"""One absence, one value: by several employers, with returns nobody told, and across short returns."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.absence.notices import Kind, Notice
from tovholder.absence.told import absences, spell_of

DAY = timedelta(days=1)
OCTOBER = date(2026, 10, 1)


def told(
    kind: str, workplace: str, first: int | None, received: int, back: int | None = None, **more
) -> Notice:
    """Days are counted from 1 October."""
    day = None if first is None else OCTOBER + first * DAY
    at = datetime.combine(OCTOBER + received * DAY, time(9), UTC)
    back_on = None if back is None else OCTOBER + back * DAY
    told.number = getattr(told, "number", 0) + 1
    return Notice(told.number, workplace, Kind(kind), at, day, back_on, **more)


def days(notices: list[Notice], gap: int = 14) -> list[tuple[int, int | None]]:
    return [
        ((spell.since - OCTOBER).days, None if spell.until is None else (spell.until - OCTOBER).days)
        for spell in absences(notices, merge_gap=gap)
    ]


@pytest.mark.parametrize(
    ("notices", "found"),
    [
        ([told("first_day", "A", 0, 0), told("since", "B", 2, 3)], [(0, None)]),  # two employers, one absence
        ([told("first_day", "A", 0, 0), told("returned", "A", None, 9, 9), told("since", "B", 2, 3)], [(0, None)]),
        (
            [
                told("first_day", "A", 0, 0), told("returned", "A", None, 9, 9),
                told("since", "B", 2, 3), told("returned", "B", None, 12, 12),
            ],
            [(0, 12)],
        ),
        ([told("first_day", "A", 0, 0), told("since", "A", 0, 5)], [(0, None)]),  # told twice
        ([told("first_day", "A", 0, 0), told("first_day", "A", 60, 60)], [(0, 1), (60, None)]),  # back, untold
        ([told("first_day", "A", 0, 0), told("since", "A", 0, 50), told("first_day", "A", 60, 60)], [(0, None)]),
        ([told("first_day", "A", 0, 0), told("since", "A", 3, 4)], [(0, None)]),  # within the merge gap
        (
            [told("first_day", "A", 0, 0), told("returned", "A", None, 3, 3), told("first_day", "A", 40, 40)],
            [(0, 3), (40, None)],
        ),
        (
            [
                told("first_day", "A", 0, 0), told("returned", "A", None, 20, 20, hours=12),
                told("first_day", "A", 90, 90),
            ],
            [(0, 21), (90, None)],  # in part at work is away still, as far as we know
        ),
        ([told("returned", "A", 0, 5, 5)], [(0, 5)]),
        ([told("returned", "A", None, 5, 5, hours=12)], []),  # back in part, from nothing that was told
        ([told("returned", "A", None, 5, 5, hours=12), told("since", "A", 9, 9)], [(9, None)]),
        ([told("expected", "A", 0, 0), told("recurring", "A", 0, 0)], []),
    ],
)  # fmt: skip
def test_what_is_one_absence(notices: list[Notice], found: list[tuple[int, int | None]]) -> None:
    assert days(notices) == found


def test_a_correction_stands_for_what_it_corrects() -> None:
    first = told("first_day", "A", 0, 0)
    later = told("since", "A", 30, 31)
    corrected = Notice(999, "A", Kind.SINCE, later.received, OCTOBER + 10 * DAY, corrects=first.key)
    assert days([first, corrected]) == [(10, None)]


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.integers(0, 200), st.integers(0, 20)), min_size=1, max_size=8
    ),
    st.integers(0, 20),
)
def test_every_first_day_lies_in_one_absence_and_each_begins_with_one(
    raw: list[tuple[str, int, int]], gap: int
) -> None:
    notices = [told("since", workplace, first, first + late) for workplace, first, late in raw]
    found = absences(notices, merge_gap=gap)
    firsts = {notice.first_day for notice in notices}
    assert {spell.since for spell in found} <= firsts
    for day in firsts:
        assert day is not None
        assert spell_of(found, day) is not None
    assert all(a.until is not None and (b.since - a.until).days > gap for a, b in pairwise(found))
    for workplace in "AB":
        alone = [notice for notice in notices if notice.workplace == workplace]
        assert len(absences(alone, merge_gap=gap)) <= len({notice.first_day for notice in alone})
