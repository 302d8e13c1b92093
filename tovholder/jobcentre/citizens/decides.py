"""Who decides about a course: those who follow it, and who leads its unit."""

from datetime import date

from django.db.models import Q, QuerySet

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.staff.now import looked_after_by


def leads(user: User, unit: int) -> bool:
    """Does this person lead the unit with this number?"""
    employee = user.employee_or_none
    return employee is not None and user.may(May.LEAD) and employee.unit_id == unit


def arranges(course: Course, user: User, today: date) -> bool:
    """Is this the contact, whoever covers for them today, or the unit's leader?"""
    employee = user.employee_or_none
    if employee is None:
        return False
    is_contact = employee.pk == course.contact_id or leads(user, course.unit_id)
    return is_contact or course.contact_id in looked_after_by(employee, today)


def arranged_by(user: User, today: date) -> QuerySet[Course]:
    """The open courses that this person `arranges`, of citizens they may see."""
    employee = user.employee_or_none
    if employee is None:
        return Course.objects.none()
    mine = Q(contact__in=looked_after_by(employee, today))
    if user.may(May.LEAD):
        mine |= Q(unit=employee.unit_id)
    return Course.objects.open().filter(mine, citizen__in=Citizen.objects.visible_to(user, today))
