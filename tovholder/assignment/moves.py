"""A few moves, one after another: why each, and who else the citizen could have."""

from collections.abc import Sequence
from dataclasses import dataclass

from tovholder.assignment.cost import load_cost, load_steps, may_follow, pair_cost
from tovholder.assignment.explain import Reason, why
from tovholder.assignment.house import Move
from tovholder.assignment.problem import Citizen, Employee
from tovholder.assignment.result import Alternative, Result


@dataclass(frozen=True, slots=True)
class ExplainedMove:
    """A move, why, and the two best others with the points more that each costs (may be less, after later moves)."""

    move: Move
    reasons: tuple[Reason, ...]
    others: tuple[Alternative, ...]


def explained(result: Result, moves: Sequence[Move]) -> list[ExplainedMove]:
    """`moves` as `house.standing` gives them for this result, made in their order on today's loads (hours a week)."""
    problem = result.problem
    loads = {employee.key: 0.0 for employee in problem.employees}
    by_key = {employee.key: employee for employee in problem.employees}
    for citizen in problem.citizens:
        contact = by_key.get(citizen.present) if citizen.present is not None else None
        if contact is None or not may_follow(citizen, contact):
            contact = result.employee(citizen.key)
        if contact is not None:
            loads[contact.key] += citizen.hours
    cost = pair_cost(problem.weights, problem.employee_at, problem.contacts_of)
    steps = load_steps(problem.weights, problem.even_load)

    def added(citizen: Citizen, employee: Employee) -> float:
        """Points of the citizen with the employee, whose load is without them."""
        load = loads[employee.key]
        more = load_cost(employee.hours, load + citizen.hours, steps) - load_cost(employee.hours, load, steps)
        return cost(citizen, employee) + more

    found = []
    for move in moves:
        citizen = move.citizen
        loads[move.origin.key] -= citizen.hours
        chosen = added(citizen, move.to)
        others = sorted(
            (
                Alternative(employee, added(citizen, employee) - chosen)
                for employee in problem.employees
                if employee.key not in (move.to.key, move.origin.key) and may_follow(citizen, employee)
            ),
            key=lambda other: other.more,
        )
        loads[move.to.key] += citizen.hours
        found.append(ExplainedMove(move, why(problem, citizen, move.to, loads), tuple(others[:2])))
    return found
