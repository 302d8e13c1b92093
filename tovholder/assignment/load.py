"""What an employee's load costs, at every whole number of units: a convex table, so that it can stand in the bound.

Every load is a sum of citizens' hours and so a whole number of units, the largest amount they all are multiples of.
Costs count at those points alone. That makes the bound better than hours without steps would: half a quarter of an hour
that nobody can fill is not promised.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tovholder.assignment.cost import Steps, load_cost, load_steps
from tovholder.assignment.costs import Costs, Floats, Ints
from tovholder.assignment.problem import HUNDREDTHS, Problem


@dataclass(frozen=True)
class Loads:
    """E employees. `table` (E, M): points at 0 .. M - 1 units, convex; beyond it `last` (E) points a unit, no less."""

    table: Floats
    last: Floats

    @cached_property
    def _everybody(self) -> Ints:
        return np.arange(len(self.table))

    def at(self, employees: Ints, units: Ints) -> Floats:
        """Points of these employees with these loads (same shape, or broadcast); infinite below zero."""
        end = self.table.shape[1] - 1
        cost = self.table[employees, np.clip(units, 0, end)] + self.last[employees] * np.maximum(
            units - end, 0
        )
        return np.where(units < 0, np.inf, cost)

    def of(self, units: Ints) -> Floats:
        """Points of everybody with `units` (E)."""
        return self.at(self._everybody, units)

    def least(self, prices: Floats) -> Floats:
        """(E) the least of points less price a unit, over all loads. `prices` (E): at most `last`, see `within`."""
        units = np.arange(self.table.shape[1])
        least: Floats = (self.table - prices[:, None] * units).min(axis=1)
        return least

    def within(self, prices: Floats) -> Floats:
        """Prices (E) for which there is a least: neither below zero nor above `last`."""
        return np.clip(prices, 0.0, self.last)


def loads_of(problem: Problem, costs: Costs) -> Loads:
    """The table of every employee in units of `costs.unit`, to just above the last step."""
    hours = np.array([employee.hours for employee in problem.employees], np.float64)
    return load_table(hours, load_steps(problem.weights, problem.even_load), costs.unit)


def load_table(hours: Floats, steps: Steps, unit: int) -> Loads:
    """`hours` (E) a week; `unit` in hundredths of an hour. After the table the load is above every step."""
    size = unit / HUNDREDTHS
    highest = max((share for share, _points in steps), default=0.0) * hours.max(initial=0.0)
    units = np.arange(int(highest / size) + 3) * size
    table = np.zeros((len(hours), len(units)))
    for share, points in steps:
        table += points * np.maximum(0.0, units - share * hours[:, None])
    return Loads(table, np.full(len(hours), size * sum(points for _share, points in steps)))


def load_cost_of(problem: Problem, loads: Floats) -> Floats:
    """(E) points of `loads` (E, hours), reckoned one by one from the definition, without a table."""
    steps = load_steps(problem.weights, problem.even_load)
    return np.array(
        [load_cost(e.hours, load, steps) for e, load in zip(problem.employees, loads.tolist(), strict=True)]
    )
