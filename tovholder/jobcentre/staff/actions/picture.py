"""An employee's own face: put in, and taken out again."""

import secrets
from datetime import datetime

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.staff.models import Employee, EmployeePicture


@transaction.atomic
def set_picture(employee: Employee, *, image: bytes, by: User, at: datetime) -> Employee:
    """Let `image`, made small (`staff.picture`), be the employee's picture, at a new address. Twice is once."""
    employee = Employee.objects.select_for_update().get(pk=employee.pk)
    before = EmployeePicture.objects.filter(employee=employee).first()
    if before is not None and bytes(before.image) == image:
        return employee
    EmployeePicture.objects.update_or_create(employee=employee, defaults={"image": image})
    employee.face = secrets.token_hex(32)
    employee.save(update_fields=["face"])
    record.action("set_picture", by=by, at=at, on=employee)
    return employee


@transaction.atomic
def remove_picture(employee: Employee, *, by: User, at: datetime) -> None:
    """Take the employee's picture out for good; where there is none, nothing happens."""
    gone, _what = EmployeePicture.objects.filter(employee=employee).delete()
    if gone:
        Employee.objects.filter(pk=employee.pk).update(face="")
        record.action("remove_picture", by=by, at=at, on=employee)
