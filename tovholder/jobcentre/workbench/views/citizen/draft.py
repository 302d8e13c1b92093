"""What I am writing of a talk: kept while I type, and thrown away when I say so."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.workbench.forms.draft import typed_of
from tovholder.jobcentre.workbench.views.citizen import page


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def keep_talk_draft(request: SignedIn, pk: int) -> HttpResponse:
    """Keep what stands in the form. The answer is a sentence for the line below it."""
    now = timezone.now()
    person, _course = page.find(request, pk, now)
    try:
        typed = typed_of(request.POST)
    except ValidationError as refused:
        return _say(refused.messages[0], 422)
    if not typed:
        actions.drop_talk_draft(person, by=request.user, at=now)
        return _say("", 200)
    actions.keep_talk_draft(person, typed, by=request.user, at=now)
    return _say(_("Kladden er gemt. Kun du kan se den."), 200)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def discard_talk_draft(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, _course = page.find(request, pk, now)
    actions.drop_talk_draft(person, by=request.user, at=now)
    messages.success(request, _("Kladden er kasseret."))
    return redirect("citizen", pk=pk)


def _say(sentence: str, status: int) -> HttpResponse:
    response = HttpResponse(sentence, "text/plain; charset=utf-8", status=status)
    response.shows_nobody = True  # type: ignore[attr-defined] # only that something was kept
    return response
