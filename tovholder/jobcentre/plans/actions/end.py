"""A goal or a step is done, laid aside, or taken up again; and which goal is on top."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.plans.actions.write import check_open, locked_item, side_of
from tovholder.jobcentre.plans.models import Ending, Kind, Mark, PlanItem, Wording
from tovholder.jobcentre.talks.models import Side


@transaction.atomic
def end_item(item: PlanItem, *, ended_as: str, by: User, at: datetime) -> None:
    """Say that a goal or step is done, or lay it aside. Either side may, and take it up again. Twice is once.

    Of goals the citizen stands behind the oldest comes on top in its place. Refuses a closed course.
    """
    item = locked_item(item)
    side = side_of(by, item.citizen)
    if item.ended_at is not None and item.ended_as == ended_as:
        return
    check_open(item)
    was_on_top = item.is_top
    item.ended_at, item.ended_as, item.is_top = at, Ending(ended_as), False
    item.save(update_fields=["ended_at", "ended_as", "is_top"])
    if was_on_top:
        _next_on_top(item)
    record.action(
        "end_item", by=by, at=at, citizen=item.citizen_id, on=item, ended_as=str(item.ended_as), side=side
    )


@transaction.atomic
def reopen_item(item: PlanItem, *, by: User, at: datetime) -> None:
    """Take up again what was done or laid aside. Twice is once. Refuses a closed course."""
    item = locked_item(item)
    side = side_of(by, item.citizen)
    if item.ended_at is None:
        return
    if item.course.until is not None:
        raise Refused(_("Forløbet er afsluttet, så planen kan kun læses."))
    item.ended_at, item.ended_as = None, ""
    item.save(update_fields=["ended_at", "ended_as"])
    record.action("reopen_item", by=by, at=at, citizen=item.citizen_id, on=item, side=side)


@transaction.atomic
def put_on_top(item: PlanItem, *, by: User, at: datetime) -> None:
    """Put one goal on top of the others. Twice is once.

    Refuses a step, a goal that the citizen has not said yes to, what is ended, and a closed course; and an employee,
    when the citizen can do it.
    """
    item = locked_item(item)
    if side_of(by, item.citizen) != Side.CITIZEN and item.citizen.user_id is not None:
        raise Refused(_("Borgeren vælger selv, hvilket mål der står øverst."))
    if item.is_top:
        return
    check_open(item)
    if item.kind != Kind.GOAL or not _stood_behind(item):
        raise Refused(_("Kun et mål, som borgeren har sagt ja til, kan stå øverst."))
    PlanItem.objects.filter(course=item.course, is_top=True).update(is_top=False)
    item.is_top = True
    item.save(update_fields=["is_top"])
    record.action("put_on_top", by=by, at=at, citizen=item.citizen_id, on=item)


@transaction.atomic
def do_with_item(item: PlanItem, do: str, *, by: User, at: datetime) -> None:
    """Do what a press asked for: an ending, "again" or "top". Refuses what each of them refuses."""
    if do == "top":
        put_on_top(item, by=by, at=at)
    elif do == "again":
        reopen_item(item, by=by, at=at)
    else:
        end_item(item, ended_as=do, by=by, at=at)


def _stood_behind(goal: PlanItem) -> bool:
    """Has the citizen agreed to a wording of it?"""
    yes = Mark.objects.filter(side=Side.CITIZEN, agrees=True, replaced_at__isnull=True)
    return Wording.objects.filter(item=goal, marks__in=yes).exists()


def _next_on_top(ended: PlanItem) -> None:
    goals = PlanItem.objects.filter(course=ended.course, kind=Kind.GOAL, ended_at__isnull=True)
    for goal in goals.order_by("pk"):
        if _stood_behind(goal):
            goal.is_top = True
            goal.save(update_fields=["is_top"])
            return
