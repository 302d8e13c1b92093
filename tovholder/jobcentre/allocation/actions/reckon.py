"""Working out what was asked for: once, whoever is told to, and shown only when it is proven."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.allocation import drafts
from tovholder.jobcentre.allocation.drafts import Draft, UnitDrafts
from tovholder.jobcentre.allocation.models import (
    Proposal,
    ProposalKind,
    ProposedMove,
    ProposedWorkplaceMove,
    WeightChoice,
)
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Course

logger = logging.getLogger(__name__)


def work_out(proposals: Iterable[int], *, by: User | None, at: datetime) -> int:
    """Reckon the proposals with these numbers, all of one unit or the house, and let them replace those before.

    One that somebody else has begun is left to them; one that fails, or whose proof does not hold, is marked so,
    logged, and shown to nobody. Returns how many are ready.
    """
    with transaction.atomic():
        mine = list(
            Proposal.objects.select_for_update(of=("self",))
            .select_related("unit", "leaving")
            .filter(pk__in=list(proposals), begun_at=None)
            .order_by("pk")
        )
        Proposal.objects.filter(pk__in=[proposal.pk for proposal in mine]).update(begun_at=at)
    choice = WeightChoice.now()
    of_unit: UnitDrafts | None = None
    ready = 0
    for proposal in mine:
        try:
            if proposal.unit is not None and of_unit is None:
                of_unit = UnitDrafts(proposal.unit, at, choice.weights)
            draft = _draft(proposal, of_unit, at, choice)
            with transaction.atomic():
                _keep(proposal, draft, choice, by=by, at=at)
            ready += 1
        except Exception:
            # Whatever it was, the page must not wait for ever; what went wrong is in the log of the program.
            logger.exception("proposal %s could not be worked out", proposal.pk)
            Proposal.objects.filter(pk=proposal.pk).update(failed_at=at)
    return ready


def _draft(proposal: Proposal, of_unit: UnitDrafts | None, at: datetime, choice: WeightChoice) -> Draft:
    if of_unit is None:
        return drafts.house(at, choice.weights)
    if proposal.leaving is not None:
        return of_unit.leaving(proposal.leaving)
    return of_unit.newcomers() if proposal.kind == ProposalKind.NEWCOMERS else of_unit.unit()


def _keep(proposal: Proposal, draft: Draft, choice: WeightChoice, *, by: User | None, at: datetime) -> None:
    _replaced(proposal).delete()
    proposal.ready_at, proposal.weights = at, choice.points
    proposal.cost, proposal.bound, proposal.cost_today = draft.cost, draft.bound, draft.cost_today
    proposal.shortages, proposal.units, proposal.staying = draft.shortages, draft.units, draft.staying
    proposal.seconds, proposal.stopped = draft.seconds, draft.stopped
    proposal.save(
        update_fields=[
            "ready_at", "weights", "cost", "bound", "cost_today", "shortages", "units", "staying", "seconds",
            "stopped",
        ]
    )  # fmt: skip
    courses = _courses([int(move.key) for move in draft.moves])
    moves = [
        ProposedMove(
            proposal=proposal,
            citizen_id=int(move.key),
            course_id=courses[int(move.key)][0],
            is_new=proposal.kind == ProposalKind.NEWCOMERS,
            from_employee_id=move.from_employee,
            to_employee_id=move.to_employee,
            reasons=move.reasons,
            alternatives=move.others,
            saves=move.saves,
            place=place,
        )
        for place, move in enumerate(draft.moves)
        # Changed while it was reckoned: there is nothing to propose any longer.
        if courses.get(int(move.key), (0, 0))[1] == move.from_employee
    ]
    ProposedMove.objects.bulk_create(moves, batch_size=500)
    ProposedWorkplaceMove.objects.bulk_create(
        [
            ProposedWorkplaceMove(
                proposal=proposal,
                workplace_id=int(move.key),
                from_employee_id=move.from_employee,
                to_employee_id=move.to_employee,
                meets=move.reasons[0],
                meets_today=move.reasons[1],
                people=move.reasons[2],
                saves=move.saves,
                place=place,
            )
            for place, move in enumerate(draft.workplace_moves)
        ],
        batch_size=500,
    )
    record.action(
        "propose", by=by, at=at, on=proposal, asked_for=proposal.kind, moves=len(moves),
        workplaces=len(draft.workplace_moves), stopped=str(draft.stopped),
    )  # fmt: skip


def _replaced(proposal: Proposal):
    """Those this one takes the place of; the unit's, asked for first, also that of those who had left before."""
    before = Proposal.objects.filter(unit=proposal.unit, pk__lt=proposal.pk)
    same = Q(kind=proposal.kind, leaving=proposal.leaving)
    if proposal.kind == ProposalKind.UNIT:
        same |= Q(kind=ProposalKind.LEAVING, leaving__left_on__isnull=False)
    return before.filter(same)


def _courses(citizens: list[int]) -> dict[int, tuple[int, int]]:
    rows = Course.objects.open().filter(citizen__in=citizens).order_by("pk")
    return {citizen: (pk, contact) for citizen, pk, contact in rows.values_list("citizen", "pk", "contact")}
