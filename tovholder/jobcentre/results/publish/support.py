"""People on support, the young, and those on sick leave and for how long."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tovholder.jobcentre.citizens.models import Benefit
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spells import Mask, Spells, distinct, first_of_each, of_units
from tovholder.registers.oracle import YOUNG
from tovholder.registers.tables import BenefitClass, BenefitMapping

SICKNESS = Benefit.SICKNESS.value


@dataclass(frozen=True, slots=True)
class Support:
    """How many are on support on a day; of those on sick leave, the middle of their weeks."""

    temporary: int
    permanent: int
    young: int
    sick: int
    weeks_sick: float | None

    @property
    def not_sick(self) -> int:
        """Sick leave is a part of temporary support: the rest could be told from the two."""
        return max(self.temporary - self.sick, 0)


def tables(
    spells: Spells, days: Sequence[date], units: Sequence[int], mapping: BenefitMapping
) -> Iterator[Table]:
    """Persons in two classes, under thirty and on sick leave; and how long those on sick leave have been.

    Numerator: different persons, as `persons_on_support` counts them; of how long, the middle of their weeks since the
    spell began. Denominator: none of a count; of how long, the persons on sick leave. Period: a day. Source:
    jobindsats.dk, "antal personer"; the classes are the mapping's.
    """
    for day in days:
        yield from _tables_of_day(spells, day, units, mapping)


def _tables_of_day(
    spells: Spells, day: date, units: Sequence[int], mapping: BenefitMapping
) -> Iterator[Table]:
    whole, parts = counted(spells, day, units, mapping)

    def count(indicator: str, of: Callable[[Support], Count], *beside: CountRow) -> Table:
        return Table(indicator, day, "", of(whole), {unit: of(part) for unit, part in parts.items()}, beside)

    otherwise = CountRow(whole.not_sick, {unit: part.not_sick for unit, part in parts.items()})
    yield count(Indicator.TEMPORARY, lambda s: Count(s.temporary))
    yield count(Indicator.PERMANENT, lambda s: Count(s.permanent))
    yield count(Indicator.UNDER_30, lambda s: Count(s.young))
    yield count(Indicator.SICK, lambda s: Count(s.sick), otherwise)
    yield count(Indicator.SICK_WEEKS, lambda s: Count(None, s.sick, s.weeks_sick), otherwise)


def counted(
    spells: Spells, day: date, units: Sequence[int], mapping: BenefitMapping
) -> tuple[Support, dict[int | None, Support]]:
    """What `persons_on_support` says of the day, of all and of each unit, in one pass; None: of no unit."""
    columns = spells.columns
    rows = columns.on(day)
    person, since = columns.person[rows], columns.since[rows]
    temporary = columns.in_class(rows, BenefitClass.TEMPORARY, day, mapping)
    permanent = columns.in_class(rows, BenefitClass.PERMANENT, day, mapping)
    young = columns.age(rows, day) < YOUNG
    sick = columns.of_benefit(rows, SICKNESS)

    def support(of: Mask) -> Support:
        sick_persons, sick_since = first_of_each(person[of & sick], since[of & sick])
        weeks = (day.toordinal() - sick_since) / 7
        return Support(
            temporary=distinct(person[of & temporary]),
            permanent=distinct(person[of & permanent]),
            young=distinct(person[of & young]),
            sick=len(sick_persons),
            weeks_sick=float(np.median(weeks)) if weeks.size else None,
        )

    unit = spells.homes.units(person, np.full(person.shape, day.toordinal()))
    parts = {each: support(theirs) for each, theirs in of_units(unit, units).items()}
    return support(np.ones(person.shape, dtype=bool)), parts
