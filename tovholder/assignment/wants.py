"""What went wrong for want of a competence, and the trainings that could give it: the question of `learning`."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


class WrongLearning(ValueError):
    """The question cannot be asked; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Training:
    """`hours` above 0 for each who takes part; `places` that are free; `gives` the competences one then has."""

    key: str
    hours: float
    places: int
    gives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Want:
    """It happened `times` that `employee` lacked all of `missing`: with every one of them it would not have."""

    employee: str
    missing: frozenset[str]
    times: int = 1


@dataclass(frozen=True)
class Learning:
    """`hours` to spend in all; `taken` are pairs (employee, training) that are not to be chosen.

    WrongLearning: a training twice or without hours, hours below zero, or a want that lacks nothing.
    """

    trainings: tuple[Training, ...]
    wants: tuple[Want, ...]
    hours: float
    taken: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        if len({one.key for one in self.trainings}) < len(self.trainings):
            raise WrongLearning("a training is there twice")
        for one in self.trainings:
            if not (one.hours > 0 and one.places >= 0):
                raise WrongLearning(f"training {one.key} needs hours above 0 and places from 0 up")
        if not (math.isfinite(self.hours) and self.hours >= 0):
            raise WrongLearning(f"{self.hours} hours: it must be a number from 0 up")
        if any(not want.missing or want.times < 1 for want in self.wants):
            raise WrongLearning("a want lacks at least one competence, and happened at least once")

    @cached_property
    def by_key(self) -> dict[str, Training]:
        return {one.key: one for one in self.trainings}

    @cached_property
    def giving(self) -> dict[str, list[Training]]:
        """Competence to the trainings that give it and have a place free."""
        found: dict[str, list[Training]] = defaultdict(list)
        for one in self.trainings:
            for competence in one.gives if one.places else ():
                found[competence].append(one)
        return found

    @cached_property
    def wants_of(self) -> dict[str, list[Want]]:
        found: dict[str, list[Want]] = defaultdict(list)
        for want in self.wants:
            found[want.employee].append(want)
        return found

    def given_to(self, employee: str, competence: str) -> list[Training]:
        """The trainings that would give it to this employee."""
        return [one for one in self.giving.get(competence, ()) if (employee, one.key) not in self.taken]


@dataclass(frozen=True, slots=True)
class Choice:
    """`employee` in `training`; `spares` is how many wants it removes beyond those of the choices before it."""

    employee: str
    training: str
    spares: int


def spared_by(asked: Learning, choices: Iterable[tuple[str, str]]) -> int:
    """How many wants these pairs (employee, training) remove: by looking at each want. The definition."""
    held: Mapping[str, set[str]] = defaultdict(set)
    for employee, key in choices:
        held[employee].update(asked.by_key[key].gives)
    return sum(want.times for want in asked.wants if want.missing <= held[want.employee])
