"""The citizen's story, for those whom the citizen lets read it; written together with one who cannot log in."""

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
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.forms import StoryForm
from tovholder.jobcentre.plans.models import StoryEntry
from tovholder.jobcentre.plans.progress import progress_of
from tovholder.jobcentre.plans.story import story_of


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def story(request: SignedIn, pk: int) -> HttpResponse:
    person, now = _find(request, pk), timezone.now()
    record.look("story", person.pk, by=request.user, at=now)
    today = timezone.localdate(now)
    context = {
        "citizen": person,
        "story": story_of(person, request.user, today),
        "progress": progress_of(person, request.user, today),
    }
    return render(request, "workbench/story.html", context)


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def story_entry(request: SignedIn, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    record.look("story", entry.citizen_id, by=request.user, at=timezone.now())
    return render(request, "workbench/story_entry.html", {"citizen": entry.citizen, "entry": entry})


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def write_story(request: SignedIn, pk: int) -> HttpResponse:
    """Write down what somebody tells who cannot log in."""
    person, now = _find(request, pk), timezone.now()
    today = timezone.localdate(now)
    if request.method != "POST":
        form = StoryForm(initial={"token": uuid4()}, today=today, together=True, is_new=True)
        return _page(request, person, form)
    form = StoryForm(request.POST, today=today, together=True, is_new=True)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        actions.tell(person, form.told(), token=form.cleaned_data["token"], by=request.user, at=now)
    except Refused as refused:
        return _page(request, person, form, status=409, refused=str(refused))
    messages.success(request, _("Historien er gemt."))
    return redirect("story", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def take_back_story(request: SignedIn, pk: int) -> HttpResponse:
    """Somebody who cannot log in has asked for it."""
    entry, now = _entry(request, pk), timezone.now()
    try:
        actions.take_back(entry, by=request.user, at=now)
    except Refused as refused:
        record.look("story", entry.citizen_id, by=request.user, at=now)
        context = {"citizen": entry.citizen, "entry": entry, "refused": str(refused)}
        return render(request, "workbench/story_entry.html", context, status=409)
    messages.success(request, _("Det er taget tilbage. Ingen kan læse det mere."))
    return redirect("story", pk=entry.citizen_id)


def _find(request: SignedIn, pk: int) -> Citizen:
    return get_object_or_404(Citizen.objects.visible_to(request.user, timezone.localdate()), pk=pk)


def _entry(request: SignedIn, pk: int) -> StoryEntry:
    today = timezone.localdate()
    readable = StoryEntry.objects.readable_by(request.user, today)
    visible = Citizen.objects.visible_to(request.user, today)
    return get_object_or_404(
        readable.filter(citizen__in=visible).select_related("citizen", "by__employee"), pk=pk
    )


def _page(
    request: SignedIn, person: Citizen, form: StoryForm, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    record.look("story", person.pk, by=request.user, at=timezone.now())
    context = {"citizen": person, "form": form, "refused": refused}
    return render(request, "workbench/write_story.html", context, status=status)
