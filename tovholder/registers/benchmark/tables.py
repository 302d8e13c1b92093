"""The two shapes the benchmark comes in, JSON and CSV, as numbered rows of cells and the place of each column."""

import csv
import io
import json
import re
from collections.abc import Sequence
from decimal import Decimal

from .rows import Column, Problem, UnreadableBenchmark

LABELS = {column.casefold(): column for column in Column} | {"area": Column.AREA}
NAMES = {"area": Column.AREA, "period": Column.PERIOD}


Table = tuple[dict[Column, int], list[tuple[int, list[object]]]]


def read_table(content: bytes) -> Table:
    """Where the columns stand, and each row's number and cells. UnreadableBenchmark for a file of another kind."""
    text = _text(content)
    return _from_json(text) if text.startswith(("[", "{")) else _from_csv(text)


def _unreadable(code: str) -> UnreadableBenchmark:
    return UnreadableBenchmark([Problem(None, "", code)])


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise _unreadable("not_text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    text = text.lstrip("\ufeff").strip()
    if not text:
        raise _unreadable("empty")
    return text


def _from_json(text: str) -> Table:
    try:
        answer = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise _unreadable("broken_json") from error
    table = answer[0] if isinstance(answer, list) and len(answer) == 1 else answer
    variables = table.get("Variables") if isinstance(table, dict) else None
    data = table.get("Data") if isinstance(table, dict) else None
    if not isinstance(variables, list) or not isinstance(data, list):
        raise _unreadable("no_answer")
    heads = [variable if isinstance(variable, dict) else {} for variable in variables]
    columns = _columns([(str(head.get("Name", "")), str(head.get("Label", ""))) for head in heads])
    return columns, [
        (number, row if isinstance(row, list) else []) for number, row in enumerate(data, start=1)
    ]


def _from_csv(text: str) -> Table:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
        lines: list[tuple[int, list[object]]] = [(reader.line_num, [*line]) for line in reader if any(line)]
    except csv.Error as error:
        raise _unreadable("broken_csv") from error
    header = [str(cell) for cell in lines[0][1]] if lines else []
    return _columns([(label, label) for label in header]), lines[1:]


def _columns(heads: Sequence[tuple[str, str]]) -> dict[Column, int]:
    """Where each column stands, from (name, label) pairs. UnreadableBenchmark for missing or doubled columns."""
    found: dict[Column, int] = {}
    problems = []
    for place, (name, label) in enumerate(heads):
        column = _column(name.strip(), label.strip())
        if column in found:
            problems.append(Problem(None, column, "column_twice"))
        elif column is not None:
            found[column] = place
    if not found:
        raise _unreadable("no_columns")
    for column in Column:
        if column not in found:
            problems.append(Problem(None, column, "column_missing"))
    if problems:
        raise UnreadableBenchmark(problems)
    return found


def _column(name: str, label: str) -> Column | None:
    """The API writes a measure as "table title: measure (unit)"; only the measure tells columns apart."""
    measure = re.sub(
        r"\s*\((pct\.?( ?point)?|procent(point)?)\)\s*$", "", label.rpartition(":")[2].strip(), flags=re.I
    )
    by_name = NAMES.get(name.casefold()) or (Column.GROUP if name.casefold().startswith("_ygrp") else None)
    return LABELS.get(measure.casefold()) or by_name
