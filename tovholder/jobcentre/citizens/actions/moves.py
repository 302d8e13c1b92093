"""A course moves to another unit: asked from the one, and answered by who leads the other."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions.asked import AlreadyAnswered, AlreadyAsked, check_leads
from tovholder.jobcentre.citizens.actions.contact import ContactChanged, NotAContact
from tovholder.jobcentre.citizens.actions.course import NobodyReceives
from tovholder.jobcentre.citizens.actions.handover import change_contact
from tovholder.jobcentre.citizens.actions.locked import locked
from tovholder.jobcentre.citizens.actions.mails import leaders_of, tell_employee, tell_leaders
from tovholder.jobcentre.citizens.decides import arranges
from tovholder.jobcentre.citizens.models import Course, UnitMove
from tovholder.jobcentre.citizens.models.asked import WAITS
from tovholder.jobcentre.citizens.models.course import HandoverReason
from tovholder.jobcentre.staff.models import Employee, Unit


@transaction.atomic
def ask_for_unit(course: Course, *, to_unit: Unit, because: str, by: User, at: datetime) -> UnitMove:
    """Ask another unit to follow a citizen, with why, and tell its leaders that something waits. Nothing moves yet.

    Only the contact, who covers for them and the unit's leader may. Refuses a closed course, the same unit, a unit
    without a leader to answer, and a second while one waits (`AlreadyAsked`). The very same twice is once.
    """
    course = locked(course)
    if not arranges(course, by, timezone.localdate(at)):
        raise Refused(_("Kun den faste medarbejder og lederen kan bede om at flytte forløbet."))
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet, så det skal ikke flyttes."))
    waiting: UnitMove | None = course.unit_moves.filter(WAITS).first()
    if waiting is not None:
        if (waiting.to_unit_id, waiting.because) == (to_unit.pk, because):
            return waiting
        raise AlreadyAsked(
            _("Der er allerede bedt om at flytte forløbet. Vent på svaret, eller fortryd først.")
        )
    if to_unit.pk == course.unit_id:
        raise Refused(_("Forløbet er allerede i den enhed. Vælg en anden."))
    if not leaders_of(to_unit, timezone.localdate(at)):
        raise Refused(
            _("%(unit)s har ingen leder, der kan svare. Vælg en anden enhed.") % {"unit": to_unit.name}
        )
    move = UnitMove.objects.create(
        course=course,
        citizen_id=course.citizen_id,
        from_unit=course.unit,
        to_unit=to_unit,
        because=because,
        asked_by=by,
        asked_at=at,
    )
    tell_leaders(to_unit, timezone.localdate(at))
    record.action("ask_for_unit", by=by, at=at, citizen=course.citizen_id, on=move, to=to_unit.pk)
    return move


@transaction.atomic
def withdraw_move(move: UnitMove, *, by: User, at: datetime) -> None:
    """Take back what waits. Refuses who may not ask, and what is answered (`AlreadyAnswered`). Twice is once."""
    move = _locked(move)
    if move.answered_at is not None:
        raise AlreadyAnswered(_("%(unit)s har svaret imens. Se svaret her.") % {"unit": move.to_unit.name})
    if not arranges(move.course, by, timezone.localdate(at)):
        raise Refused(_("Kun den faste medarbejder og lederen kan fortryde."))
    if move.withdrawn_at is None:
        move.withdrawn_at = at
        move.save(update_fields=["withdrawn_at"])
        record.action("withdraw_move", by=by, at=at, citizen=move.citizen_id, on=move)


@transaction.atomic
def answer_move(
    move: UnitMove,
    *,
    accepted: bool,
    from_employee: int,
    contact: Employee | None,
    answer: str,
    by: User,
    at: datetime,
    today: date,
) -> None:
    """Say yes or no for the receiving unit. A yes moves the course and hands it over, from today, to `contact`, else
    to who receives newcomers there. Whoever asked is told that there is an answer.

    Refuses anybody but the receiving leader (`NotYoursToAnswer`), what is answered otherwise or taken back
    (`AlreadyAnswered`), a no without words, a contact or a unit changed since the page was opened (`ContactChanged`;
    `from_employee` is whom it showed), and a contact of another unit or who may not follow this citizen
    (`NotAContact`). The very same answer twice is once.
    """
    move = _locked(move)
    check_leads(by, move.to_unit)
    if (move.accepted, move.answer) == (accepted, answer) and _is_where(move.course, contact):
        return
    _check_waits(move)
    if not accepted and not answer.strip():
        raise Refused(_("Skriv, hvorfor I ikke kan følge borgeren."))
    move.accepted, move.answer, move.answered_at, move.answered_by = accepted, answer, at, by
    move.save(update_fields=["accepted", "answer", "answered_at", "answered_by"])
    record.action("answer_move", by=by, at=at, citizen=move.citizen_id, on=move, accepted=accepted)
    if accepted:
        _receive(move, contact, from_employee, by=by, at=at, today=today)
    asked_by = move.asked_by.employee_or_none
    # The contact who gave the citizen away is told of that.
    if asked_by is not None and not (accepted and asked_by.pk == from_employee):
        tell_employee(asked_by)


def _receive(
    move: UnitMove, contact: Employee | None, from_employee: int, *, by: User, at: datetime, today: date
) -> None:
    course, to = move.course, contact or move.to_unit.receiver
    if to is None:
        raise NobodyReceives(_("Enheden har ingen, der tager imod nye. Vælg, hvem der skal følge borgeren."))
    if to.unit_id != move.to_unit_id:
        raise NotAContact(_("%(name)s er i en anden enhed. Vælg en hos jer.") % {"name": to.name})
    course.unit = move.to_unit
    course.save(update_fields=["unit"])
    if to.pk == course.contact_id == from_employee:
        return  # already theirs: only the unit changes
    from_unit = _("Kommer fra %(unit)s.") % {"unit": move.from_unit.name}
    change_contact(
        course,
        from_employee=from_employee,
        to=to,
        reason=HandoverReason.UNIT,
        what_matters=f"{move.because}\n\n{from_unit}",
        by=by,
        at=at,
        today=today,
    )


def _is_where(course: Course, contact: Employee | None) -> bool:
    return contact is None or course.contact_id == contact.pk


def _check_waits(move: UnitMove) -> None:
    if move.answered_at is not None:
        raise AlreadyAnswered(_("Der er allerede svaret. Det svar gælder."))
    if move.withdrawn_at is not None:
        raise AlreadyAnswered(_("%(unit)s har fortrudt imens.") % {"unit": move.from_unit.name})
    if move.course.until is not None:
        raise AlreadyAnswered(_("Forløbet er afsluttet imens, så det skal ikke flyttes."))
    if move.course.unit_id != move.from_unit_id:
        raise ContactChanged(
            _("Forløbet er flyttet til en anden enhed imens, så det kan ikke flyttes herfra.")
        )


def _locked(move: UnitMove) -> UnitMove:
    rows = UnitMove.objects.select_for_update(of=("self",))
    return rows.select_related("course", "from_unit", "to_unit__receiver", "asked_by__employee").get(
        pk=move.pk
    )
