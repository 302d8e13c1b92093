"""What a file would do: found in the dry run, found again before it is done, and only then carried out."""

import hashlib
import json
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be put right before anything is read in. `row` is the row of the file, its heading being 1."""

    row: int | None
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Difference:
    """The file says one thing, we another, and a file may not decide. Both values, never a name or a CPR number."""

    row: int
    column: str
    here: str
    in_file: str


@dataclass(slots=True)
class Plan:
    """What a file would do. Each row is new, changed, unchanged or wrong.

    `new` and `changed` hold the kind's own frozen rows, one for a row of the file; `beside` what comes with them and is
    written first (a unit, a company); `touched` the citizens we have that the file speaks of.
    """

    kind: str
    rows: int = 0
    beside: list[Any] = field(default_factory=list)
    new: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    unchanged: int = 0
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    changed_columns: Counter[str] = field(default_factory=Counter)
    touched: set[int] = field(default_factory=set)

    def wrong(self, row: int | None, column: str, sentence: str) -> None:
        self.problems.append(Problem(row, column, sentence))

    def differs(self, row: int, column: str, here: object, in_file: object) -> None:
        self.differences.append(Difference(row, column, str(here), str(in_file)))

    @property
    def changes_nothing(self) -> bool:
        return not (self.beside or self.new or self.changed)

    def counts(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "wrong": len({problem.row for problem in self.problems}),
            "beside": len(self.beside),
            "also": self.also,
            "columns": dict(self.changed_columns),
        }

    def digest(self) -> str:
        """Return what tells this plan from another: a digest of all it would write, and from what to what."""
        written = [[type(row).__name__, asdict(row)] for row in [*self.beside, *self.new, *self.changed]]
        text = json.dumps([self.kind, written], default=str, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def batches(keys: Iterable[Key], size: int = 500) -> Iterable[Sequence[Key]]:
    """Split the distinct keys for `in` lookups: few queries, and never more parameters than a database takes."""
    distinct = list(dict.fromkeys(keys))
    return (distinct[start : start + size] for start in range(0, len(distinct), size))
