"""Coordination about a citizen: one tap with its minutes, and taken away again when it was a slip."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.talks.models import Coordination


@transaction.atomic
def coordinate(
    course: Course, *, with_whom: str, minutes: int, token: UUID, by: User, at: datetime
) -> Coordination:
    """Write down minutes of coordination about a citizen. Twice (the same `token`) is once.

    Refuses a closed course, and everybody but an employee.
    """
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    already: Coordination | None = Coordination.objects.filter(token=token, course=course).first()
    if already is not None:
        return already
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet. Minutterne er ikke skrevet."))
    employee = by.employee_or_none
    if employee is None:
        raise Refused(_("Kun en medarbejder kan skrive det."))
    row = Coordination.objects.create(
        citizen_id=course.citizen_id, course=course, employee=employee, with_whom=with_whom, minutes=minutes,
        at=at, token=token,
    )  # fmt: skip
    record.action(
        "coordinate", by=by, at=at, citizen=course.citizen_id, on=row, with_whom=with_whom, minutes=minutes
    )
    return row


@transaction.atomic
def take_away_coordination(row: Coordination, *, by: User, at: datetime) -> None:
    """Take away what was written by a slip; refuses everybody but the one who wrote it."""
    if by.employee_or_none != row.employee:
        raise Refused(_("Kun den, der skrev det, kan fjerne det."))
    record.action("take_away_coordination", by=by, at=at, citizen=row.citizen_id, on=row, minutes=row.minutes)
    row.delete()
