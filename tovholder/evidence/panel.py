"""A panel: many units over the same periods, none missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from tovholder.registers.period import Period, Span

from .sentences import SENTENCES
from .weights import Real

FEWEST_BEFORE = 4  # periods before, below which a fit says nothing


class CannotCompare(ValueError):
    """The panel does not hold what is asked of it. `code` is a key of evidence.sentences; the text is its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(SENTENCES[code] % params)


@dataclass(frozen=True, slots=True)
class Panel:
    """`values` (units, periods) in the unit of the source; `periods` follow each other without a hole.

    `left_out`: units of the source that lack a period, with the first they lack; `sums`: rows that hold others.
    """

    units: tuple[str, ...]
    periods: tuple[Period, ...]
    values: Real
    left_out: Mapping[str, Period] = field(default_factory=dict)
    sums: tuple[str, ...] = ()

    def row(self, unit: str) -> int:
        """Where a unit stands, written in capitals or not. CannotCompare where it is not there."""
        for place, name in enumerate(self.units):
            if name.casefold() == unit.casefold():
                return place
        for name, period in self.left_out.items():
            if name.casefold() == unit.casefold():
                raise CannotCompare("left_out", unit=name, period=period.danish())
        raise CannotCompare("no_such_unit", unit=unit[:60])

    def first_after(self, since: Period) -> int:
        """How many periods lie before `since`. CannotCompare where too few do, or none after."""
        before = sum(period.last_day < since.first_day for period in self.periods)
        if before == len(self.periods):
            raise CannotCompare("none_after", last=self.periods[-1].danish())
        if before < FEWEST_BEFORE:
            raise CannotCompare("few_before", found=before, least=FEWEST_BEFORE)
        return before

    def until(self, end: int) -> "Panel":
        """The first `end` periods alone."""
        return Panel(self.units, self.periods[:end], self.values[:, :end])


def following(period: Period) -> Period:
    """The period after this one, of the same kind."""
    last = {Span.MONTH: 12, Span.QUARTER: 4, Span.ROLLING_YEAR: 4, Span.YEAR: 0}[period.span]
    if period.number >= last:
        return Period(period.year + 1, period.span, 1 if last else 0)
    return Period(period.year, period.span, period.number + 1)


def first_missing(periods: Sequence[Period]) -> Period | None:
    """The first period that is missing between those given, in order; None where none is."""
    for earlier, later in pairwise(periods):
        if following(earlier) != later:
            return following(earlier)
    return None


def panel_of(units: Sequence[str], periods: Sequence[str], values: object) -> Panel:
    """A panel from codes of periods and rows of numbers, for those who have them at hand."""
    array = np.asarray(values, dtype=np.float64)
    assert array.shape == (len(units), len(periods))
    return Panel(tuple(units), tuple(Period.parse(code) for code in periods), array)
