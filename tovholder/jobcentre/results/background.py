"""What the background worker does by itself each day."""

from django.utils import timezone

from tovholder.jobcentre.results.actions import publish_figures


def publish() -> int:
    """Reckon the figures of Resultater anew, of what is known now."""
    now = timezone.now()
    return publish_figures(timezone.localdate(now), by=None, at=now)
