"""A citizen who is better followed in another unit: asked here, and taken back while it waits."""

from datetime import datetime
from typing import Any

from django.contrib import messages
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
from tovholder.jobcentre.citizens.models import Course, UnitMove
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.workbench.forms.asked import AskForUnitForm

UNITS = 190  # a list of two hundred is long enough


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_unit(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    courses = arranged_by(request.user, timezone.localdate(now)).select_related("citizen", "contact", "unit")
    course = get_object_or_404(courses, citizen=pk)
    units = Unit.objects.exclude(pk=course.unit_id).order_by("name_order", "pk")[:UNITS]
    form = AskForUnitForm(request.POST if request.method == "POST" else None, units=units)
    context: dict[str, Any] = {"course": course, "form": form}
    if request.method != "POST":
        return _page(request, course, now, context)
    if not form.is_valid():
        return _page(request, course, now, context, status=422)
    given = form.cleaned_data | {"to_unit": Unit.objects.get(pk=form.cleaned_data["to_unit"])}
    try:
        move = actions.ask_for_unit(course, **given, by=request.user, at=now)
    except Refused as refused:
        return _page(request, course, now, context | {"refused": str(refused)}, status=409)
    said = {"unit": move.to_unit.name}
    messages.success(request, _("Lederen af %(unit)s er spurgt. Intet flytter, før der er svaret ja.") % said)
    return redirect("citizen", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def withdraw_move(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    mine = arranged_by(request.user, timezone.localdate(now))
    move = get_object_or_404(UnitMove.objects.filter(course__in=mine), pk=pk)
    try:
        actions.withdraw_move(move, by=request.user, at=now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Flytningen er taget tilbage. Borgeren bliver i enheden."))
    return redirect("citizen", pk=move.citizen_id)


def _page(
    request: SignedIn, course: Course, now: datetime, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    record.look("ask_for_unit", course.citizen_id, by=request.user, at=now)
    return render(request, "workbench/ask_for_unit.html", context, status=status)
