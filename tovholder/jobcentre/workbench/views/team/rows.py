"""Which rows a leader's pages are about, and who can be chosen on them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.citizens.models import Course, EmergencyAccess, Handover
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.workbench.by_name import named
from tovholder.jobcentre.workbench.load import Load, loads

# A list of two hundred is long enough; the rest is room for those who are found, and the one chosen.
CHOICES = 170
FOUND = 20
NOT_SAID_YET = _("Læs, hvad skiftet betyder, nederst på siden. Tryk igen, hvis det stadig skal være sådan.")


def own_unit(request: SignedIn) -> Unit:
    employee = request.user.employee_or_none
    if employee is None:
        raise Http404
    return employee.unit


def units_of(request: SignedIn) -> list[Unit]:
    """A leader's own unit; to others who see what is carried, every unit."""
    if request.user.may(May.LEAD):
        return [own_unit(request)]
    return list(Unit.objects.order_by("name_order", "pk"))


def newcomers(unit: Unit) -> QuerySet[Course]:
    return new_ones(Course.objects.open(), unit)


def new_ones(courses: QuerySet[Course], unit: Unit) -> QuerySet[Course]:
    """Those still with the employee who receives: nobody has handed the citizen over to anybody yet."""
    handed_over = Handover.objects.filter(course=OuterRef("pk"))
    return courses.filter(~Exists(handed_over), unit=unit, contact=unit.receiver_id)


def followers(courses: QuerySet[Course], chosen: str) -> list[tuple[int, str]]:
    """Number and name of those whom `courses` are with, in Danish order: what a list holds, and the chosen one."""
    employees = Employee.objects.filter(pk__in=courses.order_by().values("contact"))
    listed = list(employees.order_by("name_order", "pk").values_list("pk", "name")[:CHOICES])
    if (key := key_of(chosen)) and key not in {pk for pk, _name in listed}:
        listed += employees.filter(pk=key).values_list("pk", "name")
    return listed


def emergencies(unit: Unit) -> QuerySet[EmergencyAccess]:
    """Told to the leader of the citizen's unit; without an open course, to the leader of the one who opened them."""
    followed = Course.objects.open().filter(citizen=OuterRef("citizen"))
    return EmergencyAccess.objects.filter(
        Exists(followed.filter(unit=unit)) | (~Exists(followed) & Q(employee__unit=unit))
    )


def readable(request: SignedIn, accesses: QuerySet[EmergencyAccess]) -> QuerySet[EmergencyAccess]:
    """Without those to citizens whom this leader is kept from: protected without the clearance, own file, family."""
    return accesses.exclude(barred_from(request.user, "citizen__"))


@dataclass(frozen=True)
class Colleagues:
    """Those to choose among. Not `is_all`: others are found by name; `found` is how many were (None: not asked)."""

    loads: list[Load]
    is_all: bool = True
    found: int | None = None

    @property
    def people(self) -> dict[int, Employee]:
        return {load.employee.pk: load.employee for load in self.loads}

    def as_written(self) -> dict[str, Employee]:
        """Each by the name; with the number, where two have the same."""
        names = Counter(load.employee.name for load in self.loads)
        return {
            f"{one.name} ({one.number})" if names[one.name] > 1 else one.name: one
            for one in self.people.values()
        }


def colleagues(
    unit: Unit, today: date, *, text: str = "", chosen: str = "", could: QuerySet[Employee] | None = None
) -> Colleagues:
    """Those who can be a contact or cover (or who `could`), the own unit first, then by unit, each in Danish order.

    Everybody while a list holds them; else the own unit's, those whose name is like `text`, and the chosen one.
    """
    could = Employee.objects.who_can_be_contact(today) if could is None else could
    own_first = Case(When(unit=unit, then=Value(0)), default=Value(1), output_field=IntegerField())
    order = (own_first, "unit__name_order", "name_order", "pk")
    first = list(could.order_by(*order).values_list("pk", "unit")[: CHOICES + 1])
    if len(first) <= CHOICES:
        return Colleagues(loads(could.order_by(*order), today))
    listed = {pk for pk, of_unit in first[:CHOICES] if of_unit == unit.pk}
    found = _found(could.exclude(pk__in=listed), text)
    everyone = could.filter(pk__in=listed | set(found) | {key_of(chosen) or 0})
    return Colleagues(
        loads(everyone.order_by(*order), today), is_all=False, found=len(found) if text else None
    )


def own_employee(request: SignedIn, pk: int) -> Employee:
    """Somebody of the leader's unit, also one who has left."""
    return get_object_or_404(Employee.objects.filter(unit=own_unit(request)).select_related("unit"), pk=pk)


def own_working_employee(request: SignedIn, pk: int, today: date) -> Employee:
    """Somebody of the leader's unit who works here today."""
    ours = Employee.objects.working(today).filter(unit=own_unit(request))
    return get_object_or_404(ours.select_related("unit"), pk=pk)


def _found(employees: QuerySet[Employee], text: str) -> list[int]:
    folded = fold(text)
    return named(employees, folded)[:FOUND] if len(folded) >= 2 else []


def key_of(text: str) -> int | None:
    return int(text[:18]) if text.isascii() and text.isdigit() else None
