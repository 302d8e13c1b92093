"""A talk offered about a notice."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.sickleave import actions, agenda
from tovholder.jobcentre.sickleave.models import AbsenceNotice, LedBy, TalkWish
from tovholder.jobcentre.workbench.forms.sick_leave_talk import OfferForm

PEOPLE_SHOWN = 20
_LED = {TalkWish.YOU_LEAD: LedBy.CENTRE, TalkWish.OURSELVES: LedBy.COMPANY}


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_sick_leave_talk(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    visible = AbsenceNotice.objects.visible_to(request.user, today).filter(withdraws=False)
    notice = get_object_or_404(visible.select_related("workplace"), pk=pk)
    if notice.citizen_id is not None:
        record.look("notice", notice.citizen_id, by=request.user, at=now)
    people = list(notice.workplace.people.order_by("name_order", "pk")[:PEOPLE_SHOWN])
    given: dict[str, Any] = {"today": today, "about": notice.person_name, "people": people}
    form, status, refused = OfferForm(initial=_proposed(notice, people), **given), 200, ""
    if request.method == "POST":
        form, status = OfferForm(request.POST, **given), 422
        if form.is_valid():
            try:
                talk = actions.offer_talk(notice, by=request.user, at=now, **form.offered())
            except Refused as not_now:
                status, refused = 409, str(not_now)
            else:
                messages.success(request, _("Mødet er tilbudt. Læs mailene igennem, og send invitationerne."))
                return redirect("sick_leave_talk", pk=talk.pk)
    context = {"notice": notice, "form": form, "refused": refused}
    return render(request, "workbench/offer_sick_leave_talk.html", context, status=status)


def _proposed(notice: AbsenceNotice, people: list[CompanyPerson]) -> dict[str, Any]:
    """What can be proposed without stating anything: the company's own wish, who wrote, and an agenda to change."""
    return {
        "token": uuid4(),
        "led_by": _LED.get(TalkWish(notice.talk), ""),
        "minutes": 60,
        "people": [person.pk for person in people if person.pk == notice.sender_id],
        "with_citizen": notice.citizen_id is not None,
        "agenda": agenda.proposed(notice.kind, notice.hours_a_week),
    }
