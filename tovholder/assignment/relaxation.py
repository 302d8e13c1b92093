"""The bound of what can be learnt: a linear program in which somebody may take half a training.

Whatever whole people do is one of its solutions, so no plan removes more than it says.
"""

import math
from collections import defaultdict

from ortools.linear_solver import pywraplp

from tovholder.assignment.wants import Learning, Want


class NoRelaxation(RuntimeError):
    """The relaxation could not be solved. It always can: nothing chosen is a solution, and places bound it."""


def relaxed(asked: Learning) -> int:
    """What no plan covers more than: the linear relaxation, rounded down to whole wants."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    hours = solver.Constraint(0, asked.hours)
    places = {one.key: solver.Constraint(0, one.places) for one in asked.trainings}
    for employee, wants in asked.wants_of.items():
        _add_employee(asked, solver, employee, wants, hours, places)
    solver.Objective().SetMaximization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        raise NoRelaxation
    value: float = solver.Objective().Value()
    return math.floor(value + 1e-6 * max(1.0, value))


def _add_employee(
    asked: Learning,
    solver: pywraplp.Solver,
    employee: str,
    wants: list[Want],
    hours: pywraplp.Constraint,
    places: dict[str, pywraplp.Constraint],
) -> None:
    """Shares of trainings, and of every want the least share in which any of its competences is learnt."""
    given = {one: asked.given_to(employee, one) for want in wants for one in want.missing}
    times: dict[frozenset[str], int] = defaultdict(int)
    for want in wants:
        if all(given[one] for one in want.missing):
            times[want.missing] += want.times
    shares: dict[str, pywraplp.Variable] = {}
    for one in sorted({one for missing in times for one in missing}):
        for training in given[one]:
            if training.key not in shares:
                share = shares[training.key] = solver.NumVar(0, 1, "")
                hours.SetCoefficient(share, training.hours)
                places[training.key].SetCoefficient(share, 1)
    for missing, number in sorted(times.items(), key=lambda row: sorted(row[0])):
        covered = solver.NumVar(0, 1, "")
        solver.Objective().SetCoefficient(covered, number)
        for one in sorted(missing):
            learnt = solver.Constraint(0, solver.infinity())
            learnt.SetCoefficient(covered, -1)
            for training in given[one]:
                learnt.SetCoefficient(shares[training.key], 1)
