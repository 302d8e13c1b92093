"""What follows from other lines of the same run is hidden too: from one file to another.

Each period is protected by itself before (`shown`). What is hidden here is hidden beside that. A cell that is not told
is not told to be empty either: it then has a hidden line where it had none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..indicators.rows import period_at, place_of
from ..lasting import BANDS
from ..period import Period, Span
from ..statuses import hierarchy
from .shown import SICK, TREES, Line, band_name

BENEFITS = "/".join(TREES[0])
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

    def hide(self, cells: Iterable[Cell]) -> None:
        """All measures of the cells; those that have no lines, since they are empty, get hidden ones."""
        measures = list(dict.fromkeys(line.measure for lines in self.cells.values() for line in lines))
        for split, value in sorted(cells):
            lines = self.cells.get((split, value)) or [
                Line(self.indicator, self.period.code, split, value, measure, None) for measure in measures
            ]
            self.cells[split, value] = [replace(line, number=None) for line in lines]


Tables = dict[Period, Table]


def hidden_across(files: Files) -> dict[str, list[Line]]:
    """The lines of a whole run by file, each period protected by itself; and the same with what follows hidden too."""
    tables = {name: _by_indicator(lines) for name, lines in files.items()}

    def of(name: str) -> Tables:
        return tables[name].get(name, {})

    support, weeks, lasting = of("on_support"), of("weeks_on_support"), of("lasting_so_long")
    _same_people(weeks, support)
    _same_people(support, weeks)
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


def _same_people(one: Tables, other: Tables) -> None:
    """By days or by weeks: nearly the same people, so what `one` hides of a month is hidden in `other`."""
    for period in one.keys() & other.keys():
        splits = other[period].splits
        other[period].hide(cell for cell in one[period].hidden if cell[0] in splits)


def _hidden_benefits(table: Table) -> set[str]:
    return {value.partition("/")[2] for split, value in table.hidden if split == BENEFITS}


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
