"""A list of figures as Parquet. Never a list of people: it passes a disk."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import override

from tovholder.jobcentre.exchange.writing import Table
from tovholder.registers.parquet import as_parquet


def in_parquet(table: Table, about: Mapping[str, str]) -> bytes:
    """The file, Danish as the other lists are; its moments are ours, without a zone."""
    with override("da"):
        rows = [[_cell(cell) for cell in row] for row in table.rows]
    return as_parquet(table.headings, rows, about)


def _cell(cell: object) -> object:
    if isinstance(cell, datetime):
        return timezone.localtime(cell).replace(tzinfo=None)
    return cell if cell is None or isinstance(cell, bool | int | float | date) else str(cell)
