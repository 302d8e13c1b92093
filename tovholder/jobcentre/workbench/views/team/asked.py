"""What waits for a leader's answer: a wish for another person, and another unit that asks us to follow somebody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import ContactWish, Course, UnitMove
from tovholder.jobcentre.citizens.models.asked import WAITS
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.citizens.models.course import HandoverReason
from tovholder.jobcentre.citizens.wishes import answer_expected, wish_in_force
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.staff.now import on_duty
from tovholder.jobcentre.workbench.forms.asked import YES, AnswerMoveForm, AnswerWishForm
from tovholder.jobcentre.workbench.forms.team import by_unit
from tovholder.jobcentre.workbench.load import loads
from tovholder.jobcentre.workbench.pages import counted
from tovholder.jobcentre.workbench.views.team import rows

SHOWN = 50  # far more than ever wait; the oldest first


@dataclass(frozen=True)
class Waiting:
    """Rows that wait, oldest first, those this leader may see; the rest are counted only."""

    shown: list[Any]
    in_all: int

    @property
    def hidden(self) -> int:
        return self.in_all - len(self.shown) if len(self.shown) < SHOWN else 0


def waiting_wishes(request: SignedIn, unit: Unit) -> Waiting:
    return _waiting(request, _wishes(unit).filter(answered_at=None).select_related("citizen"))


def waiting_moves(request: SignedIn, unit: Unit) -> Waiting:
    return _waiting(request, _moves(unit).filter(answered_at=None).select_related("citizen", "from_unit"))


def _waiting(request: SignedIn, asked: QuerySet[Any]) -> Waiting:
    in_all = counted(asked)
    seen = asked.exclude(barred_from(request.user, "citizen__")).order_by("asked_at", "pk")
    return Waiting(list(seen[:SHOWN]) if in_all else [], in_all)


def _wishes(unit: Unit) -> QuerySet[ContactWish]:
    return ContactWish.objects.filter(course__unit=unit, course__until=None, withdrawn_at=None)


def _moves(unit: Unit) -> QuerySet[UnitMove]:
    return UnitMove.objects.filter(to_unit=unit, course__until=None, withdrawn_at=None)


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    asked = ContactWish.objects.filter(course__unit=rows.own_unit(request)).exclude(
        barred_from(request.user, "citizen__")
    )
    row = get_object_or_404(
        asked.select_related("citizen", "course__contact", "course__unit", "instead_of"), pk=pk
    )
    named = request.POST.get("colleague", "")[:100].strip() if "find" in request.POST else ""
    choices = rows.colleagues(row.course.unit, today, text=named, chosen=request.POST.get("promised", ""))
    others = [load for load in choices.loads if load.employee.pk != row.instead_of_id]
    is_answer = request.method == "POST" and "find" not in request.POST
    form = AnswerWishForm(
        request.POST if is_answer else None,
        colleagues=by_unit(others, row.course.unit_id)[1:],
        initial=request.POST.dict(),
    )
    record.look("wish", row.citizen_id, by=request.user, at=now)
    context: dict[str, Any] = {
        "wish": row,
        "is_over": bool(row.answered_at or row.withdrawn_at or row.course.until),
        "answer_by": answer_expected(timezone.localdate(row.asked_at)),
        "choices": choices,
        "form": form,
    }
    status = 200
    if is_answer:
        try:
            if form.is_valid():
                return _answered(request, row, form, now)
            status = 422
        except Refused as refused:
            status, context["refused"] = 409, str(refused)
    return render(request, "workbench/wish.html", context, status=status)


def _answered(request: SignedIn, row: ContactWish, form: AnswerWishForm, now: datetime) -> HttpResponse:
    given, granted = form.cleaned_data, form.cleaned_data["granted"] == YES
    promised_to = Employee.objects.get(pk=given["promised"]) if given["promised"] else None
    actions.answer_wish(
        row, granted=granted, promised=promised_to, answer=given["answer"], by=request.user, at=now
    )
    if not granted:
        messages.success(request, _("Dit svar er sendt til borgeren."))
        return redirect("team")
    messages.success(request, _("Dit svar er sendt til borgeren. Vælg nu den nye faste medarbejder."))
    return redirect("change_contact", pk=row.citizen_id)


def promised(course: Course) -> dict[str, str]:
    """What a granted wish has stated already for the page that changes the contact: why, and perhaps who."""
    kept = wish_in_force(course)
    if kept is None:
        return {}
    return {"reason": HandoverReason.CITIZEN_ASKED} | (
        {"to": str(kept.promised_id)} if kept.promised_id else {}
    )


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_move(request: SignedIn, pk: int) -> HttpResponse:
    """Who it is about, why, and what it takes: nothing else of the citizen opens before the answer is yes."""
    now = timezone.now()
    today = timezone.localdate(now)
    unit = rows.own_unit(request)
    asked = UnitMove.objects.filter(to_unit=unit).exclude(barred_from(request.user, "citizen__"))
    if request.method != "POST":
        asked = asked.filter(WAITS, course__until=None)
    row = get_object_or_404(
        asked.select_related(
            "citizen", "course__contact", "from_unit", "to_unit__receiver", "asked_by__employee__unit"
        ),
        pk=pk,
    )
    mine = loads(
        Employee.objects.who_can_be_contact(today)
        .filter(unit=unit)
        .order_by("name_order", "pk")[: rows.CHOICES],
        today,
    )
    form = AnswerMoveForm(
        request.POST if request.method == "POST" else None,
        colleagues=[(load.employee.pk, load.in_words()) for load in mine],
    )
    record.look("unit_move", row.citizen_id, by=request.user, at=now)
    asked_by = getattr(row.asked_by, "employee", None)
    asker = on_duty(asked_by, today) if asked_by else None
    context: dict[str, Any] = {"move": row, "form": form, "asker": asker}
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                return _moved(request, row, form, now)
            status = 422
        except Refused as refused:
            status, context["refused"] = 409, str(refused)
            row.course.refresh_from_db()
    return render(request, "workbench/unit_move.html", context, status=status)


def _moved(request: SignedIn, row: UnitMove, form: AnswerMoveForm, now: datetime) -> HttpResponse:
    given, accepted = form.cleaned_data, form.cleaned_data["accepted"] == YES
    contact = Employee.objects.get(pk=given["contact"]) if given["contact"] else None
    actions.answer_move(
        row,
        accepted=accepted,
        from_employee=given["from_employee"],
        contact=contact,
        answer=given["answer"],
        by=request.user,
        at=now,
        today=timezone.localdate(now),
    )
    said = _("Borgeren følges nu i jeres enhed.") if accepted else _("Dit svar er sendt.")
    messages.success(request, said)
    return redirect("team")
