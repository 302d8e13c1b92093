"""A message to the citizen, from their page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.models import Side
from tovholder.jobcentre.workbench.forms.talk import MessageForm
from tovholder.jobcentre.workbench.views.citizen import page


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def answer_message(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = page.find(request, pk, now)
    form = MessageForm(request.POST)
    if course is None:
        return page.closed(
            request, person, now, _("Forløbet er afsluttet. Beskeden er ikke sendt."), message_form=form
        )
    if not form.is_valid():
        return page.show(request, person, course, now, status=422, message_form=form)
    try:
        actions.write_message(course, side=Side.EMPLOYEE, by=request.user, at=now, **form.cleaned_data)
    except Refused as refused:
        return page.show(request, person, course, now, status=409, refused=str(refused), message_form=form)
    messages.success(request, _("Beskeden er sendt."))
    return redirect(reverse("citizen", args=[pk]) + "#beskeder")
