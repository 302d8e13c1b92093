"""Many citizens over many periods: each citizen's talks are put in order once, and a period is a slice of them."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from tovholder.continuity.measures import LEAST, concentration, employees_met, secon, usual
from tovholder.continuity.talks import OURS, Held, Key, Rules, counted_with
from tovholder.registers.oracle import Share


@dataclass(frozen=True, slots=True)
class Continuity:
    """One citizen in one period. `unit`: that of the last talk in it, so that a citizen who moved counts once, whole.

    `talks` are those that count, `met` the different employees who took part in any. The shares are None where the
    talks are too few; their numerators, denominators and sources are in `measures`.
    """

    citizen: Key
    unit: Key | None
    talks: int
    met: int
    upc: Share | None
    coc: Share | None
    secon: Share | None


class History:
    """All talks given, by citizen and in time order; those of one day stay in the order they were given in."""

    def __init__(self, talks: Iterable[Held], rules: Rules = OURS, least: int = LEAST) -> None:
        self._least = least
        self._talks: dict[Key, list[Held]] = defaultdict(list)
        for talk in talks:
            self._talks[talk.citizen].append(talk)
        for theirs in self._talks.values():
            theirs.sort(key=attrgetter("on"))
        self._days = {citizen: [talk.on for talk in theirs] for citizen, theirs in self._talks.items()}
        self._with = {
            citizen: [counted_with(talk, rules) for talk in theirs] for citizen, theirs in self._talks.items()
        }

    def between(self, first_day: date, last_day: date) -> Iterator[Continuity]:
        """Each citizen with a held talk from `first_day` through `last_day`."""
        for citizen, days in self._days.items():
            first, end = bisect_left(days, first_day), bisect_right(days, last_day)
            if first < end:
                yield self._continuity(citizen, first, end)

    def _continuity(self, citizen: Key, first: int, end: int) -> Continuity:
        talks = self._talks[citizen][first:end]
        order = [employee for employee in self._with[citizen][first:end] if employee is not None]
        counts = Counter(order)
        return Continuity(
            citizen=citizen,
            unit=talks[-1].unit,
            talks=len(order),
            met=employees_met(talks),
            upc=usual(counts, self._least),
            coc=concentration(counts, self._least),
            secon=secon(order, self._least),
        )
