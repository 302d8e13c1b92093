"""Sharing out, on arrays: relax, price all pairs, round, improve by chains; and know all the way how far from best."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tovholder.assignment.bound import Bound, bound
from tovholder.assignment.candidates import ALL_PAIRS, columns_of, promising, with_takers
from tovholder.assignment.chains import Chains
from tovholder.assignment.corner import EMPLOYEES, Corners
from tovholder.assignment.costs import Columns, Costs, Floats, Ints
from tovholder.assignment.load import Loads
from tovholder.assignment.relax import relax
from tovholder.assignment.result import Stopped

CLOSE_ENOUGH = 3e-4  # of the cost
WORK_LIMIT = 400
OFFERED = 8  # of the cheapest of all pairs, each time they are priced
_RELAXATIONS = 4
_PRICED_OUT = 1.5e-4  # of the cost: what the pairs left out may still promise
_SAMPLE_FROM = 20_000  # citizens: from here the first prices come from some of them
_SAMPLE_FOR_EACH = 8  # citizens for each employee
_KEPT_FOR_EACH = 4  # columns for each citizen, from one relaxation to the next
_CHAINED = 2, 100  # columns kept for the chains: for each citizen, and for each employee
_PATIENCE = 12  # corners solved in vain, one after the other
_NOTHING = 1e-9  # points


@dataclass
class Allowance:
    """How much may be done. `limit` counts relaxations and rounds of chains; `until` is a moment of `clock`."""

    limit: int = WORK_LIMIT
    until: float | None = None
    clock: Callable[[], float] = time.monotonic
    work: int = 0
    stopped: Stopped = Stopped.CLOSE

    def take(self) -> bool:
        """One piece of work, if there is any left; otherwise `stopped` says why not."""
        if self.work >= self.limit:
            self.stopped = Stopped.WORK
        elif self.until is not None and self.clock() >= self.until:
            self.stopped = Stopped.SECONDS
        else:
            self.work += 1
            return True
        return False


@dataclass(frozen=True)
class Shared:
    """`employee_of` (N), `prices` (E, points a unit), and what it costs and is proven to cost at least, in points."""

    employee_of: Ints
    prices: Floats
    cost: float
    bound: float


def share(
    costs: Costs, loads: Loads, allowance: Allowance, *, first: Bound, seed: int, close: float = CLOSE_ENOUGH
) -> Shared:
    """Share N citizens, each of whom somebody may follow, out over E employees. The same for a seed and a work limit.

    `first` is their bound at prices of nothing, with OFFERED of the cheapest. Stops when cost less bound is at
    most `close` of the cost, when nothing better is found, or when the allowance is used.
    """
    sharing = _Sharing(costs, loads, first, allowance, np.random.default_rng(seed))
    if len(sharing.free):
        sharing.relax()
    chains = sharing.whole()
    sharing.improve(chains, close)
    value = sharing.priced.value
    return Shared(chains.employee_of, sharing.priced.prices, value + max(0.0, chains.over), value)


def _promise(columns: Columns, reduced: Floats, citizens: int) -> Floats:
    """(N) what each citizen would save, prices included, with somebody who is not in the columns."""
    promise = np.zeros(citizens)
    starts = np.flatnonzero(np.append(True, columns.citizen[1:] != columns.citizen[:-1]))
    promise[columns.citizen[starts]] = np.minimum.reduceat(reduced, starts)
    return np.where(promise > _NOTHING, promise, 0.0)


class _Sharing:
    """One run: the best prices so far and their bound, the columns in play, and how the relaxation shares them."""

    def __init__(
        self,
        costs: Costs,
        loads: Loads,
        first: Bound,
        allowance: Allowance,
        draw: np.random.Generator,
        there: Ints | None = None,
    ) -> None:
        """`there` (E): load in units that is there beside these citizens."""
        self.costs, self.loads, self.allowance, self.draw = costs, loads, allowance, draw
        self.priced = first
        has_a_choice = np.isfinite(first.values[:, 1:2]).any(axis=1)
        self.free = np.flatnonzero(has_a_choice & (costs.units > 0))
        self.there = self._load_of(np.setdiff1d(np.arange(costs.citizens), self.free), first.takers[:, 0])
        if there is not None:
            self.there += there
        self.columns = columns_of(self.free, first.takers[self.free, 0], costs)
        self.flow = np.zeros(len(self.columns), np.int64)

    def relax(self) -> None:
        """Relax over the columns in play, price all pairs, bring in those that promise more, and relax again."""
        columns = promising(self.costs, self.free, self._first_prices(), self.draw)
        for _again in range(_RELAXATIONS):
            if not self.allowance.take():
                return
            relaxed = relax(columns, self.costs.units, self.there, self.loads)
            self.columns, self.flow = columns, relaxed.flow
            priced = bound(self.costs, self.loads, relaxed.prices, many=OFFERED)
            if priced.value >= self.priced.value:
                self.priced = priced
            promise = _promise(columns, priced.reduced(columns, self.costs.units), len(self.costs.units))
            if promise.sum() <= _PRICED_OUT * abs(priced.value):
                return
            if self.costs.citizens * self.costs.employees > ALL_PAIRS:
                columns = self._nearest(columns, priced, _KEPT_FOR_EACH * len(self.free), relaxed.flow)
            columns = with_takers(columns, priced, np.flatnonzero(promise), self.costs)

    def _first_prices(self) -> Floats:
        """Where there are many citizens: the prices of some of them, each of whom stands for many."""
        some = _SAMPLE_FOR_EACH * self.costs.employees
        if len(self.free) < max(_SAMPLE_FROM, 2 * some):
            return self.priced.prices
        sample = np.sort(self.draw.choice(self.free, some, replace=False))
        many = self.costs.of_those(sample).times(len(self.free) / some)
        first = bound(many, self.loads, self.priced.prices, many=OFFERED)
        few = _Sharing(many, self.loads, first, self.allowance, self.draw, self.there)
        few.relax()
        return few.priced.prices

    def whole(self) -> Chains:
        """Everybody with one employee: where the flow has them whole, the others where it costs least, in turn."""
        employee_of = self.priced.takers[:, 0].copy()
        at_one = self.flow == self.costs.units[self.columns.citizen]
        employee_of[self.columns.citizen[at_one]] = self.columns.employee[at_one]
        shared = np.setdiff1d(self.free, self.columns.citizen[at_one])
        load = self.there + self._load_of(np.setdiff1d(self.free, shared), employee_of)
        reduced, prices = self.priced.reduced(self.columns, self.costs.units), self.priced.prices
        starts = np.searchsorted(self.columns.citizen, np.arange(len(self.costs.units) + 1))
        for citizen in shared[np.argsort(-self.costs.units[shared], kind="stable")].tolist():
            own = slice(starts[citizen], starts[citizen + 1])
            who, units = self.columns.employee[own], self.costs.units[citizen]
            more = self.loads.at(who, load[who] + units) - self.loads.at(who, load[who])
            chosen = who[np.argmin(reduced[own] - prices[who] * units + more)]
            employee_of[citizen] = chosen
            load[chosen] += units
        return Chains(self.costs, self.loads, self.priced, self._chained(), employee_of)

    def _load_of(self, citizens: Ints, employee_of: Ints) -> Ints:
        units = np.bincount(employee_of[citizens], self.costs.units[citizens], self.costs.employees)
        return units.astype(np.int64)

    def _chained(self) -> Columns:
        """The columns nearest to the bound: others are hardly ever in a chain that pays."""
        for_citizen, for_employee = _CHAINED
        all_known = with_takers(self.columns, self.priced, self.free, self.costs)
        most = for_citizen * len(self.free) + for_employee * self.costs.employees
        return self._nearest(all_known, self.priced, most)

    def _nearest(self, columns: Columns, priced: Bound, most: int, flow: Ints | None = None) -> Columns:
        """So many of the columns nearest to the bound, and those with a flow."""
        if len(columns) <= most:
            return columns
        reduced = priced.reduced(columns, self.costs.units)
        near = reduced <= np.partition(reduced, most)[most]
        kept = np.flatnonzero(near if flow is None else near | (flow > 0))
        return Columns(columns.citizen[kept], columns.employee[kept], columns.cost[kept])

    def improve(self, chains: Chains, close: float) -> None:
        """Chains until none pays, then a corner solved exactly, and chains again; until close enough."""
        corners, settled, in_vain = Corners(chains, self.draw), False, 0
        while chains.over > close * (self.priced.value + chains.over) and self.allowance.take():
            if not settled:
                settled = not chains.improve()
            elif corners.solve_one():
                settled, in_vain = False, 0
            elif in_vain >= min(_PATIENCE, self.costs.employees // EMPLOYEES):
                self.allowance.stopped = Stopped.SETTLED
                break
            else:
                in_vain += 1
