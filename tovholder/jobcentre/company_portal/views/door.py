"""The company's door: who our contact is, telling that somebody is or may become ill, and what we did with it.

Nothing here reads a citizen: what a company sees is what we did towards the company, the same whoever it is about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tovholder.jobcentre.access.actions import count_try
from tovholder.jobcentre.access.gate import gate, public
from tovholder.jobcentre.access.limits import address_of, fingerprint
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.companies.door_link import LinkExpired, NoSuchLink, open_link
from tovholder.jobcentre.companies.models import CompanyPerson, Workplace
from tovholder.jobcentre.company_portal.forms import CallMeForm, DoorForm
from tovholder.jobcentre.company_portal.told import Addresses, Told, notes_for, to_correct, told_by
from tovholder.jobcentre.sickleave.actions import (
    ask_for_call,
    correct_notice,
    receive_notice,
    withdraw_notice,
)
from tovholder.jobcentre.sickleave.answering import answered, invitations_of, meeting
from tovholder.jobcentre.sickleave.measures import answer_due, is_open_on
from tovholder.jobcentre.sickleave.models import BegunBy, SickLeaveChoice
from tovholder.jobcentre.sickleave.reading import part_of_other
from tovholder.jobcentre.sickleave.rules import nemrefusion_sentence
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.staff.now import person_of

EARLIER_SHOWN = 20
INVITATIONS_SHOWN = 5


@dataclass(frozen=True)
class Visit:
    """Who stands at the door, since when, whether they are signed in, and where they go on."""

    person: CompanyPerson
    now: datetime
    user: User | None
    goes: Addresses


# --- Signed in


@gate(needs=May.COMPANY_DOOR)
def my_contact(request: HttpRequest) -> HttpResponse:
    visit = _signed_in(request)
    return _receive(request, visit) if request.method == "POST" else _page(request, visit)


@gate(needs=May.COMPANY_DOOR)
@require_GET
def notice_received(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _signed_in(request)
    told = get_object_or_404(told_by(visit.person.workplace), pk=pk)
    return _receipt(request, visit, Told(**told))


@gate(needs=May.COMPANY_DOOR)
def correct_told(request: HttpRequest, pk: int) -> HttpResponse:
    return _correct(request, _signed_in(request), pk)


@gate(needs=May.COMPANY_DOOR)
@require_POST
def withdraw_told(request: HttpRequest, pk: int) -> HttpResponse:
    return _withdraw(request, _signed_in(request), pk)


@gate(needs=May.COMPANY_DOOR)
def company_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The talk this person is invited to: when and where, their answer, and what was shared with them."""
    visit = _signed_in(request)
    party = get_object_or_404(invitations_of(visit.person), pk=pk)
    wrong = None
    if request.method == "POST":
        wrong = answered(request.POST, party, by=visit.user, now=visit.now)
        if wrong is None:
            return redirect("company_meeting", pk=pk)
    context = meeting(party, part_of_other(party), now=visit.now, wrong=wrong)
    return render(
        request, "company_portal/company_meeting.html", context, status=wrong.status if wrong else 200
    )


def _signed_in(request: HttpRequest) -> Visit:
    person = get_object_or_404(CompanyPerson.objects.with_contact(), user=request.user)
    goes = Addresses(
        reverse("my_contact"),
        receipt=lambda pk: reverse("notice_received", args=[pk]),
        correct=lambda pk: reverse("correct_told", args=[pk]),
        withdraw=lambda pk: reverse("withdraw_told", args=[pk]),
    )
    return Visit(person, timezone.now(), person.user, goes)


# --- Through a link


@public
def door(request: HttpRequest, link: str) -> HttpResponse:
    return _through(link, request, _door)


@public
def door_correct(request: HttpRequest, link: str, pk: int) -> HttpResponse:
    return _through(link, request, partial(_correct, pk=pk))


@public
@require_POST
def door_withdraw(request: HttpRequest, link: str, pk: int) -> HttpResponse:
    return _through(link, request, partial(_withdraw, pk=pk))


