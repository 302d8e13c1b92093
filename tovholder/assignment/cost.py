"""What one citizen with one employee costs, said plainly: the definition all the fast ways must agree with."""

from collections.abc import Callable, Container
from enum import StrEnum

from tovholder.assignment.problem import FAIR_STEPS, OVERFLOW_STEPS, Citizen, Employee, Weights

Steps = tuple[tuple[float, float], ...]

MOST_EVEN_LOAD = (
    2.0  # where there is more than twice the work there are hours for, fairness is not what is missing
)


class Term(StrEnum):
    PRESENT = "present"
    EARLIER = "earlier"
    WORKPLACE = "workplace"
    COMPETENCE = "competence"
    LANGUAGE = "language"
    UNIT = "unit"


def may_follow(citizen: Citizen, employee: Employee) -> bool:
    """Is it allowed at all? Disqualified, a granted wish, protection and `stays` are never weighed against anything."""
    key = employee.key
    return (
        key not in citizen.conflicts
        and key not in citizen.declined
        and (not citizen.wishes or key in citizen.wishes)
        and (not citizen.protected or employee.cleared)
        and (not citizen.stays or key == citizen.present)
    )


def lacking(citizen: Citizen, employee: Employee) -> int:
    """Levels of competence that the citizen needs and the employee has not, all competences together."""
    levels = employee.levels
    return sum(max(0, level - levels.get(name, 0)) for name, level in citizen.needs.items())


def terms(
    citizen: Citizen, employee: Employee, weights: Weights, here: Container[str], held: Container[str]
) -> dict[Term, float]:
    """Points by term, those above zero. `here`: keys of all employees; `held`: workplaces that have a contact there.

    What no choice can change (a contact who has left, a workplace without one) costs nothing.
    """
    key = employee.key
    is_present = key == citizen.present
    known = is_present or key in citizen.earlier or not any(one in here for one in citizen.earlier)
    found = {
        Term.PRESENT: weights.present * (not is_present and citizen.present in here),
        Term.EARLIER: weights.earlier * (not known),
        Term.WORKPLACE: weights.workplace
        * sum(tie in held and tie not in employee.workplaces for tie in citizen.ties),
        Term.COMPETENCE: weights.competence * lacking(citizen, employee),
        Term.LANGUAGE: weights.language * len(citizen.languages - employee.languages),
        Term.UNIT: weights.unit * (citizen.unit is not None and citizen.unit != employee.unit),
    }
    return {term: points for term, points in found.items() if points}


def load_steps(weights: Weights, even_load: float) -> Steps:
    """(share of the employee's hours, points an hour that are added above it): convex, so dearer the fuller."""
    even_load = min(even_load, MOST_EVEN_LOAD)
    fair = tuple((share * even_load, weights.fair) for share in FAIR_STEPS)
    return fair + tuple((share, weights.overflow) for share in OVERFLOW_STEPS)


def load_cost(hours: float, load: float, steps: Steps) -> float:
    """Points for an employee who has `hours` and carries `load`, both in hours a week."""
    return sum(points * max(0.0, load - share * hours) for share, points in steps)


def pair_cost(
    weights: Weights, here: Container[str], held: Container[str]
) -> Callable[[Citizen, Employee], float]:
    """The sum of `terms` as a function of citizen and employee; infinite where it is not allowed."""

    def cost(citizen: Citizen, employee: Employee) -> float:
        if not may_follow(citizen, employee):
            return float("inf")
        return sum(terms(citizen, employee, weights, here, held).values())

    return cost
