"""One newcomer: who should follow them? At once, with everybody else where they are; no solver, the same costs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tovholder.assignment.cost import load_steps
from tovholder.assignment.costs import Floats, costs_of
from tovholder.assignment.explain import Reason, breaks, speaks_for
from tovholder.assignment.problem import Citizen, Employee, Problem, Weights


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`cost` in points, of this citizen and of the hours they add; why, and what it breaks."""

    employee: Employee
    cost: float
    reasons: tuple[Reason, ...]


def suggest(
    citizen: Citizen,
    employees: Sequence[Employee],
    loads: Sequence[float],
    *,
    weights: Weights | None = None,
    many: int = 3,
) -> tuple[Suggestion, ...]:
    """The `many` best of those who may follow the citizen, best first; linear in employees.

    `loads`: hours a week that each of `employees` carries today, without this citizen. ValueError: not one for each.
    """
    if len(loads) != len(employees):
        raise ValueError(f"{len(loads)} loads for {len(employees)} employees")
    problem = Problem((citizen,), tuple(employees), weights or Weights())
    if not employees:
        return ()
    hours = np.array([employee.hours for employee in employees], np.float64)
    load = np.array(loads, np.float64)
    cost = costs_of(problem).rows(np.zeros(1, np.int64))[0] + _added(problem, hours, load)
    order = np.argsort(cost, kind="stable")[:many]
    return tuple(
        Suggestion(
            employees[at], float(cost[at]), _reasons(problem, employees[at], loads[at] + citizen.hours)
        )
        for at in order.tolist()
        if np.isfinite(cost[at])
    )


def _reasons(problem: Problem, employee: Employee, load: float) -> tuple[Reason, ...]:
    citizen = problem.citizens[0]
    room = Reason("has_room", {"employee": employee.key, "load": load, "hours": employee.hours})
    return (*speaks_for(problem, citizen, employee), room, *breaks(problem, citizen, employee, load))


def _added(problem: Problem, hours: Floats, load: Floats) -> Floats:
    """(E) what the citizen's hours add to the cost of each load."""
    more = problem.citizens[0].hours
    even = (load.sum() + more) / hours.sum() if hours.sum() else 0.0
    added = np.zeros(len(hours))
    for share, points in load_steps(problem.weights, float(even)):
        edge = share * hours
        added += points * (np.maximum(0.0, load + more - edge) - np.maximum(0.0, load - edge))
    return added
