"""Who follows whom: the one contact, and the handover between two."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import (
    Citizen,
    Course,
    CourseContact,
    Disqualification,
    Handover,
)
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
def change_contact(
    course: Course,
    *,
    from_employee: int,
    to: Employee,
    reason: str,
    what_matters: str,
    by: User,
    at: datetime,
    today: date,
) -> Handover:
    """Hand a citizen over to another contact, from today, with a reason and what matters.

    "New to me" stays with the new contact until they confirm it. Refuses a page gone stale (`ContactChanged`) and
    a contact who may not follow this citizen (`NotAContact`). The very same handover twice is once.
    """
    course = Course.objects.select_for_update(of=("self",)).select_related("citizen").get(pk=course.pk)
    if course.until is not None:
        raise ContactChanged(
            _("Forløbet er afsluttet imens, så her skal ikke længere være en fast medarbejder.")
        )
    if course.contact_id == to.pk != from_employee:
        newest = course.handovers.order_by("-pk").first()
        if newest is not None and _is_same(newest, from_employee, reason, what_matters):
            return newest
    if course.contact_id != from_employee:
        raise ContactChanged(
            _(
                "Borgeren har fået en anden fast medarbejder, siden du åbnede siden. Se hvem, og tag stilling igen."
            )
        )
    if to.pk == from_employee:
        raise NotAContact(_("%(name)s er allerede den faste medarbejder.") % {"name": to.name})
    # Nobody leaves between being looked up and being given somebody.
    check_can_follow(Employee.objects.select_for_update().get(pk=to.pk), course.citizen, today)
    course.contacts.open().update(until=today)
    CourseContact.objects.create(course=course, citizen=course.citizen, employee=to, since=today)
    course.contact = to
    course.save(update_fields=["contact"])
    handover = Handover.objects.create(
        course=course,
        citizen=course.citizen,
        from_employee_id=from_employee,
        to_employee=to,
        reason=reason,
        what_matters=what_matters,
        accepted_at=at,
    )
    record.action(
        "change_contact",
        by=by,
        at=at,
        citizen=course.citizen_id,
        on=course,
        before=from_employee,
        after=to.pk,
        reason=reason,
    )
    return handover


def _is_same(handover: Handover, from_employee: int, reason: str, what_matters: str) -> bool:
    return (handover.from_employee_id, handover.reason, handover.what_matters) == (
        from_employee,
        reason,
        what_matters,
    )


@transaction.atomic
def confirm_handover(handover: Handover, *, by: User, at: datetime) -> None:
    """The new contact has read the handover and holds the rope. Twice is as good as once."""
    if by.employee_or_none is None or by.employee_or_none.pk != handover.to_employee_id:
        raise Refused(_("Kun den nye faste medarbejder kan bekræfte overleveringen."))
    if Handover.objects.filter(pk=handover.pk, confirmed_at__isnull=True).update(confirmed_at=at):
        record.action("confirm_handover", by=by, at=at, citizen=handover.citizen_id, on=handover)
