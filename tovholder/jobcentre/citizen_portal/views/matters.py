"""What is to be decided about me: nothing of it is locked away."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.authority.matters import matters_of
from tovholder.jobcentre.citizen_portal.pages import newest_first
from tovholder.jobcentre.citizen_portal.views.me import me_of

SHOWN = 20


@gate(needs=May.OWN_COURSE)
@require_GET
def my_matters(request: SignedIn) -> HttpResponse:
    me = me_of(request)
    record.look("my_matters", me.pk, by=request.user, at=timezone.now())
    page = newest_first(matters_of(me), "arose_on", before=request.GET.get("foer", ""), size=SHOWN)
    return render(request, "citizen_portal/my_matters.html", {"matters": page})
