"""Which numbers of a table may not be shown: the small ones, and those a small one could be worked out from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tovholder.registers.disclosure import Suppressed, suppress_row


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people (numerator alone), a share (both), or a median of `denominator` values (no numerator)."""

    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None

    @classmethod
    def share(cls, numerator: int, denominator: int) -> "Count":
        return cls(numerator, denominator, numerator / denominator if denominator else None)


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count of the whole centre and of its parts; the part None is those who belong to no unit."""

    whole: int
    parts: Mapping[int | None, int]


@dataclass(frozen=True, slots=True)
class Table:
    """One figure of one day, for the whole centre and each unit. `beside`: rows that follow by subtraction from this
    table and another published one, and are protected with it."""

    indicator: str
    day: date
    group: str
    whole: Count
    units: Mapping[int | None, Count]
    beside: tuple[CountRow, ...] = ()

    def rows(self) -> Iterable[CountRow]:
        for of in (_numerator, _denominator):
            whole = of(self.whole)
            if whole is not None:
                yield CountRow(whole, {unit: of(count) or 0 for unit, count in self.units.items()})
        yield from self.beside


@dataclass(slots=True)
class Hidden:
    whole: bool = False
    units: set[int | None] = field(default_factory=set)


def hidden(table: Table, limit: int) -> Hidden:
    """What to hide, together, over all the rows of a table: hiding more never gives anything away."""
    secret = Hidden()
    for row in table.rows():
        shown = suppress_row(row.parts, row.whole, limit)
        secret.whole |= isinstance(shown.total, Suppressed)
        secret.units |= {unit for unit, count in shown.parts.items() if isinstance(count, Suppressed)}
    return secret


def _numerator(count: Count) -> int | None:
    return count.numerator


def _denominator(count: Count) -> int | None:
    return count.denominator
