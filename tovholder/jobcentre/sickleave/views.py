"""What the municipality chooses about sick leave: the manager's page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.choice_form import SickLeaveChoiceForm
from tovholder.jobcentre.sickleave.models import SickLeaveChoice


@gate(needs=May.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_sick_leave(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    if not actions.may_choose_sick_leave(request.user):
        record.refusal("choose_sick_leave", by=request.user, at=now)
        raise PermissionDenied
    if request.method != "POST":
        choice = SickLeaveChoice.now()
        form = SickLeaveChoiceForm(initial={name: getattr(choice, name) for name in SickLeaveChoice.CHOSEN})
        return render(request, "sickleave/choose.html", {"form": form})
    form = SickLeaveChoiceForm(request.POST)
    if not form.is_valid():
        return render(request, "sickleave/choose.html", {"form": form}, status=422)
    actions.choose_sick_leave(form.cleaned_data, by=request.user, at=now)
    messages.success(request, _("Valget er gemt og gælder fra nu af."))
    return redirect("results")
