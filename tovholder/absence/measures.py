"""The three measures of contact from the first sick day (M11 in the product), and their summary.

1. `company_contact_days`: first sick day to first contact with the company, in either direction.
   Baseline of the article the model comes from: 6-8 weeks.
2. `spoken_answer_hours`: notice received to our first spoken answer, in working hours.
3. `citizen_talk_days`: first sick day to first talk with the citizen.
   Published medians: 45 and 55 days, 2010-12 (doi 10.1186/s12889-023-15106-y).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONDAY_TO_FRIDAY = frozenset(range(5))
CLOCKS_HAVE_MOVED = time(4)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When the centre answers: from `opens` until `closes` local time on `weekdays` (Monday is 0), never on `holidays`.

    ValueError for hours that do not run forward within one day, or that begin before 4, when the clocks may move.
    """

    opens: time = time(8)
    closes: time = time(16)
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: frozenset[date] = frozenset()
    zone: ZoneInfo = COPENHAGEN

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("opening hours are local time, without a time zone of their own")
        if not CLOCKS_HAVE_MOVED <= self.opens < self.closes:
            raise ValueError(
                f"opening hours {self.opens}-{self.closes} do not run forward from 4 o'clock at the earliest"
            )
        if not self.weekdays <= frozenset(range(7)):
            raise ValueError("weekdays are 0 (Monday) to 6 (Sunday)")

    def is_open_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays


def working_hours_between(start: datetime, end: datetime, opening: OpeningHours) -> float:
    """Hours within opening hours from `start` until `end` (both with time zone). ValueError: no zone, or end first."""
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("start and end need a time zone")
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end < start:
        raise ValueError(f"{end} comes before {start}")
    worked = timedelta()
    day, last = start.astimezone(opening.zone).date(), end.astimezone(opening.zone).date()
    while day <= last:
        if opening.is_open_on(day):
            opens = datetime.combine(day, opening.opens, opening.zone).astimezone(UTC)
            closes = datetime.combine(day, opening.closes, opening.zone).astimezone(UTC)
            worked += max(timedelta(), min(end, closes) - max(start, opens))
        day += timedelta(days=1)
    return worked / timedelta(hours=1)


def company_contact_days(first_sick_day: date, first_contact_day: date) -> int:
    """Calendar days from the first sick day to the first contact with the company; negative when it came before.

    Numerator: those days. Denominator: absences with a first sick day; as a figure, their median. Period: absences
    begun in it. Source: M11 of the product.
    """
    return (first_contact_day - first_sick_day).days


def spoken_answer_hours(received: datetime, answered: datetime, opening: OpeningHours) -> float:
    """Working hours from a notice to our first spoken answer; 0 when we were already speaking as it came in.

    Numerator: those hours. Denominator: notices that were answered; as a figure, their median. Period: notices received
    in it. Source: M11 of the product.
    """
    return 0.0 if answered <= received else working_hours_between(received, answered, opening)


def citizen_talk_days(first_sick_day: date, first_talk_day: date) -> int:
    """Calendar days from the first sick day to the first talk with the citizen; negative when they talked before.

    Numerator: those days. Denominator: absences after which there was a talk; as a figure, their median. Period:
    absences begun in it. Source: doi 10.1186/s12889-023-15106-y, which has medians of 45 and 55 days.
    """
    return (first_talk_day - first_sick_day).days


@dataclass(frozen=True, slots=True)
class Within:
    """How many of the values were at most `threshold`: a share from 0 to 1, or None where the count is too small."""

    threshold: float
    share: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """`n` values, their median, and the share within each threshold asked for. n = 0: no median, no shares."""

    n: int
    median: float | None
    within: tuple[Within, ...]


@dataclass(frozen=True, slots=True)
class TooFew:
    """There are values, but fewer than `limit`: nothing about them may be shown."""

    limit: int


def summary(values: Iterable[float], limit: int = 5, *, within: Iterable[float] = ()) -> Summary | TooFew:
    """Median and shares of one measure, or TooFew when there are some values but fewer than the small-number limit.

    A share is left out when the count behind it is above 0 and below the limit.
    """
    known = sorted(values)
    if not known:
        return Summary(0, None, ())
    if len(known) < limit:
        return TooFew(limit)
    return Summary(
        len(known), float(median(known)), tuple(_within(known, edge, limit) for edge in sorted(within))
    )


def _within(values: list[float], threshold: float, limit: int) -> Within:
    count = sum(value <= threshold for value in values)
    return Within(threshold, None if 0 < count < limit else count / len(values))
