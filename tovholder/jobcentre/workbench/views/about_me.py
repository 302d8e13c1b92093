"""What stands about the employee who asks: the very same that their leader sees."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.competence.drawing import draw
from tovholder.jobcentre.competence.profile import profile_of
from tovholder.jobcentre.workbench.able import about


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def about_me(request: SignedIn) -> HttpResponse:
    me, today = request.user.employee, timezone.localdate()
    seen = profile_of(me, today, only_shared=True)
    context = {"facts": about(me, today), "seen": seen, "branches": draw(seen)}
    return render(request, "workbench/about_me.html", context)
