"""What the background worker does by itself."""

from django.utils import timezone

from tovholder.jobcentre.competence import actions


def remind() -> int:
    """Write to those who have a place in what begins soon."""
    return actions.remind(by=None, at=timezone.now())


def send_digests() -> int:
    """Write what is new to those who follow a field, when it is their turn."""
    return actions.send_digests(by=None, at=timezone.now())
