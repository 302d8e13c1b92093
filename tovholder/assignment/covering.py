"""Wants that lack several competences together: a choice, and how far it can be from the best.

What one learns may be worth nothing until the next is learnt too, so no greedy choice has a guarantee here. Instead the
linear relaxation, in which somebody may take half a training, says what no plan can go above.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tovholder.assignment.relaxation import relaxed
from tovholder.assignment.wants import Choice, Learning, Training


@dataclass(frozen=True)
class Cover:
    """`covered` wants are removed by the choices; no plan removes more than `bound`. No guarantee is claimed."""

    choices: tuple[Choice, ...]
    covered: int
    bound: int

    @property
    def distance(self) -> float:
        return 1 - self.covered / self.bound if self.bound else 0.0


def cover(asked: Learning) -> Cover:
    """Choose whole bundles, most covered an hour first, and bound it by the linear relaxation."""
    choices = _bundles(asked)
    return Cover(tuple(choices), sum(choice.spares for choice in choices), relaxed(asked))


@dataclass
class _Held:
    asked: Learning
    places: dict[str, int] = field(init=False)
    hours: float = field(init=False)
    competences: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {one.key: one.places for one in self.asked.trainings}
        self.hours = self.asked.hours
        self.competences = defaultdict(set)

    def bundles(self, employee: str) -> Iterator[tuple[float, int, list[Training]]]:
        """For each want that is left: points an hour, how many wants the bundle covers, and its trainings."""
        held = self.competences[employee]
        left = [want for want in self.asked.wants_of[employee] if not want.missing <= held]
        for missing in sorted({want.missing for want in left}, key=sorted):
            bundle = self._bundle(employee, missing - held)
            if bundle:
                has = held.union(*(one.gives for one in bundle))
                covered = sum(want.times for want in left if want.missing <= has)
                yield covered / sum(one.hours for one in bundle), covered, bundle

    def _bundle(self, employee: str, missing: frozenset[str]) -> list[Training]:
        """Trainings with a place that give all that is missing, the one that gives most of it an hour first."""
        bundle: list[Training] = []
        lacking = set(missing)
        while lacking:
            could = [
                one
                for competence in sorted(lacking)
                for one in self.asked.given_to(employee, competence)
                if self.places[one.key]
            ]
            if not could:
                return []
            best = max(could, key=lambda one: (len(one.gives & lacking) / one.hours, one.key))
            bundle.append(best)
            lacking -= best.gives
        return bundle


def _bundles(asked: Learning) -> list[Choice]:
    state, choices = _Held(asked), []
    heap: list[tuple[float, str, int]] = []
    turn: dict[str, int] = defaultdict(int)

    def queue(employee: str) -> None:
        turn[employee] += 1
        fits = [one for one in state.bundles(employee) if sum(t.hours for t in one[2]) <= state.hours + 1e-9]
        if fits:
            heapq.heappush(heap, (-max(one[0] for one in fits), employee, turn[employee]))

    for employee in sorted(asked.wants_of):
        queue(employee)
    while heap:
        density, employee, of_turn = heapq.heappop(heap)
        if of_turn != turn[employee]:
            continue
        fits = [one for one in state.bundles(employee) if sum(t.hours for t in one[2]) <= state.hours + 1e-9]
        best = max(fits, key=lambda one: one[0], default=None)
        if (
            best is None or best[0] < -density - 1e-12
        ):  # places or hours went meanwhile: queue it as it is now
            if best is not None:
                queue(employee)
            continue
        for at, one in enumerate(best[2]):
            state.places[one.key] -= 1
            state.hours -= one.hours
            state.competences[employee] |= one.gives
            choices.append(Choice(employee, one.key, best[1] if at == len(best[2]) - 1 else 0))
        queue(employee)
    return choices
