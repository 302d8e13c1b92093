"""Who is on support on a day, by benefit and by age: of the whole centre, hidden so that nothing small can be told.

The parts of one figure are also parts of another: those on sick leave are a benefit of temporary support, and those
under thirty are of every class. What could be told from two figures together is hidden in both.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tovholder.jobcentre.results.indicators import AGE_WORDS, CLASSES, age_group
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Part
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.registers.disclosure import Suppressed, suppress_cross, suppress_row
from tovholder.registers.oracle import age
from tovholder.registers.tables import BenefitClass, BenefitMapping, SupportSpell

OTHERWISE = "otherwise"  # on temporary support, and not on sick leave
TOLD_BY_AGE: Mapping[str, str] = {**CLASSES, Indicator.SICK: SICKNESS}


@dataclass
class People:
    """The persons of each benefit under its class, and of each age band under its class; and those on sick leave."""

    benefits: dict[BenefitClass, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(dict))
    ages: dict[str, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(_no_ages))

    def add(self, spell: SupportSpell, benefit_class: BenefitClass, band: str) -> None:
        person = int(spell.person)
        self.benefits[benefit_class].setdefault(spell.benefit, set()).add(person)
        self.ages[benefit_class][band].add(person)
        if spell.benefit == SICKNESS:
            self.ages[SICKNESS][band].add(person)

    def of_class(self, benefit_class: BenefitClass) -> int:
        return len(set().union(*self.benefits[benefit_class].values()))


def _no_ages() -> dict[str, set[int]]:
    return {band: set() for band in AGE_WORDS}


def parts(
    spells: Iterable[SupportSpell], day: date, mapping: BenefitMapping, may: Collection[str], limit: int
) -> Iterator[Part]:
    """The parts of the indicators in `may`: those whose own number is shown that day."""
    people = people_on(spells, day, mapping)
    for indicator in (Indicator.TEMPORARY, Indicator.PERMANENT):
        if indicator in may:
            shown = by_benefit(people, CLASSES[indicator], Indicator.SICK in may, limit)
            for benefit, persons in shown.items():
                yield Part(indicator, day, benefit, persons)
    for code, counts in by_age(people, may, limit).items():
        for band, persons in counts.items():
            yield Part(code, day, band, persons)


def people_on(spells: Iterable[SupportSpell], day: date, mapping: BenefitMapping) -> People:
    people, classes = People(), dict[str, BenefitClass]()
    for spell in spells:
        if spell.days_within(day, day):
            if spell.benefit not in classes:
                classes[spell.benefit] = mapping.on(spell.benefit, day).benefit_class
            people.add(spell, classes[spell.benefit], age_group(age(spell.birth_date, day)))
    return people


def by_benefit(
    people: People, benefit_class: BenefitClass, sick_is_shown: bool, limit: int
) -> dict[str, int | None]:
    """Where sick leave has a figure of its own, it is known whatever is hidden: then the others add up to the rest."""
    counts = {code: len(persons) for code, persons in people.benefits[benefit_class].items()}
    total, known = people.of_class(benefit_class), {}
    if SICKNESS in counts and sick_is_shown:
        known = {SICKNESS: counts.pop(SICKNESS)}
        total = max(total - known[SICKNESS], 0)
    row = suppress_row(counts, total, limit, also={SICKNESS} & counts.keys())
    is_told = not isinstance(row.total, Suppressed)
    shown = {code: count if isinstance(count, int) and is_told else None for code, count in row.parts.items()}
    return known | shown


def by_age(people: People, may: Collection[str], limit: int) -> dict[str, dict[str, int | None]]:
    """An indicator shows all its ages or none: each is 0 or large, and so is what is left of that age."""
    counts = {
        of: {band: len(people.ages[of][band]) for band in AGE_WORDS} for of in (*BenefitClass, SICKNESS)
    }
    sick, temporary = counts[SICKNESS], counts[BenefitClass.TEMPORARY]
    by_class: dict[str, dict[str, int]] = {of: counts[of] for of in BenefitClass}
    told = suppress_cross(by_class, [CLASSES[each] for each in CLASSES if each in may], limit)
    if Indicator.SICK in may and BenefitClass.TEMPORARY in told:
        otherwise = {band: max(temporary[band] - sick[band], 0) for band in AGE_WORDS}
        finer = {of: row for of, row in by_class.items() if of != BenefitClass.TEMPORARY}
        finer |= {SICKNESS: sick, OTHERWISE: otherwise}
        apart = suppress_cross(finer, [*told, SICKNESS, OTHERWISE], limit)
        if SICKNESS in apart and (OTHERWISE in apart or not any(otherwise.values())):
            told = told | {SICKNESS}
    return {
        indicator: {band: count if of in told else None for band, count in counts[of].items()}
        for indicator, of in TOLD_BY_AGE.items()
        if indicator in may and any(counts[of].values())
    }
