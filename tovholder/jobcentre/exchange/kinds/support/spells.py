"""Spells of a file in as little room as they can have: whole numbers, one for a row, which sort by citizen and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tovholder.jobcentre.citizens.models import Benefit

BENEFITS = sorted(Benefit.values)
OPEN = 0  # the end of a spell that has none; other days are their ordinals

_DAY, _ROW, _BENEFIT = 22, 24, 5  # bits
_WHOLE_DAY, _WHOLE_ROW, _WHOLE_BENEFIT = (1 << _DAY) - 1, (1 << _ROW) - 1, (1 << _BENEFIT) - 1


class NewSpell(NamedTuple):
    row: int
    citizen: int
    benefit: int
    since: int
    until: int


class EndedSpell(NamedTuple):
    """A spell that was open and gets its end; `until` is half-open."""

    row: int
    citizen: int
    spell: int
    until: int


@dataclass(slots=True)
class Spell:
    """A spell there is or will be; `row` is None for one we have. Half-open, and open without `until`."""

    since: int
    until: int | None
    row: int | None = None
    pk: int | None = None

    def overlaps(self, other: "Spell") -> bool:
        """One that ends on the day it begins overlaps nothing, as in the database."""
        if self.until == self.since or other.until == other.since:
            return False
        begins_in_time = self.until is None or other.since < self.until
        return begins_in_time and (other.until is None or self.since < other.until)


def pack(row: int, citizen: int, benefit: int, since: int, until: int) -> int:
    return (((citizen << _DAY | since) << _ROW | row) << _DAY | until) << _BENEFIT | benefit


def unpack(packed: int) -> NewSpell:
    benefit = packed & _WHOLE_BENEFIT
    packed >>= _BENEFIT
    until = packed & _WHOLE_DAY
    packed >>= _DAY
    row = packed & _WHOLE_ROW
    packed >>= _ROW
    return NewSpell(row, packed >> _DAY, benefit, packed & _WHOLE_DAY, until)


def by_citizen(packed: list[int], at_least: int) -> Iterator[list[NewSpell]]:
    """Sort the spells and yield them `at_least` so many at a time, never parting those of one citizen."""
    packed.sort()
    some: list[NewSpell] = []
    for number in packed:
        spell = unpack(number)
        if len(some) >= at_least and spell.citizen != some[-1].citizen:
            yield some
            some = []
        some.append(spell)
    if some:
        yield some


def day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
