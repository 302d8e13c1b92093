"""What stands about the employee who asks: the very same that their leader sees."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.workbench.able import about


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def about_me(request: SignedIn) -> HttpResponse:
    return render(request, "workbench/about_me.html", {"facts": about(request.user.employee)})
