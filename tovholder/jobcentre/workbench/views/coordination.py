"""Coordination about one citizen: a button with its minutes, and what it comes to beside the talks."""

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.results.publish.spans import year_to
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.models import MINUTES_COORDINATED, CoordinatedWith, Coordination
from tovholder.jobcentre.talks.time_spent import spent_on
from tovholder.jobcentre.workbench.forms.coordination import CoordinationForm

SHOWN = 10


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def coordination(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person = get_object_or_404(Citizen.objects.visible_to(request.user, timezone.localdate(now)), pk=pk)
    course = person.courses.open().first()
    if request.method != "POST":
        return _page(request, person, course, now)
    form = CoordinationForm(request.POST)
    if not form.is_valid():
        wrong = next(iter(form.errors.values()))[0]
        return _page(request, person, course, now, status=422, refused=str(wrong))
    if course is None:
        closed = _("Forløbet er afsluttet. Minutterne er ikke skrevet.")
        return _page(request, person, course, now, status=409, refused=closed)
    try:
        row = actions.coordinate(course, **form.given(), by=request.user, at=now)
    except Refused as refused:
        return _page(request, person, course, now, status=409, refused=str(refused))
    said = ngettext(
        "%(n)d minuts koordinering er skrevet.", "%(n)d minutters koordinering er skrevet.", row.minutes
    )
    messages.success(request, said % {"n": row.minutes})
    return redirect("citizen", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def take_away_coordination(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    visible = Citizen.objects.visible_to(request.user, timezone.localdate(now))
    mine = Coordination.objects.filter(citizen__in=visible, employee=request.user.employee)
    row = get_object_or_404(mine.select_related("employee"), pk=pk)
    actions.take_away_coordination(row, by=request.user, at=now)
    messages.success(request, _("Det er fjernet."))
    return redirect("coordination", pk=row.citizen_id)


def _page(
    request: SignedIn,
    person: Citizen,
    course: Course | None,
    now: datetime,
    *,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    record.look("coordination", person.pk, by=request.user, at=now)
    mine = Coordination.objects.filter(citizen=person, employee=request.user.employee)
    context = {
        "citizen": person,
        "course": course,
        "token": uuid4(),
        "whom": list(CoordinatedWith),
        "minutes": MINUTES_COORDINATED,
        "spent": spent_on(person, *year_to(timezone.localdate(now))),
        "mine": list(mine.order_by("-at", "-pk")[:SHOWN]),
        "refused": refused,
    }
    return render(request, "workbench/coordination.html", context, status=status)
