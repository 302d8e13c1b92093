"""What to learn next: who in which training would spare most of what went wrong for want of a competence.

A want is something that happened to an employee, or a course of theirs, and the competences they lacked for it.
Learning one that alone was lacking removes it; learning another that removes it too removes nothing more. So the gains
diminish: the number removed is monotone and submodular in the pairs (employee, training) that are chosen, and a greedy
choice of the most an hour is provably good (`Plan.guarantee`):

- nothing was refused for want of hours or places: everything that helps is chosen, which is the best there is (1).
- places were short, hours were not: at least 1/2 of the best (a partition matroid; Fisher, Nemhauser, Wolsey 1978).
- hours were short, places were not: at least (1 - 1/e)/2, the better of the greedy choice and the best single pair
  (Khuller, Moss, Naor 1999).
- both: at least 1/4. Let S be what greedy took before the first pair x that the hours refused, and d the gain an hour
  of x. A pair of the best plan that places kept out is charged to one in S of the same training, thus of the same
  hours, with no less gain an hour; each is charged once. The others gain at most d an hour. Together they gain at most
  what S + x did, so best <= 2 f(S + x) <= 2 f(S) + 2 f(x) <= 4 max(f(S), f(best single)).

How far this very plan can be from the best is known better afterwards, from the linear relaxation (`Plan.bound`).

Where several competences must come together (a course that needs two roles) the gains do not diminish and greedy has no
guarantee: `covering` claims none.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tovholder.assignment.relaxation import relaxed
from tovholder.assignment.wants import Choice, Learning, Training, WrongLearning

HOURS_ONLY = (1 - 1 / math.e) / 2
PLACES_ONLY = 1 / 2
BOTH = 1 / 4


@dataclass(frozen=True)
class Plan:
    """`spared` wants are removed; no plan removes more than `bound`; `guarantee` is the least share of the best."""

    choices: tuple[Choice, ...]
    spared: int
    bound: int
    guarantee: float
    hours: float = 0.0

    @property
    def distance(self) -> float:
        """At most this share of the best is missing, known afterwards from the bound. 0 where nothing can be spared."""
        return 1 - self.spared / self.bound if self.bound else 0.0


def suggest(asked: Learning) -> Plan:
    """Choose greedily, most spared an hour first. WrongLearning: a want that lacks more than one (see `cover`)."""
    if any(len(want.missing) > 1 for want in asked.wants):
        raise WrongLearning("a want lacks several competences: ask `cover`")
    single = _Singles(asked).best_single()
    choices, short_of_hours, short_of_places = _greedy(asked, _Singles(asked))
    spared = sum(choice.spares for choice in choices)
    if single is not None and single.spares > spared:
        choices, spared = [single], single.spares
    guarantee = {
        (False, False): 1.0,
        (True, False): HOURS_ONLY,
        (False, True): PLACES_ONLY,
        (True, True): BOTH,
    }
    return Plan(
        choices=tuple(choices),
        spared=spared,
        bound=relaxed(asked),
        guarantee=guarantee[short_of_hours, short_of_places],
        hours=sum(asked.by_key[choice.training].hours for choice in choices),
    )


@dataclass
class _Singles:
    """What is left to spare: employee to competence to times, and the hours and places left."""

    asked: Learning
    left: dict[str, dict[str, int]] = field(init=False)
    places: dict[str, int] = field(init=False)
    hours: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = {
            employee: _summed((next(iter(want.missing)), want.times) for want in wants)
            for employee, wants in self.asked.wants_of.items()
        }
        self.places = {one.key: one.places for one in self.asked.trainings}
        self.hours = self.asked.hours

    def gain(self, employee: str, training: Training) -> int:
        left = self.left[employee]
        return sum(left.get(competence, 0) for competence in training.gives)

    def pairs(self) -> Iterator[tuple[str, Training]]:
        """Every pair that would spare anything and is within the hours, each once, in a fixed order."""
        for employee in sorted(self.left):
            found = {
                one.key: one
                for competence in self.left[employee]
                for one in self.asked.given_to(employee, competence)
                if one.hours <= self.asked.hours
            }
            yield from ((employee, found[key]) for key in sorted(found))

    def take(self, employee: str, training: Training) -> None:
        for competence in training.gives:
            self.left[employee].pop(competence, None)
        self.places[training.key] -= 1
        self.hours -= training.hours

    def best_single(self) -> Choice | None:
        fits = ((e, t) for e, t in self.pairs() if t.hours <= self.asked.hours)
        choices = (
            Choice(employee, training.key, self.gain(employee, training)) for employee, training in fits
        )
        return max(choices, key=lambda choice: choice.spares, default=None)


def _greedy(asked: Learning, state: _Singles) -> tuple[list[Choice], bool, bool]:
    """The choices in order, and whether hours or places kept out a pair that would have spared something."""
    heap = [(-state.gain(e, t) / t.hours, e, t.key, state.gain(e, t)) for e, t in state.pairs()]
    heapq.heapify(heap)
    choices: list[Choice] = []
    short_of_hours = short_of_places = False
    while heap:
        _density, employee, key, known = heapq.heappop(heap)
        training = asked.by_key[key]
        gain = state.gain(employee, training)
        if not gain:
            continue
        if gain < known:  # it has diminished since: back in the queue, where it belongs now
            heapq.heappush(heap, (-gain / training.hours, employee, key, gain))
        elif not state.places[key]:
            short_of_places = True
        elif training.hours > state.hours + 1e-9:
            short_of_hours = True
        else:
            state.take(employee, training)
            choices.append(Choice(employee, key, gain))
    return choices, short_of_hours, short_of_places


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for key, number in pairs:
        found[key] += number
    return found
