"""The whole house: how far is today from the best there can be, and which few moves help most?"""

from dataclasses import dataclass

import numpy as np

from tovholder.assignment.cost import may_follow
from tovholder.assignment.costs import NOBODY, Costs, Floats, Ints, costs_of
from tovholder.assignment.load import Loads, loads_of
from tovholder.assignment.problem import Citizen, Employee, Problem
from tovholder.assignment.result import Result

TWENTY = 20
_WORTH = 1e-6  # points
_TRIED_FIRST = 100  # moves that are tried as the first of two


@dataclass(frozen=True, slots=True)
class Move:
    """One citizen from one employee to another, and the points it `saves`, the moves before it made.

    Below 0 where it makes room for the next: the two then save together.
    """

    citizen: Citizen
    origin: Employee
    to: Employee
    saves: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Points that today costs, that it can cost at the very least, and the moves that help most, in order."""

    cost: float
    bound: float
    moves: tuple[Move, ...]

    @property
    def distance(self) -> float:
        """At most this share of today's cost could be saved: 0.08 is 8 %."""
        return max(0.0, self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def after(self) -> float:
        """Points when the moves are made."""
        return self.cost - sum(move.saves for move in self.moves)


def standing(result: Result, many: int = TWENTY) -> Standing:
    """Where the house of this result is today, with everybody at their present contact, and the `many` best moves.

    Each move, or each two where none helps alone, is the best when those before are made, among the result's own and
    each citizen's two best. Who has no contact here today, or one who may not follow them, must get one anyhow: they
    are where the result has them, and no move.
    """
    problem = result.problem
    if not problem.employees:
        return Standing(result.cost, result.bound, ())
    costs = costs_of(problem)
    loads = loads_of(problem, costs)
    present = _present(problem)
    places = np.where(present == NOBODY, result.places, present)
    placed = np.flatnonzero(places != NOBODY)
    load = np.bincount(places[placed], costs.units[placed], costs.employees).astype(np.int64)
    own = costs.of(placed, places[placed])
    cost = own.sum() + loads.of(load).sum() + problem.weights.unplaced * (costs.citizens - len(placed))
    movable = np.where(present == NOBODY, NOBODY, result.places)
    moves = _moves(problem, costs, loads, movable, places, load, many)
    return Standing(float(cost), result.bound, tuple(moves))


def _present(problem: Problem) -> Ints:
    places = np.full(len(problem.citizens), NOBODY)
    for at, citizen in enumerate(problem.citizens):
        place = problem.employee_at.get(citizen.present) if citizen.present is not None else None
        if place is not None and may_follow(citizen, problem.employees[place]):
            places[at] = place
    return places


class _Choice:
    """The moves to choose from, and what each saves with the loads as they are."""

    def __init__(self, costs: Costs, loads: Loads, places: Ints, load: Ints, citizen: Ints, to: Ints) -> None:
        self.loads, self.load, self.citizen, self.to = loads, load, citizen, to
        self.origin, self.units = places[citizen], costs.units[citizen]
        self.own = costs.of(citizen, self.origin) - costs.of(citizen, to)

    def saves(self) -> Floats:
        """(moves) points that each would save now."""
        given, taken = self.load[self.origin], self.load[self.to]
        lighter = self.loads.at(self.origin, given) - self.loads.at(self.origin, given - self.units)
        heavier = self.loads.at(self.to, taken + self.units) - self.loads.at(self.to, taken)
        saves: Floats = self.own + lighter - heavier
        return saves

    def make(self, move: int, times: int = 1) -> None:
        """Make the move on the loads; -1 times to take it back."""
        self.load[self.origin[move]] -= times * self.units[move]
        self.load[self.to[move]] += times * self.units[move]

    def next(self, most: int) -> list[tuple[int, float]]:
        """The one move, or the two if none helps alone, that save most, and what each saves; none where none helps."""
        saves = self.saves()
        best = int(np.argmax(saves)) if len(saves) else 0
        if len(saves) and saves[best] >= _WORTH:
            return [(best, float(saves[best]))]
        found, most_saved = list[tuple[int, float]](), _WORTH
        for one in self._first_of_two(saves) if most > 1 else ():
            self.make(one)
            then = np.where(self.citizen == self.citizen[one], -np.inf, self.saves())
            self.make(one, -1)
            other = int(np.argmax(then))
            if saves[one] + then[other] > most_saved:
                most_saved = float(saves[one] + then[other])
                found = [(one, float(saves[one])), (other, float(then[other]))]
        return found

    def _first_of_two(self, saves: Floats) -> list[int]:
        """The nearest to saving something, and those that would save most if load were not counted."""
        nearest, own = (np.argsort(-by, kind="stable")[:_TRIED_FIRST].tolist() for by in (saves, self.own))
        return list(dict.fromkeys(nearest + own))

    def drop(self, citizens: Ints) -> None:
        kept = ~np.isin(self.citizen, citizens)
        self.citizen, self.to, self.origin = self.citizen[kept], self.to[kept], self.origin[kept]
        self.units, self.own = self.units[kept], self.own[kept]


def _moves(
    problem: Problem, costs: Costs, loads: Loads, proposed: Ints, places: Ints, load: Ints, many: int
) -> list[Move]:
    made: list[Move] = []
    before = -1
    while before < len(made) < many:  # with other loads, others have become the two best
        choice = _Choice(costs, loads, places, load, *_thinkable(costs, loads, proposed, places, load))
        before = len(made)
        while len(made) < many and (found := choice.next(many - len(made))):
            for at, saves in found:
                citizen, origin, to = (int(each[at]) for each in (choice.citizen, choice.origin, choice.to))
                made.append(
                    Move(problem.citizens[citizen], problem.employees[origin], problem.employees[to], saves)
                )
                choice.make(at)
                places[citizen], proposed[citizen] = to, NOBODY
            choice.drop(choice.citizen[[at for at, _saves in found]])
    return made


def _thinkable(costs: Costs, loads: Loads, proposed: Ints, places: Ints, load: Ints) -> tuple[Ints, Ints]:
    """The moves to choose from, as citizens and employees; nobody whom `proposed` does not name."""
    everybody = np.arange(costs.employees)[:, None]
    came = loads.at(everybody, load[:, None] + costs.sizes) - loads.of(load)[:, None]
    others, _values = costs.cheapest(came, 2, without=places)
    to = np.hstack([proposed[:, None], others])
    citizen, at = np.nonzero((to != NOBODY) & (to != places[:, None]) & (proposed != NOBODY)[:, None])
    return citizen, to[citizen, at]
