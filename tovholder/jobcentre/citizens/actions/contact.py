"""Who may follow whom, and who has taken over."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Disqualification, Handover
from tovholder.jobcentre.staff.models import ContactProfile, Employee


class NotAContact(Refused):
    """This employee may not be this citizen's contact."""


class ContactChanged(Refused):
    """Somebody else changed the contact after the page was opened."""


def check_can_follow(employee: Employee, citizen: Citizen, day: date) -> None:
    """Refuse (`NotAContact`) who has left on `day`, whose profile cannot, who is barred, or lacks the clearance."""
    check_is_here(employee, day)
    if not ContactProfile.objects.filter(profile=employee.profile).exists():
        raise NotAContact(
            _("%(name)s kan ikke være fast medarbejder: I har ikke valgt, at den profil kan.")
            % {"name": employee.name}
        )
    check_not_barred(employee, citizen)


def check_is_here(employee: Employee, day: date) -> None:
    """Refuse (`NotAContact`) who has left on `day`."""
    if employee.has_left(day):
        raise NotAContact(_("%(name)s er her ikke længere. Vælg en anden.") % {"name": employee.name})


def check_not_barred(employee: Employee, citizen: Citizen) -> None:
    """Refuse (`NotAContact`) who is kept from this citizen, in words that do not tell why."""
    barred = Disqualification.objects.filter(employee=employee, cpr_fingerprint=citizen.cpr_fingerprint)
    if barred.exists() or (citizen.is_protected and not employee.has_clearance):
        # The same words for both reasons: the sentence must not tell which.
        raise NotAContact(_("%(name)s kan ikke følge denne borger. Vælg en anden.") % {"name": employee.name})


@transaction.atomic
def confirm_handover(handover: Handover, *, by: User, at: datetime) -> None:
    """The new contact has read the handover and holds the rope. Twice is as good as once."""
    if by.employee_or_none is None or by.employee_or_none.pk != handover.to_employee_id:
        raise Refused(_("Kun den nye faste medarbejder kan bekræfte overleveringen."))
    if Handover.objects.filter(pk=handover.pk, confirmed_at__isnull=True).update(confirmed_at=at):
        record.action("confirm_handover", by=by, at=at, citizen=handover.citizen_id, on=handover)
