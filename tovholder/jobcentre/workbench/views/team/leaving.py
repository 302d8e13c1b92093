"""Somebody of the unit stops: from which day, who covers, what is left to hand over, and undoing it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May, Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.citizens.actions import undo_leaving as undo
from tovholder.jobcentre.citizens.actions.leaving import has_handed_over
from tovholder.jobcentre.citizens.leaving import held_by
from tovholder.jobcentre.staff import actions
from tovholder.jobcentre.staff.models import Employee, StandIn
from tovholder.jobcentre.staff.now import on_duty
from tovholder.jobcentre.workbench.actions import leave
from tovholder.jobcentre.workbench.forms.leaving import LeavingForm
from tovholder.jobcentre.workbench.leaving import lacks, leaves, people_and_places
from tovholder.jobcentre.workbench.load import Load, loads
from tovholder.jobcentre.workbench.pages import address, page_of
from tovholder.jobcentre.workbench.views.team import rows

PAGE = 50


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: SignedIn, pk: int) -> HttpResponse:
    employee = rows.own_employee(request, pk)
    if request.method == "POST":
        return _register(request, employee)
    return _page(request, employee) if employee.left_on is None else _under_way(request, employee)


@gate(needs=May.LEAD)
@require_POST
def undo_leaving(request: SignedIn, pk: int) -> HttpResponse:
    employee, now = rows.own_employee(request, pk), timezone.now()
    try:
        undo(employee, by=request.user, at=now, today=timezone.localdate(now))
    except Refused as why:
        return _under_way(request, employee, status=409, refused=str(why))
    messages.success(request, _("%(name)s er her igen og kan logge ind.") % {"name": employee.first_name})
    return redirect("team")


# --- Before -----------------------------------------------------------------------------------------------------------


def _register(request: SignedIn, employee: Employee) -> HttpResponse:
    now = timezone.now()
    named = request.POST.get("colleague", "")[:100].strip() if "find" in request.POST else ""
    if named:
        return _page(request, employee, named=named)
    form, choices = _form(request, employee, request.POST)
    if not form.is_valid():
        return _page(request, employee, form=form, choices=choices, status=422)
    covers = Employee.objects.get(pk=form.cleaned_data["stand_in"])
    try:
        leave(
            employee,
            left_on=form.cleaned_data["left_on"],
            covers=covers,
            by=request.user,
            at=now,
            today=timezone.localdate(now),
        )
    except Refused as why:
        return _page(request, employee, form=form, choices=choices, status=409, refused=str(why))
    messages.success(request, _("Det er gemt. %(name)s dækker.") % {"name": covers.name})
    return redirect("leaving", pk=employee.pk)


def _form(
    request: SignedIn, employee: Employee, data: Any = None, *, named: str = ""
) -> tuple[LeavingForm, rows.Colleagues]:
    """The form, with the unit's leader proposed to cover; and those to choose among."""
    today = timezone.localdate()
    chosen = request.POST.get("stand_in", "")
    choices = rows.colleagues(employee.unit, today, text=named, chosen=chosen)
    stand_ins = _who_could_cover(employee, choices, today)
    proposed = actions.proposed_cover(employee, today)
    initial = request.POST.dict() if named else {"stand_in": proposed.pk} if proposed else {}
    return LeavingForm(
        data, today=today, stand_ins=stand_ins, own_unit=employee.unit_id, initial=initial
    ), choices


def _who_could_cover(employee: Employee, choices: rows.Colleagues, today: date) -> list[Load]:
    """Colleagues who stay, and the unit's leaders too, though their profile may not let them be a contact."""
    listed = {load.employee.pk for load in choices.loads}
    leaders = Employee.objects.filter(unit=employee.unit_id, user__role=Role.LEADER).exclude(pk__in=listed)
    could = [*choices.loads, *loads(leaders.working(today).order_by("name_order", "pk"), today)]
    return [load for load in could if load.employee != employee and load.employee.left_on is None]


def _page(
    request: SignedIn,
    employee: Employee,
    *,
    form: LeavingForm | None = None,
    choices: rows.Colleagues | None = None,
    named: str = "",
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    """What will happen, with numbers, before it is done."""
    today = timezone.localdate()
    if form is None or choices is None:
        form, choices = _form(request, employee, named=named)
    courses, places = held_by(contact=employee)
    covered = StandIn.objects.filter(stand_in=employee).exclude(until__lte=today).select_related("employee")
    context = {
        "employee": employee,
        "is_me": employee == request.user.employee_or_none,
        "left": people_and_places(courses.count(), places.count()),
        "covers_for": [cover.employee.name for cover in covered.order_by("since", "pk")],
        "receives": employee.receives_for.exists(),
        "proposed": actions.proposed_cover(employee, today),
        "form": form,
        "choices": choices,
        "refused": refused,
    }
    return render(request, "workbench/leaving.html", context, status=status)


# --- Until everybody has somebody -------------------------------------------------------------------------------------


def _under_way(
    request: SignedIn, employee: Employee, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    today = timezone.localdate()
    courses, places = held_by(contact=employee)
    in_all, here = courses.count(), courses.filter(unit=employee.unit_id).count()
    page = page_of(places.select_related("company"), request.GET, known=places, by="name_order", size=PAGE)
    covers = StandIn.objects.filter(employee=employee, absence=None).exclude(until__lte=today)
    context = {
        "employee": employee,
        "leaves": leaves(employee, on_duty(employee, today)),
        "lacks": lacks(in_all, places.count()),
        "citizens": here,
        "elsewhere": in_all - here,
        "places": page.rows,
        "covers": covers.select_related("stand_in").order_by("since", "pk").first(),
        "has_left": employee.has_left(today),
        "may_undo": not has_handed_over(employee),
        "refused": refused,
        "previous": address(request.GET, foer=page.foer) if page.foer else "",
        "next": address(request.GET, fra=page.fra) if page.fra else "",
    }
    return render(request, "workbench/leaving_under_way.html", context, status=status)
