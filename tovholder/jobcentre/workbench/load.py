"""Who follows how many, in agreed hours; who is away and who covers. Figures only: no citizen is read here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import (
    Aggregate,
    Count,
    DecimalField,
    Field,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.citizens.leaving import with_somebody
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.staff.now import OnDuty, all_on_duty
from tovholder.jobcentre.ui.templatetags.ui import day as in_words
from tovholder.jobcentre.ui.templatetags.ui import hours, last_day
from tovholder.jobcentre.workbench import leaving

STOPS_SOON = timedelta(days=30)


@dataclass(frozen=True)
class Load:
    """One employee's agreed hours a week over all open courses, against the hours there are for citizens."""

    employee: Employee
    duty: OnDuty
    agreed: Decimal
    citizens: int
    workplaces: int
    stops_soon: bool = False

    @property
    def available(self) -> Decimal:
        return self.employee.weekly_hours

    @property
    def free(self) -> Decimal:
        return max(self.available - self.agreed, Decimal(0))

    @property
    def bar(self) -> dict[str, str]:
        """The `<meter>`'s own numbers, with a point whatever the language."""
        return {"value": f"{min(self.agreed, self.available):.2f}", "max": f"{self.available:.2f}"}

    @property
    def absence(self) -> str:
        return absence_in_words(self.duty)

    @property
    def stops(self) -> str:
        """ "stopper tirsdag 15. december"; empty for those who stay."""
        left_on = self.employee.left_on
        return _("stopper %(day)s") % {"day": in_words(left_on)} if left_on else ""

    @property
    def leaves(self) -> str:
        """That they stop, and what is missing before it is complete; empty for those who stay."""
        lacks = leaving.lacks(self.citizens, self.workplaces)
        return " ".join(part for part in (leaving.leaves(self.employee, self.duty), lacks) if part)

    def in_words(self) -> str:
        """What to know before giving this employee more: the hours, whether they are away, and whether they stop."""
        room = (
            _("%(hours)s ledige timer") % {"hours": hours(self.free)}
            if self.free
            else _("ingen ledige timer")
        )
        stops = self.stops if self.stops_soon else ""
        return ", ".join(part for part in (f"{self.employee.name}: {room}", stops, self.absence) if part)


@dataclass(frozen=True)
class UnitLoad:
    """`own_talks` and `felt_met` are the published sentences on talks with one's own employee, and on whether citizens
    felt met, if there are any.
    """

    unit: Unit
    loads: list[Load]
    citizens: int
    own_talks: str = ""
    felt_met: str = ""

    @property
    def here(self) -> list[Load]:
        return [load for load in self.loads if not load.duty.has_left]

    @property
    def leaving(self) -> list[Load]:
        """Those who stop or have stopped, and whose people and workplaces do not all have another yet."""
        return [load for load in self.loads if load.employee.left_on and (load.citizens or load.workplaces)]

    @property
    def agreed(self) -> Decimal:
        return sum((load.agreed for load in self.here), Decimal(0))

    @property
    def available(self) -> Decimal:
        return sum((load.available for load in self.here), Decimal(0))

    def in_words(self) -> str:
        """ "11 medarbejdere, 438 borgere." """
        people = ngettext("%(n)d medarbejder", "%(n)d medarbejdere", len(self.here)) % {"n": len(self.here)}
        citizens = ngettext("%(n)d borger", "%(n)d borgere", self.citizens) % {"n": self.citizens}
        return f"{people}, {citizens}."


def absence_in_words(duty: OnDuty) -> str:
    """ "fraværende til og med fredag 27. november, Amina Yusuf dækker"; empty for somebody who is here."""
    if duty.is_here:
        return ""
    if duty.has_left:
        away = _("arbejder her ikke længere")
    elif duty.until:
        away = _("fraværende til og med %(day)s") % {"day": last_day(duty.until)}
    else:
        away = _("fraværende")
    covers = _("%(name)s dækker") % {"name": duty.stand_in.name} if duty.stand_in else _("ingen dækker")
    return f"{away}, {covers}"


def loads(employees: QuerySet[Employee], day: date) -> list[Load]:
    """Return the load of each of `employees`, in their order. Three queries, however many."""
    return _loads(_with_figures(employees), day)


def _with_figures(employees: QuerySet[Employee]) -> QuerySet:
    courses = Course.objects.open().filter(contact=OuterRef("pk"))
    workplaces = Workplace.objects.filter(contact=OuterRef("pk"), closed_on__isnull=True)
    return employees.select_related("unit").annotate(
        agreed=Coalesce(_per_contact(courses, Sum("weekly_hours"), DecimalField()), Decimal(0)),
        citizens=Coalesce(_per_contact(courses, Count("pk"), IntegerField()), 0),
        workplace_count=Coalesce(_per_contact(workplaces, Count("pk"), IntegerField()), 0),
    )


def _loads(employees: QuerySet, day: date) -> list[Load]:
    rows = list(employees)
    duties = all_on_duty(rows, day)
    return [
        Load(row, duties[row.pk], row.agreed, row.citizens, row.workplace_count, _stops_soon(row, day))
        for row in rows
    ]


def _stops_soon(employee: Employee, day: date) -> bool:
    return employee.left_on is not None and day < employee.left_on <= day + STOPS_SOON


def follows(employee: Employee) -> tuple[int, int]:
    """How many citizens and how many workplaces have `employee` as contact. One query."""
    citizens, sites = _FOLLOWS.first(employee=employee.pk)
    return citizens or 0, sites or 0


def _follows() -> QuerySet:
    courses = Course.objects.open().filter(contact=OuterRef("pk"))
    workplaces = Workplace.objects.filter(contact=OuterRef("pk"), closed_on__isnull=True)
    return Employee.objects.filter(pk=Given.number("employee")).values_list(
        _per_contact(courses, Count("pk"), IntegerField()),
        _per_contact(workplaces, Count("pk"), IntegerField()),
    )


_FOLLOWS = Prepared(_follows)


def _per_contact(rows: QuerySet, number: Aggregate, kind: Field) -> Subquery:
    return Subquery(rows.order_by().values("contact").annotate(n=number).values("n"), output_field=kind)


def unit_loads(units: Iterable[Unit], day: date) -> list[UnitLoad]:
    """Return the load of each unit, its employees in Danish order; who has left stays until everybody has another."""
    units = list(units)
    numbers = [unit.pk for unit in units]
    by_unit: dict[int, list[Load]] = {}
    for load in _loads(_EMPLOYEES_OF.ask(units=numbers, day=day), day):
        by_unit.setdefault(load.employee.unit_id, []).append(load)
    citizens = dict(_CITIZENS_OF.ask(units=numbers))
    return [UnitLoad(unit, by_unit.get(unit.pk, []), citizens.get(unit.pk, 0)) for unit in units]


def _employees_of() -> QuerySet:
    here = Q(left_on__isnull=True) | Q(left_on__gt=Given.day("day"))
    employees = Employee.objects.filter(here | with_somebody(), unit__in=Given.numbers("units"))
    return _with_figures(employees.order_by("name_order", "pk"))


_EMPLOYEES_OF = Prepared(_employees_of)
_CITIZENS_OF = Prepared(
    lambda: (
        Course.objects.open()
        .filter(unit__in=Given.numbers("units"))
        .order_by()
        .values_list("unit")
        .annotate(n=Count("pk"))
    )
)
