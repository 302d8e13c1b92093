"""One notice put right: corrected or withdrawn by a later one; and the steps we take towards the company with it."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.workbench.forms.workplace import CallForm, as_told
from tovholder.jobcentre.workbench.views.workplace import notice_page


@gate(needs=May.FOLLOW_CITIZENS)
def correct_notice(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    row = _find(request, pk, today)
    if row.citizen_id is not None:
        record.look("notice", row.citizen_id, by=request.user, at=now)
    form = CallForm(initial=as_told(row) | {"token": uuid4()}, today=today)
    status, refused = 200, ""
    if request.method == "POST":
        form, status = CallForm(request.POST, today=today), 422
        if form.is_valid():
            try:
                actions.correct_notice(pk, by=request.user, sender=None, at=now, today=today, **form.told())
            except Refused as not_now:
                status, refused = 409, str(not_now)
            else:
                messages.success(request, _("Meldingen er rettet. Den gamle bliver stående som rettet."))
                return redirect(reverse("workplace", args=[row.workplace_id]) + "#meldinger")
    context: dict[str, Any] = {"workplace": row.workplace, "form": form, "refused": refused}
    context["correcting"] = reverse("notice", args=[pk])
    return render(request, "workbench/phone_notice.html", context, status=status)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def withdraw_notice(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    row = _find(request, pk, timezone.localdate(now))
    try:
        actions.withdraw_notice(row.pk, by=request.user, sender=None, at=now)
    except Refused as refused:
        return notice_page(request, pk, status=409, refused=str(refused))
    messages.success(request, _("Meldingen er trukket tilbage. Den bliver stående, men tæller ikke."))
    return redirect("notice", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def notice_step(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    row = _find(request, pk, timezone.localdate(now))
    try:
        actions.take_step(row, request.POST.get("step", ""), by=request.user, at=now)
    except Refused as refused:
        return notice_page(request, pk, status=409, refused=str(refused))
    messages.success(request, _("Det er skrevet ned. Virksomheden kan se det på sin side."))
    return redirect("notice", pk=pk)


def _find(request: SignedIn, pk: int, today: date) -> AbsenceNotice:
    visible = AbsenceNotice.objects.visible_to(request.user, today).filter(withdraws=False)
    return get_object_or_404(visible.select_related("workplace"), pk=pk)
