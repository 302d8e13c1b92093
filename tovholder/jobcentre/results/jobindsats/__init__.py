"""The open API of jobindsats.dk, version 2: asked with patience, and what was answered kept for a while.

Version 3 is not here: how it is asked in general can be read in public scripts, but not what it calls the areas and
benefit groups of the table Y30R21 (docs/decisions/0035).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from tovholder.jobcentre.results.jobindsats.asking import Http, Question
from tovholder.jobcentre.results.jobindsats.kept import Kept
from tovholder.jobcentre.results.jobindsats.patience import Patience, patiently
from tovholder.jobcentre.results.jobindsats.wrong import (
    JobindsatsRefused,
    UnknownShape,
)
from tovholder.registers.benchmark import read_benchmark
from tovholder.registers.benchmark.asking import TABLE, UnreadableDescription, read_description
from tovholder.registers.benchmark.rows import UnreadableBenchmark

__all__ = ["Http", "Jobindsats", "JobindsatsRefused", "Kept", "Patience"]

Read = TypeVar("Read")


@dataclass(frozen=True)
class Jobindsats:
    """What is asked, how long we are patient, and where answers are kept (None: nowhere)."""

    http: Http
    kept: Kept | None = None
    patience: Patience = field(default_factory=Patience)

    def benchmark(self, newest: int, *, now: datetime) -> bytes:
        """The answer of Y30R21 for the `newest` periods, as `results.actions.read_benchmark` takes it.

        Raises JobindsatsRefused with a sentence that says what to do.
        """
        described = self._ask(Question(f"tables/{TABLE}/json/"), read_description, now)
        question = Question(f"data/{TABLE}/json", read_description(described).question(newest))
        return self._ask(question, read_benchmark, now)

    def _ask(self, question: Question, read: Callable[[bytes], Read], now: datetime) -> bytes:
        """The kept answer while it is young, else a new one; only an answer that can be read is kept."""
        kept = self.kept.young(question.name(self.http.url), now) if self.kept else None
        if kept is not None and _is_readable(kept, read):
            return kept
        answer = patiently(lambda: self.http.ask(question), self.patience)
        try:
            read(answer)
        except UnreadableBenchmark as wrong:
            raise UnknownShape(wrong.danish()) from wrong
        except UnreadableDescription as wrong:
            raise UnknownShape() from wrong
        if self.kept:
            self.kept.keep(question.name(self.http.url), answer, now)
        return answer


def _is_readable(answer: bytes, read: Callable[[bytes], Read]) -> bool:
    try:
        read(answer)
    except (UnreadableBenchmark, UnreadableDescription):
        return False
    return True
