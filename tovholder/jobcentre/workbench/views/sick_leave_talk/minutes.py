"""The minutes of one talk: kept on the server as they are typed, and shared when they are ready."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.letters import Kind, Letter, letter, telephone_for
from tovholder.jobcentre.sickleave.models import (
    MinutesDraft,
    MinutesVersion,
    Party,
    PartyRole,
    SickLeaveTalk,
)
from tovholder.jobcentre.workbench.forms.sick_leave_talk import OURS, MinutesForm
from tovholder.jobcentre.workbench.minutes_of import may_write_minutes
from tovholder.jobcentre.workbench.views.sick_leave_talk.page import address_of, find, name_of


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def sick_leave_minutes(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    talk = _find(request, pk, now)
    if request.method != "POST":
        return _page(request, talk, now)
    form = _form(talk, request.POST)
    if not form.is_valid():
        return _page(request, talk, now, status=422, form=form)
    try:
        actions.share_minutes(talk, address_of=address_of(request), by=request.user, at=now, **form.shared())
    except actions.StaleDraft as stale:
        return _stale(request, talk, now, form, stale)
    except Refused as refused:
        return _page(request, talk, now, status=409, form=form, refused=str(refused))
    messages.success(request, _("Referatet er delt. Hver deltager læser sin egen del."))
    return redirect("sick_leave_minutes", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def keep_minutes(request: SignedIn, pk: int) -> HttpResponse:
    """Keep the draft: from the button, and as it is typed."""
    now = timezone.now()
    talk = _find(request, pk, now)
    form = _form(talk, request.POST)
    read = request.POST.get("read", "")
    saves = int(read[:9]) if read.isascii() and read.isdigit() else -1
    try:
        draft = actions.keep_draft(talk, typed=form.typed(), read_saves=saves, by=request.user, at=now)
    except actions.StaleDraft as stale:
        if request.htmx:
            return _kept(request, 409, saves=saves, stale=str(stale))
        return _stale(request, talk, now, form, stale)
    if request.htmx:
        return _kept(request, 200, saves=draft.saves, kept_at=draft.at)
    messages.success(request, _("Udkastet er gemt. Det er kun jeres, indtil det er delt."))
    return redirect("sick_leave_minutes", pk=pk)


def _kept(request: SignedIn, status: int, **said: Any) -> HttpResponse:
    response = render(request, "workbench/sick_leave_minutes.html#kept", said, status=status)
    response.shows_nobody = True  # type: ignore[attr-defined] # only that something was kept, and when
    return response


def _stale(
    request: SignedIn, talk: SickLeaveTalk, now: datetime, form: MinutesForm, stale: actions.StaleDraft
) -> HttpResponse:
    """What was typed stays, and the next save builds on the newer one, which stands beside it."""
    typed = request.POST.copy()
    typed["read"] = str(stale.newer.saves)
    form.data = typed
    return _page(request, talk, now, status=409, form=form, refused=str(stale), newer=stale.newer)


def _find(request: SignedIn, pk: int, now: datetime) -> SickLeaveTalk:
    talk = find(request, pk)
    if talk.held_at is None or not may_write_minutes(talk, request.user, now):
        raise Http404
    return talk


def _form(talk: SickLeaveTalk, data: Any = None, initial: dict[str, Any] | None = None) -> MinutesForm:
    return MinutesForm(
        data,
        initial=initial,
        talk=talk,
        parties=list(talk.parties.here().order_by("pk")),
        is_change=talk.versions.exists(),
        about=talk.notice.person_name,
    )


def _as_shared(version: MinutesVersion) -> dict[str, Any]:
    given: dict[str, Any] = {"conclusion": version.conclusion, "for_citizen": version.for_citizen}
    given["agrees"] = version.for_others
    for task in version.tasks.all():
        given[f"task_{task.party_id}"], given[f"due_{task.party_id}"] = task.text, task.due
    given[f"task_{OURS}"], given[f"due_{OURS}"] = version.our_task, version.our_due
    return given


def _page(
    request: SignedIn,
    talk: SickLeaveTalk,
    now: datetime,
    *,
    status: int = 200,
    form: MinutesForm | None = None,
    refused: str = "",
    newer: MinutesDraft | None = None,
) -> HttpResponse:
    if talk.citizen_id is not None:
        record.look("sick_leave_minutes", talk.citizen_id, by=request.user, at=now)
    versions = list(
        talk.versions.order_by("-number").select_related("by__employee").prefetch_related("tasks__party")
    )
    draft = MinutesDraft.objects.filter(talk=talk).first()
    saves = draft.saves if draft else 0
    if form is None:
        shared = _as_shared(versions[0]) if versions else {}
        typed = (draft.typed if draft else {}) or shared
        form = _form(talk, initial=typed | {"read": saves})
    context = {
        "talk": talk,
        "form": form,
        "saves": form["read"].value(),
        "kept_at": draft.at if draft and draft.typed else None,
        "versions": versions,
        "mails": _mails(talk, form.parties, now),
        "refused": refused,
        "newer": _in_words(form, newer.typed or _as_shared(versions[0])) if newer else [],
        "newer_at": newer.at if newer else None,
    }
    return render(request, "workbench/sick_leave_minutes.html", context, status=status)


def _mails(talk: SickLeaveTalk, parties: list[Party], now: datetime) -> list[Letter]:
    """What is written when the minutes are shared: to the one it is about, and to everybody else."""
    telephone = telephone_for(talk, now)
    one_of_each = {party.role == PartyRole.CITIZEN: party for party in parties}
    link = _("(her står deltagerens eget link)")
    return [
        letter(talk, party, Kind.MINUTES, to="", link=link, telephone=telephone, at=now)
        for _is_citizen, party in sorted(one_of_each.items())
    ]


def _in_words(form: MinutesForm, typed: dict[str, Any]) -> list[tuple[str, str]]:
    """The newer text, field by field, beside what was typed."""
    texts = [name for name in ("conclusion", "for_citizen") if name in form.fields]
    told = [(str(form.fields[name].label), typed.get(name, "")) for name in texts]
    whose = [(party.pk, name_of(form.talk, party)) for party in form.parties]
    for number, name in [*whose, (OURS, _("Jobcentret"))]:
        words = f"{typed.get(f'task_{number}', '')} {typed.get(f'due_{number}', '')}".strip()
        told.append((name, words))
    return [(label, words) for label, words in told if words]
