"""Tries at the doors that everybody can reach."""

from datetime import datetime

from django.db import transaction

from tovholder.jobcentre.access.limits import FOR, is_over
from tovholder.jobcentre.access.models import Attempt


@transaction.atomic
def count_try(what: str, who: str, *, at: datetime) -> bool:
    """Count a try by `who` (a fingerprint); False: there were too many within the hour, and this one is not counted.

    What is older than an hour is thrown away. Nothing of it goes to the log: it is about nobody.
    """
    Attempt.objects.filter(at__lte=at - FOR).delete()
    if is_over(what, who, at=at):
        return False
    Attempt.objects.create(what=what, who=who, at=at)
    return True
