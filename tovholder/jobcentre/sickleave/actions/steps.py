"""What we did towards the company about its notice, beside that we have spoken."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave.actions.receive import check_stands, speaks_for
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeStep, SpokenAnswer, Step


class NotSpokenYet(Refused):
    """Nobody has spoken with the company, and it is not the workplace's contact who closes."""


@transaction.atomic
def take_step(notice: AbsenceNotice, step: str, *, by: User, at: datetime) -> NoticeStep:
    """Record a step towards the company (`Step`); the first time counts, twice is once.

    Closing needs that we have spoken with the company (`NotSpokenYet`), unless the workplace's contact, or who covers
    for them, closes it: they need no reason. Refuses what was corrected or withdrawn meanwhile (`Superseded`).
    """
    employee = by.employee_or_none
    if employee is None or step not in Step.values:
        raise Refused(_("Kun en medarbejder kan skrive, hvad vi har gjort. Vælg et af trinene."))
    check_stands(notice)
    spoken = SpokenAnswer.objects.filter(notice=notice).exists()
    if step == Step.CLOSED and not (spoken or speaks_for(notice.workplace, employee, timezone.localdate(at))):
        raise NotSpokenYet(
            _("Tal med virksomheden først, eller lad arbejdsstedets faste kontakt afslutte meldingen.")
        )
    taken, made = NoticeStep.objects.get_or_create(
        notice=notice, step=step, defaults={"employee": employee, "at": at}
    )
    if made:
        record.action("take_step", by=by, at=at, citizen=notice.citizen_id, on=notice, step=step)
    return taken
