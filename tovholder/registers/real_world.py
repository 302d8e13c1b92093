"""How much of what citizens do lies in the real world: at a workplace or in education.

Our own indicator; no register has it. Numerator: hours of activities at a workplace or in education. Denominator: hours
of all activities, treatment and what citizens have set going themselves among them. Period: days, both ends counted.
Hours are agreed hours a week spread evenly over its seven days, not hours that somebody attended.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tovholder.registers.oracle import Share


@dataclass(frozen=True, slots=True)
class Agreed:
    """An activity: half-open days (`until` None: no end), tenths of an hour a week, and whether it is real world."""

    since: date
    until: date | None
    tenths: int
    is_real: bool


def days_within(row: Agreed, first_day: date, last_day: date) -> int:
    """How many days of the activity lie within both days, these included; 0 for none."""
    after = last_day + timedelta(days=1)
    until = after if row.until is None else min(row.until, after)
    return max(0, (until - max(row.since, first_day)).days)


def real_world(rows: Iterable[Agreed], first_day: date, last_day: date) -> Share:
    """The share of hours in the real world.

    Numerator: hours at a workplace or in education. Denominator: hours of all activities. Period: from `first_day`
    through `last_day`. Source: ours (M9 of the product). Both are in tenths of an hour a week for one day: seventy are
    one hour.
    """
    real = whole = 0
    for row in rows:
        spent = row.tenths * days_within(row, first_day, last_day)
        whole += spent
        real += spent if row.is_real else 0
    return Share(real, whole)
