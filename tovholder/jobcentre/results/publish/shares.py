"""How many of what was counted in a period were of one kind: by unit, and by company over a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tovholder.jobcentre.results.indicators import IN_MONTH
from tovholder.jobcentre.results.publish.by_day import ByDay, by_unit, of_year_by_company
from tovholder.jobcentre.results.publish.crossed import crossed
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Person, Table, within_units
from tovholder.registers.tables import Month

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing counted: its day, whose it is, which company it is with (None: none), whether it is of the kind, and
    the person it is about."""

    on: date
    unit: int | None
    company: int | None
    is_it: bool
    person: Person


def tables(
    indicator: str, counted: ByDay[Counted], spans: Sequence[Span], units: Sequence[int]
) -> Iterator[Table]:
    """A share of each span, on its last day. What is *not* of the kind follows by subtraction, and is protected too."""
    for first_day, last_day in spans:
        whole = counted.between(first_day, last_day)
        parts = by_unit(whole, units)
        rest = CountRow(_rest(whole), {unit: _rest(rows) for unit, rows in parts.items()})
        shares = {unit: _share(rows) for unit, rows in parts.items()}
        yield Table(indicator, last_day, "", _share(whole), shares, (rest,))


def of_months(indicator: str, counted: ByDay[Counted], months: Sequence[Month]) -> Iterator[Table]:
    """A share of each month, of the whole centre alone."""
    for month in months:
        rows = counted.between(month.first_day, month.last_day)
        yield Table(indicator, month.last_day, IN_MONTH, _share(rows), {}, (CountRow(_rest(rows), {}),))


def of_companies(indicator: str, counted: ByDay[Counted], today: date) -> Iterator[Table]:
    """A share of the year to `today` for each company, with what the units have beside it protected."""
    whole, parts = of_year_by_company(counted, today)
    rest = CountRow(_rest(whole), {company: _rest(rows) for company, rows in parts.items()})
    within = [
        row
        for some in (whole, [row for row in whole if row.is_it], [row for row in whole if not row.is_it])
        for row in within_units((each.unit, each.company, each.person) for each in some)
    ]
    shares = {company: _share(rows) for company, rows in parts.items()}
    by_month = crossed(whole, today, lambda row: row.on, lambda row: row.company, _share)
    yield Table(
        indicator, today, "", _share(whole), shares, (rest, *within), by_company=True, crossed=by_month
    )


def _share(rows: Sequence[Counted]) -> Count:
    """Behind it are those of the kind, and those of the others: somebody may be among both."""
    of_kind = frozenset(row.person for row in rows if row.is_it)
    others = frozenset(row.person for row in rows if not row.is_it)
    return Count.share(len(rows) - _rest(rows), len(rows), (of_kind, others))


def _rest(rows: Sequence[Counted]) -> int:
    return [row.is_it for row in rows].count(False)
