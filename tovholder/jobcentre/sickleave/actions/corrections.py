"""A notice is never edited: a later one corrects it or withdraws it, and it stays as it was told."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.sickleave.actions.receive import (
    Superseded,
    check_agreed,
    check_stands,
    speaks_for,
    who_is_it,
)
from tovholder.jobcentre.sickleave.mails import tell_who_is_named
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeStep, SpokenAnswer, Step


class NotTheirs(Refused):
    """Somebody else told it: only they and we correct it."""


@transaction.atomic
def correct_notice(
    notice: int,
    *,
    token: UUID,
    by: User | None,
    sender: CompanyPerson | None,
    at: datetime,
    today: date,
    **told: Any,
) -> AbsenceNotice:
    """Keep what is told now (`told`: as for `receive_notice`) in the place of the notice of that number.

    By the person at the company who sent it (`sender`), or by an employee (`sender` is None). Agreed to and without a
    name, it is about the one who was named before. It waits for an answer anew, unless the first had one and the
    workplace's contact corrects it. The same `token` twice is one. Refuses what was corrected or withdrawn already
    (`Superseded`), and somebody else's (`NotTheirs`).
    """
    again = AbsenceNotice.objects.defer("citizen").filter(token=token, corrects=notice).first()
    if again is not None:
        return again
    before = _locked(notice, by, sender)
    check_stands(before)
    name = told.get("person_name", "") or (before.person_name if told.get("employee_agrees") else "")
    check_agreed(name, told.get("employee_agrees", False))
    after = AbsenceNotice(
        **told
        | {
            "token": token,
            "corrects": before,
            "workplace": before.workplace,
            "sender": before.sender,
            "begun_by": before.begun_by,
            "person_name": name,
            "citizen_id": who_is_it(before.workplace, name, today),
            "received_at": at,
            "written_by": by,
        }
    )
    after.save(force_insert=True)
    _carry_on(before, after, by, today)
    record.action("correct_notice", by=by, at=at, citizen=after.citizen_id, on=after, corrects=notice)
    tell_who_is_named(after.pk)
    return after


@transaction.atomic
def withdraw_notice(
    notice: int, *, by: User | None, sender: CompanyPerson | None, at: datetime
) -> AbsenceNotice:
    """Take back the notice of that number: it counts for nothing, and stays readable to those who read it before.

    By whom: as for `correct_notice`. Twice is once. Refuses one that was corrected (`Superseded`): the later one is
    withdrawn instead.
    """
    before = _locked(notice, by, sender)
    again = AbsenceNotice.objects.defer("citizen").filter(corrects=notice, withdraws=True).first()
    if again is not None:
        return again
    check_stands(before)
    after = AbsenceNotice(
        workplace=before.workplace,
        sender=before.sender,
        begun_by=before.begun_by,
        kind=before.kind,
        first_day=before.first_day,
        talk=before.talk,
        corrects=before,
        withdraws=True,
        received_at=at,
        written_by=by,
    )
    after.save(force_insert=True)
    record.action("withdraw_notice", by=by, at=at, citizen=_whose(notice), on=after, withdraws=notice)
    return after


def _locked(notice: int, by: User | None, sender: CompanyPerson | None) -> AbsenceNotice:
    """The notice, held against a second correction at the same moment; read without whom it is about."""
    rows = AbsenceNotice.objects.defer("citizen").select_related("workplace")
    found = rows.select_for_update(of=("self",)).filter(pk=notice).first()
    if found is None:
        raise Superseded(_("Meldingen findes ikke længere. Hent siden igen."))
    theirs = sender is not None and found.sender_id == sender.pk
    ours = sender is None and by is not None and by.employee_or_none is not None
    if not (theirs or ours):
        raise NotTheirs(_("Kun den, der sendte meldingen, kan rette den. Ring til os i stedet."))
    return found


def _whose(notice: int) -> int | None:
    """The number of the citizen it is about; the citizen is not read."""
    whose: int | None = AbsenceNotice.objects.values_list("citizen", flat=True).get(pk=notice)
    return whose


def _carry_on(before: AbsenceNotice, after: AbsenceNotice, by: User | None, today: date) -> None:
    """What was done with the company stays done. That we have spoken, only when the contact corrects it themselves."""
    employee = by.employee_or_none if by is not None else None
    by_contact = employee is not None and speaks_for(before.workplace, employee, today)
    steps = before.steps.all() if by_contact else before.steps.exclude(step=Step.CLOSED)
    NoticeStep.objects.bulk_create(
        NoticeStep(notice=after, step=row.step, employee_id=row.employee_id, at=row.at) for row in steps
    )
    spoken = SpokenAnswer.objects.filter(notice=before).first()
    if by_contact and spoken is not None:
        SpokenAnswer.objects.create(notice=after, employee_id=spoken.employee_id, at=spoken.at)
