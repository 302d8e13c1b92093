"""Those who asked to be called, whom we cannot verify: with every leader, until one has called back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.models import CallRequest

SHOWN = 20


def waiting_calls() -> list[CallRequest]:
    """The oldest first. One query."""
    return list(CallRequest.objects.filter(answered_at__isnull=True).order_by("asked_at", "pk")[:SHOWN])


@gate(needs=May.LEAD)
@require_POST
def answer_call(request: SignedIn, pk: int) -> HttpResponse:
    asked = actions.answer_call(get_object_or_404(CallRequest, pk=pk), by=request.user, at=timezone.now())
    if asked.answered_by_id == request.user.employee.pk:
        messages.success(request, _("Det er skrevet ned, at I har talt sammen."))
    else:
        messages.success(request, _("En anden leder havde allerede talt med virksomheden."))
    return redirect("team")
