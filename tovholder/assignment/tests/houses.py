"""Houses to be shared out, drawn from a seed: the same kinds of rules as in a real one, in any size."""

import random

from tovholder.assignment.problem import Citizen, Employee, Problem, Weights

LANGUAGES = ("arabisk", "somali", "ukrainsk", "polsk", "farsi", "tigrinya")
COMPETENCES = ("virksomhed", "kompetencematch", "udvikling", "helhed", "mentor", "unge")
HOURS = (0.25, 0.5, 0.5, 0.75, 0.75, 0.75, 1.0, 1.0, 1.5, 2.0)
IN_A_UNIT = 25


def house(
    citizens: int,
    employees: int,
    seed: int = 0,
    *,
    full: float = 0.95,
    new: float = 0.15,
    astray: float = 0.1,
    weights: Weights | None = None,
) -> Problem:
    """`full`: citizens' hours for each of the employees. `new`: share without contact; `astray`: in another unit."""
    draw = random.Random(seed)
    units = max(1, employees // IN_A_UNIT)
    workplaces = max(1, citizens // 3)
    contact = {f"w{number}": draw.randrange(employees) for number in range(workplaces)}
    people = tuple(
        _citizen(draw, number, employees, units, workplaces, new, astray) for number in range(citizens)
    )
    size = [draw.choice((25.0, 28.5, 30.0, 30.0, 34.0)) for _ in range(employees)]
    times = sum(citizen.hours for citizen in people) / full / sum(size)
    held: list[set[str]] = [set() for _ in range(employees)]
    for workplace, employee in contact.items():
        held[employee].add(workplace)
    staff = tuple(
        Employee(
            f"e{number}",
            round(size[number] * times, 1),
            f"u{number % units}",
            {name: draw.randint(1, 3) for name in draw.sample(COMPETENCES, draw.randint(2, 4))},
            frozenset(draw.sample(LANGUAGES, 1)) if draw.random() < 0.25 else frozenset(),
            frozenset(held[number]),
            draw.random() < 0.2,
        )
        for number in range(employees)
    )
    return Problem(people, staff, weights or Weights())


def _citizen(
    draw: random.Random, number: int, employees: int, units: int, workplaces: int, new: float, astray: float
) -> Citizen:
    unit = draw.randrange(units)

    def anybody(chance: float) -> frozenset[str]:
        return frozenset((f"e{draw.randrange(employees)}",)) if draw.random() < chance else frozenset()

    of_unit = unit + units * draw.randrange(max(1, employees // units))
    contact = draw.randrange(employees) if draw.random() < astray else of_unit
    return Citizen(
        f"c{number}",
        draw.choice(HOURS),
        f"u{unit}",
        {name: draw.randint(1, 3) for name in draw.sample(COMPETENCES, draw.choice((0, 1, 1, 2)))},
        frozenset(draw.sample(LANGUAGES, 1)) if draw.random() < 0.12 else frozenset(),
        (f"w{draw.randrange(workplaces)}",) if draw.random() < 0.3 else (),
        None if draw.random() < new else f"e{contact}",
        earlier=anybody(0.2),
        conflicts=anybody(0.02),
        wishes=anybody(0.01),
        declined=anybody(0.01),
        protected=draw.random() < 0.01,
    )
