"""Everybody's days on support, read once: the rows, and the whole spells they make by the rule of jobindsats.

What is asked of thousands of people on each of many days is asked of columns.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from django.db.models import F, Q, QuerySet
from numpy.typing import NDArray

from tovholder.jobcentre.citizens.models import SupportSpell as SpellRow
from tovholder.jobcentre.results.publish.homes import Homes
from tovholder.jobcentre.results.publish.in_bulk import day_of, day_of_end, written
from tovholder.registers.lasting import whole
from tovholder.registers.tables import BenefitClass, BenefitMapping, SupportSpell

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Mask = NDArray[np.bool_]
FAR = date.max.toordinal()
# More than any ordinal of a day.
DAYS = 1 << 22


class Row(NamedTuple):
    """One person on one benefit for half-open days; `until` None: it still runs."""

    person: int
    benefit: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows side by side, days as ordinals. Shapes: all (n,).

    `benefit` is a place in `codes`; `until` FAR while it runs; `begun`: the first day of the whole spell a row is of;
    `born` as the number 19800504.
    """

    person: Whole
    benefit: Whole
    since: Whole
    until: Whole
    begun: Whole
    born: Whole
    codes: Sequence[str]

    def on(self, day: date) -> Whole:
        """The places of the rows that run on the day."""
        number = day.toordinal()
        return np.flatnonzero((self.since <= number) & (number < self.until))

    def in_class(self, rows: Whole, wanted: BenefitClass, day: date, mapping: BenefitMapping) -> Mask:
        """Which of `rows`, all running on the day, are of a benefit that is in the class then."""
        is_it = np.zeros(len(self.codes), dtype=bool)
        for place in np.unique(self.benefit[rows]):
            is_it[place] = mapping.on(self.codes[place], day).benefit_class is wanted
        return is_it[self.benefit[rows]]

    def of_benefit(self, rows: Whole, benefit: str) -> Mask:
        """Which of `rows` are of the benefit."""
        return np.array([code == benefit for code in self.codes], dtype=bool)[self.benefit[rows]]

    def age(self, rows: Whole, day: date) -> Whole:
        """Whole years on the day, as `registers.oracle.age`."""
        return (_as_number(day) - self.born[rows]) // 10_000


class Spells:
    """`rows` in any order, with the date of birth of each person; those undone on their first day are left out."""

    def __init__(self, rows: Sequence[Row], born: Mapping[int, date], homes: Homes) -> None:
        self.rows, self.born, self.homes = rows, born, homes

    @classmethod
    def read(cls, today: date, homes: Homes) -> "Spells":
        """All that have begun by today."""
        counting = _counting(date.min, today)
        born = counting.order_by().values_list("citizen_id", written("citizen__birth_date")).distinct()
        rows = [
            Row(person, benefit, day_of(since), day_of_end(until))
            for person, benefit, since, until in counting.values_list(
                "citizen_id", "benefit", written("since"), written("until")
            ).iterator()
        ]
        return cls(rows, {person: day_of(day) for person, day in born.iterator()}, homes)

    def on(self, day: date) -> Iterator[SupportSpell]:
        """Those that run on the day, as the oracle wants them."""
        for row in self.rows:
            if row.since <= day and (row.until is None or row.until > day):
                yield SupportSpell(*row, self.born[row.person])

    @cached_property
    def of_person(self) -> Mapping[int, Sequence[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.person].append(row)
        return found

    @cached_property
    def whole(self) -> Sequence[Row]:
        """The whole spells, those of one person on one benefit together and oldest first."""
        found: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row[:2]].append(row)
        return [
            each
            for key, rows in found.items()
            for each in (
                rows if len(rows) == 1 else [Row(*key, *spell) for spell in whole(r[2:] for r in rows)]
            )
        ]

    @cached_property
    def columns(self) -> Columns:
        codes = sorted({row.benefit for row in self.rows})
        rows, spells = _Keys(self.rows, codes), _Keys(self.whole, codes)
        of_whole = np.argsort(spells.key)
        # The last spell of the same person and benefit that had begun.
        spell = np.searchsorted(spells.key[of_whole], rows.key, side="right") - 1
        born = {person: _as_number(day) for person, day in self.born.items()}
        return Columns(
            person=rows.person,
            benefit=rows.benefit,
            since=rows.since,
            until=_whole([FAR if row.until is None else row.until.toordinal() for row in self.rows]),
            begun=spells.since[of_whole][spell],
            born=_whole([born[row.person] for row in self.rows]),
            codes=codes,
        )


class _Keys:
    """What rows are told apart by, side by side, and as one number that is in their order."""

    def __init__(self, rows: Sequence[Row], codes: Sequence[str]) -> None:
        places = {code: place for place, code in enumerate(codes)}
        self.person = _whole([row.person for row in rows])
        self.benefit = _whole([places[row.benefit] for row in rows])
        self.since = _whole([row.since.toordinal() for row in rows])
        self.key = (self.person * len(codes) + self.benefit) * DAYS + self.since


def spells_between(first_day: date, last_day: date) -> Iterator[SupportSpell]:
    """The spells with a day between the two, as the oracle wants them; those undone on their first day are none."""
    rows = _counting(first_day, last_day).values_list(
        "citizen_id", "benefit", "since", "until", "citizen__birth_date"
    )
    for row in rows.iterator():
        yield SupportSpell(*row)


def _counting(first_day: date, last_day: date) -> QuerySet[SpellRow]:
    ended = Q(until__gt=first_day) & Q(until__gt=F("since"))
    return SpellRow.objects.filter(Q(until__isnull=True) | ended, since__lte=last_day).order_by("pk")


def of_units(unit: Whole, units: Sequence[int]) -> dict[int | None, Mask]:
    """Which are in each unit, and (None) in none of them."""
    return {each: unit == each for each in units} | {None: ~np.isin(unit, units)}


def first_of_each(person: Whole, day: Whole) -> tuple[Whole, Whole]:
    """Each person once, with the first of their days."""
    order = np.lexsort((day, person))
    persons, first = np.unique(person[order], return_index=True)
    return persons, day[order][first]


def distinct(persons: Whole) -> int:
    in_order = np.sort(persons)
    return int(np.count_nonzero(np.diff(in_order))) + min(len(in_order), 1)


def _whole(numbers: Sequence[int]) -> Whole:
    return np.array(numbers, dtype=np.int64)


def _as_number(day: date) -> int:
    return 10_000 * day.year + 100 * day.month + day.day
