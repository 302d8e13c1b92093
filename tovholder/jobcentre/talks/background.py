"""What the background worker does by itself."""

from django.utils import timezone

from tovholder.jobcentre.talks import actions


def remind() -> int:
    """Remind citizens who want it of a talk that comes soon."""
    return actions.remind_of_talks(by=None, at=timezone.now())


def erase_drafts() -> int:
    """Erase what employees began to write of a talk and left."""
    return actions.erase_old_talk_drafts(by=None, at=timezone.now())
