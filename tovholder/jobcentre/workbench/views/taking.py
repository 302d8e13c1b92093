"""One of two contacts takes a company's notice, or gives it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.models import AbsenceNotice


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def take_notice(request: SignedIn, pk: int) -> HttpResponse:
    return _change(
        request, pk, actions.take_notice, _("Du har taget meldingen. Den står nu kun på din Min dag.")
    )


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def give_back_notice(request: SignedIn, pk: int) -> HttpResponse:
    done = _("Meldingen er givet tilbage. Den venter nu på jer begge.")
    return _change(request, pk, actions.give_back_notice, done)


def _change(request: SignedIn, pk: int, action: Callable[..., Any], done: str) -> HttpResponse:
    """Do it and go back to the notice, which tells how it is now; so a refusal stands as a sentence above it."""
    now = timezone.now()
    row = get_object_or_404(AbsenceNotice.objects.visible_to(request.user, timezone.localdate(now)), pk=pk)
    try:
        action(row, by=request.user, at=now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("notice", pk=pk)
