"""Who stands beside a citizen, for those who must respect it; written together with one who cannot write it alone."""

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
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.forms import RepresentativeForm, SeesForm
from tovholder.jobcentre.citizens.models import Citizen, Representative
from tovholder.jobcentre.citizens.represented import address_of, beside, earlier

_PAGE = ["GET", "HEAD", "POST"]


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def representatives(request: SignedIn, pk: int) -> HttpResponse:
    return _list(request, _find(request, pk))


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(_PAGE)
def name_representative(request: SignedIn, pk: int) -> HttpResponse:
    person, now = _find(request, pk), timezone.now()
    today = timezone.localdate(now)
    if request.method != "POST":
        return _page(request, person, RepresentativeForm(initial={"token": uuid4()}, today=today))
    form = RepresentativeForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        actions.name_representative(
            person,
            form.named(),
            token=form.cleaned_data["token"],
            address_of=address_of(request),
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return _page(request, person, form, status=409, refused=str(refused))
    messages.success(request, _("Det er gemt."))
    return redirect("representatives", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(_PAGE)
def change_representative(request: SignedIn, pk: int) -> HttpResponse:
    found, now = _standing(request, pk), timezone.now()
    today = timezone.localdate(now)
    if request.method != "POST":
        return _page(request, found.citizen, SeesForm.of(found, today), found=found)
    form = SeesForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, found.citizen, form, status=422, found=found)
    try:
        actions.change_representative(
            found,
            sees=form.cleaned_data["sees"],
            until=form.until,
            address_of=address_of(request),
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return _page(request, found.citizen, form, status=409, refused=str(refused), found=found)
    messages.success(request, _("Det er gemt."))
    return redirect("representatives", pk=found.citizen_id)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def withdraw_representative(request: SignedIn, pk: int) -> HttpResponse:
    """The citizen has asked for it."""
    visible = Citizen.objects.visible_to(request.user, timezone.localdate())
    found = get_object_or_404(
        Representative.objects.filter(citizen__in=visible).select_related("citizen"), pk=pk
    )
    actions.withdraw_representative(found, by=request.user, at=timezone.now())
    messages.success(request, _("Det er taget tilbage og gælder med det samme."))
    return redirect("representatives", pk=found.citizen_id)


def _find(request: SignedIn, pk: int) -> Citizen:
    return get_object_or_404(Citizen.objects.visible_to(request.user, timezone.localdate()), pk=pk)


def _standing(request: SignedIn, pk: int) -> Representative:
    today = timezone.localdate()
    visible = Citizen.objects.visible_to(request.user, today)
    rows = Representative.objects.not_over(today).filter(citizen__in=visible, kind="representative")
    return get_object_or_404(rows.select_related("citizen"), pk=pk)


def _list(request: SignedIn, person: Citizen) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    record.look("representatives", person.pk, by=request.user, at=now)
    context = {
        "citizen": person,
        "standing": beside(person, today),
        "earlier": earlier(person, today),
        "refused": "",
    }
    return render(request, "workbench/representatives.html", context)


def _page(
    request: SignedIn,
    person: Citizen,
    form: SeesForm,
    *,
    status: int = 200,
    found: Any = None,
    refused: str = "",
) -> HttpResponse:
    record.look("representatives", person.pk, by=request.user, at=timezone.now())
    context = {"citizen": person, "form": form, "person": found, "refused": refused}
    return render(request, "workbench/name_representative.html", context, status=status)
