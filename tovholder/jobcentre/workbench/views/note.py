"""The note of one talk: read, revised as a new version, shared, or kept private with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.forms.talk import NoteForm, PrivateForm


@gate(needs=May.FOLLOW_CITIZENS)
def note(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    talk = _find(request, pk)
    if request.method != "POST":
        return _page(request, talk, now)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, talk, now, status=422, form=form)
    try:
        actions.revise_note(talk, by=request.user, at=now, **form.cleaned_data)
    except actions.StaleNote as stale:
        # What was typed stays in the form, the newer text stands beside, and the next save builds on the newer one.
        typed = request.POST.copy()
        typed["read_version"] = str(stale.newer.version)
        form.data = typed
        return _page(request, talk, now, status=409, form=form, refused=str(stale), newer=stale.newer)
    messages.success(request, _("Noten er gemt."))
    return redirect("note", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def share_note(request: SignedIn, pk: int) -> HttpResponse:
    talk = _find(request, pk)
    actions.share_note(talk, by=request.user, at=timezone.now())
    messages.success(request, _("Noten er delt med borgeren."))
    return redirect("note", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def keep_private(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    talk = _find(request, pk)
    form = PrivateForm(request.POST)
    if not form.is_valid():
        return _page(request, talk, now, status=422, private_form=form)
    try:
        actions.keep_private(talk, because=form.cleaned_data["because"], by=request.user, at=now)
    except Refused as refused:
        return _page(request, talk, now, status=409, private_form=form, refused=str(refused))
    messages.success(request, _("Noten er ikke delt, og begrundelsen er gemt."))
    return redirect("note", pk=pk)


def _find(request: SignedIn, pk: int) -> Talk:
    visible = Citizen.objects.visible_to(request.user, timezone.localdate())
    talks = Talk.objects.held().filter(citizen__in=visible).select_related("citizen", "employee")
    return get_object_or_404(talks, pk=pk)


def _page(request: SignedIn, talk: Talk, now, *, status: int = 200, **forms: object) -> HttpResponse:
    record.look("note", talk.citizen_id, by=request.user, at=now)
    versions = list(talk.notes.order_by("-version").select_related("by__employee"))
    newest = versions[0] if versions else None
    context = {
        "talk": talk,
        "versions": versions,
        "form": NoteForm(
            initial={
                "text": newest.text if newest else "",
                "citizen_words": newest.citizen_words if newest else "",
                "read_version": newest.version if newest else 0,
            }
        ),
        "private_form": PrivateForm(),
    }
    return render(request, "workbench/note.html", context | forms, status=status)
