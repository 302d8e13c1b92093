"""Who is to be called today: the fixed employee, the one who covers for them, or (nobody here) the unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tovholder.jobcentre.staff.models import Absence, Employee, StandIn, away, with_faces


@dataclass(frozen=True)
class OnDuty:
    """One employee on one day.

    `stand_in` covers while the employee is away or has left, and is here that day themselves; else None.
    `until` is the first day the employee is back (show it with `|last_day`), None when here or not known.
    """

    employee: Employee
    is_here: bool
    has_left: bool = False
    stand_in: Employee | None = None
    until: date | None = None

    @property
    def to_call(self) -> Employee | None:
        """The one to call, or None: then nobody's name is shown as such, and `telephone` is the unit's."""
        return self.employee if self.is_here else self.stand_in

    @property
    def telephone(self) -> str:
        """Somebody's own telephone, or that of the fixed employee's unit (have `unit` selected with the employee)."""
        return self.to_call.telephone if self.to_call else self.employee.unit.telephone

    @property
    def telephone_hours(self) -> str:
        return self.to_call.telephone_hours if self.to_call else ""

    @property
    def face(self) -> str:
        """The fixed employee's picture (have it fetched: `with_faces`); of somebody who has left none is shown."""
        return "" if self.has_left else self.employee.face


def on_duty(employee: Employee, day: date) -> OnDuty:
    """Who is to be called on `day` in the place of `employee`, or is it them. One query, or two."""
    return all_on_duty([employee], day)[employee.pk]


def all_on_duty(employees: Iterable[Employee], day: date) -> dict[int, OnDuty]:
    """`on_duty` for many, by employee number. One query, and another when somebody is away; however many."""
    everyone = {employee.pk: employee for employee in employees}
    back_on = dict(
        Absence.objects.on(day).filter(employee__in=everyone).values_list("employee", "until").order_by("pk")
    )
    gone = {pk for pk, employee in everyone.items() if pk in back_on or _has_left(employee, day)}
    stand_ins = _stand_ins_of(gone, day) if gone else {}
    return {
        pk: OnDuty(
            employee,
            is_here=pk not in gone,
            has_left=_has_left(employee, day),
            stand_in=stand_ins.get(pk),
            until=back_on.get(pk),
        )
        for pk, employee in everyone.items()
    }


def looked_after_by(employee: Employee, day: date) -> list[int]:
    """The numbers of those whose people `employee` looks after on `day`: their own, and whoever they cover for."""
    return [employee.pk, *covered_by(employee, day)]


def covered_by(employee: Employee, day: date) -> dict[int, str]:
    """The names of those `employee` covers for on `day`, by their numbers."""
    return dict(Employee.objects.covered_by(employee, day).values_list("pk", "name"))


def _stand_ins_of(employees: Iterable[int], day: date) -> dict[int, Employee]:
    """Stand-ins who are here themselves on `day`, with their unit, by the number of whom they cover for."""
    away_too = Employee.objects.filter(away(day)).values("pk")
    covers = (
        StandIn.objects.on(day)
        .filter(employee__in=employees)
        .exclude(stand_in__in=away_too)
        .select_related("stand_in__unit")
        .order_by("pk")
    )
    seen = with_faces(covers, "stand_in")
    return {cover.employee_id: cover.stand_in for cover in seen if not _has_left(cover.stand_in, day)}


def _has_left(employee: Employee, day: date) -> bool:
    return employee.left_on is not None and employee.left_on <= day
