"""What the municipality chooses about workplaces: the manager's page."""

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
from tovholder.jobcentre.companies import actions
from tovholder.jobcentre.companies.forms import WorkplaceChoiceForm
from tovholder.jobcentre.companies.models import SparringTheme, WorkplaceChoice


@gate(needs=May.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_workplaces(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    if not chooses_for_all(request.user):
        record.refusal("choose_workplaces", by=request.user, at=now)
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "companies/choose.html", {"form": WorkplaceChoiceForm(initial=_chosen())})
    form = WorkplaceChoiceForm(request.POST)
    if not form.is_valid():
        return render(request, "companies/choose.html", {"form": form}, status=422)
    actions.choose_workplaces(
        form.months(),
        themes=form.cleaned_data["themes"],
        by=request.user,
        at=now,
        today=timezone.localdate(now),
    )
    messages.success(request, _("Valget er gemt og gælder fra nu af."))
    return redirect("results")


def _chosen() -> dict[str, object]:
    choice = WorkplaceChoice.now()
    themes = SparringTheme.objects.open().order_by("place", "pk")
    return {name: getattr(choice, name) for name in WorkplaceChoice.CHOSEN} | {
        "themes": "\n".join(theme.name for theme in themes)
    }
