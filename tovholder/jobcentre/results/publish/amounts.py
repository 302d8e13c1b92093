"""How large a part of what citizens share (hours, minutes) is of one kind: by unit, with few citizens protected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.registers.oracle import Share

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Amounts of the kind and of all, and of how many citizens: of the kind, of other kinds, and altogether."""

    of_kind: int
    all: int
    with_kind: int
    with_others: int
    citizens: int

    @property
    def count(self) -> Count:
        """The share, over so many citizens: the amounts themselves are not shown."""
        return Count(None, self.citizens, Share(self.of_kind, self.all).value)


class Amounts:
    """A row each: whose it is, in which unit, and whether it is of the kind. Shapes: all (n,)."""

    def __init__(self, citizen: Whole, unit: Whole, is_it: Mask) -> None:
        known, self._whose = np.unique(citizen, return_inverse=True)
        self._citizens, self._unit, self._is_it = len(known), unit, is_it

    def table(self, indicator: str, day: date, amounts: Whole, counts: Mask, units: Sequence[int]) -> Table:
        """The share of `amounts` over the rows that `counts`. Protected with it: how many citizens have some of the
        kind, and how many some of another."""

        def counted(rows: Whole) -> _Counted:
            is_it = self._is_it[rows]
            of_kind, of_others = rows[is_it], rows[~is_it]
            with_kind, with_others = self._with_any(of_kind), self._with_any(of_others)
            return _Counted(
                of_kind=int(amounts[of_kind].sum()),
                all=int(amounts[rows].sum()),
                with_kind=int(with_kind.sum()),
                with_others=int(with_others.sum()),
                citizens=int((with_kind | with_others).sum()),
            )

        places = np.flatnonzero(counts)
        whole, parts = counted(places), {unit: counted(places[self._unit[places] == unit]) for unit in units}
        return Table(
            indicator,
            day,
            "",
            whole.count,
            {unit: part.count for unit, part in parts.items()},
            (
                CountRow(whole.with_kind, {unit: part.with_kind for unit, part in parts.items()}),
                CountRow(whole.with_others, {unit: part.with_others for unit, part in parts.items()}),
            ),
        )

    def _with_any(self, rows: Whole) -> Mask:
        """By citizen: is one of the rows theirs?"""
        found = np.zeros(self._citizens, dtype=bool)
        found[self._whose[rows]] = True
        return found
