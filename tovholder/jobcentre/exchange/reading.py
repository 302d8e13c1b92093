"""A file's bytes into headings and rows of text: encoding and separator found out, all else refused in a sentence."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tovholder.jobcentre.access.refused import Refused

MOST_BYTES = 50 * 1024 * 1024
SEPARATORS = (";", ",", "\t", "|")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_GUARDED = ("'=", "'+", "'-", "'@")


class Unreadable(Refused):
    """The file is not one we can read at all; the text says what to do. Nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are (row number in the file, trimmed cells); rows without anything in them count, but are left out."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read(content: bytes, known: Callable[[Sequence[str]], int]) -> Sheet:
    """Return the sheet in `content`; `known` counts the headings we recognise, and the best separator wins."""
    text = decode(content)
    separator = max(SEPARATORS, key=lambda candidate: known(_headings(text, candidate)))
    numbered = [(number, [_clean(cell) for cell in cells]) for number, cells in _records(text, separator)]
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if not filled:
        raise Unreadable(_("Filen er tom. Vælg en fil med overskrifter i første række."))
    return Sheet(headings=filled[0][1], rows=filled[1:])


def decode(content: bytes) -> str:
    """Return the text of UTF-8 (with or without BOM) or Latin-1 as Windows writes it; raise `Unreadable` otherwise."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Filen er større end 50 MB. Del den i flere, og læs dem ind én ad gangen."))
    if content.startswith(_SPREADSHEETS):
        raise Unreadable(
            _("Filen er et regneark. Åbn det, vælg Gem som, vælg »CSV UTF-8«, og vælg så den nye fil her.")
        )
    if content.startswith(_UTF16):
        raise Unreadable(_("Filen er gemt som UTF-16. Gem den som »CSV UTF-8«, og vælg den igen."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise _not_text() from None
    if _CONTROL.search(text):
        raise _not_text()
    return text.removeprefix("\ufeff")


def _not_text() -> Unreadable:
    return Unreadable(
        _("Filen er ikke tekst. Vælg en CSV-fil: tekst med én række pr. linje og semikolon imellem.")
    )


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="")
    if text.startswith("sep="):
        lines.readline()  # spreadsheets write it, and do not count it
    records: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=True), start=1):
            records.append((number, cells))
    except csv.Error:
        raise Unreadable(
            _("Række %(row)d kan ikke læses: et anførselstegn er ikke sluttet. Ret det, og vælg filen igen.")
            % {"row": len(records) + 1}
        ) from None
    return records


def _headings(text: str, separator: str) -> list[str]:
    start = text.lstrip("\r\n").split("\n", 2)
    first = start[1] if start[0].startswith("sep=") and len(start) > 1 else start[0]
    try:
        return next(csv.reader([first], delimiter=separator), [])
    except csv.Error:
        return []


def _clean(cell: str) -> str:
    cell = cell.replace("\u00a0", " ").strip()
    # Our own files put an apostrophe before what a spreadsheet would take for a formula.
    return cell[1:] if cell.startswith(_GUARDED) else cell
