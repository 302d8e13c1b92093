"""A few employees at a time, solved exactly: for what no chain can mend, such as two small citizens for a big one.

Cost less bound is a sum over citizens and employees, none below 0. So among a few employees no column can be in a
better answer whose reduced cost is above what they are over together; what is left is small enough to try everything.
"""

import numpy as np
from ortools.sat.python import cp_model

from tovholder.assignment.chains import Chains
from tovholder.assignment.costs import Floats, Ints

EMPLOYEES = 8
EFFORT = 0.15  # of the exact solver's own measure of work: the same on any machine
_STEPS_A_POINT = 1000
_MOST_COLUMNS = 600
_WORTH = 1e-3  # points


class Corners:
    """Chooses employees who are far over the bound, and those they share citizens with, and solves them."""

    def __init__(self, chains: Chains, draw: np.random.Generator) -> None:
        self.chains, self.draw = chains, draw
        self.tried = np.zeros(len(chains.load))

    def over(self) -> Floats:
        """(E) points over the bound at each employee, with their citizens."""
        chains = self.chains
        theirs = np.bincount(chains.employee_of, chains.now, len(chains.load))
        return theirs + chains.excess(np.arange(len(chains.load)), chains.load)

    def solve_one(self) -> bool:
        """Choose a corner and solve it. Was it made better?"""
        over = self.over()
        first = int(np.argmax(over / (1.0 + self.tried)))
        few = self._around(first, over)
        self.tried[few] += 0.3
        self.tried[first] += 0.7
        budget = float(over[few].sum())
        if budget < _WORTH:
            return False
        better = self._solve(few, budget)
        if better:
            self.tried[few] *= 0.5
        return better

    def _around(self, first: int, over: Floats) -> Ints:
        """The employee and those to whom, or from whom, citizens would go most readily; a little by chance."""
        chains = self.chains
        giver = chains.employee_of[chains.citizen]
        near = np.exp(-2.0 * chains.reduced) * (giver != chains.to)
        ready = np.zeros(len(chains.load))
        few = [first]
        while len(few) < min(EMPLOYEES, len(ready)):
            last = few[-1]
            ready += np.bincount(chains.to, near * (giver == last), len(ready))
            ready += np.bincount(giver, near * (chains.to == last), len(ready))
            score = (ready + 1e-9) * (0.1 + over) * self.draw.uniform(0.5, 1.5, len(ready))
            score[few] = -1.0
            few.append(int(np.argmax(score)))
        return np.sort(np.array(few, np.int64))

    def _solve(self, few: Ints, budget: float) -> bool:
        chains = self.chains
        inside = np.zeros(len(chains.load), np.bool_)
        inside[few] = True
        giver = chains.employee_of[chains.citizen]
        can = inside[giver] & inside[chains.to] & (giver != chains.to) & (chains.reduced <= budget)
        columns = np.flatnonzero(can)
        columns = np.sort(columns[np.argsort(chains.reduced[columns], kind="stable")][:_MOST_COLUMNS])
        if not len(columns):
            return False
        model = _Model(chains, few, columns)
        chosen = model.best(int(self.draw.integers(1 << 30)))
        return chosen is not None and self._take(few, columns[chosen])

    def _take(self, few: Ints, columns: Ints) -> bool:
        """Move those who are to be moved, if that is better when reckoned exactly."""
        chains = self.chains
        citizens, to = chains.citizen[columns], chains.to[columns]
        units, load = chains.costs.units[citizens], chains.load.copy()
        np.subtract.at(load, chains.employee_of[citizens], units)
        np.add.at(load, to, units)
        saved = (chains.now[citizens] - chains.reduced[columns]).sum()
        saved += (chains.excess(few, chains.load[few]) - chains.excess(few, load[few])).sum()
        if saved < _WORTH / 2:
            return False
        chains.employee_of[citizens], chains.now[citizens] = to, chains.reduced[columns]
        chains.load = load
        return True


class _Model:
    """Each citizen stays or goes by one column; each employee's excess lies above every straight piece of it."""

    def __init__(self, chains: Chains, few: Ints, columns: Ints) -> None:
        self.model = cp_model.CpModel()
        citizens = chains.citizen[columns]
        self.goes = [self.model.new_bool_var("") for _column in columns]
        by_citizen: dict[int, list[int]] = {}
        for at, citizen in enumerate(citizens.tolist()):
            by_citizen.setdefault(citizen, []).append(at)
        for own in by_citizen.values():
            self.model.add_at_most_one(self.goes[at] for at in own)
        for goes in self.goes:
            self.model.add_hint(goes, 0)
        units = chains.costs.units[citizens].tolist()
        origin, to = chains.employee_of[citizens].tolist(), chains.to[columns].tolist()
        costs = (
            np.rint((chains.reduced[columns] - chains.now[citizens]) * _STEPS_A_POINT).astype(int).tolist()
        )
        goal = [cost * goes for cost, goes in zip(costs, self.goes, strict=True)]
        for employee in few.tolist():
            comes = [size * goes for size, goes, e in zip(units, self.goes, to, strict=True) if e == employee]
            leaves = [
                size * goes for size, goes, e in zip(units, self.goes, origin, strict=True) if e == employee
            ]
            goal.append(self._excess(chains, employee, sum(comes) - sum(leaves)))
        self.model.minimize(sum(goal))

    def _excess(self, chains: Chains, employee: int, change: cp_model.LinearExprT) -> cp_model.IntVar:
        load = int(chains.load[employee])
        table = chains.excess(np.array(employee), np.arange(chains.loads.table.shape[1] + 2))
        price = np.rint(np.diff(table) * _STEPS_A_POINT).astype(np.int64)
        begins = np.flatnonzero(np.append(True, price[1:] != price[:-1]))
        excess = self.model.new_int_var(0, 1 << 40, "")
        for unit in begins.tolist():
            at = round(float(table[unit]) * _STEPS_A_POINT)
            self.model.add(excess >= at + int(price[unit]) * (change + load - unit))
        return excess

    def best(self, seed: int) -> Ints | None:
        """The places of the columns by which somebody goes; None where nothing was found in time."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = EFFORT
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return np.flatnonzero([solver.boolean_value(goes) for goes in self.goes])
