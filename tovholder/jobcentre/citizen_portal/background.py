"""What the background worker does by itself each day."""

from django.utils import timezone

from tovholder.jobcentre.citizen_portal.actions import erase_old_drafts


def erase_drafts() -> int:
    """Erase what citizens began to write and left."""
    return erase_old_drafts(by=None, at=timezone.now())
