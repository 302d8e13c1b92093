"""Rows into a CSV file that a Danish spreadsheet opens with one press, and cannot be tricked by."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet would take for a formula. Reading takes the apostrophe away again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return UTF-8 with BOM, semicolons, and no cell that begins a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def neutral(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
