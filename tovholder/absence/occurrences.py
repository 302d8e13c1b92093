"""From stretches of days away to occurrences, with no day between, and to spells, which bridge short returns.

Both are derived and can be rebuilt at any time. Two sick days every fortnight, six times, are six occurrences, and one
spell where the merge gap is two weeks: both are shown, because merging alone would hide the drip.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tovholder.absence.notices import DAY, Key, Stretch

Counts = Callable[[date], bool]
NO_DAYS: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Days in a row on which the person was away, wholly or partly, from at least one workplace.

    From `since` until (not including) `until`; None: still away. With several employers a day counts as at work only
    when it is so with all of them. `stretches` are what it consists of: the grade over time.
    """

    since: date
    until: date | None
    stretches: tuple[Stretch, ...]

    @property
    def workplaces(self) -> frozenset[Key]:
        return frozenset(stretch.workplace for stretch in self.stretches)

    def days(self, through: date) -> int:
        """Calendar days away, no later than `through`."""
        return days_between(self.since, self.until, through)

    def hours_on(self, day: date) -> dict[Key, float]:
        """Hours a week at work on `day`, by each workplace the person is away from: 0 is none."""
        return {
            stretch.workplace: stretch.hours
            for stretch in self.stretches
            if stretch.since <= day and (stretch.until is None or day < stretch.until)
        }


@dataclass(frozen=True, slots=True)
class Spell:
    """Occurrences so close that they are one course of illness: at most the merge gap between each and the next."""

    occurrences: tuple[Occurrence, ...]

    @property
    def since(self) -> date:
        return self.occurrences[0].since

    @property
    def until(self) -> date | None:
        return self.occurrences[-1].until

    def days(self, through: date) -> int:
        """Calendar days from its first through its last, no later than `through`: returns in between count too."""
        return days_between(self.since, self.until, through)

    def days_away(self, through: date) -> int:
        """Those of its days on which the person was away."""
        return sum(occurrence.days(through) for occurrence in self.occurrences)


def occurrences(stretches: Iterable[Stretch]) -> list[Occurrence]:
    """One occurrence for each run of days away without a day between, in time order."""
    found: list[Occurrence] = []
    run: list[Stretch] = []
    until: date | None = None
    for stretch in sorted(stretches, key=lambda each: (each.since, str(each.workplace))):
        if run and until is not None and until < stretch.since:
            found.append(Occurrence(run[0].since, until, tuple(run)))
            run = []
        until = _later(until, stretch.until) if run else stretch.until
        run.append(stretch)
    return [*found, Occurrence(run[0].since, until, tuple(run))] if run else found


def spells(
    occurrences: Iterable[Occurrence], *, merge_gap: int, days_off: Container[date] = NO_DAYS
) -> list[Spell]:
    """Occurrences with at most `merge_gap` days at work between them are one spell, in time order.

    `days_off` (the person's holiday, and whichever days nobody works) are no days at work: they neither end a spell
    nor count in the gap. `merge_gap` is the centre's own choice: no Danish rule says what one spell is. ValueError: a
    gap below 0.
    """
    if merge_gap < 0:
        raise ValueError(f"a gap of {merge_gap} days")
    found: list[list[Occurrence]] = []
    for occurrence in sorted(occurrences, key=lambda each: each.since):
        before = found[-1][-1].until if found else None
        if before is not None and _at_work(before, occurrence.since, days_off, merge_gap) <= merge_gap:
            found[-1].append(occurrence)
        else:
            found.append([occurrence])
    return [Spell(tuple(each)) for each in found]


def days_between(since: date, until: date | None, through: date) -> int:
    """Days from `since` until (not including) `until`, and none after `through`."""
    end = through + DAY if until is None else min(until, through + DAY)
    return max(0, (end - since).days)


def _at_work(since: date, until: date, days_off: Container[date], enough: int) -> int:
    """Days from `since` until `until` that are no days off; not counted further than one more than `enough`."""
    counted = 0
    for n in range((until - since).days):
        counted += since + timedelta(days=n) not in days_off
        if counted > enough:
            break
    return counted


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
