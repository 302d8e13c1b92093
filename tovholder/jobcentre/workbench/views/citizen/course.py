"""What is chosen for a course on the citizen's page: its hours, its roles, and that one has taken over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Citizen, Handover
from tovholder.jobcentre.workbench.forms.asked import RolesForm
from tovholder.jobcentre.workbench.forms.talk import HoursForm
from tovholder.jobcentre.workbench.views.citizen import page
from tovholder.jobcentre.workbench.views.citizen.page import ROLES_NEEDED


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def confirm_handover(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    visible = Citizen.objects.visible_to(request.user, timezone.localdate(now))
    handover = get_object_or_404(
        Handover.objects.filter(citizen__in=visible, to_employee=request.user.employee), pk=pk
    )
    actions.confirm_handover(handover, by=request.user, at=now)
    messages.success(request, _("Du holder nu i tovet."))
    return redirect("citizen", pk=handover.citizen_id)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def set_hours(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = page.find(request, pk, now)
    form = HoursForm(request.POST)
    if course is None:
        return page.closed(
            request, person, now, _("Forløbet er afsluttet. Timerne er ikke gemt."), hours_form=form
        )
    if not form.is_valid():
        return page.show(request, person, course, now, status=422, hours_form=form)
    actions.set_weekly_hours(course, hours=form.cleaned_data["hours"], by=request.user, at=now)
    messages.success(request, _("Timerne er gemt."))
    return redirect("citizen", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def choose_roles(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = page.find(request, pk, now)
    form = RolesForm(request.POST, label=ROLES_NEEDED)
    if course is None:
        return page.closed(request, person, now, _("Forløbet er afsluttet. Rollerne er ikke gemt."))
    if not form.is_valid():
        return page.show(request, person, course, now, status=422, roles_form=form)
    actions.choose_roles(course, roles=form.cleaned_data["roles"], by=request.user, at=now)
    messages.success(request, _("Rollerne er gemt."))
    return redirect("citizen", pk=pk)
