"""What the background worker does by itself each day."""

from django.utils import timezone

from tovholder.jobcentre.plans.actions import erase_taken_back


def erase_stories() -> int:
    """Erase what citizens took back of their story, once it has been kept long enough."""
    return erase_taken_back(by=None, at=timezone.now())
