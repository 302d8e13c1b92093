"""What the leader decides: each accepted move is an ordinary handover, and what no longer holds is named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.allocation.models import Proposal, ProposalKind, ProposedMove, ProposedWorkplaceMove
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions import change_contact
from tovholder.jobcentre.citizens.models import ContactWish, Handover
from tovholder.jobcentre.citizens.models.course import HandoverReason
from tovholder.jobcentre.companies.actions import change_workplace_contact

Move = ProposedMove | ProposedWorkplaceMove


@dataclass(frozen=True)
class Words:
    """What a leader says with a move that is accepted: what the new contact needs to know, and when the three meet.

    A newcomer, whom nobody has followed yet, needs none.
    """

    what_matters: str = ""
    next_step: str = ""
    joint_talk_on: date | None = None
    no_joint_talk_because: str = ""


@dataclass(frozen=True)
class Refusal:
    """A move that could not be made, and why, in a sentence."""

    move: Move
    why: str


def accept(
    moves: Mapping[ProposedMove, Words],
    workplaces: Iterable[ProposedWorkplaceMove] = (),
    *,
    by: User,
    at: datetime,
    today: date,
) -> list[Refusal]:
    """Make the moves, each with the words that go along.

    Each is an ordinary handover or change of contact with its own line in the log. Those that no longer hold (the
    contact was changed, the course closed, somebody has left) are answered with no and given back; the rest is made.
    One that was answered before is left as it is.
    """
    refused: list[Refusal] = []
    with transaction.atomic():
        for move, words in moves.items():
            try:
                with transaction.atomic():
                    handover = hand_over(move, words, by=by, at=at, today=today)
            except Refused as why:
                refused.append(Refusal(move, str(why)))
                _answer(move, accepted=False, by=by, at=at)
            else:
                if handover is not None:
                    _answer(move, accepted=True, by=by, at=at, handover=handover)
        for place in workplaces:
            try:
                with transaction.atomic():
                    is_made = _change_workplace(place, by=by, at=at, today=today)
            except Refused as why:
                refused.append(Refusal(place, str(why)))
                _answer(place, accepted=False, by=by, at=at)
            else:
                if is_made:
                    _answer(place, accepted=True, by=by, at=at)
    return refused


@transaction.atomic
def put_aside(proposal: Proposal, *, by: User, at: datetime) -> int:
    """Say no to all of the proposal's moves that nobody has answered; returns how many. Twice is once."""
    many = sum(
        moves.waiting().update(answered_at=at, accepted=False)
        for moves in (proposal.moves.all(), proposal.workplace_moves.all())
    )
    if many:
        record.action("put_proposal_aside", by=by, at=at, on=proposal, asked_for=proposal.kind, moves=many)
    return many


@transaction.atomic
def hand_over(move: ProposedMove, words: Words, *, by: User, at: datetime, today: date) -> Handover | None:
    """Make one move as an ordinary handover; None where it is answered already, `Refused` where it no longer holds."""
    move = (
        ProposedMove.objects.select_for_update(of=("self",))
        .select_related("course", "to_employee", "proposal")
        .get(pk=move.pk)
    )
    if move.answered_at is not None:
        return None
    return change_contact(
        move.course,
        from_employee=move.from_employee_id,
        to=move.to_employee,
        reason=reason_for(move),
        what_matters=words.what_matters or _nobody_knows_yet(),
        next_step=words.next_step,
        joint_talk_on=words.joint_talk_on,
        no_joint_talk_because=words.no_joint_talk_because,
        by=by,
        at=at,
        today=today,
    )


def _change_workplace(place: ProposedWorkplaceMove, *, by: User, at: datetime, today: date) -> bool:
    place = (
        ProposedWorkplaceMove.objects.select_for_update(of=("self",))
        .select_related("workplace", "to_employee", "proposal")
        .get(pk=place.pk)
    )
    if place.answered_at is not None:
        return False
    if place.to_employee.has_left(today):
        raise Refused(_("%(name)s er her ikke længere. Vælg en anden.") % {"name": place.to_employee.name})
    with translation.override(settings.LANGUAGE_CODE):
        because = (
            _("Den hidtidige faste kontakt holder op.")
            if place.proposal.kind == ProposalKind.LEAVING
            else _("Så de, der arbejder der, og arbejdsstedet møder den samme.")
        )
    change_workplace_contact(
        place.workplace, from_employee=place.from_employee_id, to=place.to_employee, because=because,
        by=by, at=at, today=today,
    )  # fmt: skip
    return True


def _answer(move: Move, *, accepted: bool, by: User, at: datetime, handover: Handover | None = None) -> None:
    move.answered_at, move.accepted = at, accepted
    fields = ["answered_at", "accepted"]
    if isinstance(move, ProposedMove):
        move.handover = handover
        fields.append("handover")
    move.save(update_fields=fields)
    record.action(
        "answer_proposed_move",
        by=by,
        at=at,
        citizen=move.citizen_id if isinstance(move, ProposedMove) else None,
        on=move,
        accepted=accepted,
        proposal=move.proposal_id,
    )


def reason_for(move: ProposedMove) -> str:
    """The handover's reason, by why the move is proposed."""
    codes = {code for code, _params in move.reasons}
    if move.is_new:
        return HandoverReason.PROPOSAL
    if move.proposal.kind == ProposalKind.LEAVING:
        return HandoverReason.LEAVING
    if "present_may_not" in codes:
        is_wished = ContactWish.objects.filter(course=move.course_id, granted=True).exists()
        return HandoverReason.CITIZEN_ASKED if is_wished else HandoverReason.CONFLICT
    if "present_full" not in codes and codes & {"has_competence", "speaks"}:
        return HandoverReason.COMPETENCE
    return HandoverReason.ROOM


def _nobody_knows_yet() -> str:
    """The citizen can read it, so it is in Danish whatever the leader reads."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Borgeren er ny hos os og har endnu ikke haft en fast medarbejder.")
