"""The slow and obvious: every assignment tried, every pair reckoned one at a time, and an exact solver."""

from itertools import product

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from tovholder.assignment.cost import load_cost, load_steps, may_follow, pair_cost
from tovholder.assignment.problem import Problem


def cost_of_places(problem: Problem, places: tuple[int, ...]) -> float:
    """What it costs when citizen n is with employee places[n]; -1 is nobody."""
    cost = pair_cost(problem.weights, problem.employee_at, problem.contacts_of)
    loads, total = [0.0] * len(problem.employees), 0.0
    for citizen, place in zip(problem.citizens, places, strict=True):
        if place < 0:
            total += problem.weights.unplaced
        else:
            total += cost(citizen, problem.employees[place])
            loads[place] += citizen.hours
    steps = load_steps(problem.weights, problem.even_load)
    return total + sum(
        load_cost(employee.hours, load, steps)
        for employee, load in zip(problem.employees, loads, strict=True)
    )


def choices(problem: Problem) -> list[list[int]]:
    """For each citizen the places of those who may follow; [-1] where nobody may."""
    return [
        [place for place, employee in enumerate(problem.employees) if may_follow(citizen, employee)] or [-1]
        for citizen in problem.citizens
    ]


def best_of_all(problem: Problem) -> float:
    """The least cost of all assignments there are. For a handful of citizens only."""
    return min(cost_of_places(problem, places) for places in product(*choices(problem)))


def exact(problem: Problem) -> float:
    """The least cost by an exact solver: shares of 0 or 1, and each straight piece of each load cost as a variable."""
    cost = pair_cost(problem.weights, problem.employee_at, problem.contacts_of)
    steps = load_steps(problem.weights, problem.even_load)
    pairs = [(n, place) for n, places in enumerate(choices(problem)) for place in places if place >= 0]
    over = [(e, step) for e in range(len(problem.employees)) for step in range(len(steps))]
    prices = [cost(problem.citizens[n], problem.employees[e]) for n, e in pairs] + [
        steps[s][1] for _e, s in over
    ]
    shares = np.arange(len(pairs))
    once = sparse.csr_array(
        (np.ones(len(pairs)), ([n for n, _e in pairs], shares)), (len(problem.citizens), len(prices))
    )
    placed = np.array([places != [-1] for places in choices(problem)], float)
    rows, columns, values, room = [], [], [], []
    for row, (employee, step) in enumerate(over):
        for column, (n, place) in enumerate(pairs):
            if place == employee:
                rows.append(row)
                columns.append(column)
                values.append(problem.citizens[n].hours)
        rows.append(row)
        columns.append(len(pairs) + row)
        values.append(-1.0)
        room.append(steps[step][0] * problem.employees[employee].hours)
    above = sparse.csr_array((values, (rows, columns)), (len(over), len(prices)))
    found = milp(
        prices,
        constraints=[LinearConstraint(once, placed, placed), LinearConstraint(above, -np.inf, room)],
        integrality=np.append(np.ones(len(pairs)), np.zeros(len(over))),
        bounds=Bounds(0, np.append(np.ones(len(pairs)), np.full(len(over), np.inf))),
        options={"mip_rel_gap": 0.0},
    )
    assert found.success, found.message
    return float(found.fun) + problem.weights.unplaced * float((placed == 0).sum())
