"""Where one of the municipality's own targets is passed, in words. Never a reason to do something by itself."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.sickleave import measures
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveChoice
from tovholder.jobcentre.sickleave.rules import HAS_BEGUN


def passed(notice: AbsenceNotice, *, now: datetime, with_citizen: bool) -> list[str]:
    """A sentence for each target that was not kept, or is not kept so far.

    `with_citizen`: this person opens the citizen's page, and may know whether there has been a talk.
    """
    choice = SickLeaveChoice.now()
    said = [
        _company(measures.company_contact([notice]).get(notice.pk), choice),
        _answer(notice, choice, now),
        _talk(notice, choice, timezone.localdate(now)) if with_citizen else "",
    ]
    return [sentence for sentence in said if sentence]


def _company(days: int | None, choice: SickLeaveChoice) -> str:
    within = choice.company_within_days
    if days is None or days <= within:
        return ""
    if within == 0:
        return _("Målet var kontakt med virksomheden på første fraværsdag.")
    return ngettext(
        "Målet var kontakt med virksomheden senest %(n)d dag efter første fraværsdag.",
        "Målet var kontakt med virksomheden senest %(n)d dage efter første fraværsdag.",
        within,
    ) % {"n": within}


def _answer(notice: AbsenceNotice, choice: SickLeaveChoice, now: datetime) -> str:
    """A notice that is corrected or taken back waits for nothing more."""
    within = choice.answer_within_hours
    hours = measures.spoken_answer([notice]).get(notice.pk)
    if hours is None:
        is_late = now > measures.answer_due(notice.received_at, within)
        is_late = is_late and AbsenceNotice.objects.standing().filter(pk=notice.pk).exists()
    else:
        is_late = hours > within
    if not is_late:
        return ""
    return ngettext(
        "Målet var at tale sammen inden for %(n)d arbejdstime.",
        "Målet var at tale sammen inden for %(n)d arbejdstimer.",
        within,
    ) % {"n": within}


def _talk(notice: AbsenceNotice, choice: SickLeaveChoice, today: date) -> str:
    within = choice.citizen_within_days
    days = measures.citizen_talk([notice]).get(notice.pk)
    if days is None and notice.citizen_id and notice.first_day and notice.kind in HAS_BEGUN:
        days = (today - notice.first_day).days
    if days is None or days <= within:
        return ""
    if within == 0:
        return _("Målet var samtale med borgeren på første fraværsdag.")
    return ngettext(
        "Målet var samtale med borgeren senest %(n)d dag efter første fraværsdag.",
        "Målet var samtale med borgeren senest %(n)d dage efter første fraværsdag.",
        within,
    ) % {"n": within}
