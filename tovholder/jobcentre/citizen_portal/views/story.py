"""My story: told once, in my own words, to those I choose."""

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
from tovholder.jobcentre.citizen_portal.actions import drop_draft
from tovholder.jobcentre.citizen_portal.drafts import Writing, writing
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.forms import StoryForm
from tovholder.jobcentre.plans.models import StoryEntry
from tovholder.jobcentre.plans.story import story_of

_PAGE = ["GET", "HEAD", "POST"]


@gate(needs=May.OWN_COURSE)
@require_GET
def my_story(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    record.look("my_story", me.pk, by=request.user, at=now)
    story = story_of(me, request.user, timezone.localdate(now))
    return render(request, "citizen_portal/my_story.html", {"story": story})


@gate(needs=May.OWN_COURSE)
@require_http_methods(_PAGE)
def tell_story(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    today = timezone.localdate(now)
    if request.method != "POST":
        begun = writing(me, "story")
        form = StoryForm(initial={**begun.typed, "token": uuid4()}, today=today, is_new=True)
        return _page(request, me, form, None, begun=begun)
    form = StoryForm(request.POST, today=today, is_new=True)
    if not form.is_valid():
        return _page(request, me, form, None, status=422)
    try:
        actions.tell(me, form.told(), token=form.cleaned_data["token"], by=request.user, at=now)
    except Refused as refused:
        return _page(request, me, form, None, status=409, refused=str(refused))
    drop_draft(me, "story", by=request.user, at=now)
    messages.success(request, _("Det er gemt."))
    return redirect("my_story")


@gate(needs=May.OWN_COURSE)
@require_http_methods(_PAGE)
def my_entry(request: SignedIn, pk: int) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    today = timezone.localdate(now)
    entry = _mine(me, pk)
    if request.method != "POST":
        told = {name: getattr(entry, name) for name in ("about", "readers", "text", "from_year", "to_year")}
        begun = writing(me, "entry", pk)
        initial = told | {"read_version": entry.version} | dict(begun.typed)
        form = StoryForm(initial=initial, today=today, is_new=False)
        return _page(request, me, form, entry, begun=begun)
    form = StoryForm(request.POST, today=today, is_new=False)
    if not form.is_valid():
        return _page(request, me, form, entry, status=422)
    read = form.cleaned_data["read_version"]
    try:
        actions.retell(entry, form.told(), read_version=read, by=request.user, at=now)
    except actions.StaleEntry as stale:
        form.build_on(stale.newer)
        return _page(request, me, form, entry, status=409, refused=str(stale), newer=stale.newer)
    except Refused as refused:
        return _page(request, me, form, entry, status=409, refused=str(refused))
    drop_draft(me, f"entry-{pk}", by=request.user, at=now)
    messages.success(request, _("Det er gemt."))
    return redirect("my_story")


@gate(needs=May.OWN_COURSE)
@require_POST
def take_back(request: SignedIn, pk: int) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    actions.take_back(_mine(me, pk), by=request.user, at=now)
    drop_draft(me, f"entry-{pk}", by=request.user, at=now)
    messages.success(request, _("Det er taget tilbage. Ingen kan læse det mere."))
    return redirect("my_story")


def _mine(me: Citizen, pk: int) -> StoryEntry:
    return get_object_or_404(StoryEntry.objects.standing().filter(citizen=me), pk=pk)


def _page(
    request: SignedIn,
    me: Citizen,
    form: StoryForm,
    entry: StoryEntry | None,
    *,
    status: int = 200,
    refused: str = "",
    newer: StoryEntry | None = None,
    begun: Writing | None = None,
) -> HttpResponse:
    record.look("my_story", me.pk, by=request.user, at=timezone.now())
    here = Writing(f"entry-{entry.pk}" if entry else "story")
    context = {"form": form, "entry": entry, "refused": refused, "newer": newer, "writing": begun or here}
    return render(request, "citizen_portal/tell_story.html", context, status=status)
