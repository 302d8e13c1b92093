"""The rows figures are made of: benefits and their class, support spells, months."""

import calendar
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("benefits.toml")


class BenefitClass(StrEnum):
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    WORK_WITH_SUPPORT = "work_with_support"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"


class UnknownBenefit(LookupError):
    """The benefit's code is not in the mapping, or not yet on that day."""


class UnreadableBenefits(ValueError):
    """The mapping breaks its own rules."""


class TwoClasses(UnreadableBenefits):
    """A benefit has two classes on the same day; the message is its code."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit for the days its class holds. `first_day` and `last_day` are inclusive; None: without end."""

    code: str
    name: str
    benefit_class: BenefitClass
    first_day: date | None
    last_day: date | None
    source: str
    note: str = ""
    no_new_from: date | None = None
    open_question: bool = False

    def holds(self, on: date) -> bool:
        return (self.first_day is None or self.first_day <= on) and (
            self.last_day is None or on <= self.last_day
        )


@dataclass(frozen=True, slots=True)
class BenefitMapping:
    """Benefits and their classes, under a version that every figure made with it must name."""

    version: str
    benefits: tuple[Benefit, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(benefit.code for benefit in self.benefits))

    def holds(self, code: str, on: date) -> bool:
        """Whether the benefit exists on the day: what an import asks before it believes a row."""
        return any(benefit.code == code and benefit.holds(on) for benefit in self.benefits)

    def on(self, code: str, on: date) -> Benefit:
        """The benefit as it counts on the day.

        A spell that runs on after its benefit was closed keeps the last class it had, so that nobody drops out of a
        figure overnight. UnknownBenefit: no such code, or a day before its first.
        """
        versions = [benefit for benefit in self.benefits if benefit.code == code]
        if not versions:
            raise UnknownBenefit(f"no benefit has the code {code!r}; known: {', '.join(self.codes)}")
        begun = [version for version in versions if version.first_day is None or version.first_day <= on]
        if not begun:
            raise UnknownBenefit(f"{code} does not exist on {on}")
        return max(begun, key=lambda version: version.first_day or date.min)


def parse_benefits(text: str) -> BenefitMapping:
    """The mapping of a TOML text in the shape of benefits.toml. UnreadableBenefits where it breaks its own rules."""
    try:
        document = tomllib.loads(text)
        mapping = BenefitMapping(document["version"], tuple(_benefit(row) for row in document["benefit"]))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableBenefits(f"the benefit mapping cannot be read: {error!r}") from error
    for code in mapping.codes:
        versions = sorted(
            (b for b in mapping.benefits if b.code == code), key=lambda b: b.first_day or date.min
        )
        for earlier, later in pairwise(versions):
            if later.first_day is None or earlier.last_day is None or earlier.last_day >= later.first_day:
                raise TwoClasses(code)
    return mapping


def _benefit(row: Mapping[str, Any]) -> Benefit:
    known = dict(row)
    days = {name: known.pop(name, None) for name in ("first_day", "last_day", "no_new_from")}
    if any(type(day) is not date for day in days.values() if day is not None):
        raise TypeError(f"not days: {days}")
    return Benefit(benefit_class=BenefitClass(known.pop("class")), **days, **known)


@cache
def benefits() -> BenefitMapping:
    """Our proposed mapping (benefits.toml)."""
    return parse_benefits(FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class SupportSpell:
    """One person on one benefit from `since` until (not including) `until`; None: still open.

    `person` is any key that tells people apart. ValueError when it ends before it has begun.
    """

    person: int | str
    benefit: str
    since: date
    until: date | None
    birth_date: date
    unit: str = ""
    municipality: str = ""
    sex: str = ""

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise ValueError(f"a support spell from {self.since} cannot end {self.until}")

    def days_within(self, first_day: date, last_day: date) -> tuple[date, date] | None:
        """The first and last day (inclusive) on which the spell runs between the two days, or None."""
        first = max(self.since, first_day)
        last = last_day if self.until is None else min(self.until - timedelta(days=1), last_day)
        return (first, last) if first <= last else None


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; `month` from 1 to 12 (ValueError)."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"{self.month} is no month")

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)


def of_unit(spells: Iterable[SupportSpell], unit: str) -> tuple[SupportSpell, ...]:
    return tuple(spell for spell in spells if spell.unit == unit)
