"""Who may read and write all of a sick-leave talk's minutes: also the part that only the citizen reads."""

from datetime import datetime

from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.sickleave.models import SickLeaveTalk
from tovholder.jobcentre.staff.now import looked_after_by


def may_write_minutes(talk: SickLeaveTalk, user: User, now: datetime) -> bool:
    """Whoever of ours leads or joins the talk, who covers for them, and those who may open the citizen's page."""
    today = timezone.localdate(now)
    employee = user.employee_or_none
    if employee is None:
        return False
    if talk.citizen_id is None or talk.employee_id in looked_after_by(employee, today):
        return True
    return bool(Citizen.objects.visible_to(user, today).filter(pk=talk.citizen_id).exists())
