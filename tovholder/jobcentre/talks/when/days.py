"""Steps in the calendar that the reading needs."""

from datetime import date

YEARS_AHEAD = 2


def valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_date(day: int, month: int, today: date) -> date | None:
    """The date this year or next which is today or later; the one already gone where next year lacks it; else None."""
    both = [found for year in (today.year, today.year + 1) if (found := valid(year, month, day)) is not None]
    return next((found for found in both if found >= today), both[-1] if both else None)


def monday_of_week(week: int, years: range, today: date) -> date | None:
    """The Monday of the first such week, in those ISO years, that has not ended; else the last; None where none is."""
    monday = None
    for year in years:
        try:
            monday = date.fromisocalendar(year, week, 1)
        except ValueError:
            continue
        if date.fromisocalendar(year, week, 7) >= today:
            break
    return monday
