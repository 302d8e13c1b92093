"""Rows into a CSV file or a spreadsheet that open with one press, and that nobody can be tricked by.

Rows are written as they are read, and nothing is put on a disk on the way: temporary files of a spreadsheet would lie
there in clear, so its rows wait in memory, compressed.
"""

import csv
import gzip
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tovholder.jobcentre.access.refused import Refused

# What a spreadsheet would take for a formula; also behind apostrophes, so that reading can take exactly one away again.
_FORMULA = re.compile("'*[=+\\-@\t\r\n]")
_NARROWEST, _WIDEST = 10, 50
# A spreadsheet knows no day before its own first.
_FIRST_DAY = date(1900, 3, 1)
# A file that is made in memory: 100,000 rows of twelve columns take 170 MB while they become a spreadsheet.
MOST_ROWS = 200_000


class FileType(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"

    @property
    def content_type(self) -> str:
        if self is FileType.CSV:
            return "text/csv; charset=utf-8"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TooManyRows(Refused):
    """The list is longer than this kind of file is made for."""


@dataclass(frozen=True)
class Table:
    """A list on its way out. `rows` are read while they are written; a cell is text, number, day, moment or yes/no."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]


def write(table: Table, file_type: FileType, out: BinaryIO) -> int:
    """Write the table to `out` and return the number of rows. Raises `TooManyRows` for a spreadsheet too long.

    Files are Danish, so that they can be read in again whatever language the reader has chosen.
    """
    with override("da"):
        return _write_csv(table, out) if file_type is FileType.CSV else _write_xlsx(table, out)


def in_memory(table: Table, file_type: FileType) -> bytes:
    """Return the file, for sending. Raises `TooManyRows` for one that memory should not hold."""
    out = io.BytesIO()
    write(Table(table.name, table.headings, _at_most(MOST_ROWS, table.rows)), file_type, out)
    return out.getvalue()


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return UTF-8 with BOM, semicolons, and no cell that begins a formula."""
    out = io.BytesIO()
    _write_csv(Table("", headings, rows), out)
    return out.getvalue()


def neutral(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _at_most(most: int, rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    left = iter(rows)
    yield from islice(left, most)
    if next(left, None) is not None:
        raise TooManyRows(
            _("Listen har over %(most)s rækker. Hent den som CSV med kommandoen tovholder export.")
            % {"most": f"{most:,}".replace(",", ".")}
        )


# --- CSV --------------------------------------------------------------------------------------------------------------


def _write_csv(table: Table, out: BinaryIO) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([neutral(heading) for heading in table.headings])
    rows = 0
    for row in table.rows:
        writer.writerow([_in_csv(cell) for cell in row])
        rows += 1
    text.flush()
    text.detach()
    return rows


def _in_csv(cell: object) -> str:
    if isinstance(cell, Decimal | float):
        return f"{Decimal(str(cell)):f}".replace(".", ",")
    # A number is none that a formula begins with: minus five stays minus five.
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    return neutral(_in_words(cell))


def _in_words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("ja") if cell else _("nej")
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%d.%m.%Y %H.%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)


# --- Spreadsheet ------------------------------------------------------------------------------------------------------


def _write_xlsx(table: Table, out: BinaryIO) -> int:
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = book.add_worksheet(table.name[:31], worksheet_class=RowsInMemory)
    bold = book.add_format({"bold": True})
    formats: dict[Any, Any] = {
        date: book.add_format({"num_format": "dd.mm.yyyy"}),
        datetime: book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
    }
    widths = [len(heading) for heading in table.headings]
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, bold)
    number = 0
    for number, row in enumerate(_at_most(MOST_ROWS, table.rows), start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, formats)
            widths[column] = max(widths[column], len(_in_words(cell)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))
    sheet.freeze_panes(1, 0)
    book.close()
    return number


def _write_cell(sheet: Any, row: int, column: int, cell: object, formats: dict[Any, Any]) -> None:
    """Days and numbers as such; all else as text, whatever it looks like: no formula, no link, no lost zero."""
    if isinstance(cell, datetime):
        local = timezone.localtime(cell).replace(tzinfo=None)
        sheet.write_datetime(row, column, local, formats[datetime])
    elif isinstance(cell, date) and cell >= _FIRST_DAY:
        sheet.write_datetime(row, column, cell, formats[date])
    elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, _in_words(cell))


class RowsInMemory(Worksheet):
    """A sheet that lets go of each row once it is written, as XlsxWriter does with its rows in a temporary file.

    The library's `constant_memory` puts them on a disk in clear, and its `in_memory` keeps every cell; this packs them.
    It leans on inner names of the library, which requirements/app.in holds still, and whose loss the tests would see.
    """

    row_data_fh: Any
    fh: Any

    def _initialize(self, init_data: dict[str, Any]) -> None:
        super()._initialize(init_data)
        self.constant_memory = True
        self._kept = io.BytesIO()
        packed = gzip.GzipFile(fileobj=self._kept, mode="wb", compresslevel=1)
        self.row_data_fh = self.fh = io.TextIOWrapper(packed, encoding="utf-8", newline="")

    def _write_optimized_sheet_data(self) -> None:
        self.row_data_fh.close()
        self._kept.seek(0)
        self._xml_start_tag("sheetData")
        with gzip.open(self._kept, "rt", encoding="utf-8", newline="") as rows:
            while part := rows.read(65_536):
                self.fh.write(part)
        self._xml_end_tag("sheetData")
