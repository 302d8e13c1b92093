"""A name that nobody here matched is kept for a while, and then goes."""

from datetime import datetime, timedelta

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveChoice


@transaction.atomic
def erase_unmatched_names(*, by: User | None, at: datetime) -> int:
    """Erase the names told `keep_name_days` ago or earlier that match no citizen; return how many.

    Kind, days and workplace stay. The log has a line for each, and never held the name.
    """
    told_before = at - timedelta(days=SickLeaveChoice.now().keep_name_days)
    unmatched = AbsenceNotice.objects.filter(citizen__isnull=True, received_at__lte=told_before)
    found = list(unmatched.exclude(person_name="").select_for_update(of=("self",)).order_by("pk"))
    for notice in found:
        notice.person_name, notice.name_erased_at = "", at
        notice.save(update_fields=["person_name", "name_erased_at"])
        record.action("erase_name", by=by, at=at, on=notice)
    return len(found)
