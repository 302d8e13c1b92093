"""What companies and citizens told of one person, never edited; and on which days that person was away.

A notice says something from a day on, *until something else is told*: away, partly away, or back. On any day, what is
told to begin last is what holds; of two that begin on the same day, the one that was received last. So a notice that
arrives late falls into its place, the order in which notices are read does not matter, and every day can be explained
by one notice. A notice that is corrected or withdrawn by a later one says nothing any more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby, zip_longest

Key = int | str
DAY = timedelta(days=1)
HOURS_IN_A_WEEK = 168


class Kind(StrEnum):
    EXPECTED = "expected"
    FIRST_DAY = "first_day"
    SINCE = "since"
    RECURRING = "recurring"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"  # takes back the notice it corrects, and says nothing instead


SAYS_AWAY_SINCE = frozenset({Kind.FIRST_DAY, Kind.SINCE})


@dataclass(frozen=True, slots=True)
class Notice:
    """One raw notice about one person. `received` orders notices; `corrects` is the key of an earlier one.

    `first_day`: first day away (`first_day` and `since` need it, `returned` may tell it too). `back_on`: first day at
    work again (`returned` needs it). `hours`: hours a week at work from that day, when not yet all of them: partly
    away. ValueError: a day that is needed is missing, back on or before the first day away, hours that are no hours.
    """

    key: Key
    workplace: Key
    kind: Kind
    received: datetime
    first_day: date | None = None
    back_on: date | None = None
    hours: float | None = None
    corrects: Key | None = None

    def __post_init__(self) -> None:
        if self.kind in SAYS_AWAY_SINCE and self.first_day is None:
            raise ValueError(f"notice {self.key}: {self.kind} needs its first day")
        if (self.kind is Kind.RETURNED) != (self.back_on is not None):
            raise ValueError(f"notice {self.key}: a return, and nothing else, has a first day back")
        if self.first_day and self.back_on and self.back_on <= self.first_day:
            raise ValueError(f"notice {self.key}: back on {self.back_on}, away from {self.first_day}")
        if self.hours is not None and (self.back_on is None or not 0 < self.hours < HOURS_IN_A_WEEK):
            raise ValueError(f"notice {self.key}: {self.hours} hours a week at work")
        if self.kind is Kind.WITHDRAWN and self.corrects is None:
            raise ValueError(f"notice {self.key}: withdraws nothing")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row on which what was told is the same, from `since` until (not including) `until`; None: still.

    `hours` a week at work; 0: none, away altogether.
    """

    workplace: Key
    since: date
    until: date | None
    hours: float


def standing(notices: Iterable[Notice]) -> list[Notice]:
    """The notices that still say something: neither corrected nor withdrawn, in the order they were received.

    ValueError: the same key twice, or a correction of a notice that is not there or was received later. Whoever is
    corrected stays corrected, also when the correction is corrected in its turn.
    """
    listed = sorted(notices, key=_received)
    received: dict[Key, datetime] = {}
    for notice in listed:
        if notice.key in received:
            raise ValueError(f"notice {notice.key} is there twice")
        if notice.corrects is not None and notice.corrects not in received:
            raise ValueError(f"notice {notice.key} corrects {notice.corrects}, which is not there before it")
        received[notice.key] = notice.received
    corrected = {notice.corrects for notice in listed}
    return [notice for notice in listed if notice.key not in corrected and notice.kind is not Kind.WITHDRAWN]


def stretches(notices: Iterable[Notice]) -> list[Stretch]:
    """When the person was away, wholly or partly, by workplace and then by day. Days at work are not in it.

    `expected` and `recurring` tell of no day, so nothing follows from them here; they are counted as what they are.
    ValueError: as `standing`.
    """
    said = sorted(standing(notices), key=lambda notice: str(notice.workplace))
    found: list[Stretch] = []
    for workplace, theirs in groupby(said, key=lambda notice: notice.workplace):
        found += _at_one(workplace, list(theirs))
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    """From `day` on: `hours` a week at work, None for all of them. `told` is the place in order received."""

    day: date
    told: int
    hours: float | None


def _at_one(workplace: Key, notices: Sequence[Notice]) -> list[Stretch]:
    said = [each for place, notice in enumerate(notices) for each in _says(notice, place)]
    said.sort(key=lambda each: (each.day, each.told))
    # Of those that begin on one day the last holds, so the others are never in force.
    last_of_day = [list(same)[-1] for _day, same in groupby(said, key=lambda each: each.day)]
    changes = [next(same) for _hours, same in groupby(last_of_day, key=lambda each: each.hours)]
    return [
        Stretch(workplace, each.day, after.day if after else None, each.hours)
        for each, after in zip_longest(changes, changes[1:])
        if each.hours is not None
    ]


def _says(notice: Notice, place: int) -> list[_Said]:
    said = []
    if notice.first_day is not None and notice.kind in SAYS_AWAY_SINCE | {Kind.RETURNED}:
        said.append(_Said(notice.first_day, place, 0.0))
    if notice.back_on is not None:
        said.append(_Said(notice.back_on, place, notice.hours))
    return said


def _received(notice: Notice) -> tuple[datetime, str]:
    return notice.received, str(notice.key)
