"""Where people are after their sick leave: so many days after the last day of sickness benefit, by its quarter.

As jobindsats has it (Y07B15): exactly one status, the first of a hierarchy that holds that day (`registers.statuses`).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from tovholder.jobcentre.results.indicators import AFTER_DAYS, HEADLINE_DAYS, after_days, has_status
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Part, PartRow, Table, parts_shown
from tovholder.jobcentre.results.publish.spans import is_known_after, quarters_known_after
from tovholder.jobcentre.results.publish.spells import Spells
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.registers.statuses import hierarchy

Name = TypeVar("Name", bound=Hashable)


class Over(NamedTuple):
    """A sick leave that is over, and the place of the status so many days after."""

    person: int
    unit: int | None
    status: int


class AfterSick:
    """By the last day of the quarter a sick leave ended in, and how many days after. Exact: not to be shown."""

    def __init__(self, spells: Spells, today: date) -> None:
        self.of: dict[tuple[date, int], list[Over]] = {
            (last_day, days): []
            for _first_day, last_day in quarters_known_after(today, HEADLINE_DAYS)
            for days in AFTER_DAYS
            if is_known_after(last_day, days, today)
        }
        quarters = {month: day for day, _days in self.of for month in _months_of(day)}
        for spell in spells.whole:
            if spell.benefit == SICKNESS and spell.until is not None:
                last = spell.until - timedelta(1)
                quarter = quarters.get((last.year, last.month))
                if quarter is not None:
                    self._add(spells, spell.person, last, quarter)

    def _add(self, spells: Spells, person: int, last: date, quarter: date) -> None:
        unit = spells.homes.unit(person, last)
        for days in AFTER_DAYS:
            if (quarter, days) in self.of:
                day = last + timedelta(days)
                held = (
                    row.benefit
                    for row in spells.of_person[person]
                    if row.since <= day and (row.until is None or day < row.until)
                )
                self.of[quarter, days].append(Over(person, unit, hierarchy().status(held)))

    def tables(self, units: Sequence[int]) -> Iterator[Table]:
        """The share with no benefit; protected with it: those with one, and the persons of both and of each.

        Numerator: sick leaves whose person has no benefit so many days after. Denominator: sick leaves that ended.
        Period: a whole quarter. Source: jobindsats.dk, Y07B15, for the days and which of two benefits counts.
        """
        none = hierarchy().rest
        for (day, days), rows in self.of.items():
            rows = [row._replace(unit=row.unit if row.unit in units else None) for row in rows]
            with_none = [row for row in rows if row.status == none]
            with_some = [row for row in rows if row.status != none]
            all_units = (*units, None)
            yield Table(
                Indicator.AFTER_SICK,
                day,
                after_days(days),
                _share(rows),
                {unit: _share([row for row in rows if row.unit == unit]) for unit in all_units},
                (
                    CountRow(len(with_some), Counter(row.unit for row in with_some)),
                    *(_persons_of(some) for some in (rows, with_none, with_some)),
                ),
            )

    def parts(self, may: Collection[tuple[date, int]], limit: int) -> Iterator[Part]:
        """By status, where the share with no benefit is shown: that one is known, and the others add up to the rest."""
        none = hierarchy().rest
        for day, days in sorted(may):
            rows = self.of[day, days]
            if not rows:
                continue
            with_some = [row for row in rows if row.status != none]
            names = [has_status(days, row.status) for row in with_some]
            counts = Counter(names)
            persons = _distinct(zip(names, (row.person for row in with_some), strict=True))
            told = (
                PartRow(len(with_some), counts),
                PartRow(len({row.person for row in with_some}), persons),
            )
            found = parts_shown(counts, told, limit) | {has_status(days, none): len(rows) - len(with_some)}
            for group, count in found.items():
                yield Part(Indicator.AFTER_SICK, day, group, count)


def _months_of(quarter: date) -> list[tuple[int, int]]:
    return [(quarter.year, quarter.month - back) for back in range(3)]


def _persons_of(rows: Sequence[Over]) -> CountRow:
    return CountRow(len({row.person for row in rows}), _distinct((row.unit, row.person) for row in rows))


def _distinct(rows: Iterable[tuple[Name, int]]) -> dict[Name, int]:
    """How many different persons under each name."""
    found: dict[Name, set[int]] = defaultdict(set)
    for name, person in rows:
        found[name].add(person)
    return {name: len(persons) for name, persons in found.items()}


def _share(rows: Sequence[Over]) -> Count:
    return Count.share(sum(row.status == hierarchy().rest for row in rows), len(rows))
