"""From single values to the figures of each day: the median of a year, its shares within a threshold, how many still
wait; the median of each month; and that of each company over a year.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tovholder.absence.measures import Summary, summary
from tovholder.jobcentre.results.indicators import CAN_WAIT, IN_MONTH, THRESHOLDS, WAITING, within
from tovholder.jobcentre.results.publish.crossed import crossed
from tovholder.jobcentre.results.publish.hidden import Count, Table, within_units
from tovholder.jobcentre.results.publish.spans import year_to
from tovholder.registers.tables import Month

NOTHING_HIDDEN_YET = 1
Parts = Mapping[int | None, Sequence["Measured"]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing measured: the day it counts on, whose it is, and the value; None while it still waits for an end.

    `company` is the one that told of it; None: nobody did.
    """

    on: date
    unit: int | None
    value: float | None
    company: int | None = None


def tables(
    indicator: str, measured: Sequence[Measured], days: Sequence[date], units: Sequence[int]
) -> Iterator[Table]:
    for day in days:
        whole, parts = _year_to(measured, day, units)
        yield Table(indicator, day, "", _median(whole), {unit: _median(rows) for unit, rows in parts.items()})
        if indicator in CAN_WAIT:
            waiting = {unit: _waiting(rows) for unit, rows in parts.items()}
            yield Table(indicator, day, WAITING, _waiting(whole), waiting)
        for threshold, _words in THRESHOLDS[indicator]:
            shares = {unit: _share(rows, threshold) for unit, rows in parts.items()}
            yield Table(
                indicator, day, within(threshold), _share(whole, threshold), shares, threshold=threshold
            )


def of_months(indicator: str, measured: Sequence[Measured], months: Sequence[Month]) -> Iterator[Table]:
    """The median of what began in each month, of the whole centre alone."""
    for month in months:
        rows = [row for row in measured if month.first_day <= row.on <= month.last_day]
        yield Table(indicator, month.last_day, IN_MONTH, _median(rows), {})


def of_companies(indicator: str, measured: Sequence[Measured], today: date) -> Iterator[Table]:
    """The median of the year to `today` for each company that told of anything.

    The units' figures of the same day are published too, so what a unit has beside its shown companies is protected.
    """
    first_day, last_day = year_to(today)
    whole = [row for row in measured if first_day <= row.on <= last_day and row.company is not None]
    companies = {row.company for row in whole}
    parts = {company: [row for row in whole if row.company == company] for company in companies}
    medians = {company: _median(rows) for company, rows in parts.items()}
    beside = within_units((row.unit, row.company) for row in whole if row.value is not None)
    by_month = crossed(whole, today, lambda row: row.on, lambda row: row.company, _median)
    yield Table(
        indicator, last_day, "", _median(whole), medians, tuple(beside), by_company=True, crossed=by_month
    )


def _year_to(measured: Sequence[Measured], day: date, units: Sequence[int]) -> tuple[list[Measured], Parts]:
    first_day, last_day = year_to(day)
    whole = [row for row in measured if first_day <= row.on <= last_day]
    return whole, {unit: [row for row in whole if row.unit == unit] for unit in (*units, None)}


def _values(rows: Sequence[Measured]) -> list[float]:
    return [row.value for row in rows if row.value is not None]


def _median(rows: Sequence[Measured]) -> Count:
    known = summary(_values(rows), NOTHING_HIDDEN_YET)
    assert isinstance(known, Summary)
    return Count(None, known.n, known.median)


def _share(rows: Sequence[Measured], threshold: int) -> Count:
    values = _values(rows)
    return Count.share(sum(value <= threshold for value in values), len(values))


def _waiting(rows: Sequence[Measured]) -> Count:
    return Count(sum(row.value is None for row in rows))
