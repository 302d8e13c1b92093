"""The question: citizens, employees, and what counts how much. Values only, refused when they make no sense."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType

import numpy as np

HUNDREDTHS = 100  # hours are kept to two decimals, and reckoned in whole hundredths
MOST_HOURS = 100_000.0
_NOTHING: Mapping[str, int] = MappingProxyType({})
_NOBODY: frozenset[str] = frozenset()

# Fair load: points an hour are added above these shares of what would be everybody's load if it were even ...
FAIR_STEPS = (1.0, 1.1, 1.25)
# ... and above these shares of the employee's own hours.
OVERFLOW_STEPS = (1.0, 1.2)


class WrongProblem(ValueError):
    """The problem cannot be asked; the message names the citizen, employee or weight and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much, in points: all are added, none comes before all others.

    A citizen costs `present` with somebody else than today's contact; `earlier` with somebody new when a colleague has
    known them; `workplace` for each workplace of theirs with another contact; `competence` for each level lacking;
    `language` for each language lacking; `unit` in another unit. An employee costs `fair` an hour above an even load,
    once more at each of FAIR_STEPS, and `overflow` an hour above their own hours, at each of OVERFLOW_STEPS: so dear
    that it is the last way out. `unplaced` is for a citizen whom nobody may follow.
    """

    present: float = 10.0
    earlier: float = 3.0
    workplace: float = 5.0
    competence: float = 4.0
    language: float = 8.0
    unit: float = 6.0
    fair: float = 1.0
    overflow: float = 1000.0
    unplaced: float = 1000.0

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if not (math.isfinite(value) and value >= 0):
                raise WrongProblem(f"weight {each.name} is {value}: it must be a number from 0 up")


@dataclass(frozen=True, slots=True)
class Citizen:
    """One to be followed. `hours` is the agreed work a week, at most two decimals; never derived from traits.

    Keys name employees in `present` (today's contact), `earlier`, `conflicts` (disqualified), `wishes` (a granted wish
    for one of these) and `declined` (a granted wish for somebody else than these). `needs` is competence to level,
    `ties` are the workplaces where the citizen belongs. `protected`: only employees with clearance. `stays`: not to be
    moved now.
    """

    key: str
    hours: float
    unit: str | None = None
    needs: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    languages: frozenset[str] = _NOBODY
    ties: tuple[str, ...] = ()
    present: str | None = None
    earlier: frozenset[str] = _NOBODY
    conflicts: frozenset[str] = _NOBODY
    wishes: frozenset[str] = _NOBODY
    declined: frozenset[str] = _NOBODY
    protected: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Employee:
    """One who may follow. `hours` a week for citizens, at most two decimals; `levels` are those agreed, no others.

    `workplaces` are those the employee is the contact of; `cleared` may follow protected persons.
    """

    key: str
    hours: float
    unit: str | None = None
    levels: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    languages: frozenset[str] = _NOBODY
    workplaces: frozenset[str] = _NOBODY
    cleared: bool = False


@dataclass(frozen=True)
class Problem:
    """Everybody at once. WrongProblem: a key twice, hours below zero or with more than two decimals."""

    citizens: tuple[Citizen, ...]
    employees: tuple[Employee, ...]
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        _refuse("citizen", [one.key for one in self.citizens], [one.hours for one in self.citizens])
        _refuse("employee", [one.key for one in self.employees], [one.hours for one in self.employees])

    @cached_property
    def citizen_at(self) -> dict[str, int]:
        return {citizen.key: at for at, citizen in enumerate(self.citizens)}

    @cached_property
    def employee_at(self) -> dict[str, int]:
        return {employee.key: at for at, employee in enumerate(self.employees)}

    @cached_property
    def contacts_of(self) -> dict[str, tuple[int, ...]]:
        """Workplace to the places (in `employees`) of those who are its contact; those alone that a citizen has."""
        held: dict[str, tuple[int, ...]] = {}
        sought = frozenset(tie for citizen in self.citizens for tie in citizen.ties)
        for at, employee in enumerate(self.employees if sought else ()):
            for workplace in employee.workplaces & sought:
                held[workplace] = (*held.get(workplace, ()), at)
        return held

    @cached_property
    def even_load(self) -> float:
        """Hours of work for each hour of the employees: what everybody's share would be if all were even."""
        there = sum(employee.hours for employee in self.employees)
        return sum(citizen.hours for citizen in self.citizens) / there if there else 0.0


def _refuse(what: str, keys: list[str], hours: list[float]) -> None:
    if len(set(keys)) < len(keys):
        twice = next(key for at, key in enumerate(keys) if key in keys[:at])
        raise WrongProblem(f"{what} {twice} is there twice")
    given = np.array(hours, np.float64)
    for at in np.flatnonzero(~((given >= 0) & (given <= MOST_HOURS))).tolist():
        raise WrongProblem(f"{what} {keys[at]} has {hours[at]} hours: it must be a number from 0 up")
    for at in np.flatnonzero(np.abs(given * HUNDREDTHS - np.rint(given * HUNDREDTHS)) > 1e-6).tolist():
        raise WrongProblem(f"{what} {keys[at]} has {hours[at]} hours: at most two decimals")
