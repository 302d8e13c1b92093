"""Matters of authority of one citizen: marked, followed and noted, apart from what is coached."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.authority import actions
from tovholder.jobcentre.authority.matters import matters_of
from tovholder.jobcentre.authority.models import Matter
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.forms.matter import FollowForm, MatterForm, MatterNoteForm
from tovholder.jobcentre.workbench.pages import page_of
from tovholder.law.parameters import in_force

SHOWN, TALKS_SHOWN = 20, 10


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def matters(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk, now)
    record.look("matters", person.pk, by=request.user, at=now)
    rows = matters_of(person)
    page = page_of(rows, request.GET, known=Matter.objects.filter(citizen=person), by="-arose_on", size=SHOWN)
    here = reverse("matters", args=[pk])
    context = {
        "citizen": person,
        "course": course,
        "matters": page.rows,
        "previous": f"{here}?foer={page.foer}" if page.foer else "",
        "next": f"{here}?fra={page.fra}" if page.fra else "",
    }
    return render(request, "workbench/matters.html", context)


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def mark_matter(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk, now)
    today = timezone.localdate(now)
    talks = list(_talks_of_authority(person))
    if request.method != "POST":
        return _new(request, person, course, MatterForm(initial={"token": uuid4()}, today=today, talks=talks))
    form = MatterForm(request.POST, today=today, talks=talks)
    if not form.is_valid():
        return _new(request, person, course, form, status=422)
    if course is None:
        closed = _("Forløbet er afsluttet. Det er ikke gemt.")
        return _new(request, person, course, form, status=409, refused=closed)
    given = {name: form.cleaned_data[name] for name in ("token", "kind", "what", "arose_on", "talk", "text")}
    try:
        marked = actions.mark_matter(course, **given, days=form.days(), by=request.user, at=now)
    except Refused as refused:
        return _new(request, person, course, form, status=409, refused=str(refused))
    messages.success(request, _("Det er gemt.") if marked.noted_at else _("Det er gemt. Husk notatet i dag."))
    return redirect("matter", pk=marked.pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def matter(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, _matter(request, pk), timezone.now())


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def follow_matter(request: SignedIn, pk: int) -> HttpResponse:
    found, now = _matter(request, pk), timezone.now()
    form = FollowForm(request.POST, today=timezone.localdate(now))
    if not form.is_valid():
        return _page(request, found, now, status=422, form=form)
    read = form.cleaned_data["read_version"]
    try:
        actions.follow_matter(found, days=form.days(), read_version=read, by=request.user, at=now)
    except actions.StaleMatter as stale:
        form.build_on(stale.newer)
        return _page(request, _matter(request, pk), now, status=409, form=form, refused=str(stale))
    except Refused as refused:
        return _page(request, found, now, status=409, form=form, refused=str(refused))
    messages.success(request, _("Det er gemt."))
    return redirect("matter", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def write_matter_note(request: SignedIn, pk: int) -> HttpResponse:
    found, now = _matter(request, pk), timezone.now()
    form = MatterNoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, now, status=422, note_form=form)
    try:
        actions.write_matter_note(found, **form.cleaned_data, by=request.user, at=now)
    except actions.StaleMatterNote as stale:
        form.build_on(stale.newer.version)
        return _page(request, found, now, status=409, note_form=form, refused=str(stale), newer=stale.newer)
    except Refused as refused:
        return _page(request, found, now, status=409, note_form=form, refused=str(refused))
    messages.success(request, _("Notatet er gemt."))
    return redirect("matter", pk=pk)


def _find(request: SignedIn, pk: int, now: datetime) -> tuple[Citizen, Course | None]:
    person = get_object_or_404(Citizen.objects.visible_to(request.user, timezone.localdate(now)), pk=pk)
    return person, person.courses.open().first()


def _matter(request: SignedIn, pk: int) -> Matter:
    visible = Citizen.objects.visible_to(request.user, timezone.localdate())
    rows = Matter.objects.filter(citizen__in=visible).select_related("citizen", "talk")
    return get_object_or_404(rows, pk=pk)


def _talks_of_authority(person: Citizen) -> Any:
    """The newest talks in which somebody took the role of authority."""
    held = Talk.objects.held().filter(citizen=person, roles__role=Role.AUTHORITY)
    return held.order_by("-held_at", "-pk")[:TALKS_SHOWN]


def _new(
    request: SignedIn,
    person: Citizen,
    course: Course | None,
    form: MatterForm,
    *,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    now = timezone.now()
    record.look("matters", person.pk, by=request.user, at=now)
    context = {
        "citizen": person,
        "course": course,
        "form": form,
        "refused": refused,
        "rule": in_force("note_written", timezone.localdate(now)),
    }
    return render(request, "workbench/mark_matter.html", context, status=status)


def _page(
    request: SignedIn, found: Matter, now: datetime, *, status: int = 200, **forms: Any
) -> HttpResponse:
    record.look("matters", found.citizen_id, by=request.user, at=now)
    today = timezone.localdate(now)
    versions = list(found.notes.order_by("-version").select_related("by__employee"))
    newest = versions[0] if versions else None
    written = {"text": newest.text if newest else "", "read_version": newest.version if newest else 0}
    context = {
        "citizen": found.citizen,
        "matter": found,
        "versions": versions,
        "form": FollowForm.of(found, today),
        "note_form": MatterNoteForm(initial=written),
        "rule": in_force("note_written", today),
    }
    return render(request, "workbench/matter.html", context | forms, status=status)
