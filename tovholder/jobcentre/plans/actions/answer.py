"""One side says yes or no to what a goal or a step says."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.plans.actions.write import StaleWording, check_open, locked_item, side_of
from tovholder.jobcentre.plans.models import Kind, Mark, PlanItem
from tovholder.jobcentre.talks.models import Side


@transaction.atomic
def accept_item(item: PlanItem, *, read_version: int, by: User, at: datetime) -> Mark:
    """Say yes to the wording that was read, in place of a no. A goal the citizen takes on is on top when none is.

    Twice is once. Refuses a wording that is no longer in force (`StaleWording`), what is ended, and a closed course.
    """
    return _mark(item, agrees=True, words="", read_version=read_version, by=by, at=at)


@transaction.atomic
def decline_item(item: PlanItem, *, words: str, read_version: int, by: User, at: datetime) -> Mark:
    """Say no, or not like this, in words that both can read. Refuses as `accept_item`, and empty words."""
    if not words.strip():
        raise Refused(_("Skriv, hvad du tænker. En sætning er nok."))
    return _mark(item, agrees=False, words=words, read_version=read_version, by=by, at=at)


def _mark(item: PlanItem, *, agrees: bool, words: str, read_version: int, by: User, at: datetime) -> Mark:
    item = locked_item(item)
    side = side_of(by, item.citizen)
    wording = item.wordings.get(number=item.version)
    said: Mark | None = wording.marks.filter(side=side, replaced_at__isnull=True).first()
    if said is not None and (said.agrees, said.words) == (agrees, words):
        return said
    if item.version != read_version:
        raise StaleWording(wording)
    check_open(item)
    wording.marks.filter(side=side, replaced_at__isnull=True).update(replaced_at=at)
    mark = Mark.objects.create(
        wording=wording, citizen_id=item.citizen_id, side=side, agrees=agrees, words=words, by=by, at=at
    )
    if agrees and side == Side.CITIZEN and item.kind == Kind.GOAL:
        _first_on_top(item)
    record.action(
        "accept_item" if agrees else "decline_item",
        by=by,
        at=at,
        citizen=item.citizen_id,
        on=item,
        version=item.version,
        side=side,
    )
    return mark


def _first_on_top(goal: PlanItem) -> None:
    if not PlanItem.objects.filter(course=goal.course, is_top=True).exists():
        goal.is_top = True
        goal.save(update_fields=["is_top"])
