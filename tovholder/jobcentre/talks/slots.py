"""Which times are free to choose. Pure: no Django, no clock.

An offered time is cut into talks of its own length, from its start; a last piece that is too short is nobody's.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Offer:
    """An employee (by number) can be booked on a weekday (Monday is 0) from `starts` to `ends`, in talks of `minutes`
    (over 0), on the days from `since` until `until` (the first day no longer; None is open).
    """

    employee: int
    weekday: int
    starts: clock
    ends: clock
    minutes: int
    forms: tuple[str, ...]
    place: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Taken:
    """An employee has something else from a moment on, for so many minutes."""

    employee: int
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time that can be chosen, with whom, for how long, how and where."""

    starts_at: datetime
    employee: int
    minutes: int
    forms: tuple[str, ...]
    place: str


def free_slots(
    offers: Iterable[Offer],
    taken: Iterable[Taken],
    holders: Mapping[date, int | None],
    *,
    closed: Container[date],
    earliest: datetime,
    zone: ZoneInfo,
) -> list[Slot]:
    """Return the free times in order, each moment once (the offer that comes first has it).

    `holders` are the days that can be chosen, each with the one who is there for the citizen that day (None: nobody);
    `closed` are days on which nobody is met, `earliest` is the first moment that can be chosen.
    """
    busy: dict[int, list[tuple[datetime, datetime]]] = {}
    for one in taken:
        begins = one.starts_at.astimezone(UTC)
        busy.setdefault(one.employee, []).append((begins, begins + timedelta(minutes=one.minutes)))
    found: dict[datetime, Slot] = {}
    theirs = list(offers)
    for day, holder in holders.items():
        if holder is None or day in closed:
            continue
        for offer in theirs:
            if offer.employee == holder and _is_on(offer, day):
                for slot in _cut(offer, day, zone):
                    if slot.starts_at >= earliest and _is_free(slot, busy.get(holder, [])):
                        found.setdefault(slot.starts_at, slot)
    return sorted(found.values())


def _is_on(offer: Offer, day: date) -> bool:
    return (
        offer.weekday == day.weekday() and offer.since <= day and (offer.until is None or day < offer.until)
    )


def _cut(offer: Offer, day: date, zone: ZoneInfo) -> Iterable[Slot]:
    length = timedelta(minutes=offer.minutes)
    begins, ends = (datetime.combine(day, time, zone) for time in (offer.starts, offer.ends))
    while begins + length <= ends:
        yield Slot(begins.astimezone(UTC), offer.employee, offer.minutes, offer.forms, offer.place)
        begins += length


def _is_free(slot: Slot, busy: list[tuple[datetime, datetime]]) -> bool:
    ends = slot.starts_at + timedelta(minutes=slot.minutes)
    return not any(begins < ends and slot.starts_at < over for begins, over in busy)
