"""Support spells of a file, many at a time, each citizen with a line in the log."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import SupportSpell
from tovholder.jobcentre.exchange.kinds.support import BENEFITS, NewSpell, day
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.exchange.rows import Rows

AT_A_TIME = 10_000
Lines = list[tuple[int, dict[str, Any]]]


def prepare(planned: Iterable[NewSpell], *, batch: int | None) -> list[tuple[Any, ...]]:
    """Make the rows before anybody has to wait for them."""
    return [
        (new.citizen, BENEFITS[new.benefit], _text(new.since), _text(new.until), batch) for new in planned
    ]


@cache  # the days of some decades
def _text(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None


def insert(rows: list[tuple[Any, ...]]) -> None:
    """Write the rows, in the caller's transaction."""
    Rows(SupportSpell, "citizen_id", "benefit", "since", "until", "batch_id").insert(rows)


def change(plan: Plan, *, run: ImportRun) -> None:
    """Give open spells their end, then add what needed the room, and a line in the log for each citizen."""
    for ended in plan.changed:
        SupportSpell.objects.filter(pk=ended.spell).update(until=day(ended.until))
    insert(prepare(plan.following, batch=None))
    begun = Counter(new.citizen for new in plan.following)
    got_end = Counter(ended.citizen for ended in plan.changed)
    lines = [_line(run, citizen, begun[citizen], ended) for citizen, ended in got_end.items()]
    assert run.applied_at is not None
    record.actions("import_support", lines, by=run.applied_by, at=run.applied_at)


def lines(run: ImportRun) -> tuple[Lines, int | None]:
    """Return the next lines of the log for those the file has new spells of, and how far they reach; None at the end.

    Spells went in citizen by citizen, so those of one stand together; the last one's may go on, and waits.
    """
    spells = list(
        SupportSpell.objects.filter(batch=run.batch_id, pk__gt=run.logged_until)
        .order_by("pk")
        .values_list("pk", "citizen_id")[:AT_A_TIME]
    )
    if not spells:
        return [], None
    last = spells[-1][1]
    if len(spells) == AT_A_TIME and spells[0][1] != last:
        spells = [(pk, citizen) for pk, citizen in spells if citizen != last]
    begun = Counter(citizen for _pk, citizen in spells)
    return [_line(run, citizen, n, 0) for citizen, n in begun.items()], spells[-1][0]


def _line(run: ImportRun, citizen: int, begun: int, ended: int) -> tuple[int, dict[str, Any]]:
    return citizen, {"run": run.pk, "begun": begun, "ended": ended}
