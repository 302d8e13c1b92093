"""When support begins and ends by the rule of jobindsats.dk, and how long those who are on it have been.

"A spell ends only after one whole calendar month without that benefit" (jobindsats.dk, nye målinger, 9 August 2019,
y01a21 plus a24 plus a27). So rows of one person and benefit are one spell while no whole month lies between them.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from ..lasting import BANDS, sure_before
from ..period import Period
from ..tables import BenefitMapping
from .people import counted, each_one
from .rows import (
    FAR,
    TIES,
    By,
    closed,
    each_place,
    first_that_holds,
    in_order,
    in_periods,
    last_place,
    place,
    so_far,
)

MOVED = "spells"


def whole_spells(spells: ir.Table) -> ir.Table:
    """Spells by the rule: `person`, `benefit`, `since`, `until` (empty while it runs). Overlaps are one spell."""
    of_one = ["person", "benefit"]
    rows = closed(spells)
    rows = rows.mutate(
        before=rows.to.max().over(in_order(["since"])),
        last=rows.to.max().over(ibis.window(group_by=of_one)),
    )
    begins = rows.filter(rows.before.isnull() | (place(rows.since) > last_place(rows.before) + 1))
    # Each ends where all before the next had reached, and the last where all have.
    next_one = ibis.window(group_by=of_one, order_by="since")
    to = ibis.coalesce(begins.before.lead().over(next_one), begins.last)
    until = ibis.ifelse(to == FAR, ibis.null("date"), to)
    return begins.select("person", "benefit", "since", until=until)


def _begins(rows: ir.Table, ties: Sequence[str] = ()) -> ir.Column:
    """No earlier row of the same person and benefit reaches into the month before, or later."""
    reached = last_place(rows.to).max().over(in_order(["since", "to"] if ties else ["since"], ties))
    return reached.isnull() | (place(rows.since) > reached + 1)


def _ends(rows: ir.Table, ties: Sequence[str] = ()) -> ir.Column:
    """The same seen from behind: no row that ends later begins in the month after, or earlier."""
    resumed = place(rows.since).min().over(in_order(["to", "since"], ties, backwards=True))
    return resumed.isnull() | (last_place(rows.to) + 1 < resumed)


def _only(rows: ir.Table, which: ir.Column) -> ir.Table:
    """Filtered in a step of its own: Spark knows no QUALIFY."""
    rows = rows.mutate(which=which)
    return rows.filter(rows.which).drop("which")


def of_those(rows: ir.Table, some: ir.Table) -> ir.Table:
    """All rows of a person and benefit that has one in `some`: what follows is dear, and few are in it."""
    return rows.semi_join(some, ["person", "benefit"])


def begun(spells: ir.Table, first: Period, last: Period) -> ir.Table:
    """The first row of each spell by the rule that begins in the periods, and `moved`: its first day."""
    rows = closed(spells)
    rows = rows.filter((rows.to > _month_before(first)) & (rows.since <= last.last_day))
    rows = of_those(rows, rows.filter(rows.since >= first.first_day))
    rows = _only(rows, _begins(rows, TIES))
    return rows.filter(rows.since >= first.first_day).mutate(moved=rows.since)


def ended(spells: ir.Table, first: Period, last: Period, known_until: date) -> ir.Table:
    """The last row of each spell by the rule that ended in the periods, and `moved`: its last day.

    Nothing has ended before the whole month after is known: `known_until` is the last day the rows tell about.
    """
    before = min(last.last_day + timedelta(1), sure_before(known_until))
    rows = closed(spells)
    rows = rows.filter(rows.to > first.first_day)
    rows = of_those(rows, rows.filter(rows.to <= before))
    rows = _only(rows, _ends(rows, TIES))
    rows = rows.filter(rows.to <= before)
    return rows.mutate(moved=rows.to - ibis.interval(days=1))


def beginning(
    spells: ir.Table, first: Period, last: Period, mapping: BenefitMapping, by: Sequence[By] = ()
) -> ir.Table:
    """Inflow: how many spells begin.

    Numerator: `spells` by the rule above whose first day lies in the period, and the different `persons` they are of.
    Denominator: none. Period: each from `first` to `last`. A spell is counted under its first row, in its class on its
    first day. Source: jobindsats.dk, "tilgang", with the rule for spells above.
    """
    return _in_and_out(each_moved(begun(spells, first, last), first, last, mapping), by)


def ending(
    spells: ir.Table,
    first: Period,
    last: Period,
    mapping: BenefitMapping,
    known_until: date,
    by: Sequence[By] = (),
) -> ir.Table:
    """Outflow: how many spells end.

    Numerator: `spells` by the rule above whose last day lies in the period and whose month after is known
    (`known_until`) to be without, and the different `persons` they are of. Denominator: none. Period: each from `first`
    to `last`. A spell is counted under its last row, in its class on its last day. Source: as for `beginning`.
    """
    return _in_and_out(each_moved(ended(spells, first, last, known_until), first, last, mapping), by)


def each_moved(rows: ir.Table, first: Period, last: Period, mapping: BenefitMapping) -> ir.Table:
    """What is counted of those `begun` or `ended`, for `people.counted`."""
    moved = place(rows.moved, first.span)
    rows = each_place(rows, moved, moved, first, last)
    return each_one(rows.mutate(from_day=rows.moved, spells=ibis.literal(1, type="int64")), mapping, MOVED)


def _in_and_out(rows: ir.Table, by: Sequence[By]) -> ir.Table:
    found = counted(rows, by, MOVED)
    return found.relocate("persons", after=MOVED)


def _month_before(period: Period) -> date:
    day = period.first_day
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def lasting_so_long(spells: ir.Table, first: Period, last: Period, near: ir.Table | None = None) -> ir.Table:
    """How long those who are on a benefit on the period's last day have been on it, in bands.

    Numerator: `persons` with a row of `benefit` that runs on that day, by `band`: the place in `BANDS` of the whole
    weeks since the first day of their spell by the rule above. Denominator: all of them, in all bands. Period: the last
    day of each period. Source: bands and use as in cabiweb.dk, "varighed" (sygedagpenge, national, August 2012).

    `near`: those of `spells` that have a day in the periods, where they are at hand: all are then gone through once.
    """
    on_a_last_day = in_periods(spells if near is None else near, first, last)
    on_a_last_day = on_a_last_day.filter(on_a_last_day.to_day == on_a_last_day.next_day)
    rows = closed(of_those(spells.filter(spells.since <= last.last_day), on_a_last_day))
    rows = rows.mutate(begin=ibis.ifelse(_begins(rows), rows.since, ibis.null("date")))
    rows = rows.mutate(begin=rows.begin.max().over(so_far()))
    rows = in_periods(rows.drop("to"), first, last)
    rows = rows.filter(rows.to_day == rows.next_day)
    rows = rows.mutate(weeks=(rows.last_day.delta(rows.begin, unit="day") // 7).cast("int64"))
    bands = ((rows.weeks <= upper, number) for number, upper in enumerate(BANDS))
    rows = rows.mutate(band=first_that_holds(*bands, otherwise=len(BANDS)))
    return rows.group_by(["place", "benefit", "band"]).agg(persons=rows.person.nunique())
