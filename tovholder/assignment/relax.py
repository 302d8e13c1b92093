"""The relaxation in which a citizen may be shared: a transportation problem, and its prices.

Hours depend on the citizen alone, so with y = hours x share the relaxation sends hours from citizens through employees
to a sink. Load costs are convex, so each straight piece is an arc of its own. Minimum-cost flow solves it exactly, and
at most E - 1 citizens are shared (a basis is a forest). Prices are what an hour more costs at each employee.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from tovholder.assignment.costs import Columns, Floats, Ints
from tovholder.assignment.load import Loads

STEPS_A_POINT = 256  # the flow reckons in whole numbers: this many to a point a unit
_ENOUGH = 1 << 40


class NoFlow(RuntimeError):
    """The flow could not be solved. It always can: the last piece of every load has no end."""


@dataclass(frozen=True)
class Relaxed:
    """`flow` (columns): units sent by each column. `prices` (E): points a unit more would cost there."""

    flow: Ints
    prices: Floats


@dataclass(frozen=True)
class _Pieces:
    """The straight pieces of all load costs: whose, how many units wide, and the price of one, in whole steps."""

    employee: Ints
    width: Ints
    price: Ints


def relax(columns: Columns, units: Ints, fixed: Ints, loads: Loads) -> Relaxed:
    """Solve it for those in `columns`. `units` (N): of hours, above 0 for those; `fixed` (E): load already there."""
    new = np.append(True, columns.citizen[1:] > columns.citizen[:-1])
    people, row = columns.citizen[new], np.cumsum(new) - 1
    pieces = _pieces(loads, fixed)
    unit_costs = np.rint(columns.cost / units[columns.citizen] * STEPS_A_POINT).astype(np.int64)
    flow, used = _flow(row, columns.employee, unit_costs, units[people], pieces, len(fixed))
    lowest = _price_below(loads, fixed)
    np.maximum.at(lowest, pieces.employee[used > 0], pieces.price[used > 0])
    prices = _prices(row, columns.employee, unit_costs, flow, lowest)
    return Relaxed(flow, prices / STEPS_A_POINT)


def _price_below(loads: Loads, fixed: Ints) -> Ints:
    """What the last unit of the load already there costs: for less nobody would take it over."""
    everybody, there = np.arange(len(fixed)), np.maximum(fixed, 1)
    price = loads.at(everybody, there) - loads.at(everybody, there - 1)
    below: Ints = np.rint(np.where(fixed > 0, price, 0.0) * STEPS_A_POINT).astype(np.int64)
    return below


def _pieces(loads: Loads, fixed: Ints) -> _Pieces:
    """Neighbouring units with the same price are one piece; what is below the load already there is left out."""
    price = np.rint(np.diff(loads.table, axis=1) * STEPS_A_POINT).astype(np.int64)
    price = np.hstack([price, np.rint(loads.last * STEPS_A_POINT).astype(np.int64)[:, None]])
    begins = np.hstack([np.ones((len(price), 1), np.bool_), np.diff(price, axis=1) > 0])
    employee, start = np.nonzero(begins)
    end = np.append(start[1:], 0)
    end[np.append(employee[1:] != employee[:-1], True)] = _ENOUGH
    width = end - np.maximum(start, np.minimum(fixed[employee], end))
    there = width > 0
    return _Pieces(employee[there], width[there], price[employee, start][there])


def _flow(
    row: Ints, employee: Ints, cost: Ints, supply: Ints, pieces: _Pieces, employees: int
) -> tuple[Ints, Ints]:
    people = len(supply)
    sink = people + employees
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        row.astype(np.int32), (people + employee).astype(np.int32), supply[row], cost
    )
    ends = solver.add_arcs_with_capacity_and_unit_cost(
        (people + pieces.employee).astype(np.int32),
        np.full(len(pieces.employee), sink, np.int32),
        np.minimum(pieces.width, supply.sum()),
        pieces.price,
    )
    solver.set_nodes_supplies(np.arange(people, dtype=np.int32), supply)
    solver.set_node_supply(sink, -int(supply.sum()))
    if solver.solve() != solver.OPTIMAL:
        raise NoFlow
    sent: Ints = solver.flows(arcs)
    used: Ints = solver.flows(ends)
    return sent, used


def _prices(row: Ints, employee: Ints, cost: Ints, flow: Ints, lowest: Ints) -> Ints:
    """The lowest prices at which nobody would rather be elsewhere: longest paths from employee to employee.

    Somebody at e would pay `cost there - cost here` to move, so the price there is at least the price here less that.
    """
    carries = np.flatnonzero(flow > 0)
    sizes = np.bincount(row)
    first = np.cumsum(sizes) - sizes
    many = sizes[row[carries]]
    there = np.repeat(first[row[carries]] - (np.cumsum(many) - many), many) + np.arange(many.sum())
    here = np.repeat(carries, many)
    key = employee[there] * len(lowest) + employee[here]
    gain = cost[here] - cost[there]
    order = np.lexsort((gain, key))
    last = order[np.append(key[order][1:] != key[order][:-1], True)]
    gain, to, origin = gain[last], employee[there[last]], employee[here[last]]
    starts = np.flatnonzero(np.append(True, to[1:] != to[:-1]))
    prices = lowest.copy()
    for _round in range(len(lowest) + 1):
        better = prices.copy()
        better[to[starts]] = np.maximum(
            better[to[starts]], np.maximum.reduceat(prices[origin] + gain, starts)
        )
        if np.array_equal(better, prices):
            break
        prices = better
    return prices
