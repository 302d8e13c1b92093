"""My activities: what I do, where, and what came of it. What I would like myself I propose as a step."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.activities.reading import activities_of
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal.views.me import me_of


@gate(needs=May.OWN_COURSE)
@require_GET
def my_activities(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    record.look("my_activities", me.pk, by=request.user, at=now)
    context = {
        "read": activities_of(me, timezone.localdate(now), before=request.GET.get("foer", "")),
        "course": me.courses.open().first(),
    }
    return render(request, "citizen_portal/my_activities.html", context)
