"""The public benchmark of jobindsats.dk, table Y30R21: expected and actual full-time persons on public support.

Read from the answer of the jobindsats API v2 as JSON (`[{"Variables": [{"Name", "Label"}, …], "Data": [[…], …]}]`)
or as CSV (separator ";", decimal ",", the labels as header). Columns are known by what they are called, never by where
they stand. Counts are whole numbers, or text with a thousands dot; shares are text with a decimal comma.
"""

from collections.abc import Iterable

from ..period import Period
from .rows import BenchmarkRow, Column, Problem, RowReader, UnreadableBenchmark
from .sentences import SENTENCES
from .tables import read_table

__all__ = [
    "SENTENCES",
    "BenchmarkRow",
    "Column",
    "Problem",
    "UnreadableBenchmark",
    "parts",
    "read_benchmark",
]


def read_benchmark(content: bytes) -> tuple[BenchmarkRow, ...]:
    """The rows of a JSON or CSV answer, in the order of the file. UnreadableBenchmark with every problem found."""
    columns, cells = read_table(content)
    rows: list[BenchmarkRow] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, Period, str], int] = {}
    for number, row in cells:
        reader = RowReader(number, row, columns)
        benchmark = reader.read()
        if benchmark is not None:
            key = (benchmark.area, benchmark.period, benchmark.group)
            if key in seen:
                reader.wrong("", "row_twice", row=seen[key])
            seen.setdefault(key, number)
            rows.append(benchmark)
        problems.extend(reader.problems)
    if not cells:
        problems.append(Problem(None, "", "no_rows"))
    if problems:
        raise UnreadableBenchmark(problems)
    return tuple(rows)


def parts(rows: Iterable[BenchmarkRow]) -> tuple[BenchmarkRow, ...]:
    """The benefit groups without their total: the only rows that may be added up."""
    return tuple(row for row in rows if not row.is_total)
