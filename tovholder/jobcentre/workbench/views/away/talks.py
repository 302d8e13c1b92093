"""The booked talks of somebody who is away: another holds it, it moves, or it is cancelled. One step for them all."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.staff.models import Absence, StandIn
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.actions import Do, Settled, settle_talks
from tovholder.jobcentre.workbench.covering import Covering, Left, Waiting
from tovholder.jobcentre.workbench.forms.absence import SettleForm

MOST_SENT = 200


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def absence_talks(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    absence = get_object_or_404(
        theirs(request, timezone.localdate(now)).select_related("employee__unit"), pk=pk
    )
    covering = Covering(absence)
    left = covering.left(request.user, now=now)
    if request.method == "POST":
        return _settle(request, covering, left, now)
    return _page(request, covering, left, _empty(left.rows, now), now)


def theirs(request: SignedIn, today: date) -> Any:
    """The absences that are one's own, of one's unit where one leads it, or covered by oneself today."""
    me = request.user.employee
    covered = StandIn.objects.on(today).filter(stand_in=me, absence=OuterRef("pk"))
    reach = Q(employee=me) | Q(Exists(covered))
    if request.user.may(May.LEAD):
        reach |= Q(employee__unit=me.unit_id)
    return Absence.objects.filter(reach)


def _settle(request: SignedIn, covering: Covering, left: Left, now: datetime) -> HttpResponse:
    data = request.POST.copy()
    sent = _sent(request, covering, left, now)
    if "all" in data:
        for row in sent:
            name = f"t{row.talk.pk}"
            if row.holder is not None and row.may_meet and not data.get(f"{name}-do"):
                data[f"{name}-do"] = Do.COVER.value
    forms = [SettleForm(data, row=row, today=timezone.localdate(now)) for row in sent]
    if not all(form.is_valid() for form in forms):
        return _page(request, covering, left, _with_the_rest(forms, left, now), now, status=422)
    choices = [choice for form in forms if (choice := form.choice()) is not None]
    if not choices:
        nothing = _("Vælg, hvad der skal ske med mindst en af samtalerne.")
        return _page(
            request, covering, left, _with_the_rest(forms, left, now), now, status=422, refused=nothing
        )
    settled = settle_talks(covering.absence, choices, by=request.user, at=now)
    _say(request, settled)
    read = {row.talk.citizen_id for row in [*sent, *left.rows]}
    left = Covering(covering.absence).left(request.user, now=now)
    if settled.refused or settled.not_seen:
        again = _again(data, settled, left, now)
        return _page(request, covering, left, again, now, status=409, settled=settled, typed=data, read=read)
    return (
        redirect("absence_talks", pk=covering.absence.pk) if left.rows else redirect(_back(request, covering))
    )


def _say(request: SignedIn, settled: Settled) -> None:
    if changed := len(settled.changed):
        said = ngettext(
            "%(n)d samtale er gemt. Har borgeren en mail, er der sendt besked.",
            "%(n)d samtaler er gemt. De borgere, der har en mail, har fået besked.",
            changed,
        )
        messages.success(request, said % {"n": changed})


def _sent(request: SignedIn, covering: Covering, left: Left, now: datetime) -> list[Waiting]:
    """The talks whose rows were sent, also those that are settled meanwhile; without whom this person may not see."""
    numbers = [int(text) for text in request.POST.getlist("row")[:MOST_SENT] if _is_number(text)]
    waiting = {row.talk.pk: row for row in left.rows}
    others = (
        covering.talks()
        .filter(pk__in=[number for number in numbers if number not in waiting], starts_at__isnull=False)
        .filter(citizen__in=Citizen.objects.visible_to(request.user, timezone.localdate(now)))
        .select_related("citizen", "employee", "course__contact")
    )
    known = waiting | {talk.pk: Waiting(talk, None) for talk in others}
    return [known[number] for number in dict.fromkeys(numbers) if number in known]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _empty(rows: Iterable[Waiting], now: datetime) -> list[SettleForm]:
    return [SettleForm(None, row=row, today=timezone.localdate(now)) for row in rows]


def _with_the_rest(forms: list[SettleForm], left: Left, now: datetime) -> list[SettleForm]:
    """What was sent, and the talks that have come since."""
    sent = {form.row.talk.pk for form in forms}
    return [*forms, *_empty((row for row in left.rows if row.talk.pk not in sent), now)]


def _again(data: Any, settled: Settled, left: Left, now: datetime) -> list[SettleForm]:
    """The rows that still wait: those refused with what was typed, and with the talk as it stands now."""
    today = timezone.localdate(now)
    refused = {talk.pk for talk, _why in settled.refused}
    forms = []
    for row in left.rows:
        fresh = SettleForm(None, row=row, today=today)
        if row.talk.pk in refused:
            for name in ("seen", "holder"):
                data[fresh.add_prefix(name)] = str(fresh.initial[name] or "")
            fresh = SettleForm(data, row=row, today=today)
        forms.append(fresh)
    return forms


def _page(
    request: SignedIn,
    covering: Covering,
    left: Left,
    forms: list[SettleForm],
    now: datetime,
    *,
    status: int = 200,
    refused: str = "",
    settled: Settled | None = None,
    typed: Any = None,
    read: Iterable[int] = (),
) -> HttpResponse:
    shown: list[Talk] = [form.row.talk for form in forms]
    named = settled.refused if settled is not None else []
    looked_at = {talk.citizen_id for talk in [*shown, *(talk for talk, _why in named)]}
    looked_at |= {row.talk.citizen_id for row in left.rows} | set(read)
    record.look_at_list("absence_talks", looked_at, by=request.user, at=now)
    holders = {form.row.holder for form in forms if form.row.holder is not None and form.row.may_meet}
    context = {
        "absence": covering.absence,
        "covers": covering.covers,
        "forms": forms,
        "holders": list(holders),
        "more": left.more,
        "not_shown": left.not_shown,
        "back": _back(request, covering),
        "refused": refused,
        "named": [(talk, why, typed.get(f"t{talk.pk}-when", "")) for talk, why in named],
        "lost": settled.not_seen if settled is not None else 0,
    }
    return render(request, "workbench/absence_talks.html", context, status=status)


def _back(request: SignedIn, covering: Covering) -> str:
    employee = covering.absence.employee
    me = request.user.employee
    leads = request.user.may(May.LEAD) and employee.unit_id == me.unit_id
    return "team" if leads and employee != me else "my_day"
