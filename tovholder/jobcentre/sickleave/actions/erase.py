"""A name that nobody here matched is kept for a while, and then goes."""

from datetime import datetime

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveChoice


@transaction.atomic
def erase_unmatched_names(*, by: User | None, at: datetime) -> int:
    """Erase the names told `keep_name_days` ago or earlier that match no citizen; return how many notices.

    The words written beside go too: they may hold the name. So do those of a correction, which may have none left to
    lose. Kind, days and workplace stay. The log has a line for each, and never held the name.
    """
    told_before = SickLeaveChoice.now().names_go_until(at)
    unmatched = AbsenceNotice.objects.filter(
        employee_agrees=True, citizen__isnull=True, received_at__lte=told_before
    )
    found = unmatched.exclude(person_name="", text="").select_for_update(of=("self",)).order_by("pk")
    erased = list(found)
    for notice in erased:
        notice.person_name, notice.text, notice.name_erased_at = "", "", at
        notice.save(update_fields=["person_name", "text", "name_erased_at"])
        record.action("erase_name", by=by, at=at, on=notice)
    return len(erased)
