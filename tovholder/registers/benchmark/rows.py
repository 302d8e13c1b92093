"""One row of the benchmark: what it holds, and how its cells are read and checked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ..period import Period, UnreadablePeriod
from .sentences import SENTENCES

TOTAL_GROUP = "Ydelsesgrupper i alt"
COUNTS_ARE_ROUNDED_TO = 10
SHARES_ARE_ROUNDED_TO = Decimal("0.01")
MUNICIPALITIES = 98


class Column(StrEnum):
    """The columns, each with the Danish word it is called by in our sentences."""

    AREA = "Område"
    PERIOD = "Periode"
    GROUP = "Ydelsesgrupper"
    EXPECTED = "Forventet antal"
    ACTUAL = "Faktisk antal"
    DIFFERENCE = "Forskel mellem forventet og faktisk antal"
    EXPECTED_SHARE = "Forventet andel"
    ACTUAL_SHARE = "Faktisk andel"
    SHARE_DIFFERENCE = "Forskel mellem forventet og faktisk andel"
    RANK = "Placering på benchmarkranglisten"


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One municipality, period and benefit group. Counts are full-time persons, shares per cent,
    `difference` is actual minus expected. `rank`: 1 is the lowest difference in shares
    (most below what was expected)."""

    area: str
    period: Period
    group: str
    expected: int
    actual: int
    difference: int
    expected_share: Decimal
    actual_share: Decimal
    share_difference: Decimal
    rank: int

    @property
    def is_total(self) -> bool:
        """True for "Ydelsesgrupper i alt": it holds the other groups and is never added to them."""
        return self.group.casefold() == TOTAL_GROUP.casefold()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: a key of SENTENCES, and what to fill into it. `row` is the line of a CSV file (the header is 1),
    or the row of a JSON answer (the first is 1); None when the whole file is meant. `column` is as named in Column;
    "" when none is meant."""

    row: int | None
    column: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code] % self.params

    def danish(self) -> str:
        where = f"Række {self.row}" if self.row is not None else "Filen"
        return (
            f"{where}, kolonnen {self.column}: {self.sentence}"
            if self.column
            else f"{where}: {self.sentence}"
        )


class UnreadableBenchmark(ValueError):
    """Nothing is read when something is wrong: all problems are listed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.danish())

    def danish(self) -> str:
        first = self.problems[0].danish()
        return first if len(self.problems) == 1 else f"{first} Der er {len(self.problems)} fejl i alt."


class RowReader:
    """Reads one row cell by cell and collects what is wrong instead of stopping at the first."""

    def __init__(self, number: int, cells: Sequence[object], columns: dict[Column, int]) -> None:
        self.number, self.cells, self.columns = number, cells, columns
        self.problems: list[Problem] = []

    def wrong(self, column: str, code: str, **params: object) -> None:
        self.problems.append(Problem(self.number, column, code, params))

    def read(self) -> BenchmarkRow | None:
        if len(self.cells) <= max(self.columns.values()):
            self.wrong("", "too_few_cells", cells=len(self.cells), least=max(self.columns.values()) + 1)
            return None
        area, period, group = self._words(Column.AREA), self._period(), self._words(Column.GROUP)
        expected, actual = self._count(Column.EXPECTED), self._count(Column.ACTUAL)
        difference = self._number(Column.DIFFERENCE)
        expected_share, actual_share = self._share(Column.EXPECTED_SHARE), self._share(Column.ACTUAL_SHARE)
        share_difference = self._decimal(Column.SHARE_DIFFERENCE)
        rank = self._rank()
        if self.problems or period is None:
            return None
        row = BenchmarkRow(
            area,
            period,
            group,
            expected,
            actual,
            difference,
            expected_share,
            actual_share,
            share_difference,
            rank,
        )
        self._check_differences(row)
        return None if self.problems else row

    def _check_differences(self, row: BenchmarkRow) -> None:
        computed = row.actual - row.expected
        if abs(row.difference - computed) > COUNTS_ARE_ROUNDED_TO:
            self.wrong(Column.DIFFERENCE, "difference", stated=row.difference, computed=computed)
        computed_share = row.actual_share - row.expected_share
        if abs(row.share_difference - computed_share) > SHARES_ARE_ROUNDED_TO:
            self.wrong(
                Column.SHARE_DIFFERENCE,
                "difference",
                stated=_danish(row.share_difference),
                computed=_danish(computed_share),
            )

    def _cell(self, column: Column) -> object:
        cell = self.cells[self.columns[column]]
        return cell.strip() if isinstance(cell, str) else cell

    def _words(self, column: Column) -> str:
        cell = self._cell(column)
        if not isinstance(cell, str) or not cell:
            self.wrong(column, "no_words")
            return ""
        return cell

    def _period(self) -> Period | None:
        cell = self._cell(Column.PERIOD)
        try:
            return Period.parse(str(cell))
        except UnreadablePeriod:
            self.wrong(Column.PERIOD, "no_period", cell=_quoted(cell))
            return None

    def _number(self, column: Column) -> int:
        """A whole number: 1710, "1710" or "1.710", with or without a minus."""
        cell = self._cell(column)
        text = str(cell).replace("−", "-")
        if isinstance(cell, (int, str)) and re.fullmatch(r"-?([0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,2})", text):
            return int(text.replace(".", ""))
        self.wrong(column, "no_number", cell=_quoted(cell))
        return 0

    def _count(self, column: Column) -> int:
        number = self._number(column)
        if number < 0:
            self.wrong(column, "below_zero", number=number)
        return number

    def _decimal(self, column: Column) -> Decimal:
        """A number with a decimal comma ("9,08"), or a number as such."""
        cell = self._cell(column)
        text = str(cell).replace("−", "-")
        if isinstance(cell, str) and re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{1,6})?", text):
            return Decimal(text.replace(",", "."))
        if isinstance(cell, int | Decimal) and not isinstance(cell, bool) and -1000 < cell < 1000:
            return Decimal(cell)
        self.wrong(column, "no_decimal", cell=_quoted(cell))
        return Decimal(0)

    def _share(self, column: Column) -> Decimal:
        share = self._decimal(column)
        if not 0 <= share <= 100:
            self.wrong(column, "no_share", number=_danish(share))
        return share

    def _rank(self) -> int:
        before = len(self.problems)
        rank = self._number(Column.RANK)
        if len(self.problems) == before and not 1 <= rank <= MUNICIPALITIES:
            self.wrong(Column.RANK, "no_rank", number=rank, last=MUNICIPALITIES)
        return rank


def _quoted(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'


def _danish(number: Decimal) -> str:
    return str(number).replace(".", ",")
