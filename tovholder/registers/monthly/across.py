"""What follows from other lines of the same run is hidden too: over time, and from one file to another.

Each period is protected by itself before (`shown`). What is hidden here is hidden beside that. A cell that is not told
is not told to be empty either: it then has a hidden line where it had none.

Months and their quarter: a quarter is its months added up. So a cell is shown in all the months of a quarter that is in
the run or in none, and in none where the quarter's is hidden. Whatever might be moved between the cells of one month,
its sums the same, could then be moved back in another, and the quarter would be the same too: so neither tells.

Rolling years and their quarters: the same of days on support, the other way round. The year is hidden where one of its
quarters is; as rolling years overlap, one small quarter would else hide all the quarters of a run.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..indicators.rows import period_at, place_of
from ..lasting import BANDS
from ..period import Period, Span
from ..statuses import hierarchy
from .shown import CROSSED, SICK, TREES, Line, band_name

FULL_TIME = "full_time_persons"
BENEFITS, AGES_OF_BENEFITS = "/".join(TREES[0]), "/".join(CROSSED)
Cell = tuple[str, str]  # split and value
Files = Mapping[str, Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one indicator and period, by cell."""

    indicator: str
    period: Period
    cells: dict[Cell, list[Line]]

    @property
    def hidden(self) -> set[Cell]:
        return {cell for cell, lines in self.cells.items() if any(line.number is None for line in lines)}

    @property
    def splits(self) -> set[str]:
        return {split for split, _value in self.cells}

    def hide(self, cells: Iterable[Cell], *, only: str | None = None) -> None:
        """All measures of the cells, or `only` one; those that have no lines, since they are empty, get hidden ones."""
        measures = list(dict.fromkeys(line.measure for lines in self.cells.values() for line in lines))
        for split, value in sorted(cells):
            lines = self.cells.get((split, value)) or [
                Line(self.indicator, self.period.code, split, value, measure, None) for measure in measures
            ]
            self.cells[split, value] = [
                line if only not in (None, line.measure) else replace(line, number=None) for line in lines
            ]


Tables = dict[Period, Table]


def hidden_across(files: Files) -> dict[str, list[Line]]:
    """The lines of a whole run by file, each period protected by itself; and the same with what follows hidden too."""
    tables = {name: _by_indicator(lines) for name, lines in files.items()}

    def of(name: str) -> Tables:
        return tables[name].get(name, {})

    support, weeks, lasting = of("on_support"), of("weeks_on_support"), of("lasting_so_long")
    _same_people(weeks, support)
    _years_as_quarters(support)
    for flow in (support, of("beginning"), of("ending")):
        _months_as_quarter(flow)
    _same_people(support, weeks)
    _ages_as_benefit(support)
    _lasting_as_support(lasting, support)
    for after in tables["status_after"].values():
        _status_as_ending(after, of("ending"))
    _how_long_as_beginning(of("how_long"), of("beginning"))
    return {
        name: [line for each in own.values() for table in each.values() for line in _lines(table)]
        for name, own in tables.items()
    }


def _by_indicator(lines: Iterable[Line]) -> dict[str, Tables]:
    found: dict[str, Tables] = defaultdict(dict)
    periods: dict[str, Period] = {}
    for line in lines:
        period = periods.setdefault(line.period, Period.parse(line.period))
        table = found[line.indicator].setdefault(period, Table(line.indicator, period, {}))
        table.cells.setdefault((line.split, line.value), []).append(line)
    return found


def _lines(table: Table) -> Iterator[Line]:
    for lines in table.cells.values():
        yield from lines


def _months_of(quarter: Period) -> list[Period]:
    return [period_at(Span.MONTH, 3 * place_of(quarter) + number) for number in range(3)]


def _quarters_of(year: Period) -> list[Period]:
    return [period_at(Span.QUARTER, place_of(year) - number) for number in range(4)]


def _of(tables: Tables, periods: Iterable[Period]) -> list[Table]:
    return [tables[period] for period in periods if period in tables]


def _each(tables: Tables, span: Span) -> list[Table]:
    return [table for period, table in tables.items() if period.span is span]


def _months_as_quarter(tables: Tables) -> None:
    for quarter in _each(tables, Span.QUARTER):
        months = _of(tables, _months_of(quarter.period))
        hidden = quarter.hidden.union(*(month.hidden for month in months))
        for month in months:
            month.hide(cell for cell in hidden if cell[0] in quarter.splits)


def _years_as_quarters(tables: Tables) -> None:
    """Of the days on support alone: different persons of a year are not those of its quarters added up."""
    whole = [(year, _of(tables, _quarters_of(year.period))) for year in _each(tables, Span.ROLLING_YEAR)]
    whole = [(year, quarters) for year, quarters in whole if len(quarters) == 4]
    for year, quarters in whole:
        hidden = year.hidden
        for quarter in quarters:
            quarter.hide(hidden, only=FULL_TIME)
    for year, quarters in whole:
        year.hide(set().union(*(quarter.hidden for quarter in quarters)), only=FULL_TIME)


def _same_people(one: Tables, other: Tables) -> None:
    """By days or by weeks: nearly the same people, so what `one` hides of a month is hidden in `other`."""
    for period in one.keys() & other.keys():
        splits = other[period].splits
        other[period].hide(cell for cell in one[period].hidden if cell[0] in splits)


def _hidden_benefits(table: Table) -> set[str]:
    return {value.partition("/")[2] for split, value in table.hidden if split == BENEFITS}


def _ages_as_benefit(support: Tables) -> None:
    """The ages of a benefit add up to it."""
    for month in _each(support, Span.MONTH):
        hidden = _hidden_benefits(month)
        month.hide(
            (split, value)
            for split, value in list(month.cells)
            if split == AGES_OF_BENEFITS and value.partition("/")[0] in hidden
        )


def _lasting_as_support(lasting: Tables, support: Tables) -> None:
    """Those who are on a benefit on a month's last day are not more than were on it in the month."""
    bands = [band_name(band) for band in range(len(BANDS) + 1)]
    for period in lasting.keys() & support.keys():
        for benefit in _hidden_benefits(support[period]):
            _hide_with_parts(lasting[period], benefit, "weeks", bands)


def _status_as_ending(after: Tables, ending: Tables) -> None:
    """A status after so many days is of the spells that ended: their sum is the same whatever the days are."""
    for period, table in after.items():
        is_hidden = ("benefit", SICK) in table.hidden or (
            period in ending and SICK in _hidden_benefits(ending[period])
        )
        if is_hidden:
            _hide_with_parts(table, SICK, "status", hierarchy().names)


def _hide_with_parts(table: Table, benefit: str, part: str, parts: Collection[str]) -> None:
    """A benefit and all its parts, also those that nobody is in: how many there are would say that it is no less."""
    if ("benefit", benefit) in table.cells:
        table.hide([("benefit", benefit), *((f"benefit/{part}", f"{benefit}/{each}") for each in parts)])


def _how_long_as_beginning(how_long: Tables, beginning: Tables) -> None:
    """The spells of a year's curve are those that began in its quarters, where more than one of them is there."""
    for year, table in how_long.items():
        quarters = _of(beginning, _quarters_of(year))
        if len(quarters) > 1:
            months = [month for quarter in quarters for month in _of(beginning, _months_of(quarter.period))]
            hidden = set().union(*map(_hidden_benefits, (*quarters, *months)))
            table.hide(cell for cell in list(table.cells) if cell[1].partition("/")[0] in hidden)
