"""Is a result what it says it is? Found out from the definitions, without a solver and without trusting it."""

import math
from itertools import pairwise

import numpy as np

from tovholder.assignment.bound import bound
from tovholder.assignment.cost import load_cost, load_steps, may_follow, pair_cost
from tovholder.assignment.costs import NOBODY, costs_of
from tovholder.assignment.load import loads_of
from tovholder.assignment.problem import HUNDREDTHS, Problem
from tovholder.assignment.result import Result, loads_in_hours

_EQUAL = 1e-6


def check(result: Result) -> list[str]:
    """What is wrong with it, in English for developers; nothing where it holds.

    Everybody has one allowed employee, or nobody may follow them. The cost is reckoned again pair by pair from `cost`.
    The bound is reckoned again from the prices by weak duality, see `bound`: true whatever the solver did.
    """
    if wrong := _placing(result):
        return wrong
    wrong = [*_cost(result), *_bound(result)]
    if result.bound > result.cost + _EQUAL * max(1.0, abs(result.cost)):
        wrong.append(f"the bound {result.bound} is above the cost {result.cost}")
    return wrong


def _placing(result: Result) -> list[str]:
    problem, wrong = result.problem, []
    if len(result.places) != len(problem.citizens):
        return [f"{len(result.places)} places for {len(problem.citizens)} citizens"]
    for citizen, place in zip(problem.citizens, result.places.tolist(), strict=True):
        if place == NOBODY:
            if any(may_follow(citizen, employee) for employee in problem.employees):
                wrong.append(f"{citizen.key} has nobody, and somebody may follow them")
        elif not 0 <= place < len(problem.employees):
            wrong.append(f"{citizen.key} is with employee number {place}, who is not there")
        elif not may_follow(citizen, problem.employees[place]):
            wrong.append(f"{citizen.key} is with {problem.employees[place].key}, who may not follow them")
    return wrong


def cost_of(result: Result) -> float:
    """The cost in points, from the definitions in `cost`, one pair and one employee at a time."""
    problem = result.problem
    cost = pair_cost(problem.weights, problem.employee_at, problem.contacts_of)
    steps = load_steps(problem.weights, problem.even_load)
    pairs = (
        problem.weights.unplaced if place == NOBODY else cost(citizen, problem.employees[place])
        for citizen, place in zip(problem.citizens, result.places.tolist(), strict=True)
    )
    loads = loads_in_hours(problem, result.places).tolist()
    return math.fsum(pairs) + math.fsum(
        load_cost(employee.hours, load, steps)
        for employee, load in zip(problem.employees, loads, strict=True)
    )


def _cost(result: Result) -> list[str]:
    found = cost_of(result)
    if math.isclose(found, result.cost, rel_tol=_EQUAL, abs_tol=_EQUAL):
        return []
    return [f"the cost is {found}, not {result.cost}"]


def bound_of(problem: Problem, prices: list[float]) -> float:
    """The bound in points that `prices` (E, points an hour) prove: no assignment of the problem costs less.

    Every load is a whole number of units, the largest amount that all citizens' hours are multiples of; load costs are
    convex in between, which is looked at here and not taken for granted.
    """
    if not problem.employees:
        return problem.weights.unplaced * len(problem.citizens)
    costs = costs_of(problem)
    loads = loads_of(problem, costs)
    for one, other in pairwise(np.diff(loads.table, axis=1).T):
        assert (other - one >= -_EQUAL).all(), "load costs are not convex"
    proof = bound(costs, loads, np.array(prices) * costs.unit / HUNDREDTHS)
    nobody = int(np.isinf(proof.least).sum())
    return proof.value + problem.weights.unplaced * nobody


def _bound(result: Result) -> list[str]:
    found = bound_of(result.problem, result.prices.tolist())
    if math.isclose(found, result.bound, rel_tol=_EQUAL, abs_tol=_EQUAL) or found > result.bound:
        return []
    return [f"the prices prove {found}, not {result.bound}"]
