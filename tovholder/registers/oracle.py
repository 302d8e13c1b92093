"""The figures in plain Python, slow and obvious: what every faster engine must agree with.

A period is one day (a `date`) or a `Month`. Numbers here are exact: `disclosure` decides what may be shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .tables import BenefitClass, BenefitMapping, Month, SupportSpell

YOUNG = 30


@dataclass(frozen=True, slots=True)
class PersonsOnSupport:
    """Different persons in the period. A person on two benefits counts once in each and once in `total`, so the parts
    may add up to more than the total. `mapping_version` names the classes used."""

    total: int
    by_class: Mapping[BenefitClass, int]
    by_benefit: Mapping[str, int]
    under_30: int
    under_30_by_class: Mapping[BenefitClass, int]
    mapping_version: str


@dataclass(frozen=True, slots=True)
class Share:
    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None when there is nothing to take a share of."""
        return self.numerator / self.denominator if self.denominator else None


def persons_on_support(
    spells: Iterable[SupportSpell], period: date | Month, mapping: BenefitMapping
) -> PersonsOnSupport:
    """How many people are on support.

    Numerator: different persons with at least one day of support in the period: altogether, per class, per benefit,
    and under thirty. Denominator: none, a count. Period: a day or a calendar month. A class is the one the mapping
    gives on the spell's first day in the period; under thirty is decided on the period's last day. Every class and
    benefit of the mapping is named, those with nobody as 0. Source: jobindsats.dk, "antal personer" (unique persons
    with the benefit in the period); the classes are the mapping's. UnknownBenefit: a benefit the mapping lacks.
    """
    first_day, last_day = _days(period)
    total, young = set(), set()
    by_class: dict[BenefitClass, set[int | str]] = {benefit_class: set() for benefit_class in BenefitClass}
    young_by_class: dict[BenefitClass, set[int | str]] = {
        benefit_class: set() for benefit_class in BenefitClass
    }
    by_benefit: dict[str, set[int | str]] = {code: set() for code in mapping.codes}
    for spell in spells:
        days = spell.days_within(first_day, last_day)
        if days is None:
            continue
        benefit = mapping.on(spell.benefit, days[0])
        total.add(spell.person)
        by_class[benefit.benefit_class].add(spell.person)
        by_benefit[benefit.code].add(spell.person)
        if age(spell.birth_date, last_day) < YOUNG:
            young.add(spell.person)
            young_by_class[benefit.benefit_class].add(spell.person)
    return PersonsOnSupport(
        total=len(total),
        by_class={key: len(persons) for key, persons in by_class.items()},
        by_benefit={key: len(persons) for key, persons in by_benefit.items()},
        under_30=len(young),
        under_30_by_class={key: len(persons) for key, persons in young_by_class.items()},
        mapping_version=mapping.version,
    )


def age(birth_date: date, on: date) -> int:
    """Whole years; one born on 29 February is a year older from 1 March in other years."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def _days(period: date | Month) -> tuple[date, date]:
    return (period.first_day, period.last_day) if isinstance(period, Month) else (period, period)


def lasts_longer(spells: Sequence[tuple[int, int]], day: int) -> float:
    """The share that lasts longer than `day` days (Kaplan-Meier): on each day until then, the share that did not end.

    Each of `spells` was seen so many days and ended then in a way from 1, or still runs (0).
    """
    share = 1.0
    for now in range(1, day + 1):
        at_risk = sum(days >= now for days, _way in spells)
        if at_risk:
            share *= 1 - sum(days == now and way > 0 for days, way in spells) / at_risk
    return share


def ended_by(spells: Sequence[tuple[int, int]], day: int, how: int) -> float:
    """The share that has ended in the way `how` by `day` (Aalen-Johansen): those who did, of what lasted until then."""
    share = 0.0
    for now in range(1, day + 1):
        at_risk = sum(days >= now for days, _way in spells)
        if at_risk:
            did = sum(days == now and way == how for days, way in spells)
            share += lasts_longer(spells, now - 1) * did / at_risk
    return share
