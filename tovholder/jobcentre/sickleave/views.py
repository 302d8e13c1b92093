"""What the municipality chooses about sick leave; and the page that an invitation's own link opens."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.actions import chooses_for_all
from tovholder.jobcentre.access.gate import SignedIn, gate, public
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.answering import answered, meeting
from tovholder.jobcentre.sickleave.choice_form import SickLeaveChoiceForm
from tovholder.jobcentre.sickleave.models import PartyRole, SickLeaveChoice
from tovholder.jobcentre.sickleave.party_link import NoSuchInvitation, open_link
from tovholder.jobcentre.sickleave.reading import part_of_other
from tovholder.jobcentre.staff.models import Unit

UNITS_SHOWN = 5


@gate(needs=May.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_sick_leave(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    if not chooses_for_all(request.user):
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


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, link: str) -> HttpResponse:
    """Whoever has the link reads when and where, and answers. What a citizen is told stands behind their log-in."""
    now = timezone.now()
    try:
        party = open_link(link, at=now)
    except NoSuchInvitation:
        units = list(Unit.objects.order_by("name_order", "pk")[:UNITS_SHOWN])
        return render(request, "sickleave/invitation_shut.html", {"units": units}, status=404)
    wrong = None
    if request.method == "POST":
        wrong = answered(request.POST, party, by=None, now=now)
        if wrong is None:
            messages.success(request, _("Tak. Vi har dit svar."))
            return redirect("invitation", link=link)
    part = None if party.role == PartyRole.CITIZEN else part_of_other(party)
    context = meeting(party, part, now=now, wrong=wrong)
    return render(request, "sickleave/invitation.html", context, status=wrong.status if wrong else 200)
