"""What the municipality chooses about booking."""

from datetime import datetime

from django.db import transaction

from tovholder.jobcentre.access.actions import keep_choice
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.talks.models import BookingChoice


@transaction.atomic
def choose_booking(chosen: dict[str, int], *, by: User, at: datetime) -> BookingChoice:
    """Choose how soon and how far ahead a time can be booked; it holds from now on. Twice is once.

    Refuses anybody but the manager, and a number outside the limits.
    """
    return keep_choice(BookingChoice, chosen, what="choose_booking", by=by, at=at)
