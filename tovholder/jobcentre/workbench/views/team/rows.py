"""Which rows a leader's pages are about."""

from datetime import date, datetime

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.citizens.models import Citizen, Course, EmergencyAccess, Handover
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.workbench.load import Load, loads

CHOICES = 200


def own_unit(request: SignedIn) -> Unit:
    employee = request.user.employee_or_none
    if employee is None:
        raise Http404
    return employee.unit


def reachable(request: SignedIn, now: datetime) -> QuerySet[Citizen]:
    return Citizen.objects.visible_to(request.user, timezone.localdate(now))


def newcomers(unit: Unit) -> QuerySet[Course]:
    """Open courses still with the employee who receives: nobody has handed the citizen over to anybody yet."""
    handed_over = Handover.objects.filter(course=OuterRef("pk"))
    return Course.objects.open().filter(~Exists(handed_over), unit=unit, contact=unit.receiver_id)


def emergencies(unit: Unit) -> QuerySet[EmergencyAccess]:
    """Told to the leader of the citizen's unit; without an open course, to the leader of the one who opened them."""
    followed = Course.objects.open().filter(citizen=OuterRef("citizen"))
    return EmergencyAccess.objects.filter(
        Exists(followed.filter(unit=unit)) | (~Exists(followed) & Q(employee__unit=unit))
    )


def readable(request: SignedIn, accesses: QuerySet[EmergencyAccess]) -> QuerySet[EmergencyAccess]:
    """Without those to citizens whom this leader is kept from: protected without the clearance, own file, family."""
    return accesses.exclude(citizen__in=Citizen.objects.filter(barred_from(request.user)))


def contacts(unit: Unit, today: date) -> list[Load]:
    """Those who can be a contact or cover, the own unit first, then the other units, each in Danish order."""
    own_first = Case(When(unit=unit, then=Value(0)), default=Value(1), output_field=IntegerField())
    employees = Employee.objects.who_can_be_contact()
    return loads(employees.order_by(own_first, "unit__name_order", "name_order", "pk")[:CHOICES], today)
