"""Somebody whom we cannot verify asks to be called. Nobody is named, and nothing is told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave.models import CallRequest


@transaction.atomic
def ask_for_call(
    *, token: UUID, company: str, caller: str, telephone: str, by: User | None, at: datetime
) -> CallRequest:
    """Keep that somebody wants to be called; it stands on Teamet with every leader. The same `token` twice is one."""
    asked, made = CallRequest.objects.get_or_create(
        token=token,
        defaults={"company": company, "caller": caller, "telephone": telephone, "asked_at": at},
    )
    if made:
        record.action("ask_for_call", by=by, at=at, on=asked)
    return asked


@transaction.atomic
def answer_call(request: CallRequest, *, by: User, at: datetime) -> CallRequest:
    """Record that we have called back; the first time counts. Refuses anybody who does not lead."""
    if by.employee_or_none is None or not by.may(May.LEAD):
        raise Refused(_("Kun en leder kan skrive, at I har talt sammen."))
    asked = CallRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if asked.answered_at is None:
        asked.answered_at, asked.answered_by = at, by.employee_or_none
        asked.save(update_fields=["answered_at", "answered_by"])
        record.action("answer_call", by=by, at=at, on=asked)
    return asked
