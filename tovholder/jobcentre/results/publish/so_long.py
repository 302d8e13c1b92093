"""How long those on temporary support have been on their benefit: the middle of their weeks, and how many so long.

Since the first day of the whole spell by the rule of jobindsats; a gap with no whole month in it begins nothing anew.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from tovholder.jobcentre.results.indicators import so_long
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, Part, PartRow, Table, parts_shown
from tovholder.jobcentre.results.publish.spells import Real, Spells, first_of_each, of_units
from tovholder.registers.lasting import BANDS
from tovholder.registers.tables import BenefitClass, BenefitMapping


def tables(
    spells: Spells, days: Sequence[date], units: Sequence[int], mapping: BenefitMapping
) -> Iterator[Table]:
    """Somebody on two benefits counts with the one that has lasted longest.

    Numerator: the middle of their weeks since the whole spell began. Denominator: persons on a benefit of the temporary
    class. Period: a day. Source: jobindsats.dk for what a spell is; the class is the mapping's.
    """
    for day in days:
        rows = spells.columns.on(day)
        rows = rows[spells.columns.in_class(rows, BenefitClass.TEMPORARY, day, mapping)]
        person, begun = first_of_each(spells.columns.person[rows], spells.columns.begun[rows])
        weeks = (day.toordinal() - begun) / 7
        unit = spells.homes.units(person, np.full(person.shape, day.toordinal()))
        yield Table(
            Indicator.SO_LONG,
            day,
            "",
            _middle(weeks),
            {each: _middle(weeks[theirs]) for each, theirs in of_units(unit, units).items()},
        )


def parts(spells: Spells, day: date, benefits: Collection[str], limit: int) -> Iterator[Part]:
    """The bands of `benefits`: those whose own number is shown that day, and no other has its bands."""
    for benefit, counts in by_band(spells, day).items():
        if benefit in benefits:
            told = (PartRow(sum(counts.values()), counts),)
            for group, persons in parts_shown(counts, told, limit).items():
                yield Part(Indicator.SO_LONG, day, group, persons)


def by_band(spells: Spells, day: date) -> Mapping[str, Mapping[str, int]]:
    """Persons on each benefit on the day, by how long. Exact: not to be shown."""
    columns = spells.columns
    on_day = columns.on(day)
    found = {}
    for place, benefit in enumerate(columns.codes):
        rows = on_day[columns.benefit[on_day] == place]
        _person, begun = first_of_each(columns.person[rows], columns.begun[rows])
        band = np.searchsorted(BANDS, (day.toordinal() - begun) // 7)
        counts = np.bincount(band, minlength=len(BANDS) + 1)
        if counts.any():
            found[benefit] = {so_long(number, benefit): int(count) for number, count in enumerate(counts)}
    return found


def _middle(weeks: Real) -> Count:
    return Count(None, int(weeks.size), float(np.median(weeks)) if weeks.size else None)
