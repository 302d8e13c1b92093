"""People on support, the young, and those on sick leave and for how long."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import F, Q

from tovholder.jobcentre.citizens.models import Benefit
from tovholder.jobcentre.citizens.models import SupportSpell as SpellRow
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.homes import Homes
from tovholder.registers.oracle import PersonsOnSupport, persons_on_support
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


@dataclass(frozen=True, slots=True)
class Support:
    persons: PersonsOnSupport
    weeks_sick: tuple[float, ...]

    @property
    def temporary(self) -> int:
        return self.persons.by_class[BenefitClass.TEMPORARY]

    @property
    def sick(self) -> int:
        return self.persons.by_benefit[SICKNESS]


def tables(
    days: Sequence[date], units: Sequence[int], mapping: BenefitMapping, homes: Homes
) -> Iterator[Table]:
    spells = tuple(spells_between(days[0], days[-1]))
    for day in days:
        yield from _tables_of_day(spells, homes, day, units, mapping)


def _tables_of_day(
    spells: Sequence[SupportSpell], homes: Homes, day: date, units: Sequence[int], mapping: BenefitMapping
) -> Iterator[Table]:
    current = [spell for spell in spells if spell.days_within(day, day)]
    at_home: dict[int | None, list[SupportSpell]] = {unit: [] for unit in (*units, None)}
    for spell in current:
        at_home[homes.unit(int(spell.person), day)].append(spell)
    whole = _support(current, day, mapping)
    parts = {unit: _support(theirs, day, mapping) for unit, theirs in at_home.items()}

    def count(indicator: str, of: Callable[[Support], Count], *beside: CountRow) -> Table:
        return Table(indicator, day, "", of(whole), {unit: of(part) for unit, part in parts.items()}, beside)

    otherwise = CountRow(_not_sick(whole), {unit: _not_sick(part) for unit, part in parts.items()})
    yield count(Indicator.TEMPORARY, lambda s: Count(s.temporary))
    yield count(Indicator.PERMANENT, lambda s: Count(s.persons.by_class[BenefitClass.PERMANENT]))
    yield count(Indicator.UNDER_30, lambda s: Count(s.persons.under_30))
    yield count(Indicator.SICK, lambda s: Count(s.sick), otherwise)
    yield count(
        Indicator.SICK_WEEKS,
        lambda s: Count(None, s.sick, median(s.weeks_sick) if s.weeks_sick else None),
        otherwise,
    )


def _support(spells: Sequence[SupportSpell], day: date, mapping: BenefitMapping) -> Support:
    began: dict[int | str, date] = {}
    for spell in spells:
        if spell.benefit == SICKNESS:
            began[spell.person] = min(spell.since, began.get(spell.person, spell.since))
    weeks = tuple((day - since).days / 7 for since in began.values())
    return Support(persons_on_support(spells, day, mapping), weeks)


def _not_sick(support: Support) -> int:
    """Sick leave is a part of temporary support: the rest could be told from the two."""
    return max(support.temporary - support.sick, 0)
