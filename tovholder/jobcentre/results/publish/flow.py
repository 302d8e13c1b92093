"""How many spells on a benefit begin, and how many end, in each month: by the rule of jobindsats for a spell.

A spell has ended only after a whole calendar month without that benefit, so the newest month is one whose month after
is over. Whoever goes from one benefit to another ends one spell and begins one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Part, PartRow, Table, parts_shown
from tovholder.jobcentre.results.publish.spans import ended_months, full_months
from tovholder.jobcentre.results.publish.spells import Spells
from tovholder.registers.tables import Month


class Moved(NamedTuple):
    """A spell that began, or ended: on the day."""

    person: int
    benefit: str
    unit: int | None


ByMonth = Mapping[Month, Sequence[Moved]]
Name = TypeVar("Name", bound=Hashable)


class Flow:
    """What moved in each of thirteen months to today. Exact: not to be shown."""

    def __init__(self, spells: Spells, today: date) -> None:
        self.of: Mapping[Indicator, ByMonth] = {
            Indicator.INFLOW: _begun(spells, full_months(today)),
            Indicator.OUTFLOW: _ended(spells, ended_months(today)),
        }

    def tables(self, units: Sequence[int]) -> Iterator[Table]:
        """Spells, protected with the persons they are of.

        Numerator: whole spells that begin in the month, or have their last day in it. Denominator: none, a count.
        Period: a whole month. Source: jobindsats.dk, by whose rule a spell ends after a whole month without.
        """
        for indicator, by_month in self.of.items():
            for month, moved in by_month.items():
                count, persons = _counted((row.unit if row.unit in units else None, row) for row in moved)
                yield Table(
                    indicator,
                    month.last_day,
                    "",
                    Count(len(moved)),
                    {unit: Count(count[unit]) for unit in (*units, None)},
                    (CountRow(len({row.person for row in moved}), persons),),
                )

    def parts(self, indicator: Indicator, may: Collection[date], limit: int) -> Iterator[Part]:
        """By benefit, of the months whose own number is shown: `may` has their last days."""
        for day in sorted(may):
            moved = self.of[indicator][Month.of(day)]
            count, persons = _counted((row.benefit, row) for row in moved)
            told = (PartRow(len(moved), count), PartRow(len({row.person for row in moved}), persons))
            for benefit, number in parts_shown(count, told, limit).items():
                yield Part(indicator, day, benefit, number)


def _begun(spells: Spells, months: Sequence[Month]) -> ByMonth:
    """In the unit of the first day, or of the first course after: a newcomer's begins when the benefit has."""
    found: dict[Month, list[Moved]] = {month: [] for month in months}
    first_day, last_day = months[0].first_day, months[-1].last_day
    for spell in spells.whole:
        if first_day <= spell.since <= last_day:
            unit = spells.homes.unit_from(spell.person, spell.since)
            found[Month.of(spell.since)].append(Moved(spell.person, spell.benefit, unit))
    return found


def _ended(spells: Spells, months: Sequence[Month]) -> ByMonth:
    """In the unit of the last day."""
    found: dict[Month, list[Moved]] = {month: [] for month in months}
    first_day, last_day = months[0].first_day, months[-1].last_day
    for spell in spells.whole:
        if spell.until is not None and first_day < spell.until <= last_day + timedelta(1):
            last = spell.until - timedelta(1)
            unit = spells.homes.unit(spell.person, last)
            found[Month.of(last)].append(Moved(spell.person, spell.benefit, unit))
    return found


def _counted(rows: Iterable[tuple[Name, Moved]]) -> tuple[Counter[Name], dict[Name, int]]:
    """Spells and persons under each name."""
    count: Counter[Name] = Counter()
    persons: dict[Name, set[int]] = defaultdict(set)
    for name, row in rows:
        count[name] += 1
        persons[name].add(row.person)
    return count, {name: len(some) for name, some in persons.items()}
