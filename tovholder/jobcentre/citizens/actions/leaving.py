"""Undoing that somebody stops: only while nobody has been handed over because of it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.models import Handover
from tovholder.jobcentre.staff import actions as staff
from tovholder.jobcentre.staff.models import Employee


class HandedOver(Refused):
    """Somebody has another contact already because the employee stops."""


@transaction.atomic
def undo_leaving(employee: Employee, *, by: User, at: datetime, today: date) -> None:
    """Undo that an employee stops: their log-in opens and they have their people again from today.

    Refuses (`HandedOver`) when a citizen or a workplace of theirs has got another contact since it was registered.
    """
    if employee.left_on is not None and has_handed_over(employee):
        raise HandedOver(
            _(
                "%(name)s har allerede overleveret nogen og kan ikke få det hele tilbage på én gang. Vælg %(name)s som "
                "fast medarbejder igen hos dem, det gælder."
            )
            % {"name": employee.first_name}
        )
    staff.reopen(employee, by=by, at=at, today=today)


def has_handed_over(employee: Employee) -> bool:
    """Has a citizen or a workplace of the employee's got another contact since their leaving was registered?"""
    lines = Record.objects.filter(kind=Kind.ACTION)
    leaving = lines.filter(what="leave", subject=employee._meta.label_lower, subject_id=employee.pk)
    registered = leaving.order_by("-pk").first()
    if registered is None:  # it was not registered here
        return True
    handovers = Handover.objects.filter(from_employee=employee, accepted_at__gte=registered.at)
    places = lines.filter(what="change_workplace_contact", detail__before=employee.pk, pk__gt=registered.pk)
    return handovers.exists() or places.exists()
