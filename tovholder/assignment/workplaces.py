"""Workplaces shared out by the notices expected in a year, so that a company's people and its contact meet.

The same problem in other clothes: a workplace is followed like a citizen, its hours are notices a year, and its ties
are those who follow its people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tovholder.assignment.problem import Citizen, Employee, Problem, Weights, WrongProblem

ROOM_TO_SPARE = 1.1


@dataclass(frozen=True, slots=True)
class Workplace:
    """`notices` expected in a year; `contact` today; `followed_by`: one employee for each person there, repeated."""

    key: str
    notices: float
    contact: str | None = None
    followed_by: tuple[str, ...] = ()
    unit: str | None = None
    conflicts: frozenset[str] = frozenset()


def problem_of(
    workplaces: Sequence[Workplace],
    employees: Sequence[Employee],
    *,
    room: Mapping[str, float] | None = None,
    weights: Weights | None = None,
) -> Problem:
    """The problem of who is the contact of which workplace; solve it like any other, with notices for hours.

    A workplace costs `weights.workplace` for each of its people whom somebody else follows. `room`: notices a year that
    each employee can take, by key; without it their share by hours, and a tenth to spare. WrongProblem: an employee
    without room.
    """
    rooms = room if room is not None else _even_room(workplaces, employees)
    for employee in employees:
        if employee.key not in rooms:
            raise WrongProblem(f"employee {employee.key} has no room given")
    return Problem(
        tuple(
            Citizen(
                key=each.key,
                hours=round(each.notices, 2),
                unit=each.unit,
                ties=each.followed_by,
                present=each.contact,
                conflicts=each.conflicts,
            )
            for each in workplaces
        ),
        tuple(
            Employee(
                employee.key,
                round(rooms[employee.key], 2),
                employee.unit,
                workplaces=frozenset((employee.key,)),
            )
            for employee in employees
        ),
        weights or Weights(),
    )


def _even_room(workplaces: Sequence[Workplace], employees: Sequence[Employee]) -> dict[str, float]:
    notices = sum(workplace.notices for workplace in workplaces) * ROOM_TO_SPARE
    hours = sum(employee.hours for employee in employees) or 1.0
    return {employee.key: notices * employee.hours / hours for employee in employees}
