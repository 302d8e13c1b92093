"""The demo's calendar: everything is told from one day and one moment, in the centre's own opening hours."""

from datetime import date, datetime, time, timedelta
from functools import cached_property

import holidays
from django.utils import timezone

FRIDAY, SATURDAY = 4, 5


class Days:
    def __init__(self, today: date, now: datetime) -> None:
        self.today, self.now = today, now

    @cached_property
    def _free(self) -> frozenset[date]:
        years = range(self.today.year - 10, self.today.year + 3)
        return frozenset(holidays.country_holidays("DK", years=years))

    def is_workday(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self._free

    def back_to_workday(self, day: date) -> date:
        while not self.is_workday(day):
            day -= timedelta(days=1)
        return day

    def on_to_workday(self, day: date) -> date:
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def workday_ago(self, days: int) -> date:
        """Return the workday `days` calendar days ago, or the nearest before it; never today."""
        return self.back_to_workday(self.ago(max(days, 1)))

    def last_monday(self) -> date:
        """Return the Monday before today; a week ago when today is one."""
        return self.ago(self.today.weekday() or 7)

    def next_friday(self) -> date:
        """Return the Friday after today; a week on when today is one."""
        return self.today + timedelta(days=(FRIDAY - self.today.weekday()) % 7 or 7)

    def in_the_past(self, moment: datetime) -> bool:
        return moment <= self.now


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), timezone.get_default_timezone())
