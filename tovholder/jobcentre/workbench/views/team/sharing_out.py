"""Fordelingen: how far the house is from the best there can be, and what counts how much. Figures, and no person."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.allocation import actions
from tovholder.jobcentre.allocation.models import Proposal, ProposalKind, WeightChoice
from tovholder.jobcentre.allocation.words import Names, read, say
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.workbench import proposed
from tovholder.jobcentre.workbench.forms.proposals import WeightForm


@gate(needs=May.WEIGH)
@require_http_methods(["GET", "HEAD", "POST"])
def sharing_out(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        return _change(request, now)
    if request.htmx:
        if proposed.is_under_way(None, now):
            return render(request, "workbench/sharing_out.html#under_way")
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _page(request, now, WeightForm(None, choice=WeightChoice.now()))


def _change(request: SignedIn, now: datetime) -> HttpResponse:
    if "reckon" in request.POST:
        actions.ask_about_house(by=request.user, at=now)
        return redirect("sharing_out")
    form = WeightForm(request.POST, choice=WeightChoice.now())
    if not form.is_valid():
        return _page(request, now, form, status=422)
    actions.weigh(form.cleaned_data, by=request.user, at=now)
    messages.success(request, _("Vægtene er gemt. De gælder for det næste forslag, der bliver regnet."))
    return redirect("sharing_out")


def _page(request: SignedIn, now: datetime, form: WeightForm, status: int = 200) -> HttpResponse:
    house = newest_house()
    context: dict[str, Any] = {
        "form": form,
        "house": house,
        "under_way": proposed.is_under_way(None, now),
        "failed": proposed.has_failed(None),
    }
    if house is not None and house.cost_today is not None and house.bound is not None:
        short = read(house.shortages)
        names = Names.of(short)
        context |= {
            "distance": proposed.percent(house.distance),
            "today": proposed.points(house.cost_today),
            "least": proposed.points(house.bound),
            "short": [say(reason, names) for reason in short],
            "units": units_of(house),
        }
    return render(request, "workbench/sharing_out.html", context, status=status)


def newest_house() -> Proposal | None:
    """The whole house as it was reckoned last."""
    return Proposal.objects.ready().filter(kind=ProposalKind.HOUSE).order_by("-pk").first()


def units_of(house: Proposal) -> list[tuple[Unit, str, str, str]]:
    """Each unit in Danish order: at most so far from the best, points today, and the least there can be."""
    found = []
    for unit in Unit.objects.order_by("name_order", "pk"):
        figures = house.units.get(str(unit.pk))
        if figures is not None:
            today, bound = figures["today"], figures["bound"]
            far = max(0.0, today - bound) / today if today else 0.0
            found.append((unit, proposed.percent(far), proposed.points(today), proposed.points(bound)))
    return found
