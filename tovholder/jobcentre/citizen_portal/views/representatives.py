"""Who is with me, and what they may see: chosen by me, and taken back at once."""

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
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.forms import RepresentativeForm, SeesForm
from tovholder.jobcentre.citizens.models import Citizen, Representative
from tovholder.jobcentre.citizens.represented import address_of, beside

_PAGE = ["GET", "HEAD", "POST"]


@gate(needs=May.OWN_COURSE)
@require_GET
def my_representatives(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    record.look("my_representatives", me.pk, by=request.user, at=now)
    context = {"standing": beside(me, timezone.localdate(now))}
    return render(request, "citizen_portal/my_representatives.html", context)


@gate(needs=May.OWN_COURSE)
@require_http_methods(_PAGE)
def name_mine(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    today = timezone.localdate(now)
    if request.method != "POST":
        return _page(request, me, RepresentativeForm(initial={"token": uuid4()}, today=today))
    form = RepresentativeForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, me, form, status=422)
    try:
        actions.name_representative(
            me,
            form.named(),
            token=form.cleaned_data["token"],
            address_of=address_of(request),
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return _page(request, me, form, status=409, refused=str(refused))
    messages.success(request, _("Det er gemt."))
    return redirect("my_representatives")


@gate(needs=May.OWN_COURSE)
@require_http_methods(_PAGE)
def my_representative(request: SignedIn, pk: int) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    today = timezone.localdate(now)
    found = _mine(me, pk).not_over(today).filter(kind="representative")
    person = get_object_or_404(found)
    if request.method != "POST":
        return _page(request, me, SeesForm.of(person, today), person=person)
    form = SeesForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, me, form, status=422, person=person)
    try:
        actions.change_representative(
            person,
            sees=form.cleaned_data["sees"],
            until=form.until,
            address_of=address_of(request),
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return _page(request, me, form, status=409, refused=str(refused), person=person)
    messages.success(request, _("Det er gemt."))
    return redirect("my_representatives")


@gate(needs=May.OWN_COURSE)
@require_POST
def withdraw_mine(request: SignedIn, pk: int) -> HttpResponse:
    person = get_object_or_404(_mine(me_of(request), pk))
    actions.withdraw_representative(person, by=request.user, at=timezone.now())
    messages.success(request, _("Det er taget tilbage. De kan ikke se noget mere."))
    return redirect("my_representatives")


def _mine(me: Citizen, pk: int):
    return Representative.objects.filter(citizen=me, pk=pk).select_related("citizen")


def _page(
    request: SignedIn,
    me: Citizen,
    form: SeesForm,
    *,
    status: int = 200,
    person: Representative | None = None,
    refused: str = "",
) -> HttpResponse:
    record.look("my_representatives", me.pk, by=request.user, at=timezone.now())
    context = {"form": form, "person": person, "refused": refused}
    return render(request, "citizen_portal/name_mine.html", context, status=status)
