"""A file into headings and a stream of rows of text: encoding and separator found out, all else refused."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.exchange.stored import Numbered

MOST_MEGABYTES = 200  # a million support spells are a quarter of it
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
SEPARATORS = (";", ",", "\t", "|")
_PIECE = 1 << 20
_START = 1 << 16
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ZIPPED = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_GUARDED = re.compile("'+[-=+@]")


class Unreadable(Refused):
    """The file is not one we can read at all; the text says what to do. Nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` can be gone through once; those without anything in them count, but are left out.

    Going through them raises `Unreadable` where a row cannot be read. `notes` is what the reader should know.
    """

    headings: list[str]
    rows: Iterator[Numbered]
    form: str
    notes: list[str]


def read(file: BinaryIO, known: Callable[[Sequence[str]], int]) -> Sheet:
    """Return the sheet in `file`; `known` counts the headings we recognise, and the best separator wins."""
    from tovholder.jobcentre.exchange import spreadsheet

    refuse_too_large(file)
    start = file.read(4)
    file.seek(0)
    notes: list[str] = []
    if start.startswith(_ZIPPED):
        form, records = "xlsx", spreadsheet.records(file, notes)
    else:
        form, records = "csv", _records(file, _encoding(file, start), known)
    rows = _filled(records)
    heading = next(rows, None)
    if heading is None:
        raise Unreadable(_("Filen er tom. Vælg en fil med overskrifter i første række."))
    return Sheet(heading[1], rows, form, notes)


def refuse_too_large(file: BinaryIO) -> None:
    if file.seek(0, io.SEEK_END) > MOST_BYTES:
        raise Unreadable(too_large())
    file.seek(0)


def too_large() -> str:
    return _("Filen er større end %(most)d MB. Del den i flere, og læs dem ind én ad gangen.") % {
        "most": MOST_MEGABYTES
    }


def _filled(records: Iterator[Numbered]) -> Iterator[Numbered]:
    for number, cells in records:
        cleaned = [_clean(cell) for cell in cells]
        if any(cleaned):
            yield number, cleaned


def _clean(cell: str) -> str:
    cell = cell.strip()
    if "\u00a0" in cell:
        cell = cell.replace("\u00a0", " ")
    # Our own files put an apostrophe before what a spreadsheet would take for a formula.
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


# --- Text -----------------------------------------------------------------------------------------------------------


def refuse_what_is_no_text(file: BinaryIO) -> None:
    """Raise `Unreadable` unless the whole file is text as `read` takes it."""
    start = file.read(4)
    file.seek(0)
    _encoding(file, start)


def _encoding(file: BinaryIO, start: bytes) -> str:
    """UTF-8 (with or without BOM), or Latin-1 as Windows writes it: the first that holds to the end of the file."""
    if start.startswith((_ZIPPED, _OLD_OFFICE)):
        raise Unreadable(
            _(
                "Filen er et regneark, som ikke kan læses. Gem det som Excel (.xlsx) uden adgangskode, og vælg det "
                "igen."
            )
        )
    if start.startswith(_UTF16):
        raise Unreadable(_("Filen er gemt som UTF-16. Gem den som »CSV UTF-8«, og vælg den igen."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            _decode(file, encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise _not_text()


def _decode(file: BinaryIO, encoding: str) -> None:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    while piece := file.read(_PIECE):
        if _CONTROL.search(decoder.decode(piece)):
            raise _not_text()
    decoder.decode(b"", final=True)
    file.seek(0)


def _not_text() -> Unreadable:
    return Unreadable(
        _(
            "Filen er ikke tekst. Vælg en CSV-fil (tekst med én række pr. linje og semikolon imellem) eller et "
            "regneark."
        )
    )


def _records(file: BinaryIO, encoding: str, known: Callable[[Sequence[str]], int]) -> Iterator[Numbered]:
    start = file.read(_START).decode(encoding, errors="ignore")
    file.seek(0)
    separator = max(SEPARATORS, key=lambda candidate: known(_headings(start, candidate)))
    lines = io.TextIOWrapper(file, encoding, newline="")
    if start.startswith("sep="):
        lines.readline()  # spreadsheets write it, and do not count it
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=True), start=1):
            yield number, cells
    except csv.Error:
        raise Unreadable(
            _("Række %(row)d kan ikke læses: et anførselstegn er ikke sluttet. Ret det, og vælg filen igen.")
            % {"row": number + 1}
        ) from None
    finally:
        if not lines.closed:
            lines.detach()


def _headings(text: str, separator: str) -> list[str]:
    start = text.lstrip("\r\n").split("\n", 2)
    first = start[1] if start[0].startswith("sep=") and len(start) > 1 else start[0]
    try:
        return next(csv.reader([first], delimiter=separator), [])
    except csv.Error:
        return []
