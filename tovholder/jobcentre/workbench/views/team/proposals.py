"""Forslag: who could follow whom in the unit, why, and what the leader says to it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.allocation import actions
from tovholder.jobcentre.allocation.models import Proposal, ProposedMove, WeightChoice
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.workbench import proposed
from tovholder.jobcentre.workbench.forms.proposals import (
    AnswerForm,
    LeaverForm,
    asked_about,
    weights_in_words,
)
from tovholder.jobcentre.workbench.pages import counted
from tovholder.jobcentre.workbench.views.team import rows


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: SignedIn) -> HttpResponse:
    """The unit's proposals; a POST asks for new ones, of the unit or of somebody who leaves."""
    now = timezone.now()
    unit = rows.own_unit(request)
    if request.method == "POST":
        return _ask(request, now)
    if request.htmx:
        if proposed.is_under_way(unit, now):
            return render(request, "workbench/proposals.html#under_way")
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _page(request, now)


def _ask(request: SignedIn, now: datetime) -> HttpResponse:
    unit = rows.own_unit(request)
    if "leaver" not in request.POST:
        actions.ask_about_unit(unit, by=request.user, at=now)
        return redirect("proposals")
    form = _leaver_form(request, request.POST)
    if not form.is_valid():
        return _page(request, now, status=422, leaver_form=form)
    leaver = get_object_or_404(Employee.objects.filter(unit=unit), pk=form.cleaned_data["leaver"])
    actions.ask_about_leaver(leaver, by=request.user, at=now)
    return redirect("proposals")


@gate(needs=May.LEAD)
@require_POST
def answer_proposal(request: SignedIn, pk: int) -> HttpResponse:
    """Accept some, or put all of it aside. What no longer holds is named; the rest is made."""
    now = timezone.now()
    unit = rows.own_unit(request)
    proposal = get_object_or_404(proposed.of_unit(unit), pk=pk)
    if "aside" in request.POST:
        actions.put_aside(proposal, by=request.user, at=now)
        return redirect("proposals")
    form = _answer_form(request, proposal)
    if not form.is_valid():
        kept = [move.pk for move in form.moves]
        return _page(request, now, status=422, bound=pk, kept=kept, error=form.non_field_errors())
    refused = actions.accept(
        form.accepted(),
        form.accepted_workplaces(),
        by=request.user,
        at=now,
        today=timezone.localdate(now),
    )
    made = len(form.accepted()) + len(form.accepted_workplaces()) - len(refused)
    if refused:
        typed: dict[Any, str] = {
            (type(move), move.pk): words.what_matters for move, words in form.accepted().items()
        }
        told = [(refusal, typed.get((type(refusal.move), refusal.move.pk), "")) for refusal in refused]
        return _page(request, now, status=409, refusals=told, made=_made(made))
    messages.success(request, _made(made))
    return redirect("proposals")


def _answer_form(request: SignedIn, proposal: Proposal) -> AnswerForm:
    """With the moves that were chosen, whatever has happened to them since; of those this leader may see."""
    unit = rows.own_unit(request)
    moves = proposed.readable(request.user, unit).filter(
        proposal=proposal, answered_at=None, pk__in=asked_about(request.POST, "accept")
    )
    places = proposal.workplace_moves.filter(answered_at=None, pk__in=asked_about(request.POST, "place"))
    return AnswerForm(
        request.POST,
        moves=moves.select_related("citizen", "course__contact", "course__unit", "proposal").order_by(
            "place", "pk"
        ),
        workplaces=places.select_related("workplace").order_by("place", "pk"),
        today=timezone.localdate(),
    )


def _made(many: int) -> str:
    if not many:
        return ""
    return ngettext("%(n)d skift er gennemført.", "%(n)d skift er gennemført.", many) % {"n": many}


def _leaver_form(request: SignedIn, data: QueryDict | None) -> LeaverForm:
    unit = rows.own_unit(request)
    followed = Course.objects.open().filter(unit=unit, contact__unit=unit)
    chosen = data.get("leaver", "") if data else ""
    return LeaverForm(data, followers=rows.followers(followed, chosen))


def _page(
    request: SignedIn,
    now: datetime,
    *,
    status: int = 200,
    bound: int | None = None,
    kept: Collection[int] = (),
    error: Any = "",
    leaver_form: LeaverForm | None = None,
    refusals: Any = (),
    made: str = "",
) -> HttpResponse:
    unit = rows.own_unit(request)
    data = request.POST if bound is not None else None
    sections = proposed.sections(
        request.user, unit, timezone.localdate(now), bound=bound, data=data, kept=kept
    )
    shown = [row.move.citizen_id for section in sections for row in section.rows]
    named = [
        refusal.move.citizen_id for refusal, _typed in refusals if isinstance(refusal.move, ProposedMove)
    ]
    record.look_at_list("proposals", [*shown, *named], by=request.user, at=now)
    barred = ProposedMove.objects.filter(proposal__in=proposed.of_unit(unit), course__unit=unit)
    context = {
        "unit": unit,
        "sections": sections,
        "bound": bound,
        "error": error,
        "refusals": refusals,
        "made": made,
        "not_shown": counted(proposed.current(barred).filter(barred_from(request.user, "citizen__"))),
        "leaver_form": leaver_form or _leaver_form(request, None),
        "under_way": proposed.is_under_way(unit, now),
        "failed": proposed.has_failed(unit),
        "weights": weights_in_words(WeightChoice.now()),
    }
    return render(request, "workbench/proposals.html", context, status=status)
