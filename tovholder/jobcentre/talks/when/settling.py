"""Puts together what was heard: one day, or a reason why there is none."""

from datetime import date, timedelta

from tovholder.jobcentre.periods.months import months_later

from .days import YEARS_AHEAD, monday_of_week, next_date, valid
from .listener import Day, Heard
from .sentences import NotUnderstood


def settle_either(heard: Heard) -> None:
    """10.11 is a time where the day is already said, a date where the time is, or where nothing else is a day."""
    for day, time in heard.either:
        if heard.days or heard.ahead:
            heard.times.append(time)
        elif heard.times or heard.years or not (heard.weekdays or heard.weeks):
            heard.days.append(day)
        else:
            raise NotUnderstood("time_or_date", text=day.text)


def settle_day(heard: Heard, today: date) -> date:
    _refuse_two_days(heard)
    text, on = _day(heard, today)
    for written, weekday, _ in heard.weekdays:
        if on.weekday() != weekday:
            raise NotUnderstood("weekday_mismatch", day=text, weekday=written)
    for written, week in heard.weeks:
        if week not in (on.isocalendar().week, on - timedelta(days=on.weekday())):
            raise NotUnderstood("week_mismatch", day=text, week=written)
    if on < today:
        raise NotUnderstood("past", text=text)
    if on > months_later(today, 12 * YEARS_AHEAD):
        raise NotUnderstood("too_far", text=text)
    return on


def _refuse_two_days(heard: Heard) -> None:
    dates = [day.text for day in heard.days] + [text for text, _ in heard.ahead]
    weekdays = list({weekday: text for text, weekday, _ in heard.weekdays}.values())
    for said in (dates, weekdays, [text for text, _ in heard.weeks], heard.years):
        if len(said) > 1:
            raise NotUnderstood("two_days", one=said[0], other=said[1])


def _day(heard: Heard, today: date) -> tuple[str, date]:
    year = int(heard.years[0]) if heard.years else None
    if heard.days:
        return heard.days[0].text, _date(heard.days[0], year, today)
    if heard.ahead:
        return heard.ahead[0]
    if heard.weeks:
        return _in_week(heard, year, today)
    if heard.weekdays:
        return _weekday(*heard.weekdays[0], today)
    raise NotUnderstood("no_day")


def _date(day: Day, year: int | None, today: date) -> date:
    if day.year is not None and year is not None:
        raise NotUnderstood("two_days", one=day.text, other=str(year))
    given = day.year or year
    if day.month is None:
        found = next(
            (on for on in (today + timedelta(days=step) for step in range(62)) if on.day == day.day), None
        )
        found = None if given else found
    else:
        found = valid(given, day.month, day.day) if given else next_date(day.day, day.month, today)
    if found is None:
        raise NotUnderstood("no_such_date", text=day.text)
    return found


def _in_week(heard: Heard, year: int | None, today: date) -> tuple[str, date]:
    text, week = heard.weeks[0]
    if isinstance(week, date):
        monday: date | None = week
    else:
        this_year = today.isocalendar().year
        years = range(year, year + 1) if year else range(this_year, this_year + YEARS_AHEAD + 1)
        monday = monday_of_week(week, years, today)
    if monday is None:
        raise NotUnderstood("no_such_week", text=text)
    if heard.weekdays:
        return f"{heard.weekdays[0][0]} {text}", monday + timedelta(days=heard.weekdays[0][1])
    if monday < today <= monday + timedelta(days=6):
        raise NotUnderstood("which_day", text=text)
    return text, monday


def _weekday(text: str, weekday: int, is_next: bool, today: date) -> tuple[str, date]:
    on = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if is_next and on.isocalendar().week == today.isocalendar().week:
        raise NotUnderstood("next_weekday", text=text)
    return text, on
