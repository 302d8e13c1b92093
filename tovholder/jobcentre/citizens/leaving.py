"""A leaving is complete when everybody has somebody. Asked of the rows each time, never a flag."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.staff.models import Employee


def held_by(**contact: Any) -> tuple[QuerySet[Course], QuerySet[Workplace]]:
    """The open courses and the workplaces in operation with this contact: `contact=` one, `contact__in=` some."""
    return Course.objects.open().filter(**contact), Workplace.objects.filter(closed_on=None, **contact)


def with_somebody() -> Q:
    """Condition on employees: they are the contact of a citizen with an open course or of a workplace in operation."""
    courses, workplaces = held_by(contact=OuterRef("pk"))
    return Q(Exists(courses)) | Q(Exists(workplaces))


def not_complete() -> QuerySet[Employee]:
    """Those who have left, or will, and whose people or workplaces do not all have another yet."""
    return Employee.objects.filter(with_somebody(), left_on__isnull=False)
