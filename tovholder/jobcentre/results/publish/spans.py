"""The days and months a curve is drawn over: a year back, so that its first point is "a year ago"."""

from datetime import date, timedelta

from tovholder.registers.lasting import sure_before
from tovholder.registers.tables import Month

MONTHS_BACK = 12


def months_before(month: Month, months: int) -> Month:
    years, number = divmod(month.month - 1 - months, 12)
    return Month(month.year + years, number + 1)


def same_day(day: date, months: int) -> date:
    """The same day `months` before, or the month's last where it is shorter."""
    month = months_before(Month.of(day), months)
    return min(month.first_day + timedelta(days=day.day - 1), month.last_day)


def month_after(day: date) -> date:
    """The same day of the month after, or that month's last where it is shorter."""
    return same_day(day, -1)


def days_to(today: date) -> list[date]:
    """Thirteen days, oldest first: the same day each month from a year ago until today."""
    return [same_day(today, months) for months in range(MONTHS_BACK, -1, -1)]


def full_months(today: date) -> list[Month]:
    """Thirteen whole months, oldest first; the last is the newest that is over."""
    return [months_before(Month.of(today), months) for months in range(MONTHS_BACK + 1, 0, -1)]


def ended_months(today: date) -> list[Month]:
    """The same, to the newest of whose spells it is known that they have ended: the month after it is over too."""
    newest = months_before(Month.of(sure_before(today)), 1)
    return [months_before(newest, months) for months in range(MONTHS_BACK, -1, -1)]


def full_quarters(today: date) -> list[tuple[date, date]]:
    """First and last day of five whole quarters, oldest first; the last is the newest that is over."""
    newest = Month(today.year, (today.month - 1) // 3 * 3 + 1)
    firsts = [months_before(newest, 3 * back) for back in range(5, 0, -1)]
    return [(first.first_day, months_before(first, -2).last_day) for first in firsts]


def quarters_known_after(today: date, days: int) -> list[tuple[date, date]]:
    """The same, to the newest of which it is known what became of all who left in it, so many days after."""
    quarters = full_quarters(today)
    while not is_known_after(quarters[-1][1], days, today):
        quarters = full_quarters(quarters[-1][1])
    return quarters


def is_known_after(last_day: date, days: int, today: date) -> bool:
    """Whether so many days have passed since a quarter, and the whole month after which a spell is over."""
    return last_day + timedelta(days) <= today and last_day < sure_before(today)


def year_to_month(month: Month) -> tuple[date, date]:
    """The first and last day of the twelve calendar months up to and including `month`."""
    return months_before(month, 11).first_day, month.last_day


def year_to(day: date) -> tuple[date, date]:
    """The first and last day of the twelve months up to and including `day`."""
    return same_day(day, 12) + timedelta(days=1), day
