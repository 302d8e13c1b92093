"""Many periods at once: a spell as the stretch of periods it lies in, not as a row for each of them."""

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from ..period import Period, Span
from ..tables import BenefitClass, BenefitMapping
from .rows import (
    AGES,
    MONTHS_OF,
    By,
    changes_of_class,
    closed,
    counted_under,
    first_of,
    first_that_holds,
    last_place,
    period_at,
    place,
    place_of,
)


def by_stretches(
    spells: ir.Table, first: Period, last: Period, mapping: BenefitMapping, by: Sequence[By] = ()
) -> ir.Table:
    """`persons` and `days` of each period from `first` to `last`, which may not overlap: no rolling years.

    What `support.on_support` says, in time by the number of spells however many periods they last: stretches that are
    alike are counted first, and become a row for each period after.
    """
    keys, span = [each.value for each in by], first.span
    rows = steps(alike(stretches(spells, first, last, mapping, by), by), by)
    until_here = ibis.window(group_by=keys, order_by="place", preceding=None, following=0)
    following = ibis.window(group_by=keys, order_by="place")
    rows = rows.mutate(
        at=rows.place,
        persons=rows.persons.sum().over(until_here),
        spells=rows.spells.sum().over(until_here),
        next_place=rows.place.lead().over(following),
    )
    rows = rows.filter(rows.persons > 0)  # so another step follows: those who are there leave at the end
    rows = rows.mutate(place=ibis.range(rows.at, rows.next_place, 1).unnest())
    length = first_of(rows.place + 1, span).delta(first_of(rows.place, span), unit="day")
    without = ibis.ifelse(rows.place == rows.at, rows.without, 0)
    return rows.select("place", *keys, "persons", days=rows.spells * length - without)


def stretches(
    spells: ir.Table, first: Period, last: Period, mapping: BenefitMapping, by: Sequence[By] = ()
) -> ir.Table:
    """A row for each spell, and one more for each time that what it is counted under changes.

    Adds a column for each of `by`; `begin` and `stop`, the places of its first and last period; and `before` and
    `after`: the days of these two without the spell.
    """
    span = first.span
    rows = closed(spells)
    rows = rows.filter((rows.since <= last.last_day) & (rows.to > first.first_day))
    rows = rows.mutate(
        begin=ibis.greatest(place(rows.since, span), ibis.literal(place_of(first))),
        stop=ibis.least(last_place(rows.to, span), ibis.literal(place_of(last))),
    )
    if By.CLASS in by:
        rows = _parted(rows, [ibis.literal(_begun_by(day, span)) for day in changes_of_class(mapping)])
    if By.AGE in by:
        rows = _parted(rows, [_turned(rows.birth_date, age, span) for age in AGES])
    rows = rows.mutate(
        first_day=first_of(rows.begin, span),
        last_day=first_of(rows.begin + 1, span) - ibis.interval(days=1),
    )
    next_day = first_of(rows.stop + 1, span)
    rows = rows.mutate(
        from_day=ibis.greatest(rows.since, rows.first_day),
        after=next_day.delta(ibis.least(rows.to, next_day), unit="day"),
    )
    return rows.mutate(
        **counted_under(rows, by, mapping), before=rows.from_day.delta(rows.first_day, unit="day")
    )


def alike(rows: ir.Table, by: Sequence[By] = ()) -> ir.Table:
    """How many `spells` have the same stretch, the sums of their `before` and `after`, and `new`: the first place in
    which the person was not already counted (after `stop`: none)."""
    keys = [each.value for each in by]
    of_one = [rows.person, *(_short(rows, each) for each in by)]
    earlier = ibis.window(group_by=of_one, order_by=rows.begin, preceding=(None, 1))
    rows = rows.mutate(reached=rows.stop.max().over(earlier))
    rows = rows.mutate(new=ibis.greatest(rows.begin, rows.reached.fill_null(-1) + 1))
    rows = rows.mutate(new=ibis.least(rows.new, rows.stop + 1))
    return rows.group_by([*keys, "begin", "new", "stop"]).agg(
        spells=rows.count(), before=rows.before.sum(), after=rows.after.sum()
    )


def steps(rows: ir.Table, by: Sequence[By] = ()) -> ir.Table:
    """How many `persons` and `spells` more each `place` has than the one before, and its own days `without`."""
    rows = rows.mutate(
        edge=ibis.range(ibis.literal(0, type="int64"), ibis.literal(4, type="int64"), 1).unnest()
    )
    begins, new, stops, over = ((rows.edge == number).cast("int64") for number in range(4))
    rows = rows.mutate(
        place=rows.begin * begins + rows.new * new + rows.stop * stops + (rows.stop + 1) * over,
        persons=rows.spells * (new - over),
        spells=rows.spells * (begins - over),
        without=rows.before * begins + rows.after * stops,
    )
    return rows.group_by([*(each.value for each in by), "place"]).agg(
        persons=rows.persons.sum(), spells=rows.spells.sum(), without=rows.without.sum()
    )


def _short(rows: ir.Table, by: By) -> ir.Column:
    """What rows are told apart by: for the few long names of classes a number, as rows are sorted by it."""
    if by is not By.CLASS:
        return rows[by.value]
    numbers = ((rows[by.value] == name.value, number) for number, name in enumerate(BenefitClass))
    return first_that_holds(*numbers).cast("int8")


def _begun_by(day: date, span: Span) -> int:
    """The place of the first period that begins on the day or after."""
    at = (12 * day.year + day.month - 1) // MONTHS_OF[span]
    return at if period_at(span, at).first_day == day else at + 1


def _turned(born: ir.Column, age: int, span: Span) -> ir.Column:
    """The place of the first period on whose last day the age is reached; as in `age_band`, no leap day is 1 March."""
    year = born.year() + age
    leap_day = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    late = (born.month() == 2) & (born.day() == 29) & ~leap_day
    return ((12 * year + born.month() - 1 + ibis.ifelse(late, 1, 0)) // MONTHS_OF[span]).cast("int64")


def _parted(rows: ir.Table, changes: Sequence[ir.Column]) -> ir.Table:
    """A row for each part of a stretch between the places `changes`, the earliest first."""
    if not changes:
        return rows
    names = [f"change_{number}" for number in range(len(changes))]
    rows = rows.mutate(**dict(zip(names, changes, strict=True)))

    def passed(at: ir.Column) -> ir.Column:
        return sum((rows[name] <= at).cast("int64") for name in names)

    rows = rows.mutate(part=ibis.range(passed(rows.begin), passed(rows.stop) + 1, 1).unnest())
    begin, stop = rows.begin, rows.stop
    for number, name in enumerate(names):
        begin = ibis.ifelse(rows.part > number, ibis.greatest(begin, rows[name]), begin)
        stop = ibis.ifelse(rows.part <= number, ibis.least(stop, rows[name] - 1), stop)
    return rows.mutate(begin=begin, stop=stop).drop("part", *names)
