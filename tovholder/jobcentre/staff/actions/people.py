"""Who works here, and in which unit."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.staff.models import Employee, StaffProfile, Unit


@transaction.atomic
def add_unit(name: str, *, telephone: str, by: User | None, at: datetime) -> Unit:
    """Add a unit; it can receive newcomers once it has a receiving employee."""
    unit = Unit.objects.create(name=name, telephone=telephone)
    record.action("add_unit", by=by, at=at, on=unit)
    return unit


@transaction.atomic
def add_employee(
    *,
    username: str,
    password: str | None,
    role: str,
    number: str,
    name: str,
    unit: Unit,
    email: str,
    telephone: str,
    by: User | None,
    at: datetime,
    profile: str = StaffProfile.EMPLOYMENT,
    **more: Any,
) -> Employee:
    """Add an employee with their log-in. The first employee of a unit receives its newcomers until told otherwise."""
    user = User(username=username, role=role)
    user.set_password(password)
    user.save(force_insert=True)
    employee = Employee.objects.create(
        user=user,
        number=number,
        name=name,
        profile=profile,
        unit=unit,
        email=email,
        telephone=telephone,
        **more,
    )
    if (
        unit.receiver_id is None
        and role in {Role.EMPLOYEE, Role.LEADER}
        and profile == StaffProfile.EMPLOYMENT
    ):
        unit.receiver = employee
        unit.save(update_fields=["receiver"])
    record.action("add_employee", by=by, at=at, on=employee, role=role, profile=profile)
    return employee
