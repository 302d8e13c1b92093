"""Who is this citizen's person, or this workplace's contact, on this day, and who is to be called?

Asked here and nowhere else, by every page, list, file and mail: the fixed employee, the one who covers for them, or
(nobody here) the unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn

_AWAY = Prepared(
    lambda: (
        Absence.objects.on(Given.day("day"))
        .filter(employee__in=Given.numbers("employees"))
        .order_by("pk")
        .values_list("employee", "until")
    )
)
_COVERED = Prepared(
    lambda: Employee.objects.covered_by(Given.number("employee"), Given.day("day")).values_list("pk", "name")
)


def _stand_ins() -> QuerySet[StandIn]:
    day = Given.day("day")
    away_too = Absence.objects.on(day).filter(employee=OuterRef("stand_in"))
    return (
        StandIn.objects.on(day)
        .filter(~Exists(away_too), employee__in=Given.numbers("employees"))
        .select_related("stand_in__unit")
        .order_by("pk")
    )


_STAND_INS = Prepared(_stand_ins)


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
        """Where the fixed employee's picture is; of somebody who has left none is shown."""
        return "" if self.has_left else self.employee.face

    def __str__(self) -> str:
        """The named employee, and in a list also who covers: "Amina Yusuf (Jonas Holm dækker)"."""
        if self.is_here:
            return self.employee.name
        if self.stand_in is None:
            return _("%(name)s (er her ikke, ingen dækker)") % {"name": self.employee.name}
        return _("%(name)s (%(stand_in)s dækker)") % {
            "name": self.employee.name,
            "stand_in": self.stand_in.name,
        }


class Held(Protocol):
    """A citizen's course or a workplace: it has one contact, and `contacts` are those who have been, each with days."""

    contact: Any
    contacts: Any


def person_of(held: Held, today: date) -> OnDuty:
    """The contact of a course or a workplace today, and who is to be called. At most two queries."""
    return people_of([held], today)[held]


def people_of(held: Iterable[Held], today: date) -> dict[Held, OnDuty]:
    """`person_of` for many, courses and workplaces alike; have `contact__unit` selected. At most two queries."""
    contacts = {one: one.contact for one in held}
    duties = all_on_duty(contacts.values(), today)
    return {one: duties[contact.pk] for one, contact in contacts.items()}


def person_on(held: Held, day: date) -> OnDuty | None:
    """As `person_of` for any day, from the history; None on a day before or after the course. At most three queries."""
    named = held.contacts.on(day).select_related("employee__unit").order_by("pk").first()
    return on_duty(named.employee, day) if named else None


def on_duty(employee: Employee, day: date) -> OnDuty:
    """Who is to be called on `day` in the place of `employee`, or is it them. At most two queries."""
    return all_on_duty([employee], day)[employee.pk]


def all_on_duty(employees: Iterable[Employee], day: date) -> dict[int, OnDuty]:
    """`on_duty` for many, by employee number. One query, and one more where somebody is away, however many."""
    everyone: dict[int, Employee] = {}
    for employee in employees:
        everyone.setdefault(
            employee.pk, employee
        )  # the first of them is the one with a face, where there is any
    back_on = dict(_AWAY.ask(employees=everyone, day=day))
    gone = {pk for pk, employee in everyone.items() if pk in back_on or employee.has_left(day)}
    stand_ins = _stand_ins_of(gone, day) if gone else {}
    return {
        pk: OnDuty(
            employee,
            is_here=pk not in gone,
            has_left=employee.has_left(day),
            stand_in=stand_ins.get(pk),
            until=back_on.get(pk),
        )
        for pk, employee in everyone.items()
    }


def to_call_over(employee: Employee, first: date, last: date) -> dict[date, Employee | None]:
    """Who is to be called in the place of `employee` on each day from `first` to `last`, both with: as `on_duty` says
    day by day (those who cover come with their unit and user). Two queries, however many days.
    """
    overlaps = Q(since__lte=last) & (Q(until__isnull=True) | Q(until__gt=first))
    rows = StandIn.objects.filter(overlaps, employee=employee)
    covers = list(rows.select_related("stand_in__unit", "stand_in__user").order_by("pk"))
    people = {employee.pk, *(cover.stand_in_id for cover in covers)}
    absences = list(Absence.objects.filter(overlaps, employee__in=people).order_by("pk"))

    def is_here(one: Employee, day: date) -> bool:
        away = (absence for absence in absences if absence.employee_id == one.pk)
        return not one.has_left(day) and not any(_is_on(absence, day) for absence in away)

    def to_call(day: date) -> Employee | None:
        if is_here(employee, day):
            return employee
        here = [cover.stand_in for cover in covers if _is_on(cover, day) and is_here(cover.stand_in, day)]
        return here[-1] if here else None

    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day: to_call(day) for day in days}


def _is_on(period: Absence | StandIn, day: date) -> bool:
    return period.since <= day and (period.until is None or day < period.until)


def looked_after_by(employee: Employee, day: date) -> list[int]:
    """The numbers of those whose people `employee` looks after on `day`: their own, and whoever they cover for."""
    return [employee.pk, *covered_by(employee, day)]


def covered_by(employee: Employee, day: date) -> dict[int, str]:
    """The names of those `employee` covers for on `day`, by their numbers."""
    return dict(_COVERED.ask(employee=employee.pk, day=day))


def _stand_ins_of(employees: Iterable[int], day: date) -> dict[int, Employee]:
    """Stand-ins who are here themselves on `day`, with their unit, by the number of whom they cover for."""
    covers = _STAND_INS.ask(employees=employees, day=day)
    return {cover.employee_id: cover.stand_in for cover in covers if not cover.stand_in.has_left(day)}
