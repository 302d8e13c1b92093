"""What the background worker does by itself."""

from django.utils import timezone

from tovholder.jobcentre.talks import actions


def remind() -> int:
    """Remind citizens who want it of a talk that comes soon."""
    return actions.remind_of_talks(by=None, at=timezone.now())
