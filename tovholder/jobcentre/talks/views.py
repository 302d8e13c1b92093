"""What the municipality chooses about booking."""

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
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.forms import BookingChoiceForm
from tovholder.jobcentre.talks.models import BookingChoice


@gate(needs=May.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_booking(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    if not chooses_for_all(request.user):
        record.refusal("choose_booking", by=request.user, at=now)
        raise PermissionDenied
    if request.method != "POST":
        choice = BookingChoice.now()
        form = BookingChoiceForm(initial={name: getattr(choice, name) for name in BookingChoice.CHOSEN})
        return render(request, "talks/choose.html", {"form": form})
    form = BookingChoiceForm(request.POST)
    if not form.is_valid():
        return render(request, "talks/choose.html", {"form": form}, status=422)
    actions.choose_booking(form.cleaned_data, by=request.user, at=now)
    messages.success(request, _("Valget er gemt og gælder fra nu af."))
    return redirect("results")
