"""Who is on support: persons and full-time persons, by days (jobindsats) and by weeks (DREAM)."""

from collections.abc import Sequence
from datetime import timedelta

import ibis
import ibis.expr.types as ir

from ..period import Period, Span
from ..tables import BenefitMapping
from .people import counted, each_one
from .rows import MONDAY, TIES, By, closed, each_place, in_order, in_periods, place
from .stretches import by_stretches

DAYS, WEEKS = "days", "weeks"


def on_support(
    spells: ir.Table, first: Period, last: Period, mapping: BenefitMapping, by: Sequence[By] = ()
) -> ir.Table:
    """How many are on support, and how many that is when each counts only for the time it lasted.

    Numerator: `persons`, different persons with at least one day in the period; `days`, their days on support in it,
    added up over spells also where these overlap, so that a person on two benefits counts in both. Denominator: none
    for persons; the days of the period make `days` to full-time persons (26 weeks of 52 are half a person). Period:
    each from `first` to `last`, months, quarters, rolling or calendar years. Source: jobindsats.dk, "antal personer"
    (driftsnyheder 2017, a03-121017) and "fuldtidspersoner" (InfoOmMaalinger Y21/MM14); weeks are reckoned as days.
    """
    if are_stretches(first, last):
        return by_stretches(spells, first, last, mapping, by)
    return counted(each_on_support(spells, first, last, mapping), by, DAYS)


def are_stretches(first: Period, last: Period) -> bool:
    """Whether many periods are asked that do not overlap: spells are then counted as stretches of them."""
    return first != last and first.span is not Span.ROLLING_YEAR


def each_on_support(spells: ir.Table, first: Period, last: Period, mapping: BenefitMapping) -> ir.Table:
    """What `on_support` counts, for `people.counted`."""
    rows = in_periods(spells, first, last)
    return each_one(rows.mutate(days=rows.to_day.delta(rows.from_day, unit="day")), mapping, DAYS)


def weeks_on_support(
    spells: ir.Table, first: Period, last: Period, mapping: BenefitMapping, by: Sequence[By] = ()
) -> ir.Table:
    """The same by whole weeks, as DREAM counts: one day in a week is enough, and a week has one month.

    Numerator: `weeks`, different weeks with at least one day of the benefit, per person and benefit; `persons` who
    have one. Denominator: the weeks of the period (`weeks_of`) make `weeks` to full-time persons. Period: an ISO week
    belongs to the month, quarter or year of its Thursday. A week is counted under the spell that brought it, in its
    class on the later of the spell's first day and the period's. Source: DREAM, the rule as in
    carstennielsen/DREAMtoolsR (y_2grad_.R, yr2y_.R); that one day is enough: the description of DREAM, June 2015.
    Unlike in DREAM, a person may have two benefits in one week.
    """
    return counted(each_week_on_support(spells, first, last, mapping), by, WEEKS)


def each_week_on_support(spells: ir.Table, first: Period, last: Period, mapping: BenefitMapping) -> ir.Table:
    """What `weeks_on_support` counts, for `people.counted`."""
    first_week, last_week, span = weeks_of(first)[0], weeks_of(last)[1], first.span
    near = closed(spells)
    near = near.filter((near.since < monday(last_week + 1)) & (near.to > monday(first_week)))
    near = near.mutate(to_week=week(near.to, -1))
    seen = near.to_week.max().over(in_order(["since", "to"], TIES))
    near = near.mutate(
        from_week=ibis.greatest(week(near.since), seen.fill_null(0) + 1, ibis.literal(first_week)),
        to_week=ibis.least(near.to_week, ibis.literal(last_week)),
    )
    near = near.filter(near.from_week <= near.to_week)
    begin, stop = (place(thursday(each), span) for each in (near.from_week, near.to_week))
    rows = each_place(near, begin, stop, first, last)
    rows = rows.mutate(from_day=ibis.greatest(rows.since, rows.first_day))
    weeks = (
        1
        + ibis.least(rows.to_week, week(rows.next_day, -4))
        - ibis.greatest(rows.from_week, week(rows.first_day, 3))
    )
    return each_one(rows.mutate(weeks=weeks), mapping, WEEKS)


def weeks_of(period: Period) -> tuple[int, int]:
    """The first and last week of the period, numbered from that of `MONDAY`."""
    first, last = (period.first_day - MONDAY).days, (period.last_day - MONDAY).days
    return (first + 3) // 7, (last - 3) // 7


def week(day: ir.Column, days_later: int = 0) -> ir.Column:
    return ((day.delta(ibis.literal(MONDAY), unit="day") + days_later) // 7).cast("int64")


def monday(number: int) -> ir.Column:
    return ibis.literal(MONDAY + timedelta(7 * number))


def thursday(number: ir.Column) -> ir.Column:
    return ibis.literal(MONDAY) + ((7 * number + 3).cast("int32")).as_interval("D")
