"""The company's door: who our contact is, telling that somebody is or may become ill, and what we did with it.

Nothing here reads a citizen: what a company sees is what we did towards the company, the same whoever it is about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import gate, public
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.companies.door_link import LinkExpired, NoSuchLink, open_link
from tovholder.jobcentre.companies.models import CompanyPerson, Workplace
from tovholder.jobcentre.company_portal.forms import DoorForm
from tovholder.jobcentre.sickleave import in_words
from tovholder.jobcentre.sickleave.actions import receive_notice
from tovholder.jobcentre.sickleave.measures import answer_due, is_open_on
from tovholder.jobcentre.sickleave.models import AbsenceNotice, BegunBy
from tovholder.jobcentre.sickleave.rules import nemrefusion_sentence
from tovholder.jobcentre.sickleave.targets import answer_within
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.staff.now import person_of

EARLIER_SHOWN = 20


@gate(needs=May.COMPANY_DOOR)
def my_contact(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    person = _signed_in(request)
    if request.method != "POST":
        return _page(request, person, now)
    return _receive(request, person, now, after=lambda notice: redirect("notice_received", pk=notice))


@gate(needs=May.COMPANY_DOOR)
@require_GET
def notice_received(request: HttpRequest, pk: int) -> HttpResponse:
    person = _signed_in(request)
    told = get_object_or_404(_told_by(person.workplace), pk=pk)
    return _receipt(request, person, Told(**told), timezone.now(), again=reverse("my_contact"))


@public
def door(request: HttpRequest, link: str) -> HttpResponse:
    now = timezone.now()
    try:
        person = open_link(link, at=now)
    except LinkExpired as expired:
        return _shut(request, 410, expired.workplace)
    except NoSuchLink:
        return _shut(request, 404)
    if request.method == "POST":
        return _receive(
            request, person, now, after=lambda notice: redirect(f"{request.path}?modtaget={notice}")
        )
    received = request.GET.get("modtaget", "")
    if received.isascii() and received.isdigit():
        # A link is easily passed on: it shows the notices of the one it was sent to, and no list of them.
        told = _told_by(person.workplace).filter(sender=person, pk=received[:18]).first()
        if told is not None:
            return _receipt(request, person, Told(**told), now, again=request.path)
    return _page(request, person, now)


@dataclass(frozen=True)
class Told:
    """A notice as the company may see it again: what it told and whether we have spoken, never about whom."""

    pk: int
    kind: str
    first_day: date | None
    received_at: datetime
    spoken_at: datetime | None

    @property
    def says(self) -> str:
        return in_words.told(self.kind, self.first_day)


def _told_by(workplace: Workplace) -> QuerySet:
    """What the workplace told us, newest first, as rows without any trace of a citizen."""
    return (
        AbsenceNotice.objects.filter(workplace=workplace, begun_by=BegunBy.COMPANY)
        .order_by("-received_at", "-pk")
        .values("pk", "kind", "first_day", "received_at", spoken_at=F("spoken_answer__at"))
    )


def _signed_in(request: HttpRequest) -> CompanyPerson:
    people = CompanyPerson.objects.with_contact()
    return get_object_or_404(people, user=request.user)


def _receive(
    request: HttpRequest, person: CompanyPerson, now: datetime, *, after: Callable[[int], HttpResponse]
) -> HttpResponse:
    form = DoorForm(request.POST, today=timezone.localdate(now))
    valid = form.is_valid()
    if request.headers.get("HX-Target") == "nemrefusion":
        due = nemrefusion_sentence(form.cleaned_data.get("first_day"))
        return render(request, "company_portal/my_contact.html#nemrefusion", {"nemrefusion": due})
    if not valid:
        return _page(request, person, now, form=form, status=422)
    try:
        notice = receive_notice(
            person.workplace,
            begun_by=BegunBy.COMPANY,
            sender=person,
            # A link is not a log-in: then the notice is the person's, and nobody's as a signed-in actor.
            by=request.user if person.user_id and person.user_id == request.user.pk else None,
            at=now,
            today=timezone.localdate(now),
            **form.told(),
        )
    except Refused as refused:
        return _page(request, person, now, form=form, status=409, refused=str(refused))
    return after(notice.pk)


def _page(
    request: HttpRequest,
    person: CompanyPerson,
    now: datetime,
    *,
    form: DoorForm | None = None,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    today = timezone.localdate(now)
    signed_in = person.user_id is not None and person.user_id == request.user.pk
    context = {
        "workplace": person.workplace,
        "duty": person_of(person.workplace, today),
        "open_today": is_open_on(today),
        "form": form or DoorForm(initial={"token": uuid4()}, today=today),
        "nemrefusion": nemrefusion_sentence(form.cleaned_data.get("first_day")) if form else "",
        "refused": refused,
        "earlier": [Told(**told) for told in _told_by(person.workplace)[:EARLIER_SHOWN]] if signed_in else [],
    }
    return render(request, "company_portal/my_contact.html", context, status=status)


def _receipt(
    request: HttpRequest, person: CompanyPerson, told: Told, now: datetime, *, again: str
) -> HttpResponse:
    today, due = timezone.localdate(now), answer_due(told.received_at, answer_within())
    context = {
        "workplace": person.workplace,
        "duty": person_of(person.workplace, today),
        "open_today": is_open_on(today),
        "told": told,
        "answer_due": due,
        "is_late": now > due,
        "call_back": person.telephone or person.workplace.telephone,
        "nemrefusion": nemrefusion_sentence(told.first_day),
        "again": again,
    }
    return render(request, "company_portal/notice_received.html", context)


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
