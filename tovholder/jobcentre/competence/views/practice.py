"""What worked: to read, search, write, comment and follow; and the way out of the mails."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate, public
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.catalogue import Field, fields_on
from tovholder.jobcentre.competence.forms import CommentForm, FollowForm, PracticeForm
from tovholder.jobcentre.competence.leave_link import NoSuchLink, open_link
from tovholder.jobcentre.competence.models import Following, PracticeNote
from tovholder.jobcentre.names.fold import fold

PAGE = 20
COMMENTS_SHOWN = 100
REVIEWED_AFTER = timedelta(days=365)


@gate(needs=May.LEARN)
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: SignedIn) -> HttpResponse:
    """What worked, newest first; a POST looks for something, or keeps which fields one follows."""
    me, now = request.user.employee, timezone.now()
    fields = fields_on(timezone.localdate(now))
    followed = list(Following.objects.filter(employee=me).order_by("pk"))
    looks = "find" in request.POST
    keeps = request.method == "POST" and not looks
    follows = FollowForm(request.POST if keeps else None, fields=fields, followed=followed)
    if keeps and follows.is_valid():
        actions.follow(me, follows.cleaned_data, by=request.user, at=now)
        messages.success(request, _("Det er gemt. Du får kun mail, når der er noget nyt."))
        return redirect("practice")
    text, field, notes = matching(request, fields)
    key = (request.POST if looks else request.GET).get("fra", "")
    if key.isdecimal() and len(key) < 19:
        notes = notes.filter(pk__lte=int(key))
    rows = list(notes.order_by("-pk")[: PAGE + 1])
    older = rows[PAGE].pk if len(rows) > PAGE else None
    chosen = {"felt": field} if field else {}
    context = {
        "notes": rows[:PAGE],
        "here": reverse("practice") + (f"?{urlencode(chosen)}" if chosen else ""),
        "older": older,
        "next": f"?{urlencode(chosen | {'fra': older})}" if older and not text else "",
        "text": text,
        "field": field,
        "fields": fields,
        "follows": follows,
        "today": timezone.localdate(now),
    }
    template = "competence/practice.html#list" if looks and request.htmx else "competence/practice.html"
    return render(request, template, context, status=422 if follows.errors else 200)


def matching(request: SignedIn, fields: list[Field]) -> tuple[str, str, QuerySet[PracticeNote]]:
    """What was searched for, the field that is chosen ("" is every one), and the notes that match, unordered.

    What was searched for is sent and stands in no address: somebody's name can be typed there.
    """
    text, field = request.POST.get("find", "")[:100].strip(), request.GET.get("felt", "")
    if field not in {one.profile.code for one in fields}:
        field = ""
    notes = PracticeNote.objects.filter(withdrawn_at__isnull=True).select_related(
        "competence__profile", "written_by"
    )
    for word in fold(text).split():
        notes = notes.filter(search_text__contains=word)
    if field:
        notes = notes.filter(competence__profile__code=field)
    return text, field, notes


@gate(needs=May.LEARN)
@require_http_methods(["GET", "HEAD", "POST"])
def write_practice(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = PracticeForm(
        request.POST if request.method == "POST" else None,
        fields=fields_on(today),
        initial={"review_on": today + REVIEWED_AFTER},
    )
    context: dict[str, Any] = {"form": form}
    if request.method != "POST":
        return render(request, "competence/write_practice.html", context)
    if not form.is_valid():
        return render(request, "competence/write_practice.html", context, status=422)
    try:
        note = actions.write_practice_note(form.worked(), by=request.user, at=now)
    except Refused as refused:
        context["refused"] = str(refused)
        return render(request, "competence/write_practice.html", context, status=409)
    messages.success(request, _("Tak. Dine kolleger kan læse det nu."))
    return redirect("practice_note", pk=note.pk)


@gate(needs=May.LEARN)
@require_http_methods(["GET", "HEAD", "POST"])
def practice_note(request: SignedIn, pk: int) -> HttpResponse:
    note = get_object_or_404(PracticeNote.objects.select_related("competence__profile", "written_by"), pk=pk)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, note, form)
    if not form.is_valid():
        return _page(request, note, form, status=422)
    try:
        actions.comment(note, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
    except Refused as refused:
        return _page(request, note, form, {"refused": str(refused)}, status=409)
    return redirect("practice_note", pk=pk)


@gate(needs=May.LEARN)
@require_POST
def review_practice(request: SignedIn, pk: int) -> HttpResponse:
    note = get_object_or_404(PracticeNote.objects.select_related("written_by", "competence__profile"), pk=pk)
    holds = "holds" in request.POST
    try:
        actions.review_practice_note(note, holds=holds, by=request.user, at=timezone.now())
    except Refused as refused:
        return _page(request, note, CommentForm(), {"refused": str(refused)}, status=409)
    said = _("Godt. Det bliver set efter igen om et år.") if holds else _("Notatet er trukket tilbage.")
    messages.success(request, said)
    return redirect("practice_note", pk=pk) if holds else redirect("practice")


def _page(
    request: SignedIn,
    note: PracticeNote,
    form: CommentForm,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    me = request.user.employee
    leads = request.user.may(May.LEAD) and me.unit_id == note.written_by.unit_id
    comments = note.comments.select_related("written_by").order_by("written_at", "pk")
    context = {
        "note": note,
        "form": form,
        "comments": comments[:COMMENTS_SHOWN],
        "reviews": me == note.written_by or leads,
        "today": timezone.localdate(),
    }
    return render(request, "competence/practice_note.html", context | (more or {}), status=status)


@csrf_exempt  # a mail program presses it (RFC 8058): it has no session, and the signed link is the permission
@public
@require_http_methods(["GET", "HEAD", "POST"])
def leave_digest(request: HttpRequest, link: str) -> HttpResponse:
    """A GET asks, a POST leaves: a mail program that looks at every link ends nothing."""
    try:
        employee = open_link(link)
    except NoSuchLink:
        return render(request, "competence/leave.html", {"wrong": True}, status=404)
    if request.method == "POST":
        actions.leave_all(employee, by=None, at=timezone.now())
    return render(request, "competence/leave.html", {"left": request.method == "POST"})
