"""What the municipality chooses about booking."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.talks.models import BookingChoice


def may_choose_booking(user: User) -> bool:
    return user.is_active and user.role == Role.MANAGER


@transaction.atomic
def choose_booking(chosen: dict[str, int], *, by: User, at: datetime) -> BookingChoice:
    """Choose how soon and how far ahead a time can be booked; it holds from now on. Twice is once.

    Refuses anybody but the manager, and a number outside the limits.
    """
    if not may_choose_booking(by):
        raise Refused(_("Kun arbejdsmarkedschefen vælger her. Bed arbejdsmarkedschefen om at gøre det."))
    choice, _made = BookingChoice.objects.select_for_update().get_or_create(pk=1)
    changed: dict[str, Any] = {
        name: value for name, value in chosen.items() if getattr(choice, name) != value
    }
    before: dict[str, Any] = {f"{name}_before": getattr(choice, name) for name in changed}
    for name, value in changed.items():
        setattr(choice, name, value)
    try:
        choice.clean_fields()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    if changed:
        choice.save(update_fields=list(changed))
        record.action("choose_booking", by=by, at=at, on=choice, **before, **changed)
    return choice
