"""Support spells of a plan, many at a time, each citizen with a line in the log."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import SupportSpell
from tovholder.jobcentre.exchange.plan import Plan

BATCH = 500


@transaction.atomic
def write_support(plan: Plan, *, run: int, by: User | None, at: datetime, today: date) -> None:
    """Give open spells their end, then add the new ones (an end makes room for what follows it)."""
    for ended in plan.changed:
        SupportSpell.objects.filter(pk=ended.spell).update(until=ended.until)
    SupportSpell.objects.bulk_create(
        [
            SupportSpell(citizen_id=new.citizen, benefit=new.benefit, since=new.since, until=new.until)
            for new in plan.new
        ],
        batch_size=BATCH,
    )
    begun = Counter(new.citizen for new in plan.new)
    got_end = Counter(change.citizen for change in plan.changed)
    for citizen in dict.fromkeys([*begun, *got_end]):
        record.action(
            "import_support",
            by=by,
            at=at,
            citizen=citizen,
            run=run,
            begun=begun[citizen],
            ended=got_end[citizen],
        )
