"""The answer: who follows whom, what it costs, how good it could be at most, and the next best for each."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from tovholder.assignment.costs import NOBODY, Floats, Ints
from tovholder.assignment.problem import HUNDREDTHS, Citizen, Employee, Problem


class Stopped(StrEnum):
    CLOSE = "close"  # as close to the bound as asked
    SETTLED = "settled"  # nothing better was found for a good while
    WORK = "work"  # the work limit
    SECONDS = "seconds"  # the time was up: another run may come further


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another employee for one citizen while everybody else stays, and how many points more it costs (may be less)."""

    employee: Employee
    more: float


@dataclass(frozen=True)
class Result:
    """A proposal for a problem of N citizens and E employees. The same for the same problem, seed and work limit.

    `places` (N): place of the employee in the problem, NOBODY where nobody may follow. `prices` (E): points for an hour
    more, the proof of `bound`, which covers all allowed pairs. `others`, `others_more` (N, 2): places of the two best
    alternatives, and their points more. `work` done, and why it `stopped`.
    """

    problem: Problem
    places: Ints
    prices: Floats
    cost: float
    bound: float
    others: Ints
    others_more: Floats
    work: int
    stopped: Stopped
    seed: int

    @property
    def gap(self) -> float:
        """At most this share of the cost could be saved by any other assignment: 0.0005 is 0.05 %."""
        return 0.0 if self.cost <= self.bound else (self.cost - self.bound) / self.cost

    def employee(self, citizen: str) -> Employee | None:
        """Who follows the citizen with this key; None where nobody may. KeyError for an unknown key."""
        place = int(self.places[self.problem.citizen_at[citizen]])
        return None if place == NOBODY else self.problem.employees[place]

    def alternatives(self, citizen: str) -> tuple[Alternative, ...]:
        """The two best others, fewer where there are none. KeyError for an unknown key."""
        at = self.problem.citizen_at[citizen]
        return tuple(
            Alternative(self.problem.employees[place], more)
            for place, more in zip(self.others[at].tolist(), self.others_more[at].tolist(), strict=True)
            if place != NOBODY
        )

    @property
    def moved(self) -> list[Citizen]:
        """Citizens who have a contact here today and get another, and those who have none and get one."""
        return [
            citizen
            for citizen, place in zip(self.problem.citizens, self.places.tolist(), strict=True)
            if place != NOBODY and self.problem.employees[place].key != citizen.present
        ]

    @property
    def unplaced(self) -> list[Citizen]:
        """Citizens whom nobody here may follow."""
        return [self.problem.citizens[at] for at in np.flatnonzero(self.places == NOBODY).tolist()]

    @cached_property
    def loads(self) -> Floats:
        """(E) hours a week that each employee carries."""
        return loads_in_hours(self.problem, self.places)

    @property
    def overflow(self) -> dict[str, float]:
        """Hours above their own, by employee, where there are any."""
        return {
            employee.key: round(load - employee.hours, 2)
            for employee, load in zip(self.problem.employees, self.loads.tolist(), strict=True)
            if load - employee.hours > 1e-6
        }


def loads_in_hours(problem: Problem, places: Ints) -> Floats:
    """(E) the hours of the citizens at each place; whole hundredths, so that sums are exact."""
    hundredths = np.array([round(citizen.hours * HUNDREDTHS) for citizen in problem.citizens], np.int64)
    placed = places != NOBODY
    loads = np.bincount(places[placed], hundredths[placed], len(problem.employees)) / HUNDREDTHS
    return loads.astype(np.float64)
