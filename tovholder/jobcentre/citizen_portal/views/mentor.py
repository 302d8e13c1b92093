"""The mentor support I have been granted, and how it went."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.plans.models import MentorGrant

SHOWN = 20


@gate(needs=May.OWN_COURSE)
@require_GET
def my_mentor(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    record.look("my_mentor", me.pk, by=request.user, at=now)
    grants = list(MentorGrant.objects.filter(citizen=me).order_by("-since", "-pk")[:SHOWN])
    context = {"grants": grants, "today": timezone.localdate(now)}
    return render(request, "citizen_portal/my_mentor.html", context)
