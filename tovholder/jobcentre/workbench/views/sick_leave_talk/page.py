"""The page of one sick-leave talk, and what is pressed on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.letters import (
    AddressOf,
    Kind,
    Letter,
    address_of_party,
    letter,
    place_of,
    telephone_for,
)
from tovholder.jobcentre.sickleave.models import Answer, Party, PartyRole, SickLeaveTalk
from tovholder.jobcentre.workbench.forms.sick_leave_talk import ChangeForm, HeldForm, PartyForm
from tovholder.jobcentre.workbench.minutes_of import may_write_minutes


@dataclass(frozen=True)
class Row:
    """One party as the employee sees it: their name, their mail, and, before it is sent, what they are written."""

    party: Party
    name: str
    email: str
    written: Letter | None
    proposes: str = ""


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def sick_leave_talk(request: SignedIn, pk: int) -> HttpResponse:
    return talk_page(request, find(request, pk))


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def invite_parties(request: SignedIn, pk: int) -> HttpResponse:
    talk, sent = find(request, pk), 0

    def send(at: datetime) -> None:
        nonlocal sent
        sent = actions.invite_parties(talk, address_of=address_of(request), by=request.user, at=at)

    return _do(request, talk, send, _("Invitationerne er sendt."))


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def change_sick_leave_talk(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    talk = find(request, pk)
    form = ChangeForm(request.POST, today=timezone.localdate(now), about=talk.notice.person_name)
    if not form.is_valid():
        return talk_page(request, talk, status=422, change_form=form)
    given = form.cleaned_data
    try:
        is_changed = actions.change_talk(
            talk,
            starts_at=form.starts_at() or talk.starts_at,
            form=given["form"],
            place=given["place"],
            minutes=given["minutes"],
            read_sequence=given["sequence"],
            address_of=address_of(request),
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return talk_page(request, find(request, pk), status=409, refused=str(refused), change_form=form)
    said = _("Mødet er ændret, og de inviterede har fået det at vide.")
    messages.success(request, said if is_changed else _("Mødet er, som det var."))
    return redirect("sick_leave_talk", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def cancel_sick_leave_talk(request: SignedIn, pk: int) -> HttpResponse:
    talk = find(request, pk)

    def cancel(at: datetime) -> None:
        actions.cancel_sick_leave_talk(talk, address_of=address_of(request), by=request.user, at=at)

    return _do(request, talk, cancel, _("Mødet er aflyst, og de inviterede har fået det at vide."))


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def hold_sick_leave_talk(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    talk = find(request, pk)
    form = HeldForm(request.POST, parties=_to_tick(talk, list(talk.parties.here().order_by("pk"))))
    if not form.is_valid():
        return talk_page(request, talk, status=422, held_form=form)
    try:
        actions.hold_sick_leave_talk(
            talk, were_there=form.cleaned_data["were_there"], by=request.user, at=now
        )
    except Refused as refused:
        return talk_page(request, find(request, pk), status=409, refused=str(refused), held_form=form)
    messages.success(request, _("Det er skrevet ned, at mødet er holdt. Skriv referatet, mens I husker det."))
    return redirect(
        "sick_leave_minutes" if may_write_minutes(talk, request.user, now) else "sick_leave_talk", pk=pk
    )


def _do(request: SignedIn, talk: SickLeaveTalk, act: Callable[[datetime], None], said: str) -> HttpResponse:
    try:
        act(timezone.now())
    except Refused as refused:
        return talk_page(request, find(request, talk.pk), status=409, refused=str(refused))
    messages.success(request, said)
    return redirect("sick_leave_talk", pk=talk.pk)


def find(request: SignedIn, pk: int) -> SickLeaveTalk:
    """The talk, when its notice is this person's to open (else 404)."""
    visible = SickLeaveTalk.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(visible.select_related("notice__workplace", "employee__unit", "talk"), pk=pk)


def address_of(request: SignedIn) -> AddressOf:
    """From a link to the address that whoever has it opens."""
    return lambda link: request.build_absolute_uri(reverse("invitation", args=[link]))


