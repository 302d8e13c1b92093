"""What people are on after a spell: one status each, the first of a hierarchy that holds (statuses.toml)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("statuses.toml")


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Statuses from the first that holds; the last is what is left when none does. `others` are codes of no benefit."""

    version: str
    source: str
    days: tuple[int, ...]
    names: tuple[str, ...]
    places: Mapping[str, int]
    others: tuple[str, ...]

    @property
    def rest(self) -> int:
        """The place of what is left when nothing holds."""
        return len(self.names) - 1

    def status(self, codes: Iterable[str]) -> int:
        """The place of the first status that holds for somebody on all of `codes`."""
        return min((self.places[code] for code in codes), default=self.rest)


@cache
def hierarchy() -> Hierarchy:
    """The statuses of jobindsats.dk (statuses.toml)."""
    document = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rows = document["status"]
    return Hierarchy(
        version=document["version"],
        source=document["source"],
        days=tuple(document["days"]),
        names=tuple(row["name"] for row in rows),
        places={code: number for number, row in enumerate(rows) for code in row["codes"]},
        others=tuple(document["others"]),
    )
