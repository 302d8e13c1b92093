"""From single values to the figures of each day: the median of a year, its shares within a threshold, how many still
wait; the median of each month; and that of each company over a year.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from tovholder.absence.measures import Summary, summary
from tovholder.jobcentre.results.indicators import CAN_WAIT, IN_MONTH, THRESHOLDS, WAITING, within
from tovholder.jobcentre.results.publish.by_day import ByDay, by_unit, of_year_by_company
from tovholder.jobcentre.results.publish.crossed import crossed
from tovholder.jobcentre.results.publish.hidden import Count, Person, Table, within_units
from tovholder.jobcentre.results.publish.spans import year_to
from tovholder.registers.tables import Month

NOTHING_HIDDEN_YET = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing measured: the day it counts on, whose it is, the value (None while it still waits for an end), and the
    person it is about.

    `company` is the one that told of it; None: nobody did.
    """

    on: date
    unit: int | None
    value: float | None
    company: int | None
    person: Person


def tables(
    indicator: str, measured: ByDay[Measured], days: Sequence[date], units: Sequence[int]
) -> Iterator[Table]:
    for day in days:
        rows = measured.between(*year_to(day))
        whole = _Values(rows)
        parts = {unit: _Values(theirs) for unit, theirs in by_unit(rows, units).items()}
        yield Table(indicator, day, "", whole.median, {unit: part.median for unit, part in parts.items()})
        if indicator in CAN_WAIT:
            waiting = {unit: part.waiting for unit, part in parts.items()}
            yield Table(indicator, day, WAITING, whole.waiting, waiting)
        before = -inf
        for threshold, _words in THRESHOLDS[indicator]:
            shares = {unit: part.share(before, threshold) for unit, part in parts.items()}
            yield Table(
                indicator, day, within(threshold), whole.share(before, threshold), shares, threshold=threshold
            )
            before = threshold


def of_months(indicator: str, measured: ByDay[Measured], months: Sequence[Month]) -> Iterator[Table]:
    """The median of what began in each month, of the whole centre alone."""
    for month in months:
        rows = measured.between(month.first_day, month.last_day)
        yield Table(indicator, month.last_day, IN_MONTH, _median(rows), {})


def of_companies(indicator: str, measured: ByDay[Measured], today: date) -> Iterator[Table]:
    """The median of the year to `today` for each company that told of anything.

    The units' figures of the same day are published too, so what a unit has beside its shown companies is protected.
    """
    whole, parts = of_year_by_company(measured, today)
    medians = {company: _median(rows) for company, rows in parts.items()}
    beside = within_units((row.unit, row.company, row.person) for row in whole if row.value is not None)
    by_month = crossed(whole, today, lambda row: row.on, lambda row: row.company, _median)
    yield Table(
        indicator, today, "", _median(whole), medians, tuple(beside), by_company=True, crossed=by_month
    )


class _Values:
    """What is known of some rows: the values in order with whom each is about, and those who still wait for one."""

    def __init__(self, rows: Sequence[Measured]) -> None:
        known = sorted(
            ((row.value, row.person) for row in rows if row.value is not None), key=lambda one: one[0]
        )
        self._values = [value for value, _person in known]
        self._people = [person for _value, person in known]
        self._wait = [row.person for row in rows if row.value is None]

    @property
    def median(self) -> Count:
        known = summary(self._values, NOTHING_HIDDEN_YET)
        assert isinstance(known, Summary)
        return Count(None, known.n, known.median, (frozenset(self._people),))

    @property
    def waiting(self) -> Count:
        return Count(len(self._wait), behind=(frozenset(self._wait),))

    def share(self, before: float, threshold: int) -> Count:
        """Those of at most so much; `before` is the threshold before it."""
        first, after = (bisect_right(self._values, edge) for edge in (before, threshold))
        people = frozenset(self._people[first:after]), frozenset(self._people[after:])
        return Count.share(after, len(self._values), people)


def _median(rows: Sequence[Measured]) -> Count:
    return _Values(rows).median
