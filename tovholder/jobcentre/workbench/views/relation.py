"""What is written down about a workplace: a contact and the next, sparring, agreements, notes, how often we talk."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.companies import actions
from tovholder.jobcentre.companies.models import (
    Agreement,
    CompanyPerson,
    SparringTheme,
    Workplace,
    WorkplaceChoice,
    WorkplaceNote,
)
from tovholder.jobcentre.periods.months import months_later
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.ui.templatetags.ui import about
from tovholder.jobcentre.workbench.actions import spar_about
from tovholder.jobcentre.workbench.forms.relation import (
    AgreementForm,
    SparringForm,
    ThemeForm,
    TouchForm,
    WorkplaceNoteForm,
)

MOST_PEOPLE = 100


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def write_touch(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    place = _find(request, pk)
    next_day = about(months_later(today, WorkplaceChoice.now().months(place.relation)))
    form = TouchForm(**_filled(request), people=_people(place), by_rhythm=next_day)

    def keep() -> None:
        actions.write_down_touch(place, **form.given(today), by=request.user, at=now, today=today)

    return _written(request, place, form, "touch", keep, _("Det er skrevet ned, at I har talt sammen."))


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def log_sparring(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    place = _find(request, pk)
    themes = SparringTheme.objects.on(today).order_by("place", "pk")
    form = SparringForm(**_filled(request), people=_people(place), themes=themes)

    def keep() -> None:
        actions.log_sparring(place, **form.cleaned_data, by=request.user, at=now, today=today)

    return _written(request, place, form, "sparring", keep, _("Sparringen er skrevet ned."))


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def spar_about_notice(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    nameless = AbsenceNotice.objects.visible_to(request.user, today).filter(person_name="", withdraws=False)
    notice = get_object_or_404(nameless.select_related("workplace"), pk=pk)
    themes = SparringTheme.objects.on(today).order_by("place", "pk")
    form = ThemeForm(**_filled(request), people=_people(notice.workplace), themes=themes)

    def keep() -> None:
        spar_about(notice, **form.cleaned_data, by=request.user, at=now, today=today)

    said = _("Sparringen er skrevet ned, og det er skrevet ned, at I har talt sammen.")
    return _written(request, notice.workplace, form, "sparring", keep, said)


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def make_agreement(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    place = _find(request, pk)
    form = AgreementForm(**_filled(request), people=_people(place))

    def keep() -> None:
        actions.make_agreement(place, **form.given(), by=request.user, at=now, today=timezone.localdate(now))

    return _written(request, place, form, "agreement", keep, _("Aftalen er skrevet ned."))


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def write_workplace_note(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    place = _find(request, pk)
    form = WorkplaceNoteForm(**_filled(request))

    def keep() -> None:
        actions.write_note(place, **form.given(), by=request.user, at=now)

    return _written(request, place, form, "workplace_note", keep, _("Noten er gemt."))


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def end_agreement(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    mine = Workplace.objects.visible_to(request.user)
    row = get_object_or_404(Agreement.objects.filter(workplace__in=mine), pk=pk)
    actions.end_agreement(row, by=request.user, at=now, today=timezone.localdate(now))
    messages.success(request, _("Aftalen er afsluttet. Den bliver stående."))
    return redirect(reverse("workplace", args=[row.workplace_id]) + "#aftaler")


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def take_down_note(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    row = get_object_or_404(WorkplaceNote.objects.visible_to(request.user, today), pk=pk)
    try:
        actions.take_down_note(row, by=request.user, at=now, today=today)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noten er taget ned. Ingen ser den mere."))
    return redirect(reverse("workplace", args=[row.workplace_id]) + "#noter")


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def set_relation(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    place = _find(request, pk)
    try:
        place = actions.set_relation(
            place,
            request.POST.get("relation", ""),
            by=request.user,
            at=now,
            today=timezone.localdate(now),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Gemt. Rytmen følger med."))
    return redirect("workplace", pk=place.pk)


def _find(request: SignedIn, pk: int) -> Workplace:
    return get_object_or_404(Workplace.objects.visible_to(request.user), pk=pk)


def _people(place: Workplace) -> list[CompanyPerson]:
    return list(place.people.order_by("name_order", "pk")[:MOST_PEOPLE])


def _filled(request: SignedIn) -> dict[str, Any]:
    """What a form is made of: what was sent, else an empty one with a token of its own."""
    return {"data": request.POST} if request.method == "POST" else {"initial": {"token": uuid4()}}


def _written(
    request: SignedIn, place: Workplace, form: forms.Form, page: str, keep: Callable[[], None], said: str
) -> HttpResponse:
    """Keep what was written and go back to the workplace; else the page with all that was typed, and why."""
    status, refused = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                keep()
            except Refused as not_now:
                status, refused = 409, str(not_now)
            else:
                messages.success(request, said)
                return redirect("workplace", pk=place.pk)
    context = {"workplace": place, "form": form, "refused": refused}
    return render(request, f"workbench/{page}.html", context, status=status)
