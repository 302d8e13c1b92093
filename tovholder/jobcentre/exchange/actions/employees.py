"""Employees and units of a plan, written through the ordinary actions."""

from datetime import date, datetime

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.exchange.kinds.employees import NewUnit
from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.staff.actions import add_employee, add_unit
from tovholder.jobcentre.staff.models import Employee, Unit


@transaction.atomic
def write_employees(plan: Plan, *, run: int, by: User | None, at: datetime, today: date) -> None:
    """Add the plan's units and employees, and change what the file may change. New employees have no password yet."""
    units = {unit.name: unit for unit in Unit.objects.all()}
    for new in plan.beside:
        assert isinstance(new, NewUnit)
        units[new.name] = add_unit(new.name, telephone=new.telephone, by=by, at=at)
    for new in plan.new:
        add_employee(
            username=new.username,
            password=None,
            role=new.role,
            number=new.number,
            unit=units[new.unit],
            by=by,
            at=at,
            **new.fields,
        )
    for change in plan.changed:
        employee = Employee(pk=change.employee)
        after = {**change.after}
        if "unit" in after:
            after["unit"] = units[after["unit"]]
        for name, value in after.items():
            setattr(employee, name, value)
        employee.save(update_fields=list(after))
        record.action("change_employee", by=by, at=at, on=employee, run=run, fields=sorted(change.after))
