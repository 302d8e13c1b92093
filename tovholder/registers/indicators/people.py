"""Different people and how long, under anything they may be counted under: found once, counted as often as asked."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from ..tables import BenefitMapping
from .rows import By, counted_under


def each_one(rows: ir.Table, mapping: BenefitMapping, number: str) -> ir.Table:
    """What `counted` needs of each row: `place`, `person`, a column for each `By`, the `number`, and `nameless`: none.

    `rows` need what `counted_under` does, and `number`: the column of their days or weeks.
    """
    rows = rows.mutate(**counted_under(rows, tuple(By), mapping), nameless=ibis.literal(0, type="int64"))
    return rows.select("place", "person", *By, number, "nameless")


def gathered(rows: ir.Table, number: str) -> ir.Table:
    """The same in fewer rows, for several counts: whoever has one row in a period is told by how many are alike.

    Such rows are one for each way of being counted under everything: their `person` is empty, and `nameless` says how
    many they were. Most have one row in a month, so that few people are left to tell apart.
    """
    one = ["place", "person"]
    seen = rows.group_by(one).agg(rows=rows.count())
    rows = rows.left_join(seen.filter(seen.rows > 1), one)
    rows = rows.mutate(person=rows.person_right, nameless=ibis.ifelse(rows.person_right.isnull(), 1, 0))
    return rows.group_by(["place", "person", *By]).agg(
        **{number: rows[number].sum()}, nameless=rows.nameless.sum()
    )


def counted(rows: ir.Table, by: Sequence[By], number: str) -> ir.Table:
    """`persons`, different people, and the sum of `number`, of `each_one` or of what is `gathered` of it."""
    keys = ["place", *(each.value for each in by)]
    of_one = rows.group_by([*keys, "person"]).agg(
        **{number: rows[number].sum()}, nameless=rows.nameless.sum()
    )
    persons = ibis.ifelse(of_one.person.isnull(), of_one.nameless, 1).sum()
    return of_one.group_by(keys).agg(persons=persons, **{number: of_one[number].sum()})
