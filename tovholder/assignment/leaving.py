"""Somebody leaves: their citizens get somebody else, and nobody else is moved."""

from collections.abc import Collection
from dataclasses import replace

from tovholder.assignment.cost import may_follow
from tovholder.assignment.problem import Problem


def without(problem: Problem, leaving: Collection[str]) -> Problem:
    """The problem without the employees with these keys, to be solved like any other.

    Everybody else stays with their present contact. Who has none here, or one who may not follow them, is free to move.
    KeyError: an employee who is not there.
    """
    gone = {problem.employees[problem.employee_at[key]].key for key in leaving}
    employees = tuple(employee for employee in problem.employees if employee.key not in gone)
    here = {employee.key: employee for employee in employees}
    citizens = []
    for citizen in problem.citizens:
        present = here.get(citizen.present) if citizen.present is not None else None
        stays = present is not None and may_follow(replace(citizen, stays=False), present)
        citizens.append(citizen if citizen.stays == stays else replace(citizen, stays=stays))
    return Problem(tuple(citizens), employees, problem.weights)
