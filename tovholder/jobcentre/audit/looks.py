"""Which citizens' data this request has read, and which of those looks are on record.

The two sets are compared before the page leaves the house (`middleware.NoLogNoLook`): no log, no look.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Looks:
    seen: set[int] = field(default_factory=set)
    recorded: set[int] = field(default_factory=set)

    def unrecorded(self) -> set[int]:
        return self.seen - self.recorded


_looks: ContextVar[Looks | None] = ContextVar("looks", default=None)


@contextmanager
def noticed() -> Iterator[Looks]:
    """Notice every citizen read inside the block."""
    looks = Looks()
    token = _looks.set(looks)
    try:
        yield looks
    finally:
        _looks.reset(token)


def saw(citizen: int | None) -> None:
    looks = _looks.get()
    if looks is not None and citizen is not None:
        looks.seen.add(citizen)


def recorded(*citizens: int | None) -> None:
    looks = _looks.get()
    if looks is not None:
        looks.recorded.update(c for c in citizens if c is not None)
