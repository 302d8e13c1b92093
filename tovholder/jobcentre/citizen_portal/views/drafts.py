"""What I am writing: kept while I type, and thrown away when I say so."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.citizen_portal import actions
from tovholder.jobcentre.citizen_portal.drafts import place_of
from tovholder.jobcentre.citizen_portal.forms import DraftForm
from tovholder.jobcentre.citizen_portal.views.me import me_of


@gate(needs=May.OWN_COURSE)
@require_POST
def keep_my_draft(request: SignedIn, place: str) -> HttpResponse:
    """Keep what stands in a form. The answer is a sentence for the line below it."""
    me, now, found = me_of(request), timezone.now(), place_of(place)
    if found is None:
        raise Http404
    form = DraftForm(request.POST, fields=found[0].fields)
    if not form.is_valid():
        return _say(str(next(iter(form.errors.values()))[0]), 422)
    typed = {name: text for name, text in form.cleaned_data.items() if text}
    if not any(typed.get(name) for name in found[0].words):
        actions.drop_draft(me, place, by=request.user, at=now)
        return _say("", 200)
    try:
        actions.keep_draft(me, place, typed, by=request.user, at=now)
    except Refused as refused:
        return _say(str(refused), 409)
    return _say(_("Kladden er gemt. Kun du kan se den."), 200)


@gate(needs=May.OWN_COURSE)
@require_POST
def discard_my_draft(request: SignedIn, place: str) -> HttpResponse:
    me, found = me_of(request), place_of(place)
    if found is None:
        raise Http404
    actions.drop_draft(me, place, by=request.user, at=timezone.now())
    messages.success(request, _("Kladden er kasseret."))
    page, row = found
    return redirect(page.page) if row is None else redirect(page.page, pk=row)


def _say(sentence: str, status: int) -> HttpResponse:
    response = HttpResponse(sentence, "text/plain; charset=utf-8", status=status)
    response.shows_nobody = True  # type: ignore[attr-defined] # only that something was kept
    return response
