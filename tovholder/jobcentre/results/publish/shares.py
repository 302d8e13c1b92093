"""How many of what was counted in a period were of one kind: by unit, and by company over a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import year_to

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing counted: its day, whose it is, which company it is with (None: none), and whether it is of the kind."""

    on: date
    unit: int | None
    company: int | None
    is_it: bool


def tables(
    indicator: str, counted: Sequence[Counted], spans: Sequence[Span], units: Sequence[int]
) -> Iterator[Table]:
    """A share of each span, on its last day. What is *not* of the kind follows by subtraction, and is protected too."""
    for first_day, last_day in spans:
        whole = [row for row in counted if first_day <= row.on <= last_day]
        parts = {unit: [row for row in whole if row.unit == unit] for unit in (*units, None)}
        rest = CountRow(_rest(whole), {unit: _rest(rows) for unit, rows in parts.items()})
        shares = {unit: _share(rows) for unit, rows in parts.items()}
        yield Table(indicator, last_day, "", _share(whole), shares, (rest,))


def of_companies(indicator: str, counted: Sequence[Counted], today: date) -> Iterator[Table]:
    """A share of the year to `today` for each company."""
    first_day, last_day = year_to(today)
    whole = [row for row in counted if first_day <= row.on <= last_day and row.company is not None]
    parts = {
        company: [row for row in whole if row.company == company] for company in {r.company for r in whole}
    }
    rest = CountRow(_rest(whole), {company: _rest(rows) for company, rows in parts.items()})
    shares = {company: _share(rows) for company, rows in parts.items()}
    yield Table(indicator, last_day, "", _share(whole), shares, (rest,), by_company=True)


def _share(rows: Sequence[Counted]) -> Count:
    return Count.share(sum(row.is_it for row in rows), len(rows))


def _rest(rows: Sequence[Counted]) -> int:
    return sum(not row.is_it for row in rows)
