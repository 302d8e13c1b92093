"""Somebody stops, and who could follow their people is asked at once."""

from datetime import date, datetime

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.allocation.actions import ask_about_leaver
from tovholder.jobcentre.staff import actions as staff
from tovholder.jobcentre.staff.models import Employee


@transaction.atomic
def leave(
    employee: Employee, *, left_on: date, covers: Employee, by: User, at: datetime, today: date
) -> None:
    """As `staff.actions.leave`, with what it refuses; and a proposal is on its way when it is done."""
    staff.leave(employee, left_on=left_on, covers=covers, by=by, at=at, today=today)
    ask_about_leaver(employee, by=by, at=at)
