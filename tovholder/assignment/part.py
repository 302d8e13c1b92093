"""One unit of the house, as a problem of its own."""

from dataclasses import replace

from tovholder.assignment.problem import Citizen, Problem


def part(problem: Problem, unit: str) -> Problem:
    """The unit's citizens with its employees, and with those elsewhere who follow or were promised one of them.

    What these employees carry of other units' citizens stays where it is, as hours and nothing else.
    """
    own = tuple(citizen for citizen in problem.citizens if citizen.unit == unit)
    wanted = {employee.key for employee in problem.employees if employee.unit == unit}
    wanted |= {citizen.present for citizen in own if citizen.present is not None}
    wanted |= {key for citizen in own for key in citizen.wishes}
    carried = tuple(
        Citizen(citizen.key, citizen.hours, present=citizen.present, stays=True)
        for citizen in problem.citizens
        if citizen.unit != unit and citizen.present in wanted
    )
    employees = tuple(employee for employee in problem.employees if employee.key in wanted)
    here = {employee.key for employee in employees}
    return replace(
        problem,
        citizens=(
            *(replace(citizen, earlier=citizen.earlier & here) for citizen in own),
            *(citizen for citizen in carried if citizen.present in here),
        ),
        employees=employees,
    )
