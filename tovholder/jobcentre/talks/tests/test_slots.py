"""Free times against the slow and obvious answer: every minute of every day, one at a time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.jobcentre.talks.slots import Offer, Slot, Taken, free_slots

ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = date(2026, 10, 19)  # summer time ends on the Sunday of that week
AMINA, JONAS = 1, 2
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def an_offer(**more) -> Offer:
    given = {
        "employee": AMINA,
        "weekday": 0,
        "starts": time(9),
        "ends": time(10),
        "minutes": 30,
        "forms": ("walk",),
        "place": "Søen",
        "since": MONDAY,
        "until": None,
    }
    return Offer(**(given | more))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def free(*offers: Offer, taken=(), holders=None, closed=(), earliest=LONG_AGO) -> list[datetime]:
    holders = holders if holders is not None else {MONDAY + timedelta(days=n): AMINA for n in range(14)}
    slots = free_slots(offers, taken, holders, closed=closed, earliest=earliest, zone=ZONE)
    return [slot.starts_at.astimezone(ZONE) for slot in slots]


def test_an_hour_is_two_times_on_each_of_its_weekdays():
    next_monday = MONDAY + timedelta(days=7)
    assert free(an_offer()) == [
        at(MONDAY, 9), at(MONDAY, 9, 30), at(next_monday, 9), at(next_monday, 9, 30),
    ]  # fmt: skip


def test_it_keeps_its_hour_when_the_clock_is_put_back():
    slots = free_slots([an_offer()], [], {MONDAY: AMINA, MONDAY + timedelta(7): AMINA}, closed=(),
                       earliest=LONG_AGO, zone=ZONE)  # fmt: skip
    assert [slot.starts_at.hour for slot in slots] == [7, 7, 8, 8], "in UTC"


def test_a_last_piece_that_is_too_short_is_nobodys():
    assert free(an_offer(minutes=40), holders={MONDAY: AMINA}) == [at(MONDAY, 9)]


@pytest.mark.parametrize(
    ("hour", "minute", "minutes", "left"),
    [
        (8, 0, 60, 2),  # ends as it begins
        (8, 0, 61, 1),
        (9, 0, 30, 1),
        (9, 29, 2, 0),  # over both
        (10, 0, 30, 2),  # begins as it ends
    ],
)
def test_what_is_taken_takes_what_it_touches(hour, minute, minutes, left):
    taken = [Taken(AMINA, at(MONDAY, hour, minute), minutes)]
    assert len(free(an_offer(), taken=taken, holders={MONDAY: AMINA})) == left


def test_another_employees_talk_takes_nothing():
    taken = [Taken(JONAS, at(MONDAY, 9), 60)]
    assert len(free(an_offer(), taken=taken, holders={MONDAY: AMINA})) == 2


def test_nobody_there_a_closed_day_and_too_soon():
    assert not free(an_offer(), holders={MONDAY: None})
    assert not free(an_offer(), holders={MONDAY: JONAS})
    assert not free(an_offer(), closed={MONDAY}, holders={MONDAY: AMINA})
    assert free(an_offer(), earliest=at(MONDAY, 9, 1), holders={MONDAY: AMINA}) == [at(MONDAY, 9, 30)]
    assert len(free(an_offer(), earliest=at(MONDAY, 9), holders={MONDAY: AMINA})) == 2


def test_the_last_day_is_not_in_the_period():
    assert not free(an_offer(until=MONDAY), holders={MONDAY: AMINA})
    assert free(an_offer(until=MONDAY + timedelta(1)), holders={MONDAY: AMINA})


def test_a_moment_in_two_offers_is_one_and_the_first_has_it():
    two = [an_offer(place="A"), an_offer(place="B", minutes=60)]
    slots = free_slots(two, [], {MONDAY: AMINA}, closed=(), earliest=LONG_AGO, zone=ZONE)
    assert [(slot.place, slot.minutes) for slot in slots] == [("A", 30), ("A", 30)]


def oracle(offers, taken, holders, *, closed, earliest) -> list[Slot]:
    """Every minute of every day: is it the beginning of a piece, and is every minute of the piece free?"""
    busy = {
        (one.employee, one.starts_at.astimezone(UTC) + timedelta(minutes=n))
        for one in taken
        for n in range(one.minutes)
    }
    found = {}
    for day, holder in holders.items():
        for minute in range(24 * 60):
            begins = datetime.combine(day, time(minute // 60, minute % 60), ZONE).astimezone(UTC)
            for offer in offers:
                first = offer.starts.hour * 60 + offer.starts.minute
                over = offer.ends.hour * 60 + offer.ends.minute
                is_one = (
                    offer.employee == holder
                    and day not in closed
                    and day.weekday() == offer.weekday
                    and offer.since <= day
                    and not (offer.until is not None and offer.until <= day)
                    and minute >= first
                    and (minute - first) % offer.minutes == 0
                    and minute + offer.minutes <= over
                    and begins >= earliest
                    and not any((holder, begins + timedelta(minutes=n)) in busy for n in range(offer.minutes))
                )
                if is_one and begins not in found:
                    found[begins] = Slot(begins, holder, offer.minutes, offer.forms, offer.place)
    return [found[begins] for begins in sorted(found)]


DAYS = [MONDAY + timedelta(days=n) for n in range(9)]
people = st.sampled_from([AMINA, JONAS])
quarters = st.integers(7 * 4, 19 * 4).map(lambda n: time(n // 4, n % 4 * 15))


@st.composite
def some_offers(draw):
    starts = draw(quarters)
    ends = draw(quarters.filter(lambda one: one > starts)) if starts < time(19) else time(20)
    since = draw(st.sampled_from(DAYS))
    return an_offer(
        employee=draw(people),
        weekday=draw(st.integers(0, 2)),
        starts=starts,
        ends=ends,
        minutes=draw(st.sampled_from([10, 25, 30, 60])),
        place=draw(st.sampled_from(["A", "B"])),
        since=since,
        until=draw(st.none() | st.sampled_from([day for day in DAYS if day >= since])),
    )


moments = st.builds(
    lambda day, hour, minute: at(day, hour, minute),
    st.sampled_from(DAYS), st.integers(7, 19), st.sampled_from([0, 10, 29, 30, 59]),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    offers=st.lists(some_offers(), max_size=4),
    taken=st.lists(st.builds(Taken, people, moments, st.integers(1, 90)), max_size=5),
    holders=st.dictionaries(st.sampled_from(DAYS), st.none() | people, max_size=6),
    closed=st.sets(st.sampled_from(DAYS), max_size=1),
    earliest=moments,
)
def test_the_fast_answer_is_the_slow_one(offers, taken, holders, closed, earliest):
    given = {"closed": closed, "earliest": earliest}
    assert free_slots(offers, taken, holders, zone=ZONE, **given) == oracle(offers, taken, holders, **given)


@settings(max_examples=60, deadline=None)
@given(offers=st.lists(some_offers(), min_size=1, max_size=4), pick=st.integers(0, 200))
def test_a_time_that_is_taken_is_never_offered_again(offers, pick):
    holders = dict.fromkeys(DAYS, AMINA)
    slots = free_slots(offers, [], holders, closed=(), earliest=LONG_AGO, zone=ZONE)
    if not slots:
        return
    chosen = slots[pick % len(slots)]
    taken = [Taken(AMINA, chosen.starts_at, chosen.minutes)]
    left = free_slots(offers, taken, holders, closed=(), earliest=LONG_AGO, zone=ZONE)
    ends = chosen.starts_at + timedelta(minutes=chosen.minutes)
    for slot in left:
        assert slot.starts_at >= ends or slot.starts_at + timedelta(minutes=slot.minutes) <= chosen.starts_at
