"""The days on which nobody is expected at work: weekends and the Danish public holidays.

They are no days at work, so they never count in the gap that parts two spells (`SickLeaveChoice.merge_gap_days`). Who
works at weekends and is off on a Tuesday is counted as everybody else: a notice does not tell anybody's rota.
"""

from collections.abc import Container
from datetime import date
from functools import cache

import holidays

_SATURDAY = 5


@cache
def public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


class _NobodyWorks:
    """Asked one day at a time, so that no span has to be given."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (day.weekday() >= _SATURDAY or day in public_holidays(day.year))


DAYS_OFF: Container[date] = _NobodyWorks()
