"""Rows that each belong to a day and a unit: found by days, and parted, without looking at all of them each time."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from tovholder.jobcentre.results.publish.spans import year_to


class OfADay(Protocol):
    @property
    def on(self) -> date: ...
    @property
    def unit(self) -> int | None: ...
    @property
    def company(self) -> int | None: ...


Row = TypeVar("Row", bound=OfADay)


class ByDay(Generic[Row]):
    """Rows in the order of their days; those of one day stay in the order they were given in."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = sorted(rows, key=attrgetter("on"))
        self._days = [row.on for row in self._rows]

    def between(self, first_day: date, last_day: date) -> Sequence[Row]:
        """Those from `first_day` through `last_day`."""
        return self._rows[bisect_left(self._days, first_day) : bisect_right(self._days, last_day)]


def by_unit(rows: Iterable[Row], units: Sequence[int]) -> Mapping[int | None, Sequence[Row]]:
    """The rows of each unit, and (None) of no unit."""
    parts: dict[int | None, list[Row]] = {unit: [] for unit in (*units, None)}
    for row in rows:
        parts[row.unit].append(row)
    return parts


def of_year_by_company(
    rows: ByDay[Row], today: date
) -> tuple[Sequence[Row], Mapping[int | None, Sequence[Row]]]:
    """The rows of the year to `today` that are of a company, and those of each."""
    whole = [row for row in rows.between(*year_to(today)) if row.company is not None]
    parts: dict[int | None, list[Row]] = defaultdict(list)
    for row in whole:
        parts[row.company].append(row)
    return whole, parts
