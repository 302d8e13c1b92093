"""How it goes, as I see it myself: answered, drawn, shown to my person or not, and taken away again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.forms import ProgressForm
from tovholder.jobcentre.plans.models import ProgressShared
from tovholder.jobcentre.plans.progress import progress_of


@gate(needs=May.OWN_COURSE)
@require_http_methods(["GET", "HEAD", "POST"])
def my_progress(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    form = ProgressForm(request.POST if request.method == "POST" else None)
    refused = ""
    if form.is_valid():
        try:
            actions.answer_progress(me, form.answers(), by=request.user, at=now)
        except Refused as no:
            refused = str(no)
        else:
            messages.success(request, _("Tak. Det er gemt."))
            return redirect("my_progress")
    record.look("my_progress", me.pk, by=request.user, at=now)
    context = {
        "form": form,
        "refused": refused,
        "progress": progress_of(me, request.user, timezone.localdate(now)),
        "is_shared": ProgressShared.objects.filter(citizen=me).exists(),
    }
    status = 422 if refused or form.errors else 200
    return render(request, "citizen_portal/my_progress.html", context, status=status)


@gate(needs=May.OWN_COURSE)
@require_POST
def share_my_progress(request: SignedIn) -> HttpResponse:
    share = bool(request.POST.get("share"))
    actions.share_progress(me_of(request), share=share, by=request.user, at=timezone.now())
    messages.success(
        request,
        _("Din faste medarbejder kan nu læse det.") if share else _("Nu er det kun dig, der kan se det."),
    )
    return redirect("my_progress")


@gate(needs=May.OWN_COURSE)
@require_POST
def forget_my_progress(request: SignedIn) -> HttpResponse:
    actions.forget_progress(me_of(request), by=request.user, at=timezone.now())
    messages.success(request, _("Alle dine svar er slettet."))
    return redirect("my_progress")
