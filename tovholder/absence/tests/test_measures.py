from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.absence.measures import (
    COPENHAGEN,
    OpeningHours,
    Summary,
    TooFew,
    Within,
    citizen_talk_days,
    company_contact_days,
    spoken_answer_hours,
    summary,
    working_hours_between,
)

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 26)})
WEEKDAYS = OpeningHours(holidays=CHRISTMAS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def minute_by_minute(start: datetime, end: datetime, opening: OpeningHours) -> float:
    minutes, moment = 0, start.astimezone(UTC)
    while moment < end.astimezone(UTC):
        local = moment.astimezone(opening.zone)
        open_now = opening.opens <= local.time().replace(tzinfo=None) < opening.closes
        minutes += open_now and local.weekday() in opening.weekdays and local.date() not in opening.holidays
        moment += timedelta(minutes=1)
    return minutes / 60


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-23T09:00", "2026-11-23T09:40", 2 / 3),
        ("2026-11-23T07:00", "2026-11-23T08:30", 0.5),
        ("2026-11-20T15:30", "2026-11-23T08:30", 1.0),
        ("2026-11-21T10:00", "2026-11-22T20:00", 0.0),
        ("2026-11-23T08:00", "2026-11-23T16:00", 8.0),
        ("2026-11-23T16:00", "2026-11-24T08:00", 0.0),
        ("2026-12-24T15:00", "2026-12-28T09:00", 2.0),
        ("2026-03-27T15:00", "2026-03-30T09:00", 2.0),
        ("2026-10-23T15:00", "2026-10-26T09:00", 2.0),
    ],
)
def test_hours_a_person_would_count(start: str, end: str, hours: float) -> None:
    assert working_hours_between(at(start), at(end), WEEKDAYS) == pytest.approx(hours)


around_the_clock_changes = st.sampled_from(
    [date(2026, 3, 26), date(2026, 10, 22), date(2026, 12, 22), date(2026, 6, 3)]
)


@st.composite
def openings(draw: st.DrawFn) -> OpeningHours:
    opens, closes = sorted(
        draw(st.tuples(st.integers(240, 1439), st.integers(240, 1439)).filter(lambda t: t[0] != t[1]))
    )
    return OpeningHours(
        time(*divmod(opens, 60)),
        time(*divmod(closes, 60)),
        frozenset(draw(st.sets(st.integers(0, 6)))),
        frozenset(
            draw(st.sets(st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 25)])))
        ),
    )


@settings(max_examples=60)
@given(
    around_the_clock_changes,
    st.integers(0, 5 * 1440),
    st.integers(0, 4 * 1440),
    openings(),
    st.sampled_from([0, 5, -9]),
)
def test_the_same_as_counting_minutes(
    day: date, first: int, length: int, opening: OpeningHours, abroad: int
) -> None:
    start = datetime.combine(day, time(), UTC) + timedelta(minutes=first)
    end = (start + timedelta(minutes=length)).astimezone(timezone(timedelta(hours=abroad)))
    assert working_hours_between(start, end, opening) == pytest.approx(minute_by_minute(start, end, opening))


def test_open_across_the_clock_change_on_a_sunday() -> None:
    sundays = OpeningHours(opens=time(4), closes=time(6), weekdays=frozenset({6}))
    assert working_hours_between(at("2026-03-28T12:00"), at("2026-03-29T12:00"), sundays) == 2.0
    assert working_hours_between(at("2026-10-25T02:30"), at("2026-10-25T05:00"), sundays) == 1.0


def test_the_day_is_the_local_one() -> None:
    far = OpeningHours(zone=ZoneInfo("Pacific/Auckland"))
    start, end = datetime(2026, 11, 22, 18, tzinfo=UTC), datetime(2026, 11, 22, 21, tzinfo=UTC)
    assert working_hours_between(start, end, far) == 2.0
    assert working_hours_between(start, end, far) == minute_by_minute(start, end, far)


def test_hours_add_up_wherever_the_time_is_cut() -> None:
    start, cut, end = at("2026-10-23T11:07"), at("2026-10-26T10:31"), at("2026-10-28T14:02")
    whole = working_hours_between(start, end, WEEKDAYS)
    assert whole == pytest.approx(
        working_hours_between(start, cut, WEEKDAYS) + working_hours_between(cut, end, WEEKDAYS)
    )


def test_times_without_a_zone_or_backwards_are_refused() -> None:
    with pytest.raises(ValueError, match="need a time zone"):
        working_hours_between(at("2026-01-01").replace(tzinfo=None), at("2026-01-02"), WEEKDAYS)
    with pytest.raises(ValueError, match="comes before"):
        working_hours_between(at("2026-01-02"), at("2026-01-01"), WEEKDAYS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": time(16), "closes": time(8)},
        {"opens": time(8), "closes": time(8)},
        {"opens": time(2, 30)},
        {"opens": time(8, tzinfo=ZoneInfo("UTC"))},
        {"weekdays": frozenset({7})},
    ],
)
def test_impossible_opening_hours_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"opening hours|weekdays"):
        OpeningHours(**wrong)  # type: ignore[arg-type]


def test_contact_before_the_first_sick_day_is_negative() -> None:
    assert company_contact_days(date(2026, 11, 23), date(2026, 11, 20)) == -3
    assert company_contact_days(date(2026, 11, 23), date(2026, 11, 23)) == 0
    assert citizen_talk_days(date(2026, 11, 23), date(2027, 1, 7)) == 45


def test_a_notice_on_a_friday_afternoon_answered_on_monday() -> None:
    assert spoken_answer_hours(at("2026-11-20T15:45"), at("2026-11-23T08:15"), WEEKDAYS) == 0.5


def test_speaking_already_when_the_notice_comes_is_no_wait() -> None:
    assert spoken_answer_hours(at("2026-11-23T10:05"), at("2026-11-23T10:00"), WEEKDAYS) == 0.0


def test_a_summary_of_six() -> None:
    assert summary([0, 0, 1, 2, 40, -3], within=(1, 7)) == Summary(
        6, 0.5, (Within(1, None), Within(7, 5 / 6))
    )


def test_nobody_within_a_threshold_is_said_aloud() -> None:
    assert summary([10, 11, 12, 13, 14], within=(1,)) == Summary(5, 12.0, (Within(1, 0.0),))


@pytest.mark.parametrize("n", [1, 4])
def test_few_values_say_nothing(n: int) -> None:
    assert summary([1.0] * n) == TooFew(5)
    assert summary([1.0] * n, limit=n) == Summary(n, 1.0, ())


def test_no_values_are_not_a_secret() -> None:
    assert summary([], within=(1,)) == Summary(0, None, ())


@given(st.lists(st.integers(-20, 60)), st.integers(1, 9), st.sets(st.integers(-20, 60)))
def test_no_share_rests_on_a_small_number(values: list[int], limit: int, edges: set[int]) -> None:
    found = summary(values, limit, within=edges)
    if isinstance(found, TooFew):
        assert 0 < len(values) < limit
        return
    assert found.n == len(values)
    if values:
        assert 2 * sum(value <= (found.median or 0) for value in values) >= len(values)
        assert 2 * sum(value >= (found.median or 0) for value in values) >= len(values)
    for within in found.within:
        behind = [value for value in values if value <= within.threshold]
        if within.share is None:
            assert 0 < len(behind) < limit
        else:
            assert within.share * len(values) == pytest.approx(len(behind))
            assert not behind or len(behind) >= limit
