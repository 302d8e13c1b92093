"""Which pairs the solver looks at: all where that is few, otherwise the promising, and what the prices then ask for."""

import numpy as np

from tovholder.assignment.bound import Bound
from tovholder.assignment.costs import NOBODY, Columns, Costs, Floats, Ints

ALL_PAIRS = 1_500_000  # so many pairs are simply all looked at
CANDIDATES = 8
_LOOKED_AT = 20
_BEST = 4  # of the candidates, the rest are drawn from those looked at
_JITTER = 0.05  # points, so that equals are not all offered the same few employees


def columns_of(citizens: Ints, employees: Ints, costs: Costs) -> Columns:
    """Columns of P pairs given as places, in any order and more than once; pairs not allowed are left out."""
    keys = citizens * costs.employees + employees
    if not (keys[1:] > keys[:-1]).all():
        keys = np.sort(keys)  # quicker than numpy's own unique
        keys = keys[np.append(True, keys[1:] > keys[:-1])]
    citizens, employees = np.divmod(keys, costs.employees)
    cost = costs.of(citizens, employees)
    allowed = np.isfinite(cost)
    return Columns(citizens[allowed], employees[allowed], cost[allowed])


def everything(costs: Costs, citizens: Ints) -> Columns:
    """All allowed pairs of these citizens."""
    rows = costs.rows(citizens)
    row, employee = np.nonzero(np.isfinite(rows))
    return Columns(citizens[row], employee, rows[row, employee])


def promising(costs: Costs, citizens: Ints, prices: Floats, draw: np.random.Generator) -> Columns:
    """About CANDIDATES for each of these citizens: the best at `prices` (E, a unit), and some drawn from the next."""
    if len(citizens) * costs.employees <= ALL_PAIRS:
        return everything(costs, citizens)
    open_to_all = citizens[~costs.only_special[citizens]]
    own = np.isin(costs.special_of, citizens) if len(citizens) < costs.citizens else slice(None)
    of, employees = _drawn(costs, open_to_all, prices, draw)
    return columns_of(
        np.concatenate([of, costs.special_of[own]]), np.concatenate([employees, costs.special[own]]), costs
    )


def _drawn(costs: Costs, citizens: Ints, prices: Floats, draw: np.random.Generator) -> tuple[Ints, Ints]:
    some = costs.of_those(citizens)
    jitter = draw.random((costs.employees, len(some.sizes))) * _JITTER
    found, _values = some.cheapest(prices[:, None] * some.sizes + jitter, _LOOKED_AT)
    luck = draw.random(found.shape)
    luck[:, :_BEST] = -1.0
    chosen = np.argpartition(luck, min(CANDIDATES, found.shape[1]) - 1, axis=1)[:, :CANDIDATES]
    pairs = np.take_along_axis(found, chosen, axis=1)
    row, at = np.nonzero(pairs != NOBODY)
    return citizens[row], pairs[row, at]


def with_takers(columns: Columns, priced: Bound, citizens: Ints, costs: Costs) -> Columns:
    """The columns and, for these citizens, those whom the prices found to be cheapest of all allowed."""
    takers = priced.takers[citizens]
    row, at = np.nonzero(takers != NOBODY)
    return columns_of(
        np.concatenate([columns.citizen, citizens[row]]),
        np.concatenate([columns.employee, takers[row, at]]),
        costs,
    )
