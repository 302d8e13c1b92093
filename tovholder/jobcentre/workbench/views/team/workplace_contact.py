"""Another fixed contact for a workplace that somebody of the leader's unit has, or had when the page was opened."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.companies import actions
from tovholder.jobcentre.companies.models import Workplace, WorkplaceContact
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import person_of
from tovholder.jobcentre.workbench.forms.leaving import WorkplaceContactForm
from tovholder.jobcentre.workbench.load import absence_in_words
from tovholder.jobcentre.workbench.views.team import rows


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def change_workplace_contact(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    place = _find(request, pk)
    named = request.POST.get("colleague", "")[:100].strip() if "find" in request.POST else ""
    choices = rows.colleagues(rows.own_unit(request), today, text=named, chosen=request.POST.get("to", ""))
    bound = request.POST if request.method == "POST" and not named else None
    form = WorkplaceContactForm(bound, colleagues=choices.loads, place=place, initial=request.POST.dict())
    status, refused = 200, ""
    if form.is_bound:
        status = 422
        if form.is_valid():
            given = form.cleaned_data | {"to": Employee.objects.get(pk=form.cleaned_data["to"])}
            try:
                actions.change_workplace_contact(place, **given, by=request.user, at=now, today=today)
            except Refused as why:
                status, refused = 409, str(why)
            else:
                messages.success(request, _("%(name)s er nu fast kontakt.") % {"name": given["to"].name})
                return redirect("workplace", pk=place.pk)
    context = {
        "place": place,
        "absence": absence_in_words(person_of(place, today)),
        "form": form,
        "choices": choices,
        "refused": refused,
    }
    return render(request, "workbench/change_workplace_contact.html", context, status=status)


def _find(request: SignedIn, pk: int) -> Workplace:
    """A workplace of the unit's; on a POST also one that went to another unit meanwhile, so that it can be said."""
    unit = rows.own_unit(request)
    places = Workplace.objects.visible_to(request.user).filter(closed_on=None)
    if request.method == "POST":
        ever = WorkplaceContact.objects.filter(employee__unit=unit).values("workplace")
        places = places.filter(pk__in=ever)
    else:
        places = places.filter(contact__unit=unit)
    return get_object_or_404(places.with_contact(), pk=pk)
