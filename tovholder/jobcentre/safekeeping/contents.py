"""What a backup says, line by line: a manifest, then for each table its rows and their sum.

{"steps": […], "tables": [{"name": …, "columns": […], "rows": …, "last_number": …}, …]}
[1, "Anna", …]                      a row
{"sum": "…"}                        SHA-256 of the table's rows as they stand
"""

import gzip
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from tovholder.jobcentre.safekeeping.chest import Header, Opening, Sealing, Unreadable
from tovholder.jobcentre.safekeeping.tables import Row, Step, line

_SOME_BYTES = 1 << 16
_QUICK = 3  # gzip's level: the file grows by a tenth, the time halves


@dataclass(frozen=True)
class Part:
    """One table in the file."""

    name: str
    columns: list[str]
    rows: int
    last_number: int


class Writer:
    """Write the lines of a backup into an open file."""

    def __init__(self, file: IO[bytes], header: Header, steps: list[Step], parts: list[Part]) -> None:
        self._chest = Sealing(file, header)
        self._lines = gzip.GzipFile(fileobj=self._chest, mode="wb", compresslevel=_QUICK, mtime=0)
        self._lines.write(line({"steps": steps, "tables": [asdict(part) for part in parts]}))

    def write(self, part: Part, rows: Iterable[Row]) -> None:
        seen, written = hashlib.sha256(), 0
        for row in rows:
            text = line(row)
            seen.update(text)
            self._lines.write(text)
            written += 1
        if written != part.rows:
            raise AssertionError(f"{part.name}: {part.rows} rows counted, {written} read in the same moment")
        self._lines.write(line({"sum": seen.hexdigest()}))

    def finish(self) -> None:
        self._lines.close()
        self._chest.finish()


class Reader:
    """Read the lines of a backup in their order. Raises `Unreadable` where they are not what the manifest says."""

    def __init__(self, opening: Opening) -> None:
        self.header = opening.header
        self._lines = gzip.GzipFile(fileobj=io.BufferedReader(opening, _SOME_BYTES), mode="rb")
        manifest = json.loads(self._lines.readline())
        self.steps: list[Step] = [(app, name) for app, name in manifest["steps"]]
        self.parts = [Part(**part) for part in manifest["tables"]]
        self.sums: dict[str, str] = {}

    def rows(self, part: Part) -> Iterator[list[Any]]:
        """The rows of the next table, counted and summed as they go; read to the end before the next is asked for."""
        seen = hashlib.sha256()
        for _ in range(part.rows):
            text = self._lines.readline()
            seen.update(text)
            yield json.loads(text)
        self._end(part, seen.hexdigest())

    def pass_by(self, part: Part) -> None:
        seen = hashlib.sha256()
        for _ in range(part.rows):
            seen.update(self._lines.readline())
        self._end(part, seen.hexdigest())

    def _end(self, part: Part, found: str) -> None:
        if json.loads(self._lines.readline() or "null") != {"sum": found}:
            raise Unreadable(
                f"Sikkerhedskopien passer ikke med sig selv i {part.name}: antallet eller summen er en anden end den, "
                "der blev skrevet. Brug en anden kopi, og gem denne: det er en fejl i Tovholder."
            )
        self.sums[part.name] = found

    def finish(self) -> None:
        """Read to the end of the file: only there is it known to be whole."""
        if self._lines.read(1):
            raise Unreadable("Der står mere i sikkerhedskopien, end den selv siger. Brug en anden kopi.")


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """Open the backup at `path`; raises `Unreadable` or `AnotherKey`."""
    try:
        file = path.open("rb")
    except OSError as wrong:
        raise Unreadable(f"{path} kan ikke læses: {wrong.strerror}.") from None
    with file:
        yield Reader(Opening(file))
