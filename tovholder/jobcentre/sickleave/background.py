"""What the background worker does by itself each day."""

from django.utils import timezone

from tovholder.jobcentre.sickleave.actions import erase_unmatched_names


def erase_names() -> int:
    """Erase the names that nobody here matched, once they have been kept long enough."""
    return erase_unmatched_names(by=None, at=timezone.now())
