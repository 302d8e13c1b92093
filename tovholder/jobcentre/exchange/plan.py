"""What a file would do: found in the dry run, found again before it is done, and only then carried out."""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
MOST_LISTED = 2000


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
    """What some of a file's rows would do. Each row is new, changed, unchanged or wrong.

    `new` and `changed` hold the kind's own frozen rows, one for a row of the file; `following` is new as well, but
    needs the room that a change makes; `beside` is what comes with them and is written first (a unit, a
    company); `touched` the citizens we have that the rows speak of. `rows` are those met here, `settled` those
    whose fate is known with it.
    """

    kind: str
    rows: int = 0
    settled: int = 0
    beside: list[Any] = field(default_factory=list)
    new: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    following: list[Any] = field(default_factory=list)
    unchanged: int = 0
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    changed_columns: Counter[str] = field(default_factory=Counter)
    touched: set[int] = field(default_factory=set)
    # The cells of wrong rows, where they are at hand.
    cells: dict[int, list[str]] = field(default_factory=dict)

    def wrong(self, row: int | None, column: str, sentence: str) -> None:
        self.problems.append(Problem(row, column, sentence))

    def differs(self, row: int, column: str, here: object, in_file: object) -> None:
        self.differences.append(Difference(row, column, str(here), str(in_file)))

    def keep_cells(self, cells: dict[int, list[str]]) -> None:
        self.cells = {problem.row: cells[problem.row] for problem in self.problems if problem.row is not None}

    def written(self) -> bytes:
        """Return all that the plan would write, and from what to what, as bytes to tell it from another by."""
        return "".join(
            f"{type(row).__name__}{tuple.__repr__(row) if isinstance(row, tuple) else row!r}"
            for rows in (self.beside, self.new, self.changed, self.following)
            for row in rows
        ).encode()


class Total:
    """What a whole file would do, added up from its plans, of which none is kept.

    Of problems and differences the first `MOST_LISTED` are listed, and all are counted.
    """

    def __init__(self, kind: str) -> None:
        self.rows = self.settled = self.new = self.changed = self.unchanged = self.wrong = self.beside = 0
        self.problem_count = self.difference_count = 0
        self.columns: Counter[str] = Counter()
        self.also: list[str] = []
        self.problems: list[Problem] = []
        self.differences: list[Difference] = []
        self._written = hashlib.sha256(kind.encode())

    def add(self, plan: Plan) -> None:
        self.rows += plan.rows
        self.settled += plan.settled
        self.new += len(plan.new) + len(plan.following)
        self.changed += len(plan.changed)
        self.unchanged += plan.unchanged
        self.beside += len(plan.beside)
        self.wrong += len({problem.row for problem in plan.problems})
        self.problem_count += len(plan.problems)
        self.difference_count += len(plan.differences)
        self.columns += plan.changed_columns
        self.also += plan.also
        self.problems += plan.problems[: MOST_LISTED - len(self.problems)]
        self.differences += plan.differences[: MOST_LISTED - len(self.differences)]
        self._written.update(plan.written())

    @property
    def changes_nothing(self) -> bool:
        return not (self.beside or self.new or self.changed)

    def counts(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "wrong": self.wrong,
            "beside": self.beside,
            "problems": self.problem_count,
            "differences": self.difference_count,
            "also": self.also,
            "columns": dict(self.columns),
        }

    def digest(self) -> str:
        """Return what tells this file's doing from another's."""
        return self._written.hexdigest()


def batches(keys: Iterable[Key], size: int = 500) -> Iterable[Sequence[Key]]:
    """Split the distinct keys for `in` lookups: few queries, and never more parameters than a database takes."""
    distinct = list(dict.fromkeys(keys))
    return (distinct[start : start + size] for start in range(0, len(distinct), size))
