"""Who works here, and in which unit."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May, Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.staff.models import Employee, EmployeeLanguage, StaffProfile, Unit


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


@transaction.atomic
def set_languages(employee: Employee, *, languages: Iterable[str], by: User, at: datetime) -> None:
    """Let an employee hold talks in exactly these languages beside Danish, each once however it is spelt.

    Refuses anybody but who leads the employee's unit. Twice is as good as once.
    """
    employee = led_by(by, employee)
    before = {row.language for row in employee.languages.order_by("pk")}
    after = set(each_once(languages))
    if before == after:
        return
    employee.languages.exclude(language__in=after).delete()
    EmployeeLanguage.objects.bulk_create(
        EmployeeLanguage(employee=employee, language=language) for language in sorted(after - before)
    )
    record.action("set_languages", by=by, at=at, on=employee, before=sorted(before), after=sorted(after))


def each_once(languages: Iterable[str]) -> list[str]:
    """Languages in small letters, in the order given, each the first time it is named; never Danish."""
    found: dict[str, str] = {}
    for language in languages:
        small = " ".join(language.lower().split())
        found.setdefault(fold(small) or small, small)
    return [small for key, small in found.items() if small and key != fold("dansk")]


def led_by(user: User, employee: Employee) -> Employee:
    """The employee, held while their row is changed; refuses who does not lead their unit."""
    employee = Employee.objects.select_for_update(of=("self",)).get(pk=employee.pk)
    leader = user.employee_or_none
    if leader is None or not user.may(May.LEAD) or leader.unit_id != employee.unit_id:
        raise Refused(_("Kun lederen af enheden kan ændre det."))
    return employee
