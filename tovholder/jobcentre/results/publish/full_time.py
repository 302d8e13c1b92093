"""How many full-time persons are on support in each month: days on a benefit over the days of the month.

As jobindsats counts (InfoOmMaalinger Y21/MM14): added up over benefits, so that somebody on two counts in both.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import numpy as np

from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Part, PartRow, Table, parts_shown
from tovholder.jobcentre.results.publish.spells import Spells, Whole, distinct, of_units
from tovholder.registers.tables import Month


def tables(spells: Spells, months: Sequence[Month], units: Sequence[int]) -> Iterator[Table]:
    """A person and a benefit count in the unit of their last day in the month.

    Numerator: days on a benefit, added up over benefits. Denominator: the days of the month. Period: a whole month.
    Source: jobindsats.dk, full-time persons (InfoOmMaalinger Y21/MM14).

    Protected with the number: how many persons it is of.
    """
    for month in months:
        rows, days, last_days = _within(spells, month)
        person = spells.columns.person[rows]
        unit = spells.homes.units(person, last_days)
        of_unit = of_units(unit, units)
        yield Table(
            Indicator.FULL_TIME,
            month.last_day,
            "",
            Count(full_time(days, month)),
            {each: Count(full_time(days[theirs], month)) for each, theirs in of_unit.items()},
            (
                CountRow(
                    distinct(person), {each: distinct(person[theirs]) for each, theirs in of_unit.items()}
                ),
            ),
        )


def parts(spells: Spells, may: Collection[date], limit: int) -> Iterator[Part]:
    """By benefit, of the months whose own number is shown: `may` has their last days."""
    for day in sorted(may):
        month = Month.of(day)
        rows, days, _last_days = _within(spells, month)
        person, benefit = spells.columns.person[rows], spells.columns.benefit[rows]
        theirs = {code: benefit == place for place, code in enumerate(spells.columns.codes)}
        theirs = {code: mask for code, mask in theirs.items() if mask.any()}
        counts = {code: full_time(days[mask], month) for code, mask in theirs.items()}
        persons = {code: distinct(person[mask]) for code, mask in theirs.items()}
        told = (PartRow(full_time(days, month), counts), PartRow(distinct(person), persons))
        for code, count in parts_shown(counts, told, limit).items():
            yield Part(Indicator.FULL_TIME, day, code, count)


def _within(spells: Spells, month: Month) -> tuple[Whole, Whole, Whole]:
    """The rows with a day in the month (their places), how many days, and the last of them (an ordinal)."""
    columns, first, after = spells.columns, month.first_day.toordinal(), month.last_day.toordinal() + 1
    until = np.minimum(columns.until, after)
    days = until - np.maximum(columns.since, first)
    rows = np.flatnonzero(days > 0)
    return rows, days[rows], until[rows] - 1


def full_time(days: Whole, month: Month) -> int:
    """Days of support as persons who have it all the month; halves up."""
    of = month.last_day.day
    return (2 * int(days.sum()) + of) // (2 * of)