def name_of(talk: SickLeaveTalk, party: Party) -> str:
    """A party's name, as one who may open the notice reads it."""
    return party.name or talk.notice.person_name


def _to_tick(talk: SickLeaveTalk, parties: list[Party]) -> list[tuple[int, str]]:
    return [(party.pk, f"{name_of(talk, party)}, {party.get_role_display().lower()}") for party in parties]


def talk_page(
    request: SignedIn, talk: SickLeaveTalk, *, status: int = 200, refused: str = "", **forms: Any
) -> HttpResponse:
    now = timezone.now()
    if talk.citizen_id is not None:
        record.look("sick_leave_talk", talk.citizen_id, by=request.user, at=now)
    parties = list(talk.parties.here().order_by("pk"))
    is_coming = talk.held_at is None and talk.cancelled_at is None
    rows = _rows(talk, parties, now)
    context: dict[str, Any] = {
        "talk": talk,
        "place": place_of(talk),
        "rows": rows,
        "is_coming": is_coming,
        "to_invite": is_coming and any(row.party.invited_at is None for row in rows),
        "was_invited": any(row.party.invited_at is not None for row in rows),
        "has_come": timezone.localdate(talk.starts_at) <= timezone.localdate(now),
        "apart": _apart(talk, parties) if is_coming else "",
        "may_write": may_write_minutes(talk, request.user, now),
        "sample": _sample(talk, parties, now) if is_coming else {},
        "shared": talk.versions.order_by("-number").first(),
        "refused": refused,
        "party_form": PartyForm(knows_citizen=talk.citizen_id is not None),
        "change_form": ChangeForm(
            initial={
                "form": talk.form,
                "place": talk.place,
                "minutes": talk.minutes,
                "sequence": talk.sequence,
            },
            today=timezone.localdate(now),
            about=talk.notice.person_name,
        ),
        "held_form": HeldForm(parties=_to_tick(talk, parties)),
    }
    return render(request, "workbench/sick_leave_talk.html", context | forms, status=status)


def _rows(talk: SickLeaveTalk, parties: list[Party], now: datetime) -> list[Row]:
    telephone = telephone_for(talk, now)
    rows = []
    for party in parties:
        to = address_of_party(party, talk.citizen_id)
        written = None
        if party.invited_at is None and to:
            written = letter(talk, party, Kind.INVITED, to=to, link=_a_link(), telephone=telephone, at=now)
        proposes = ""
        if party.answer == Answer.ANOTHER_TIME and party.proposed_at is not None:
            local = timezone.localtime(party.proposed_at)
            proposes = f"{local.day}/{local.month} {local.year} kl. {local.hour}.{local.minute:02}"
        rows.append(Row(party, name_of(talk, party), to, written, proposes))
    return rows


def _sample(talk: SickLeaveTalk, parties: list[Party], now: datetime) -> dict[str, Letter]:
    """What those invited are written when the talk is changed or cancelled: the same to every party."""
    invited = next((party for party in parties if party.invited_at is not None), None)
    if invited is None:
        return {}
    telephone = telephone_for(talk, now)
    return {
        kind.value: letter(talk, invited, kind, to="", link=_a_link(), telephone=telephone, at=now)
        for kind in (Kind.CHANGED, Kind.CANCELLED)
    }


def _a_link() -> str:
    return _("(her står deltagerens eget link)")


def _apart(talk: SickLeaveTalk, parties: list[Party]) -> str:
    """Where the ordinary talk was changed on the citizen's own page: the parties have not been told."""
    one_to_one = talk.talk
    declined = any(party.role == PartyRole.CITIZEN and party.answer == Answer.NO for party in parties)
    if one_to_one is None or one_to_one.held_at is not None or declined:
        return ""
    if one_to_one.cancelled_at is not None:
        return _(
            "Samtalen med borgeren er aflyst på borgerens side. Aflys eller flyt også mødet, så alle ved det."
        )
    if one_to_one.starts_at != talk.starts_at:
        return _(
            "Samtalen med borgeren er flyttet på borgerens side. Giv mødet en ny tid her, så alle ved det."
        )
    return ""
