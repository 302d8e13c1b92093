"""Why somebody looked: what they were to the citizen on the day of the look, as it can be reckoned now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact, DrawnIn, UnitMove
from tovholder.jobcentre.companies.models import WorkplaceContact
from tovholder.jobcentre.staff.models import Employee, StandIn

_CONTACT = later("Var din faste medarbejder.")
_COVERED = later("Dækkede for din faste medarbejder.")
_DRAWN_IN = later("Var med ved siden af din faste medarbejder.")
_LEADS = later("Leder enheden, der følger dig.")
_WORKPLACE = later("Er fast kontakt for dit arbejdssted.")


@dataclass(frozen=True)
class _Span:
    """Somebody (an employee's number), or a unit's, from a day until another."""

    who: int
    since: date
    until: date | None
    beside: int = 0  # whom a stand-in covers for

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Whys:
    """What the lookers have been to one citizen, and when."""

    employees: dict[int, Employee]  # by the number of their log-in
    contacts: list[_Span]
    covers: list[_Span]
    drawn_in: list[_Span]
    workplaces: list[_Span]
    units: list[_Span]

    def of(self, row: Record) -> str:
        """Why this look, in a sentence to the citizen; "" where nothing here tells it."""
        employee = self.employees.get(row.actor) if row.actor else None
        if employee is None:
            return ""
        day = timezone.localdate(row.at)
        contact = {span.who for span in self.contacts if span.holds(day)}
        if employee.pk in contact:
            return _(_CONTACT)
        if any(
            span.who == employee.pk and span.beside in contact and span.holds(day) for span in self.covers
        ):
            return _(_COVERED)
        if any(span.who == employee.pk and span.holds(day) for span in self.drawn_in):
            return _(_DRAWN_IN)
        if row.role == Role.LEADER and any(span.who == row.unit and span.holds(day) for span in self.units):
            return _(_LEADS)
        if any(span.who == employee.pk and span.holds(day) for span in self.workplaces):
            return _(_WORKPLACE)
        return ""

    def name_of(self, row: Record) -> str:
        """The employee who looked; "" for everybody else."""
        employee = self.employees.get(row.actor) if row.actor else None
        return employee.name if employee else ""


def whys(citizen: Citizen, rows: Iterable[Record]) -> Whys:
    """What those who made these looks have been to the citizen. Seven queries, however many looks."""
    lookers = Employee.objects.filter(user__in={row.actor for row in rows if row.actor})
    employees = {employee.user_id: employee for employee in lookers}
    numbers = [employee.pk for employee in employees.values()]
    contacts = _spans(CourseContact.objects.filter(citizen=citizen), "employee")
    covers = StandIn.objects.filter(
        employee__in={span.who for span in contacts}, stand_in__in=numbers
    ).values_list("stand_in", "since", "until", "employee")
    drawn_in = DrawnIn.objects.filter(citizen=citizen, employee__in=numbers)
    return Whys(
        employees,
        contacts,
        [_Span(*cover) for cover in covers],
        _spans(drawn_in, "employee"),
        _workplaces(citizen, numbers),
        _units(citizen),
    )


def _spans(rows, who: str) -> list[_Span]:
    return [_Span(*row) for row in rows.order_by("pk").values_list(who, "since", "until")]


def _workplaces(citizen: Citizen, numbers: list[int]) -> list[_Span]:
    """Contacts of a workplace, for as long as the citizen worked there too."""
    rows = (
        WorkplaceContact.objects.filter(employee__in=numbers, workplace__employments__citizen=citizen)
        .annotate(began=F("workplace__employments__since"), ended=F("workplace__employments__until"))
        .order_by("pk")
        .values_list("employee", "since", "until", "began", "ended")
    )
    return [
        _Span(who, max(since, began), min((end for end in (until, ended) if end), default=None))
        for who, since, until, began, ended in rows
    ]


def _units(citizen: Citizen) -> list[_Span]:
    """The units that have followed the citizen: a leader opens a course of the own unit when it is closed, too."""
    moves = list(
        UnitMove.objects.filter(citizen=citizen, accepted=True)
        .order_by("answered_at", "pk")
        .values_list("course", "from_unit", "answered_at")
    )
    spans = []
    for course, since, unit in Course.objects.filter(citizen=citizen).values_list("pk", "since", "unit"):
        for moved, before, at in moves:
            if moved == course:
                on = timezone.localdate(at)
                spans.append(_Span(before, since, on))
                since = on
        spans.append(_Span(unit, since, None))
    return spans
