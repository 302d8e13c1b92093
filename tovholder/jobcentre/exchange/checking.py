"""What a file would do, a part at a time. Reads only."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO

from tovholder.jobcentre.exchange.columns import Kind, Parts
from tovholder.jobcentre.exchange.kinds import KINDS, known_headings, recognise
from tovholder.jobcentre.exchange.models import ImportRun, What
from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.exchange.reading import Sheet, read
from tovholder.jobcentre.exchange.stored import Numbered, decrypt, unpack

PART_ROWS = 1000
_PART_SIGNS = 400_000


def open_file(file: BinaryIO, kind: str | None) -> tuple[Kind, Sheet]:
    """Return the sheet in the file and its kind, found from its headings when nobody says it; raises `Unreadable`."""
    sheet = read(file, known_headings)
    chosen = KINDS[kind] if kind else recognise(sheet.headings)
    chosen.refuse_headings(sheet.headings)
    return chosen, sheet


def in_parts(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """Some rows at a time: so many that it is worth while, and so few that it is soon done."""
    some: list[Numbered] = []
    signs = 0
    for numbered in rows:
        some.append(numbered)
        signs += sum(map(len, numbered[1]))
        if len(some) >= PART_ROWS or signs >= _PART_SIGNS:
            yield some
            some, signs = [], 0
    if some:
        yield some


def plans_of(run: ImportRun, today: date) -> Iterator[Plan]:
    """Go through the kept file, and yield what it would do today: the same parts every time."""
    kind = KINDS[run.kind]
    return kind.plans(Parts(kind, run.headings, lambda: kept_rows(run)), today)


def kept_rows(
    run: ImportRun, what: str = What.ROWS, *, since: int = 0, until: int | None = None
) -> Iterator[list[Numbered]]:
    """The kept rows, a part at a time; each is fetched by itself, so that no query stays open meanwhile."""
    parts = run.parts.filter(what=what) if until is None else run.parts.filter(what=what, number__lt=until)
    while part := parts.filter(number__gte=since).order_by("number").first():
        since = part.number + 1
        yield unpack(bytes(part.content))


def kept_bytes(run: ImportRun) -> bytes:
    parts = run.parts.filter(what=What.BYTES).order_by("number")
    return b"".join(decrypt(bytes(part.content)) for part in parts)
