"""What people are on so many days after a spell has ended."""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from ..period import Period
from ..statuses import Hierarchy, hierarchy
from .rows import closed, each_place, first_that_holds, place
from .spells import ended


def status_after(
    spells: ir.Table,
    first: Period,
    last: Period,
    known_until: date,
    days: int,
    benefit: str = "sygedagpenge",
    statuses: Hierarchy | None = None,
) -> ir.Table:
    """What people are on `days` days after the last day of a spell on the benefit.

    Numerator: `spells` by the rule of jobindsats (`spells.ended`) that ended in the period, and the `persons` they are
    of, by `status`: the place in the hierarchy of the first that holds on the day. Denominator: all that ended in the
    period, and whose day is not after `known_until`. Period: that of the last day; quarters in the source. Source:
    jobindsats.dk, Y07B15, 30, 92, 182 and 365 days after the last payment day; the hierarchy is statuses.toml.
    """
    statuses = statuses or hierarchy()
    rest, later = statuses.rest, timedelta(days)
    over = ended(spells.filter(spells.benefit == benefit), first, last, known_until)
    over = over.mutate(end=over.moved, day=over.moved + ibis.interval(days=days))
    over = over.filter(over.day <= known_until).select("person", "end", "day")
    then = closed(spells).select("person", "benefit", "since", "to")
    then = then.filter((then.since <= last.last_day + later) & (then.to > first.first_day + later))
    on_it = then.join(over, [then.person == over.person, then.since <= over.day])
    on_it = on_it.filter(on_it.to > on_it.day)
    found = on_it.group_by(["person", "end"]).agg(status=_places(on_it.benefit, statuses).min())
    one = over.left_join(found, ["person", "end"])
    one = one.select("person", "end", status=one.status.fill_null(rest).cast("int64"))
    ended_in = place(one.end, first.span)
    rows = each_place(one, ended_in, ended_in, first, last)
    return rows.group_by(["place", "status"]).agg(spells=rows.count(), persons=rows.person.nunique())


def _places(benefit: ir.Column, statuses: Hierarchy) -> ir.Column:
    by_place: dict[int, list[str]] = {}
    for code, number in statuses.places.items():
        by_place.setdefault(number, []).append(code)
    return first_that_holds(*((benefit.isin(codes), number) for number, codes in by_place.items()))
