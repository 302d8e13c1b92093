"""How long spells last: what Kaplan-Meier needs of them, counted by length."""

from datetime import date

import ibis
import ibis.expr.types as ir

from ..lasting import sure_before
from ..period import Period
from .rows import closed, each_place, place
from .spells import of_those, whole_spells


def how_long(spells: ir.Table, first: Period, last: Period, known_until: date) -> ir.Table:
    """How long spells last that begin in the period, by benefit: how many were seen for exactly so many days.

    Numerator: `ended`, whole spells by the rule of jobindsats (`spells.whole_spells`) that ended after `days` days.
    Denominator: all that were seen so long or longer, the sum of `spells` from there on; `survival.lasting_by_length`
    makes the curve of both. `persons` and `persons_ended` are of each person's first spell in the period alone: what
    may be shown is decided by them. Period: that of the first day; each spell is followed from its first day until it
    ends or until the last month that is wholly known begins, as an end is believed only after a whole month without.
    Spells that begin, and not those that run: among those that run on a day the long are too many, and the short ones
    that began before it are never seen. Source: Kaplan and Meier 1958; the rule for spells as in `spells`.
    """
    sure = ibis.literal(sure_before(known_until))
    in_time = spells.filter((spells.since >= first.first_day) & (spells.since <= last.last_day))
    whole = closed(whole_spells(of_those(spells, in_time)))
    whole = whole.filter(
        (whole.since >= first.first_day) & (whole.since <= last.last_day) & (whole.since < sure)
    )
    whole = whole.mutate(
        days=ibis.least(whole.to, sure).delta(whole.since, unit="day").cast("int64"),
        is_over=ibis.ifelse(whole.to <= sure, 1, 0),
    )
    began = place(whole.since, first.span)
    rows = each_place(whole, began, began, first, last)
    earliest = rows.since.min().over(ibis.window(group_by=["place", "person", "benefit"]))
    rows = rows.mutate(is_first=ibis.ifelse(rows.since == earliest, 1, 0))
    rows = rows.mutate(first_is_over=rows.is_first * rows.is_over)
    return rows.group_by(["place", "benefit", "days"]).agg(
        spells=rows.count(),
        ended=rows.is_over.sum(),
        persons=rows.is_first.sum(),
        persons_ended=rows.first_is_over.sum(),
    )
