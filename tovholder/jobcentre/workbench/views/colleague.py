"""A colleague drawn in beside the contact: who can what, for how long, prolonged and ended."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.decides import arranged_by
from tovholder.jobcentre.citizens.models import Citizen, Course, DrawnIn
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.ui.templatetags.ui import last_day
from tovholder.jobcentre.workbench.able import grouped
from tovholder.jobcentre.workbench.forms.asked import DrawInForm, ProlongForm
from tovholder.jobcentre.workbench.views.team import rows


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def draw_in(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    course = _course(request, pk, today)
    named = request.POST.get("colleague", "")[:100].strip() if "find" in request.POST else ""
    choices = rows.colleagues(
        course.unit,
        today,
        text=named,
        chosen=request.POST.get("employee", ""),
        could=Employee.objects.who_follow_citizens(today),
    )
    others = [load for load in choices.loads if load.employee.pk != course.contact_id]
    looked_for = request.method != "POST" or "find" in request.POST
    form = DrawInForm(
        None if looked_for else request.POST,
        colleagues=grouped(others, course.unit_id, today),
        today=today,
        initial=request.POST.dict(),
    )
    context = {"course": course, "form": form, "choices": choices}
    if looked_for:
        return _page(request, course, now, context)
    if not form.is_valid():
        return _page(request, course, now, context, status=422)
    try:
        row = actions.draw_in(
            course,
            employee=Employee.objects.get(pk=form.cleaned_data["employee"]),
            reason=form.cleaned_data["reason"],
            since=today,
            until=form.until,
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return _page(request, course, now, context | {"refused": str(refused)}, status=409)
    said = {"name": row.employee.name, "day": last_day(row.until)}
    messages.success(request, _("%(name)s er med til og med %(day)s og har fået besked.") % said)
    return redirect("citizen", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def prolong_drawn_in(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    row = get_object_or_404(_rows().filter(course__in=arranged_by(request.user, today)), pk=pk)
    record.look("prolong_drawn_in", row.citizen_id, by=request.user, at=now)
    form = ProlongForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"row": row, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["last_day"] + timedelta(days=1)
        try:
            actions.prolong(row, until=until, by=request.user, at=now)
        except Refused as refused:
            status, context["refused"] = 409, str(refused)
        else:
            said = {"name": row.employee.name, "day": last_day(until)}
            messages.success(request, _("%(name)s er nu med til og med %(day)s.") % said)
            return redirect("citizen", pk=row.citizen_id)
    elif request.method == "POST":
        status = 422
    return render(request, "workbench/prolong_drawn_in.html", context, status=status)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def end_drawn_in(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    visible = Citizen.objects.visible_to(request.user, today)
    theirs = Q(course__in=arranged_by(request.user, today)) | Q(
        employee=request.user.employee, citizen__in=visible
    )
    row = get_object_or_404(_rows().filter(theirs), pk=pk)
    try:
        actions.end_drawn_in(row, until=max(today, row.since), by=request.user, at=now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(name)s er ikke længere med.") % {"name": row.employee.name})
    # Who has ended their own part no longer sees the citizen.
    return (
        redirect("citizen", pk=row.citizen_id)
        if visible.filter(pk=row.citizen_id).exists()
        else redirect("my_citizens")
    )


def _course(request: SignedIn, pk: int, today: date) -> Course:
    courses = arranged_by(request.user, today).select_related("citizen", "contact", "unit")
    return get_object_or_404(courses, citizen=pk)


def _rows() -> QuerySet[DrawnIn]:
    return DrawnIn.objects.select_related("citizen", "employee")


def _page(
    request: SignedIn, course: Course, now: datetime, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    record.look("draw_in", course.citizen_id, by=request.user, at=now)
    return render(request, "workbench/draw_in.html", context, status=status)
