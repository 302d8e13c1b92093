"""What the municipality chooses about sick leave."""

from datetime import datetime

from django.db import transaction

from tovholder.jobcentre.access.actions import keep_choice
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.sickleave.models import SickLeaveChoice


@transaction.atomic
def choose_sick_leave(chosen: dict[str, int], *, by: User, at: datetime) -> SickLeaveChoice:
    """Choose targets, gaps and how long a name is kept; they hold from now on. Twice is once.

    Refuses anybody but the manager, and a number outside the limits.
    """
    return keep_choice(SickLeaveChoice, chosen, what="choose_sick_leave", by=by, at=at)
