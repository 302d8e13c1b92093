"""Is a backup whole? Every row is read, counted and summed, every CPR number opened, and its log's chain walked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tovholder.jobcentre.audit import chain
from tovholder.jobcentre.audit.models import Record, Seal, Segment
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.safekeeping.checks import opens
from tovholder.jobcentre.safekeeping.contents import Part, Reader, opened
from tovholder.jobcentre.safekeeping.tables import Table


class Wrong(Exception):
    """The backup can be read, but what is in it does not hold; `args[0]` is a sentence."""


@dataclass(frozen=True)
class Whole:
    made_at: str
    program: str
    rows: int
    sealed: int
    sums: dict[str, str]


def look_through(path: Path) -> Whole:
    """Read the backup at `path` twice, a row at a time. Raises `Unreadable`, `AnotherKey` or `Wrong`."""
    with opened(path) as reader:
        for part in reader.parts:
            if part.name == Citizen._meta.label_lower:
                _every_number_opens(reader, part)
            else:
                reader.pass_by(part)
        reader.finish()
        rows = sum(part.rows for part in reader.parts)
        sealed = _the_chain_holds(path)
        return Whole(reader.header.made_at, reader.header.program, rows, sealed, reader.sums)


def _every_number_opens(reader: Reader, part: Part) -> None:
    places = [part.columns.index(name) for name in ("cpr_encrypted", "cpr_fingerprint", "birth_date")]
    wrong = 0
    for row in reader.rows(part):
        encrypted, fingerprint, born = (row[place] for place in places)
        wrong += not opens(encrypted, fingerprint, date.fromisoformat(born))
    if wrong:
        raise Wrong(f"{wrong} CPR-numre i sikkerhedskopien kan ikke læses med den nøgle, der er sat.")


def _the_chain_holds(path: Path) -> int:
    """The links come from one reading of the file and their lines from another: neither fits in memory."""
    with opened(path) as of_links, opened(path) as of_lines:
        segments = sorted(_rows_of(Segment, of_links), key=lambda segment: segment.month)
        links = _Ahead(_rows_of(Seal, of_links))
        lines = _Lines(_rows_of(Record, of_lines))

        def of(segment: Segment) -> Iterator[tuple[Seal, Record | None]]:
            while links.next is not None and links.next.segment_id == segment.pk:
                yield links.next, lines.take(links.next.record)
                links.move()

        try:
            held = chain.walk(segments, of)
        except chain.BrokenChain as broken:
            raise Wrong(f"Loggen i sikkerhedskopien er ændret. {broken}") from None
        if links.next is not None:
            raise Wrong(
                f"Loggen i sikkerhedskopien er ændret. Seglet på linje {links.next.record} er flyttet."
            )
        return held


def _rows_of(model: type[Any], reader: Reader) -> Iterator[Any]:
    """The rows of one table, on from where the reader is."""
    while reader.parts:
        part = reader.parts.pop(0)
        if part.name != model._meta.label_lower:
            reader.pass_by(part)
            continue
        understand = Table(model, part.columns).understand()
        for row in reader.rows(part):
            yield model(**dict(zip(part.columns, understand(row), strict=True)))
        return


class _Ahead:
    """An iterator whose next can be seen before it is taken."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self.move()

    def move(self) -> None:
        self.next = next(self._rows, None)


class _Lines:
    """Lines by number, asked for nearly in order: only those passed by (sealed later, or never) are remembered."""

    def __init__(self, rows: Iterator[Record]) -> None:
        self._ahead = _Ahead(rows)
        self.waiting: dict[int, Record] = {}

    def take(self, number: int) -> Record | None:
        while self._ahead.next is not None and self._ahead.next.pk <= number:
            self.waiting[self._ahead.next.pk] = self._ahead.next
            self._ahead.move()
        return self.waiting.pop(number, None)
