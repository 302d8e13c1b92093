"""What the background worker does: by itself each day, and after each notice."""

from django.utils import timezone

from tovholder.jobcentre.sickleave.actions import erase_unmatched_names
from tovholder.jobcentre.sickleave.mails import tell_citizen
from tovholder.jobcentre.sickleave.models import AbsenceNotice


def erase_names() -> int:
    """Erase the names that nobody here matched, once they have been kept long enough."""
    return erase_unmatched_names(by=None, at=timezone.now())


def tell_named(notice: int) -> None:
    """Tell the citizen whom the notice of that number names; of a correction only when it names somebody else."""
    found = AbsenceNotice.objects.filter(pk=notice).values_list("citizen", "corrects__citizen").first()
    if found is not None and found[0] != found[1]:
        tell_citizen(found[0])
