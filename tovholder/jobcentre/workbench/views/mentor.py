"""Mentor support of one citizen as grants: given for a time, evaluated, and extended by a new one."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.models import MentorGrant
from tovholder.jobcentre.workbench.forms.mentor import EvaluateForm, ExtendForm, GrantForm
from tovholder.law.parameters import in_force

SHOWN = 20


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def mentor_grants(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk)
    record.look("mentor_grants", person.pk, by=request.user, at=now)
    today = timezone.localdate(now)
    context = {
        "citizen": person,
        "course": course,
        "today": today,
        "grants": list(MentorGrant.objects.filter(citizen=person).order_by("-since", "-pk")[:SHOWN]),
        "rule": in_force("mentor_grant", today),
    }
    return render(request, "workbench/mentor_grants.html", context)


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def grant_mentor(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk)
    today = timezone.localdate(now)
    if request.method != "POST":
        return _new(request, person, course, GrantForm(initial={"token": uuid4()}, today=today))
    form = GrantForm(request.POST, today=today)
    if not form.is_valid():
        return _new(request, person, course, form, status=422)
    if course is None:
        closed = _("Forløbet er afsluttet. Det er ikke gemt.")
        return _new(request, person, course, form, status=409, refused=closed)
    try:
        actions.grant_mentor(
            course, form.granted(), token=form.cleaned_data["token"], by=request.user, at=now
        )
    except Refused as refused:
        return _new(request, person, course, form, status=409, refused=str(refused))
    messages.success(request, _("Mentorstøtten er skrevet."))
    return redirect("mentor_grants", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def mentor_grant(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, _grant(request, pk), timezone.now())


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def extend_mentor(request: SignedIn, pk: int) -> HttpResponse:
    found, now = _grant(request, pk), timezone.now()
    form = _extend_form(found, now, request.POST)
    if not form.is_valid():
        return _page(request, found, now, status=422, extend_form=form)
    given = {"evaluation": form.cleaned_data.get("evaluation", ""), "token": form.cleaned_data["token"]}
    try:
        new = actions.extend_mentor(found, form.granted(), **given, by=request.user, at=now)
    except Refused as refused:
        return _page(request, found, now, status=409, extend_form=form, refused=str(refused))
    messages.success(request, _("Mentorstøtten er forlænget med en ny bevilling."))
    return redirect("mentor_grants", pk=new.citizen_id)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def evaluate_mentor(request: SignedIn, pk: int) -> HttpResponse:
    found, now = _grant(request, pk), timezone.now()
    form = EvaluateForm(request.POST)
    if not form.is_valid():
        return _page(request, found, now, status=422, form=form)
    try:
        actions.evaluate_mentor(found, **form.cleaned_data, by=request.user, at=now)
    except Refused as refused:
        return _page(request, found, now, status=409, form=form, refused=str(refused))
    messages.success(request, _("Det er gemt."))
    return redirect("mentor_grants", pk=found.citizen_id)


def _find(request: SignedIn, pk: int) -> tuple[Citizen, Course | None]:
    person = get_object_or_404(Citizen.objects.visible_to(request.user, timezone.localdate()), pk=pk)
    return person, person.courses.open().first()


def _grant(request: SignedIn, pk: int) -> MentorGrant:
    visible = Citizen.objects.visible_to(request.user, timezone.localdate())
    rows = MentorGrant.objects.filter(citizen__in=visible)
    return get_object_or_404(rows.select_related("citizen", "course", "extended_by"), pk=pk)


def _extend_form(found: MentorGrant, now: datetime, data: Any = None) -> ExtendForm:
    assert found.until is not None
    same = {"aim": found.aim, "mentor": found.mentor, "weekly_hours": found.weekly_hours, "token": uuid4()}
    return ExtendForm(
        data, initial=same, today=timezone.localdate(now), first_day=found.until,
        is_evaluated=found.evaluated_at is not None,
    )  # fmt: skip


def _new(
    request: SignedIn,
    person: Citizen,
    course: Course | None,
    form: GrantForm,
    *,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    now = timezone.now()
    record.look("mentor_grants", person.pk, by=request.user, at=now)
    rule = in_force("mentor_grant", timezone.localdate(now))
    context = {"citizen": person, "course": course, "form": form, "refused": refused, "rule": rule}
    return render(request, "workbench/grant_mentor.html", context, status=status)


def _page(
    request: SignedIn, found: MentorGrant, now: datetime, *, status: int = 200, **forms: Any
) -> HttpResponse:
    record.look("mentor_grants", found.citizen_id, by=request.user, at=now)
    may_extend = found.course.until is None and not hasattr(found, "extended_by")
    context = {
        "citizen": found.citizen,
        "grant": found,
        "today": timezone.localdate(now),
        "form": None if found.evaluated_at else EvaluateForm(),
        "extend_form": _extend_form(found, now) if may_extend else None,
        "rule": in_force("mentor_grant", timezone.localdate(now)),
    }
    return render(request, "workbench/mentor_grant.html", context | forms, status=status)
