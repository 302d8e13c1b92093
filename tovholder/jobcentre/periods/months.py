"""Steps of a month."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the month's last where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
