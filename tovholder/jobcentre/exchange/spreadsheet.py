"""An Excel workbook (.xlsx) as the rows of text a CSV file of it would have had."""

import functools
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineSheet, CalamineWorkbook

from tovholder.jobcentre.exchange.reading import Unreadable
from tovholder.jobcentre.exchange.stored import Numbered

MOST_UNPACKED = 800 * 1024 * 1024
# The reader lays a sheet out whole, empty cells too, at some 70 bytes a cell: half a gigabyte at most, which holds
# a million rows of eight columns.
MOST_CELLS = 8 * 1024 * 1024
_PIECE = 1 << 18
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
_OVERLAP = 64


def records(file: BinaryIO, notes: list[str]) -> Iterator[Numbered]:
    """Yield every row of the first sheet that holds anything; raise `Unreadable` for what is no workbook, or too much.

    `notes` is told which sheet it was, where there are several.
    """
    _refuse_bombs(file)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_object(file)
        names = book.sheet_names
        sheet = next(filter(_has_something, (book.get_sheet_by_name(name) for name in names)), None)
    except Exception as wrong:  # the reader has an error of its own for each thing that can be wrong
        raise _broken() from wrong
    if sheet is None:
        return iter(())
    if len(names) > 1:
        notes.append(
            _("Filen har %(n)d ark. Vi læser »%(name)s«.") % {"n": len(names), "name": sheet.name[:60]}
        )
    return _rows(sheet)


def _has_something(sheet: CalamineSheet) -> bool:
    return sheet.height > 0


def _rows(sheet: CalamineSheet) -> Iterator[Numbered]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [cell if type(cell) is str else as_text(cell) for cell in cells]


def as_text(cell: Any) -> str:
    """Return what a Danish spreadsheet would write in a CSV file."""
    if isinstance(cell, date):  # and a moment, which is one
        return _day(cell)
    if isinstance(cell, bool):
        return "SAND" if cell else "FALSK"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}".replace(".", ",")
    return f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)


@functools.lru_cache(maxsize=20_000)
def _day(day: date) -> str:
    if isinstance(day, datetime) and day.time() != time():
        return f"{day:%d.%m.%Y %H:%M}"
    return f"{day:%d.%m.%Y}"


def _refuse_bombs(file: BinaryIO) -> None:
    """Unpack everything once, a piece at a time and believing no stated size, before the reader does it in memory."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if not any(_SHEET.fullmatch(entry.filename) for entry in entries):
                raise _broken()
            unpacked = 0
            for entry in entries:
                widest, longest, overlap = 0, 0, b""
                for piece in _unpack(file, entry):
                    unpacked += len(piece)
                    if unpacked > MOST_UNPACKED:
                        raise _too_much()
                    if not _SHEET.fullmatch(entry.filename):
                        continue
                    found = _CELL.findall(overlap + piece)
                    overlap = piece[-_OVERLAP:]
                    if found:
                        widest = max(widest, *map(_column, {letters for letters, _row in found}))
                        longest = max(longest, *map(int, {row for _letters, row in found}))
                    if widest * longest > MOST_CELLS:
                        raise _too_much()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError) as wrong:
        raise _broken() from wrong


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _unpack(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's content to the end of its stream, whatever size the archive says it has."""
    file.seek(entry.header_offset + 26)
    name_and_extra = file.read(4)
    if len(name_and_extra) < 4 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _broken()
    file.seek(
        entry.header_offset + 30 + int.from_bytes(name_and_extra[:2], "little")
        + int.from_bytes(name_and_extra[2:], "little")
    )  # fmt: skip
    left = entry.compress_size
    stream = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := file.read(min(left, _PIECE))):
        left -= len(packed)
        if stream is None:
            yield packed
            continue
        while packed and not stream.eof:
            yield stream.decompress(packed, _PIECE)
            packed = stream.unconsumed_tail


def _broken() -> Unreadable:
    return Unreadable(
        _(
            "Filen er et regneark, som ikke kan læses. Gem det som Excel (.xlsx) uden adgangskode, og vælg det igen."
        )
    )


def _too_much() -> Unreadable:
    return Unreadable(
        _(
            "Regnearket fylder for meget, når det pakkes ud. Slet tomme kolonner og rækker, eller gem det som "
            "»CSV UTF-8«, og vælg filen igen."
        )
    )
