"""The door: `solve` takes a problem and gives a proposal with its proof."""

import time
from collections.abc import Callable

import numpy as np

from tovholder.assignment.bound import bound
from tovholder.assignment.costs import NOBODY, Costs, Floats, Ints, costs_of
from tovholder.assignment.load import Loads, loads_of
from tovholder.assignment.problem import HUNDREDTHS, Problem
from tovholder.assignment.result import Result, Stopped
from tovholder.assignment.share import CLOSE_ENOUGH, OFFERED, WORK_LIMIT, Allowance, share


def solve(
    problem: Problem,
    *,
    work_limit: int = WORK_LIMIT,
    seconds: float | None = None,
    seed: int = 0,
    close_enough: float = CLOSE_ENOUGH,
    clock: Callable[[], float] = time.monotonic,
) -> Result:
    """Share out, and prove how far from the best it is at most.

    The same answer for a seed and a work limit, on any machine. `seconds` ends the search as well, between two pieces
    of work; whether it did is said in `stopped`, and the answer is then valid but depends on the machine. Nobody stays
    without an employee unless nobody may follow them: hours that are not there become priced overflow.
    """
    allowance = Allowance(work_limit, None if seconds is None else clock() + seconds, clock)
    if not problem.employees:
        return _nobody_here(problem, seed)
    costs = costs_of(problem)
    loads = loads_of(problem, costs)
    first = bound(costs, loads, np.zeros(costs.employees), many=OFFERED)
    places, someone = np.full(costs.citizens, NOBODY), np.flatnonzero(np.isfinite(first.least))
    shared = share(
        costs.of_those(someone),
        loads,
        allowance,
        first=first.of_those(someone),
        seed=seed,
        close=close_enough,
    )
    places[someone] = shared.employee_of
    others, others_more = _next_best(costs, loads, places)
    unplaced = problem.weights.unplaced * (costs.citizens - len(someone))
    return Result(
        problem=problem,
        places=places,
        prices=shared.prices / costs.unit * HUNDREDTHS,
        cost=shared.cost + unplaced,
        bound=shared.bound + unplaced,
        others=others,
        others_more=others_more,
        work=allowance.work,
        stopped=allowance.stopped,
        seed=seed,
    )


def _next_best(costs: Costs, loads: Loads, places: Ints) -> tuple[Ints, Floats]:
    """(N, 2) who else would cost least with everybody else where they are, and the points more; NOBODY, infinite."""
    placed = places != NOBODY
    load = np.bincount(places[placed], costs.units[placed], costs.employees).astype(np.int64)
    everybody = np.arange(costs.employees)[:, None]
    came = loads.at(everybody, load[:, None] + costs.sizes) - loads.of(load)[:, None]
    others, values = costs.cheapest(came, 2, without=places)
    missing = 2 - others.shape[1]
    others = np.pad(others, ((0, 0), (0, missing)), constant_values=NOBODY)
    values = np.pad(values, ((0, 0), (0, missing)), constant_values=np.inf)
    now = np.zeros(costs.citizens)
    at, citizens = places[placed], np.flatnonzero(placed)
    left = load[at] - costs.units[citizens]
    now[citizens] = costs.of(citizens, at) + loads.at(at, load[at]) - loads.at(at, left)
    return others, values - now[:, None]


def _nobody_here(problem: Problem, seed: int) -> Result:
    many = len(problem.citizens)
    cost = problem.weights.unplaced * many
    return Result(
        problem,
        places=np.full(many, NOBODY),
        prices=np.zeros(0),
        cost=cost,
        bound=cost,
        others=np.full((many, 2), NOBODY),
        others_more=np.full((many, 2), np.inf),
        work=0,
        stopped=Stopped.CLOSE,
        seed=seed,
    )
