"""From shared citizens to whole ones: chains of moves, each searched for everywhere at once.

At the prices of the relaxation every citizen has a reduced cost with every employee (0 with the best), and every
employee an excess (0 at the loads the prices ask for). Cost less bound is exactly the sum of both, so only these two
are looked at. A chain moves one citizen to a next employee, who passes another on, and so forth, until somebody keeps
what came; it may end where it began. The best chain of each length is found by going through the columns once.
"""

from dataclasses import dataclass

import numpy as np

from tovholder.assignment.bound import Bound
from tovholder.assignment.costs import Columns, Costs, Floats, Ints
from tovholder.assignment.load import Loads

LONGEST = 6  # moves in a chain
MOST_SIZES = 32  # told apart while searching; what is made is always reckoned with the real ones
_BETTER = 1e-9
_NEVER = 1e18


@dataclass(frozen=True)
class _Found:
    """What a search found. `steps`, `entered`: for each number of moves, the best column into every (employee, size),
    and the size the one before came in with. `moves`, `last`: chains that pay, best first."""

    steps: list[Ints]
    entered: list[Ints]
    moves: list[int]
    last: list[int]


def _told_apart(costs: Costs) -> tuple[Ints, Ints]:
    """The sizes to search with, and which of them each citizen has."""
    if len(costs.sizes) <= MOST_SIZES:
        return costs.sizes, costs.size
    ordered = np.sort(costs.units)
    some = np.unique(ordered[np.linspace(0, len(ordered) - 1, MOST_SIZES).astype(np.int64)])
    return some, np.searchsorted((some[1:] + some[:-1]) / 2, costs.units)


class Chains:
    """Whole citizens and what is over the bound. `employee_of` (N) and `load` (E, units) are where they are now."""

    def __init__(
        self, costs: Costs, loads: Loads, priced: Bound, columns: Columns, employee_of: Ints
    ) -> None:
        """`columns`: where citizens may go; `employee_of` (N): where they are, allowed, though maybe not a column."""
        self.costs, self.loads, self.prices = costs, loads, priced.prices
        self.sizes, self.size = _told_apart(costs)
        key = columns.employee * len(self.sizes) + self.size[columns.citizen]
        order = np.lexsort((columns.citizen, key))
        self.citizen, self.to = columns.citizen[order], columns.employee[order]
        self.reduced = priced.reduced(columns, costs.units)[order]
        new = np.append(True, np.diff(key[order]) > 0)[: len(key)]
        self._starts = np.flatnonzero(new)
        self._keys, self._part = key[order][new], np.cumsum(new) - 1
        everybody = Columns(
            np.arange(costs.citizens), employee_of, costs.of(np.arange(costs.citizens), employee_of)
        )
        self.employee_of, self.now = employee_of.copy(), priced.reduced(everybody, costs.units)
        self.load = np.bincount(employee_of, costs.units, costs.employees).astype(np.int64)
        self._everybody = np.arange(costs.employees)
        self._floor = loads.least(self.prices)

    def excess(self, employees: Ints, units: Ints) -> Floats:
        """Points over the least that these employees cost with these loads, income at the prices taken off."""
        return self.loads.at(employees, units) - self.prices[employees] * units - self._floor[employees]

    @property
    def over(self) -> float:
        """Points over the bound."""
        return float(self.now.sum() + self.excess(self._everybody, self.load).sum())

    def improve(self) -> int:
        """Make the best chains that do not touch each other. How many were made: 0 is the end of this road."""
        found = self._search()
        touched: set[int] = set()
        made = 0
        for moves, last in zip(found.moves, found.last, strict=True):
            chain = self._chain(found, moves, last, touched)
            if chain:
                employees = {*self.to[chain].tolist(), *self.employee_of[self.citizen[chain]].tolist()}
                if self._make(chain, sorted(employees)):
                    touched |= employees
                    made += 1
        return made

    def _search(self) -> _Found:
        sizes, everybody, load = self.sizes, self._everybody, self.load
        own = self.excess(everybody, load)
        keeps = self.excess(everybody[:, None], load[:, None] + sizes) - own[:, None]
        passes = self.excess(everybody[:, None, None], load[:, None, None] + sizes[:, None] - sizes)
        passes -= own[:, None, None]
        gives = self.excess(everybody[:, None], load[:, None] - sizes) - own[:, None]
        cost = np.where(self.employee_of[self.citizen] == self.to, _NEVER, self.reduced)
        steps, entered, saved = [], [], []
        for _move in range(LONGEST):
            leaving = gives[self.employee_of, self.size] - self.now
            best, column = self._best(leaving[self.citizen] + cost)
            steps.append(column)
            saved.append(best + keeps.ravel())
            through = best.reshape(len(own), len(sizes))[:, :, None] + passes
            entered.append(through.argmin(axis=1))
            gives = through.min(axis=1)
        moves, last = np.nonzero(np.array(saved) < -_BETTER)
        order = np.argsort(np.array(saved)[moves, last], kind="stable")
        _ends, first = np.unique(last[order] // len(sizes), return_index=True)
        order = order[np.sort(first)]
        return _Found(steps, entered, moves[order].tolist(), last[order].tolist())

    def _best(self, cost: Floats) -> tuple[Floats, Ints]:
        """The cheapest column into each (employee, size), and which one it is."""
        best = np.full(len(self.load) * len(self.sizes), _NEVER)
        column = np.full(len(best), -1)
        if len(self._starts):
            least = np.minimum.reduceat(cost, self._starts)
            hits = np.flatnonzero(cost == least[self._part])
            first = np.append(True, self._part[hits[1:]] != self._part[hits[:-1]])
            best[self._keys] = least
            column[self._keys] = hits[first]
        return best, column

    def _chain(self, found: _Found, moves: int, last: int, touched: set[int]) -> list[int]:
        """The columns of a chain, from its end to its beginning; nothing where it meets somebody touched."""
        chain: list[int] = []
        if last // len(self.sizes) in touched:
            return chain
        for move in range(moves, -1, -1):
            column = int(found.steps[move][last])
            citizen = int(self.citizen[column])
            giver = int(self.employee_of[citizen])
            if giver in touched:
                return []
            chain.append(column)
            if move:
                last = giver * len(self.sizes) + int(found.entered[move - 1][giver, self.size[citizen]])
        return chain

    def _make(self, chain: list[int], employees: list[int]) -> bool:
        """Make it if it pays when reckoned exactly: a chain may meet the same employee, or citizen, twice."""
        citizens = self.citizen[chain]
        if len(set(citizens.tolist())) < len(citizens):
            return False
        units, load = self.costs.units[citizens], self.load[employees]
        after = load.copy()
        np.subtract.at(after, np.searchsorted(employees, self.employee_of[citizens]), units)
        np.add.at(after, np.searchsorted(employees, self.to[chain]), units)
        who = np.array(employees, np.int64)
        difference = (self.reduced[chain] - self.now[citizens]).sum()
        difference += (self.excess(who, after) - self.excess(who, load)).sum()
        if not difference < -_BETTER:
            return False
        self.employee_of[citizens], self.now[citizens] = self.to[chain], self.reduced[chain]
        self.load[employees] = after
        return True
