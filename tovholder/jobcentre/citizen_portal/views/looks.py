"""What the municipality has chosen that a citizen reads of those who looked."""

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
from tovholder.jobcentre.citizen_portal import actions
from tovholder.jobcentre.citizen_portal.forms import LooksChoiceForm
from tovholder.jobcentre.citizen_portal.models import LooksChoice


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
