"""How good could it be? A bound that anybody can check with nothing but a list of prices.

Let every employee ask a price for each unit of load. Then each citizen takes the cheapest allowed employee, price
included, and each employee the load at which cost less income is least. No assignment can cost less than those two
sums: it pays at least the first, and for the prices it gets back at least the second (weak duality). True for any
prices; the prices of the relaxation make it tight. The citizens' sum is over all allowed pairs, candidates or not.
"""

from dataclasses import dataclass, replace

import numpy as np

from tovholder.assignment.costs import Columns, Costs, Floats, Ints
from tovholder.assignment.load import Loads


@dataclass(frozen=True)
class Bound:
    """`value`: points no assignment of these citizens goes below, at `prices` (E, points a unit).

    `takers`, `values` (N, k): their cheapest employees in order, and the points with the price; `least` (N): the first.
    """

    value: float
    prices: Floats
    takers: Ints
    values: Floats

    @property
    def least(self) -> Floats:
        return self.values[:, 0]

    def of_those(self, citizens: Ints) -> "Bound":
        """The same for some of the citizens, who must be all that somebody may follow."""
        return replace(self, takers=self.takers[citizens], values=self.values[citizens])

    def reduced(self, columns: Columns, units: Ints) -> Floats:
        """Points by which each column, price included, is above the cheapest there is for its citizen. `units`: (N)."""
        income = self.prices[columns.employee] * units[columns.citizen]
        return columns.cost + income - self.least[columns.citizen]


def bound(costs: Costs, loads: Loads, prices: Floats, *, many: int = 1) -> Bound:
    """The bound at `prices` (E, points a unit) over all allowed pairs. Whom nobody may follow is not counted."""
    prices = loads.within(prices)
    takers, values = costs.cheapest(prices[:, None] * costs.sizes, many)
    least = values[:, 0]
    value = float(least[np.isfinite(least)].sum() + loads.least(prices).sum())
    return Bound(value, prices, takers, values)
