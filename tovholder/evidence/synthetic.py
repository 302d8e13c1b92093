"""Synthetic control: the municipality beside the mixture of others that followed it best before.

The weights are chosen on the outcome of the periods before alone, as Abadie, Diamond and Hainmueller 2010
(doi 10.1198/jasa.2009.ap08746) do it, but without other predictors. How unusual the gap after is, is asked of the
others: each is treated as if it had happened there, and the ratios of misfit after to misfit before are ranked. Every
unit, the real one too, is a donor for all others, so that the ranks are a randomisation test.

The misfit before is measured on stretches that the weights were not chosen on, as Abadie 2021
(doi 10.1257/jel.20191450) trains on one part and validates on another. Measured on the very periods they are chosen on,
a unit in the midst of the others fits too well to be true before and parts from its mixture after: in worlds without
any effect (tests/worlds.py) it then ranked first twice as often as it should.
"""

from dataclasses import dataclass

import numpy as np

from .panel import CannotCompare, Panel
from .weights import Real, best_mixture

PARTS = 4  # the periods before are cut in so many stretches, and each is left out in turn
NO_MISFIT = 1e-9  # of the largest number in the panel: a closer fit counts as no closer


@dataclass(frozen=True, slots=True)
class Synthetic:
    """One unit beside its mixture. `actual` and `synthetic` (periods,), `weights` (units,) with nought for the unit
    itself, `before` the number of periods before; `unseen` is the root mean square gap of periods before that were left
    out in choosing; `optimality` bounds how far the mean square misfit before is above the best."""

    unit: str
    actual: Real
    synthetic: Real
    weights: Real
    before: int
    unseen: float
    optimality: float

    @property
    def gap(self) -> Real:
        """Actual minus synthetic, (periods,)."""
        return self.actual - self.synthetic

    @property
    def misfit_before(self) -> float:
        """The root mean square gap of the periods before (RMSPE)."""
        return _root_mean_square(self.gap[: self.before])

    @property
    def misfit_after(self) -> float:
        return _root_mean_square(self.gap[self.before :])

    @property
    def ratio(self) -> float:
        """Misfit after to misfit before, unseen: how much more they part than they used to."""
        return self.misfit_after / self.unseen

    @property
    def effect(self) -> float:
        """The mean gap after, in the panel's unit."""
        return float(self.gap[self.before :].mean())


def synthetic_control(panel: Panel, row: int, before: int) -> Synthetic:
    """The unit in `row` beside the best mixture of all others, chosen on the first `before` periods."""
    if len(panel.units) < 2:
        raise CannotCompare("one_unit")
    others = np.arange(len(panel.units)) != row
    donors, target = panel.values[others].T, panel.values[row]
    found = best_mixture(donors[:before], target[:before])
    weights = np.zeros(len(panel.units))
    weights[others] = found.weights
    floor = max(NO_MISFIT * float(np.abs(panel.values).max()), 1e-300)
    unseen = max(_root_mean_square(_unseen_gap(donors[:before], target[:before])), floor)
    return Synthetic(panel.units[row], target, weights @ panel.values, weights, before, unseen, found.gap)


def _unseen_gap(donors: Real, target: Real) -> Real:
    """The gap in each stretch of periods by the mixture that is best in all the others, (periods,)."""
    places = np.arange(len(target))
    gap = np.empty(len(target))
    for left_out in np.array_split(places, PARTS):
        kept = np.setdiff1d(places, left_out)
        mixture = best_mixture(donors[kept], target[kept])
        gap[left_out] = target[left_out] - donors[left_out] @ mixture.weights
    return gap


def in_every_place(panel: Panel, before: int) -> tuple[Synthetic, ...]:
    """Placebos in space: each unit as if it had happened there, in the panel's order."""
    return tuple(synthetic_control(panel, row, before) for row in range(len(panel.units)))


def rank_p(values: Real, row: int) -> float:
    """The share of `values` (units,) at least as large as the one in `row`, itself included. Between 1/n and 1."""
    return float(np.mean(values >= values[row] * (1 - 1e-9)))


def band(places: tuple[Synthetic, ...], row: int, inside: float) -> tuple[Real, Real]:
    """Between which gaps the share `inside` of the other units lie, period by period: two rows (periods,).

    Each unit's gap is scaled by its own unseen misfit, and then by that of the unit in `row`, as the ranked ratio is.
    """
    own = places[row].unseen
    scaled = np.array([one.gap / one.unseen * own for place, one in enumerate(places) if place != row])
    edge = (1 - inside) / 2
    low, high = np.quantile(scaled, [edge, 1 - edge], axis=0)
    return low, high


def _root_mean_square(gap: Real) -> float:
    return float(np.sqrt(np.mean(gap**2)))
