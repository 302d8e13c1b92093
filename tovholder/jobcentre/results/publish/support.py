"""People on support, the young, and those on sick leave and for how long."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from django.db.models import F, Q

from tovholder.jobcentre.citizens.models import Benefit
from tovholder.jobcentre.citizens.models import SupportSpell as SpellRow
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.homes import Homes
from tovholder.registers.oracle import YOUNG, age
from tovholder.registers.tables import BenefitClass, BenefitMapping, SupportSpell

SICKNESS = Benefit.SICKNESS.value


def spells_between(first_day: date, last_day: date) -> Iterator[SupportSpell]:
    """The spells with a day between the two, as the oracle wants them; those undone on their first day are none."""
    rows = (
        SpellRow.objects.filter(since__lte=last_day)
        .filter(Q(until__isnull=True) | Q(until__gt=first_day) & Q(until__gt=F("since")))
        .order_by("pk")
        .values_list("citizen_id", "benefit", "since", "until", "citizen__birth_date")
    )
    for row in rows.iterator():
        yield SupportSpell(*row)


@dataclass
class Support:
    """Who is on support on a day; of those on sick leave, since when."""

    temporary: set[int] = field(default_factory=set)
    permanent: set[int] = field(default_factory=set)
    young: set[int] = field(default_factory=set)
    sick: dict[int, date] = field(default_factory=dict)

    def add(self, spell: SupportSpell, benefit_class: BenefitClass, is_young: bool) -> None:
        person = int(spell.person)
        if benefit_class is BenefitClass.TEMPORARY:
            self.temporary.add(person)
        elif benefit_class is BenefitClass.PERMANENT:
            self.permanent.add(person)
        if is_young:
            self.young.add(person)
        if spell.benefit == SICKNESS:
            self.sick[person] = min(spell.since, self.sick.get(person, spell.since))

    @property
    def not_sick(self) -> int:
        """Sick leave is a part of temporary support: the rest could be told from the two."""
        return max(len(self.temporary) - len(self.sick), 0)

    def weeks_sick(self, day: date) -> float | None:
        return median((day - since).days / 7 for since in self.sick.values()) if self.sick else None


def tables(
    days: Sequence[date], units: Sequence[int], mapping: BenefitMapping, homes: Homes
) -> Iterator[Table]:
    spells = tuple(spells_between(days[0], days[-1]))
    for day in days:
        yield from _tables_of_day(spells, homes, day, units, mapping)


def _tables_of_day(
    spells: Sequence[SupportSpell], homes: Homes, day: date, units: Sequence[int], mapping: BenefitMapping
) -> Iterator[Table]:
    whole, parts = counted(spells, homes, day, units, mapping)

    def count(indicator: str, of: Callable[[Support], Count], *beside: CountRow) -> Table:
        return Table(indicator, day, "", of(whole), {unit: of(part) for unit, part in parts.items()}, beside)

    otherwise = CountRow(whole.not_sick, {unit: part.not_sick for unit, part in parts.items()})
    yield count(Indicator.TEMPORARY, lambda s: Count(len(s.temporary)))
    yield count(Indicator.PERMANENT, lambda s: Count(len(s.permanent)))
    yield count(Indicator.UNDER_30, lambda s: Count(len(s.young)))
    yield count(Indicator.SICK, lambda s: Count(len(s.sick)), otherwise)
    yield count(Indicator.SICK_WEEKS, lambda s: Count(None, len(s.sick), s.weeks_sick(day)), otherwise)


def counted(
    spells: Sequence[SupportSpell], homes: Homes, day: date, units: Sequence[int], mapping: BenefitMapping
) -> tuple[Support, dict[int | None, Support]]:
    """What `persons_on_support` says of the day, of all and of each unit, in one pass; None: of no unit."""
    whole = Support()
    parts: dict[int | None, Support] = {unit: Support() for unit in (*units, None)}
    classes: dict[str, BenefitClass] = {}
    for spell in spells:
        if spell.since <= day and (spell.until is None or day < spell.until):
            if spell.benefit not in classes:
                classes[spell.benefit] = mapping.on(spell.benefit, day).benefit_class
            about = spell, classes[spell.benefit], age(spell.birth_date, day) < YOUNG
            whole.add(*about)
            parts[homes.unit(int(spell.person), day)].add(*about)
    return whole, parts
