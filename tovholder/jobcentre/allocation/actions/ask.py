"""Asking for a proposal: it is reckoned in the background, and looked at when it is ready."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django_q.tasks import async_task

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.allocation.models import Proposal, ProposalKind
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.staff.models import Employee, Unit

LONGEST = 30 * 60  # seconds, for the background work


@transaction.atomic
def ask_about_unit(unit: Unit, *, by: User | None, at: datetime, later: bool = True) -> list[Proposal]:
    """Ask who the unit's newcomers, and the citizens of those who have left, could have; and which moves help most.

    Asked again while it is reckoned, the same is given back. Not `later`: the caller works it out.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    under_way = Proposal.objects.under_way(at).filter(unit=unit).order_by("pk")
    if known := list(under_way.filter(kind=ProposalKind.UNIT)):
        return known
    followed = Course.objects.open().filter(unit=unit).order_by().values("contact")
    gone = Employee.objects.filter(pk__in=followed, left_on__isnull=False).order_by("pk")
    wanted: list[dict[str, Any]] = [
        {"kind": ProposalKind.UNIT},
        {"kind": ProposalKind.NEWCOMERS},
        *({"kind": ProposalKind.LEAVING, "leaving": employee} for employee in gone),
    ]
    return _ask(
        [Proposal(unit=unit, asked_by=by, asked_at=at, **one) for one in wanted], by=by, at=at, later=later
    )


@transaction.atomic
def ask_about_leaver(
    employee: Employee, *, by: User | None, at: datetime, later: bool = True
) -> list[Proposal]:
    """Ask who the citizens and workplaces of somebody who is to leave could have. The employee stays where they are."""
    Unit.objects.select_for_update().get(pk=employee.unit_id)
    known = Proposal.objects.under_way(at).filter(kind=ProposalKind.LEAVING, leaving=employee)
    if known.exists():
        return list(known.order_by("pk"))
    asked = Proposal(
        kind=ProposalKind.LEAVING, unit_id=employee.unit_id, leaving=employee, asked_by=by, asked_at=at
    )
    return _ask([asked], by=by, at=at, later=later)


@transaction.atomic
def ask_about_house(*, by: User | None, at: datetime, later: bool = True) -> list[Proposal]:
    """Ask how far the whole house, and each unit, is from the best there can be."""
    known = Proposal.objects.under_way(at).filter(kind=ProposalKind.HOUSE).order_by("pk")
    if known.exists():
        return list(known)
    return _ask([Proposal(kind=ProposalKind.HOUSE, asked_by=by, asked_at=at)], by=by, at=at, later=later)


def _ask(proposals: Sequence[Proposal], *, by: User | None, at: datetime, later: bool) -> list[Proposal]:
    for proposal in proposals:
        proposal.save(force_insert=True)
        record.action(
            "ask_for_proposal",
            by=by,
            at=at,
            on=proposal,
            asked_for=proposal.kind,
            leaving=proposal.leaving_id,
        )
    if later:
        async_task(
            "tovholder.jobcentre.allocation.background.work_out_all",
            [proposal.pk for proposal in proposals],
            group="allocation",
            timeout=LONGEST,
        )
    return list(proposals)
