"""Answers that can be reckoned on a calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tovholder.absence.notices import Kind, Notice, Stretch, standing, stretches
from tovholder.absence.occurrences import occurrences, spells
from tovholder.absence.pattern import pattern

MONDAY = date(2026, 3, 2)
FORTNIGHT = timedelta(days=14)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def moment(number: int, hour: int = 8) -> datetime:
    return datetime(2026, 3, 2, hour, tzinfo=UTC) + timedelta(days=number)


def sick(key: int, since: int, *, told: int | None = None, at: str = "Savværket", **more: object) -> Notice:
    return Notice(key, at, Kind.FIRST_DAY, moment(since if told is None else told), day(since), **more)  # type: ignore[arg-type]


def back(key: int, on: int, *, told: int | None = None, at: str = "Savværket", **more: object) -> Notice:
    return Notice(key, at, Kind.RETURNED, moment(on if told is None else told), back_on=day(on), **more)  # type: ignore[arg-type]


def away(notices: list[Notice]) -> list[tuple[int, int | None]]:
    return [
        ((one.since - MONDAY).days, (one.until - MONDAY).days if one.until else None)
        for one in occurrences(stretches(notices))
    ]


def drip(times: int = 6) -> list[Notice]:
    """Two days every fortnight."""
    told = [(sick(2 * n, 14 * n), back(2 * n + 1, 14 * n + 2)) for n in range(times)]
    return [notice for pair in told for notice in pair]


def test_two_days_every_fortnight_six_times_are_six_and_twelve_days():
    through = day(100)
    found = occurrences(stretches(drip()))
    assert [one.days(through) for one in found] == [2] * 6
    [spell] = spells(found, merge_gap=15)
    assert (spell.days(through), spell.days_away(through)) == (72, 12)
    seen = pattern(found, through)
    assert (seen.occurrences, seen.days, seen.gap, seen.before) == (6, 12, 12, 0)
    assert seen.began_on == (6, 0, 0, 0, 0, 0, 0)
    assert seen.is_drip()
    assert not pattern(found[:3], through).is_drip()


@pytest.mark.parametrize(("gap", "spells_found"), [(15, 1), (16, 2)])
def test_the_merge_gap_is_in_days_at_work(gap, spells_found):
    found = occurrences(stretches([sick(1, 0), back(2, 2), sick(3, 2 + gap), back(4, 4 + gap)]))
    assert len(spells(found, merge_gap=15)) == spells_found


def test_a_holiday_between_neither_ends_a_spell_nor_counts():
    found = occurrences(stretches([sick(1, 0), back(2, 2), sick(3, 18), back(4, 20)]))
    holiday = {day(n) for n in range(3, 18)}
    assert len(spells(found, merge_gap=1)) == 2
    assert len(spells(found, merge_gap=1, days_off=holiday)) == 1
    assert len(spells(found, merge_gap=0, days_off=holiday)) == 2


def test_told_twice_and_told_earlier_is_one_absence():
    assert away([sick(1, 3)]) == [(3, None)]
    assert away([sick(1, 3), sick(2, 5)]) == [(3, None)]
    assert away([sick(1, 3), sick(2, 1, told=6)]) == [(1, None)]


def test_a_notice_that_comes_late_falls_into_its_place():
    assert away([back(1, 9), sick(2, 0, told=30)]) == [(0, 9)]
    told_at_once = Notice(1, "Savværket", Kind.RETURNED, moment(20), day(0), day(9))
    assert away([told_at_once]) == [(0, 9)]


def test_of_two_that_begin_the_same_day_the_one_told_last_holds():
    assert away([sick(1, 0), back(2, 5), sick(3, 5, told=6)]) == [(0, None)]
    assert away([sick(1, 0), sick(3, 5, told=6), back(2, 5, told=7)]) == [(0, 5)]


def test_coming_back_for_some_hours_is_still_partly_away():
    notices = [sick(1, 0), back(2, 10, hours=12.0), back(3, 20, hours=20.0), back(4, 30)]
    assert stretches(notices) == [
        Stretch("Savværket", day(0), day(10), 0.0),
        Stretch("Savværket", day(10), day(20), 12.0),
        Stretch("Savværket", day(20), day(30), 20.0),
    ]
    [one] = occurrences(stretches(notices))
    assert (one.since, one.until) == (day(0), day(30))
    assert [one.hours_on(day(n)) for n in (9, 10, 29, 30)] == [
        {"Savværket": 0.0}, {"Savværket": 12.0}, {"Savværket": 20.0}, {},
    ]  # fmt: skip


def test_with_several_employers_a_day_is_at_work_only_when_it_is_so_with_all():
    notices = [sick(1, 0), back(2, 4), sick(3, 3, at="Caféen"), back(4, 8, at="Caféen"), sick(5, 9)]
    first, second = occurrences(stretches(notices))
    assert (first.since, first.until, first.workplaces) == (day(0), day(8), {"Savværket", "Caféen"})
    assert (second.since, second.until, second.workplaces) == (day(9), None, {"Savværket"})


def test_expected_and_recurring_tell_of_no_day():
    for kind in (Kind.EXPECTED, Kind.RECURRING):
        assert away([Notice(1, "Savværket", kind, moment(0), day(0))]) == []


def test_a_correction_replaces_and_a_withdrawal_takes_back():
    wrong = sick(1, 0)
    right = sick(2, 1, told=2, corrects=1)
    gone = Notice(3, "Savværket", Kind.WITHDRAWN, moment(3), corrects=2)
    assert away([wrong, right]) == [(1, None)]
    assert away([wrong, right, gone]) == []
    assert standing([wrong, right, gone]) == []


def test_a_return_that_is_withdrawn_leaves_the_absence_open():
    gone = Notice(3, "Savværket", Kind.WITHDRAWN, moment(6), corrects=2)
    assert away([sick(1, 0), back(2, 5), gone]) == [(0, None)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": Kind.FIRST_DAY},
        {"kind": Kind.SINCE},
        {"kind": Kind.RETURNED},
        {"kind": Kind.RETURNED, "first_day": day(3), "back_on": day(3)},
        {"kind": Kind.FIRST_DAY, "first_day": day(0), "back_on": day(3)},
        {"kind": Kind.FIRST_DAY, "first_day": day(0), "hours": 20.0},
        {"kind": Kind.RETURNED, "back_on": day(3), "hours": 0.0},
        {"kind": Kind.RETURNED, "back_on": day(3), "hours": 168.0},
        {"kind": Kind.WITHDRAWN},
    ],
)
def test_a_notice_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="notice 1"):
        Notice(1, "Savværket", received=moment(0), **wrong)


def test_a_notice_corrects_an_earlier_one_and_no_other():
    for notices in ([sick(1, 0, corrects=9)], [sick(1, 0, corrects=2), sick(2, 1)], [sick(1, 0, corrects=1)]):
        with pytest.raises(ValueError, match="not there before it"):
            standing(notices)
    with pytest.raises(ValueError, match="twice"):
        standing([sick(1, 0), sick(1, 3)])


def test_a_negative_gap_is_refused():
    with pytest.raises(ValueError, match="gap"):
        spells([], merge_gap=-1)


def test_the_pattern_knows_its_window_and_the_year_before():
    through = day(0) + timedelta(days=800)
    long_ago = drip(2)  # 800 and 786 days before: outside both years
    last_year = [sick(10, 800 - 500), back(11, 800 - 499)]
    across = [sick(12, 800 - 370), back(13, 800 - 360)]
    lately = [sick(14, 800 - 3)]
    seen = pattern(occurrences(stretches([*long_ago, *last_year, *across, *lately])), through)
    assert (seen.occurrences, seen.before, seen.trend) == (1, 2, -1)
    assert seen.days == 4 + 4  # four of those that ran across the edge, and four up to today
    assert seen.gap is None
