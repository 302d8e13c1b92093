"""Who looked, as a file for the one it is about; and what the municipality has chosen that a citizen reads of them."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.actions import chooses_for_all
from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal import actions, looks
from tovholder.jobcentre.citizen_portal.forms import LooksChoiceForm
from tovholder.jobcentre.citizen_portal.models import LooksChoice
from tovholder.jobcentre.citizen_portal.pages import Page
from tovholder.jobcentre.citizen_portal.views.course import LISTS_SHOWN_FOR
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.citizen_portal.whys import whys
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.exchange.lists import AT_A_TIME, Cells
from tovholder.jobcentre.exchange.views.taking_out import Listed, takes_out

WHO_LOOKED = ["Dag", "Hvem", "Hvad", "Hvor mange gange", "Hvorfor", "Begrundelse for nødadgang"]


@gate(needs=May.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_looks(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    if not chooses_for_all(request.user):
        record.refusal("choose_looks", by=request.user, at=now)
        raise PermissionDenied
    if request.method != "POST":
        form = LooksChoiceForm(initial={"with_names": LooksChoice.now().with_names})
        return render(request, "citizen_portal/choose_looks.html", {"form": form})
    actions.choose_looks(with_names="with_names" in request.POST, by=request.user, at=now)
    messages.success(request, _("Valget er gemt og gælder fra nu af."))
    return redirect("results")


@takes_out(needs=May.OWN_COURSE)
def export_who_looked(request: SignedIn, now: datetime) -> Listed:
    """Every opening; and the lists of the last three months, where the page shows them."""
    me = me_of(request)
    return Listed("hvem-har-set", WHO_LOOKED, _every_look(request, me, now), [me.pk])


def _every_look(request: SignedIn, me: Citizen, now: datetime) -> Iterator[Cells]:
    def opened(before: str) -> Page:
        return looks.openings(me, request.user, before=before, size=AT_A_TIME)

    def listed(before: str) -> Page:
        since = now - LISTS_SHOWN_FOR
        return looks.lists(me, request.user, since=since, before=before, size=AT_A_TIME)

    with_names = LooksChoice.now().with_names
    for page_of in [opened, listed] if "lister" in request.GET else [opened]:
        before: int | str | None = ""
        while before is not None:
            page = page_of(str(before))
            for day in looks.in_words(me, page.rows, whys(me, page.rows), with_names=with_names):
                for line in day.lines:
                    yield [day.on, line.who, line.what, line.times, line.why, line.reason]
            before = page.older
