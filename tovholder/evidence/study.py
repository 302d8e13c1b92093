"""One question asked in all the ways we have, and what may be said of the answer."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tovholder.registers.period import Period

from .differences import Differences, differences
from .panel import FEWEST_BEFORE, Panel
from .synthetic import NO_MISFIT, Synthetic, band, in_every_place, rank_p
from .weights import Real

LEVEL = 0.05
INSIDE = 0.95


class Finding(StrEnum):
    """What may be said aloud."""

    EFFECT = "effect"
    NONE_FOUND = "none_found"
    CANNOT_TELL = "cannot_tell"


class Doubt(StrEnum):
    """Why nothing may be said."""

    FEW_UNITS = "few_units"  # not even the first rank of all would be rare enough
    POOR_FIT = "poor_fit"  # the mixture misses the municipality as much as a flat line would


@dataclass(frozen=True, slots=True)
class Pretended:
    """A placebo in time: as if it had begun in `since`, seen to the real beginning alone."""

    since: Period
    effect: float
    p: float


@dataclass(frozen=True, slots=True)
class Study:
    """The whole answer. `low` and `high` (periods,) hold the gaps of INSIDE of the other units; `visible` is the root
    mean square gap from which on LEVEL would have been reached; `swing` is the standard deviation of the municipality
    itself before; `doubt` is "" where the finding may be said."""

    panel: Panel
    row: int
    before: int
    here: Synthetic
    p: float
    low: Real
    high: Real
    visible: float
    swing: float
    differences: Differences
    pretended: tuple[Pretended, ...]
    finding: Finding
    doubt: Doubt | None


def study(panel: Panel, unit: str, since: Period) -> Study:
    """Ask whether `unit` left the others' path from `since` on. CannotCompare where the panel does not allow it."""
    row, before = panel.row(unit), panel.first_after(since)
    places = in_every_place(panel, before)
    ratios = np.array([place.ratio for place in places])
    p, swing = rank_p(ratios, row), float(panel.values[row, :before].std())
    low, high = band(places, row, INSIDE)
    doubt = _doubt(len(panel.units), places[row], swing)
    return Study(
        panel=panel,
        row=row,
        before=before,
        here=places[row],
        p=p,
        low=low,
        high=high,
        visible=_visible(np.delete(ratios, row)) * places[row].unseen,
        swing=swing,
        differences=differences(panel, [row], before),
        pretended=_pretend(panel, row, before),
        finding=Finding.CANNOT_TELL if doubt else Finding.EFFECT if p <= LEVEL else Finding.NONE_FOUND,
        doubt=doubt,
    )


def _doubt(units: int, here: Synthetic, swing: float) -> Doubt | None:
    if 1 / units > LEVEL:
        return Doubt.FEW_UNITS
    if here.misfit_before > max(swing, NO_MISFIT * float(np.abs(here.actual).max())):
        return Doubt.POOR_FIT
    return None


def _visible(others: Real) -> float:
    """The smallest ratio that would rank among the LEVEL highest of all."""
    may_be_above = int(LEVEL * (len(others) + 1)) - 1
    return float(np.sort(others)[::-1][max(0, min(may_be_above, len(others) - 1))])


def _pretend(panel: Panel, row: int, before: int) -> tuple[Pretended, ...]:
    """As if it had begun halfway, and three quarters of the way, through the periods before."""
    earlier = panel.until(before)
    starts = sorted({before // 2, before * 3 // 4})
    found = []
    for start in starts:
        if start >= FEWEST_BEFORE and start < before:
            places = in_every_place(earlier, start)
            p = rank_p(np.array([place.ratio for place in places]), row)
            found.append(Pretended(panel.periods[start], places[row].effect, p))
    return tuple(found)
