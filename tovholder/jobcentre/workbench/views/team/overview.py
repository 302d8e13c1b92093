"""Teamet at a glance: hours agreed and free, who is away, and what waits for the leader."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions import see_emergency
from tovholder.jobcentre.citizens.counted import times_drawn_in
from tovholder.jobcentre.citizens.models import Course, EmergencyAccess
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.published import newest_of_units
from tovholder.jobcentre.results.sentences import said
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.workbench import proposed
from tovholder.jobcentre.workbench.able import drawn_in_in_words
from tovholder.jobcentre.workbench.load import UnitLoad, unit_loads
from tovholder.jobcentre.workbench.pages import address, counted, page_of
from tovholder.jobcentre.workbench.views.team import rows
from tovholder.jobcentre.workbench.views.team.asked import waiting_moves, waiting_wishes
from tovholder.jobcentre.workbench.views.team.calls import waiting_calls

WAITING_SHOWN = 10
PAGE = 50
EMPLOYEES_SHOWN = 200


@gate(needs=May.SEE_LOAD)
@require_GET
def team(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    leads = request.user.may(May.LEAD)
    units = rows.units_of(request)
    loads = _with_published(unit_loads(units, timezone.localdate(now)))
    everybody = leads or sum(len(unit.loads) for unit in loads) <= EMPLOYEES_SHOWN
    context = {
        "units": loads,
        "leads": leads,
        "weighs": request.user.may(May.WEIGH),
        "everybody": everybody,
        "opened": request.GET.get("enhed", ""),
    }
    if leads:
        context |= _waiting(request, units[0], now)
    return render(request, "workbench/team.html", context)


def _with_published(loads: Iterable[UnitLoad]) -> list[UnitLoad]:
    """Each with its sentences of Resultater: talks with one's own employee, and whether citizens felt met."""
    loads = list(loads)
    known = newest_of_units([load.unit for load in loads], [Indicator.OWN_EMPLOYEE, Indicator.FELT_MET])
    return [
        replace(
            load,
            own_talks=said(known.get((load.unit.pk, Indicator.OWN_EMPLOYEE))),
            felt_met=said(known.get((load.unit.pk, Indicator.FELT_MET))),
        )
        for load in loads
    ]


def _waiting(request: SignedIn, unit: Unit, now: datetime) -> dict[str, Any]:
    """What waits for the leader: newcomers and emergency accesses, those the leader may see; the rest are counted."""
    newcomers = rows.newcomers(unit)
    seen = newcomers.exclude(barred_from(request.user, "citizen__")).select_related("citizen")
    shown = list(seen.order_by("since", "pk")[:WAITING_SHOWN])
    unseen, readable = unseen_emergencies(request)
    told = list(readable.select_related("citizen", "employee").order_by("-at", "-pk")[:WAITING_SHOWN])
    wishes, moves = waiting_wishes(request, unit), waiting_moves(request, unit)
    waits = [*shown, *told, *wishes.shown, *moves.shown]
    looked_at = [row.citizen_id for row in waits]
    if looked_at:
        record.look_at_list("team", looked_at, by=request.user, at=now)
    return {
        "calls": waiting_calls(),
        "wishes": wishes,
        "moves": moves,
        "proposals_waiting": proposed.waiting(unit),
        "receiver": unit.receiver,
        "newcomers": shown,
        "newcomers_in_all": counted(newcomers),
        "emergencies": told,
        "emergencies_in_all": counted(unseen),
        "drawn_in": drawn_in_in_words(
            times_drawn_in(Course.objects.filter(unit=unit), timezone.localdate(now))
        ),
    }


def unseen_emergencies(request: SignedIn) -> tuple[QuerySet[EmergencyAccess], QuerySet[EmergencyAccess]]:
    """Those the leader has not seen: all of them, and those they may read."""
    unseen = rows.emergencies(rows.own_unit(request)).filter(seen_by_leader_at__isnull=True)
    return unseen, rows.readable(request, unseen)


@gate(needs=May.LEAD)
@require_GET
def team_emergencies(request: SignedIn) -> HttpResponse:
    """Every emergency access which the leader has not seen, newest first."""
    unseen, readable = unseen_emergencies(request)
    page = page_of(
        readable.select_related("citizen", "employee"), request.GET, known=readable, by="-at", size=PAGE
    )
    looked_at = [access.citizen_id for access in page.rows]
    record.look_at_list("team_emergencies", looked_at, by=request.user, at=timezone.now())
    context = {
        "emergencies": page.rows,
        "not_shown": counted(unseen.filter(barred_from(request.user, "citizen__"))),
        "previous": address(request.GET, foer=page.foer) if page.foer else "",
        "next": address(request.GET, fra=page.fra) if page.fra else "",
    }
    return render(request, "workbench/team_emergencies.html", context)


@gate(needs=May.LEAD)
@require_POST
def seen_emergency(request: SignedIn, pk: int) -> HttpResponse:
    access = get_object_or_404(rows.readable(request, rows.emergencies(rows.own_unit(request))), pk=pk)
    see_emergency(access, by=request.user, at=timezone.now())
    return redirect("team_emergencies" if "alle" in request.POST else "team")