def _through(
    link: str, request: HttpRequest, then: Callable[[HttpRequest, Visit], HttpResponse]
) -> HttpResponse:
    now = timezone.now()
    try:
        person = open_link(link, at=now)
    except LinkExpired as expired:
        return _shut(request, 410, expired.workplace)
    except NoSuchLink:
        return _shut(request, 404)
    page = reverse("door", args=[link])
    goes = Addresses(
        page,
        receipt=lambda pk: f"{page}?modtaget={pk}",
        correct=lambda pk: reverse("door_correct", args=[link, pk]),
        withdraw=lambda pk: reverse("door_withdraw", args=[link, pk]),
    )
    # A link is not a log-in: then the notice is the person's, and nobody's as a signed-in actor.
    is_theirs = person.user_id is not None and person.user_id == request.user.pk
    return then(request, Visit(person, now, person.user if is_theirs else None, goes))


def _door(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method == "POST":
        return _receive(request, visit)
    received = request.GET.get("modtaget", "")
    if received.isascii() and received.isdigit():
        # A link is easily passed on: it shows the notices of the one it was sent to, and no list of them.
        own = told_by(visit.person.workplace).filter(sender=visit.person, pk=received[:18])
        told = own.first()
        if told is not None:
            return _receipt(request, visit, Told(**told))
    return _page(request, visit)


# --- Without either


@public
def call_me(request: HttpRequest) -> HttpResponse:
    """Somebody we cannot verify asks to be called. They write about nobody, and nothing is shown of anybody."""
    form, status, refused = CallMeForm(initial={"token": uuid4()}), 200, ""
    if request.method == "POST":
        form, status, now = CallMeForm(request.POST), 422, timezone.now()
        if form.is_valid():
            if count_try("call_me", fingerprint(address_of(request)), at=now):
                ask_for_call(**form.cleaned_data, by=None, at=now)
                return redirect(f"{request.path}?tak=1")
            status, refused = 429, _too_many()
    context = {"form": form, "asked": status == 200 and "tak" in request.GET, "refused": refused}
    return render(request, "company_portal/call_me.html", context, status=status)


# --- Telling, correcting, taking back


def _receive(request: HttpRequest, visit: Visit) -> HttpResponse:
    def keep(told: dict[str, Any]) -> int:
        notice = receive_notice(
            visit.person.workplace,
            begun_by=BegunBy.COMPANY,
            sender=visit.person,
            by=visit.user,
            at=visit.now,
            today=timezone.localdate(visit.now),
            **told,
        )
        return notice.pk

    form = DoorForm(request.POST, today=timezone.localdate(visit.now))
    return _keep(request, visit, form, keep)


def _correct(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    today = timezone.localdate(visit.now)
    found = to_correct(visit.person, pk, with_text=visit.user is not None, at=visit.now)
    if found is None:
        raise Http404
    given, has_name = found
    if request.method != "POST":
        form = DoorForm(initial=given | {"token": uuid4()}, today=today, keeps_name=has_name)
        return _page(request, visit, form=form, corrects=pk)

    def keep(told: dict[str, Any]) -> int:
        return correct_notice(pk, by=visit.user, sender=visit.person, at=visit.now, today=today, **told).pk

    return _keep(request, visit, DoorForm(request.POST, today=today, keeps_name=has_name), keep, corrects=pk)


def _keep(
    request: HttpRequest,
    visit: Visit,
    form: DoorForm,
    keep: Callable[[dict[str, Any]], int],
    *,
    corrects: int | None = None,
) -> HttpResponse:
    valid = form.is_valid()
    if request.headers.get("HX-Target") == "nemrefusion":
        due = _nemrefusion(form)
        return render(request, "company_portal/my_contact.html#nemrefusion", {"nemrefusion": due})
    if not _may_try(visit):
        return _page(request, visit, form=form, corrects=corrects, status=429, refused=_too_many())
    if not valid:
        return _page(request, visit, form=form, corrects=corrects, status=422)
    try:
        kept = keep(form.told())
    except Refused as refused:
        return _page(request, visit, form=form, corrects=corrects, status=409, refused=str(refused))
    return redirect(visit.goes.receipt(kept))


def _withdraw(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    told = told_by(visit.person.workplace).filter(sender=visit.person, pk=pk).first()
    if told is None:
        raise Http404
    if not _may_try(visit):
        return _receipt(request, visit, Told(**told), status=429, refused=_too_many())
    try:
        withdraw_notice(pk, by=visit.user, sender=visit.person, at=visit.now)
    except Refused as refused:
        return _receipt(request, visit, Told(**told), status=409, refused=str(refused))
    return redirect(visit.goes.receipt(pk))


def _may_try(visit: Visit) -> bool:
    """Counted for the person, signed in or through their link, whoever holds it."""
    return count_try("notice", fingerprint(str(visit.person.pk)), at=visit.now)


def _too_many() -> str:
    return _(
        "Der er skrevet for mange gange den sidste time, og det her er ikke sendt. Ring til os i stedet."
    )


# --- The pages


def _nemrefusion(form: DoorForm | None) -> str:
    """The deadline by what was typed; without anything typed there is none."""
    if form is None:
        return ""
    given = form.cleaned_data if form.is_bound else form.initial
    wages = given.get("wages_paid") if form.is_bound else {"yes": True, "no": False}.get(given["wages_paid"])
    return nemrefusion_sentence(given.get("first_day"), wages)


def _page(
    request: HttpRequest,
    visit: Visit,
    *,
    form: DoorForm | None = None,
    corrects: int | None = None,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    person, today = visit.person, timezone.localdate(visit.now)
    lists = visit.user is not None and corrects is None
    context = {
        "workplace": person.workplace,
        "duty": person_of(person.workplace, today),
        "open_today": is_open_on(today),
        "form": form or DoorForm(initial={"token": uuid4()}, today=today),
        "nemrefusion": _nemrefusion(form),
        "refused": refused,
        "shows_shared": lists,
        "correcting": visit.goes.receipt(corrects) if corrects else "",
        "notes": notes_for(person.workplace) if corrects is None else [],
        "invitations": list(invitations_of(person)[:INVITATIONS_SHOWN]) if lists else [],
        "earlier": [Told(**told) for told in told_by(person.workplace)[:EARLIER_SHOWN]] if lists else [],
    }
    return render(request, "company_portal/my_contact.html", context, status=status)


def _receipt(
    request: HttpRequest, visit: Visit, told: Told, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    person, today = visit.person, timezone.localdate(visit.now)
    within = SickLeaveChoice.now().answer_within_hours
    due = answer_due(told.received_at, within)
    is_own = told.sender == person.pk and told.superseded_at is None
    context = {
        "workplace": person.workplace,
        "duty": person_of(person.workplace, today),
        "open_today": is_open_on(today),
        "told": told,
        "waits": not (told.spoken_at or told.closed_at or told.superseded_at),
        "within": within,
        "answer_due": due,
        "is_late": visit.now > due,
        "call_back": person.telephone or person.workplace.telephone,
        "nemrefusion": nemrefusion_sentence(told.first_day, told.wages_paid),
        "refused": refused,
        "correct": visit.goes.correct(told.pk) if is_own else "",
        "withdraw": visit.goes.withdraw(told.pk) if is_own else "",
        "again": visit.goes.page,
    }
    return render(request, "company_portal/notice_received.html", context, status=status)


def _shut(request: HttpRequest, status: int, workplace: Workplace | None = None) -> HttpResponse:
    """The door does not open: whom to ring instead, and what was typed, to copy."""
    today = timezone.localdate()
    context = {
        "expired": status == 410,
        "duty": person_of(workplace, today) if workplace else None,
        "open_today": is_open_on(today),
        "units": [] if workplace else list(Unit.objects.order_by("name_order", "pk")[:5]),
        "typed": _typed(request.POST),
    }
    return render(request, "company_portal/door_shut.html", context, status=status)


def _typed(post: MultiValueDict) -> list[tuple[str, str]]:
    form = DoorForm(post, today=timezone.localdate())
    typed = []
    for field in form.visible_fields():
        value = post.get(field.name, "")
        chosen = dict(getattr(field.field, "choices", []))
        if value:
            typed.append((str(field.label), str(chosen.get(value, value))))
    return typed
