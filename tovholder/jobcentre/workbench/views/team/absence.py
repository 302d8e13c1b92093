"""An employee away: from when, until when, who covers."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.staff import actions
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn, Unit
from tovholder.jobcentre.workbench.forms.team import AbsenceForm, LastDayForm
from tovholder.jobcentre.workbench.load import Load
from tovholder.jobcentre.workbench.views.team import rows


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def register_absence(request: SignedIn, pk: int) -> HttpResponse:
    today = timezone.localdate()
    unit = rows.own_unit(request)
    employee = get_object_or_404(
        Employee.objects.working(today).filter(unit=unit).select_related("unit"), pk=pk
    )
    named = request.POST.get("colleague", "")[:100].strip() if "find" in request.POST else ""
    choices = rows.colleagues(unit, today, text=named, chosen=request.POST.get("stand_in", ""))
    stand_ins = [load for load in choices.loads if load.employee != employee]
    proposed = _proposed(stand_ins, unit)
    ends = "ended-absence" in request.POST
    form = AbsenceForm(
        request.POST if request.method == "POST" and not ends and not named else None,
        today=today,
        stand_ins=stand_ins,
        own_unit=unit.pk,
        initial=request.POST.dict() if named else {"stand_in": proposed.employee.pk} if proposed else {},
    )
    known = _known(request, employee, today)
    status, refused = 200, ""
    if request.method == "POST" and not named:
        try:
            done = _end(request, known) if ends else _begin(request, employee, form)
        except Refused as why:
            status, refused = 409, str(why)
        else:
            if done:
                messages.success(request, _("Fraværet er gemt."))
                return redirect("team")
            status = 422
    context = {
        "employee": employee,
        "known": known,
        "covers": _not_over(StandIn.objects.filter(stand_in=employee), today).select_related("employee"),
        "proposed": proposed,
        "choices": choices,
        "form": form,
        "refused": refused,
    }
    return render(request, "workbench/register_absence.html", context, status=status)


def _known(request: SignedIn, employee: Employee, today: date) -> list[tuple[Absence, LastDayForm]]:
    """The absences that are not over, each with the form that moves its last day; the one that was sent is bound."""
    sent = request.POST.get("ended-absence")
    absences = _not_over(Absence.objects.filter(employee=employee), today)
    return [
        (
            absence,
            LastDayForm(request.POST if sent == str(absence.pk) else None, absence=absence, today=today),
        )
        for absence in absences
    ]


def _begin(request: SignedIn, employee: Employee, form: AbsenceForm) -> bool:
    if not form.is_valid():
        return False
    actions.register_absence(
        employee,
        since=form.cleaned_data["since"],
        until=_day_after(form.cleaned_data["last_day"]),
        stand_in=Employee.objects.get(pk=form.cleaned_data["stand_in"]),
        by=request.user,
        at=timezone.now(),
    )
    return True


def _end(request: SignedIn, known: list[tuple[Absence, LastDayForm]]) -> bool:
    absence, form = next(((absence, form) for absence, form in known if form.is_bound), (None, None))
    if absence is None or form is None:
        raise Refused(_("Fraværet er allerede slut. Se herunder, hvad der er registreret nu."))
    if not form.is_valid():
        return False
    until = form.cleaned_data["last_day"] + timedelta(days=1)
    actions.end_absence(absence, until=until, by=request.user, at=timezone.now())
    return True


def _not_over(periods: QuerySet[Any], today: date) -> QuerySet[Any]:
    return periods.exclude(until__lte=today).order_by("since", "pk")


def _day_after(last_day: date | None) -> date | None:
    return last_day + timedelta(days=1) if last_day else None


def _proposed(stand_ins: list[Load], unit: Unit) -> Load | None:
    """A proposal, not a fact: the colleague in the unit who is here today and has most free hours."""
    could = [
        load for load in stand_ins if load.duty.is_here and load.employee.unit_id == unit.pk and load.free
    ]
    return max(could, key=lambda load: load.free, default=None)
