"""My threads: what comes up again, tied together, so that I need not tell it twice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.forms import ThreadForm, TieForm
from tovholder.jobcentre.plans.models import Thread
from tovholder.jobcentre.plans.threads import could_add, history_of
from tovholder.jobcentre.plans.what import thing_of, tie_of


@gate(needs=May.OWN_COURSE)
@require_GET
def my_thread(request: SignedIn, pk: int) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    today = timezone.localdate(now)
    found = _mine(me, pk)
    record.look("my_thread", me.pk, by=request.user, at=now)
    context = {
        "thread": found,
        "lines": history_of(found, request.user, today),
        "could_add": could_add(found, request.user, today),
    }
    return render(request, "citizen_portal/my_thread.html", context)


@gate(needs=May.OWN_COURSE)
@require_http_methods(["GET", "HEAD", "POST"])
def my_new_thread(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    form = ThreadForm(request.POST if request.method == "POST" else None)
    refused = ""
    if form.is_valid():
        try:
            begun = actions.begin_thread(me, **form.cleaned_data, by=request.user, at=now)
        except Refused as no:
            refused = str(no)
        else:
            return redirect("my_thread", pk=begun.pk)
    status = 409 if refused else 422 if form.is_bound else 200
    record.look("my_thread", me.pk, by=request.user, at=now)
    context = {"form": form, "refused": refused}
    return render(request, "citizen_portal/my_new_thread.html", context, status=status)


@gate(needs=May.OWN_COURSE)
@require_POST
def tie_mine(request: SignedIn, pk: int) -> HttpResponse:
    found, now = _mine(me_of(request), pk), timezone.now()
    thing = thing_of(found, TieForm(request.POST), request.user, timezone.localdate(now))
    actions.tie(found, thing, by=request.user, at=now)
    messages.success(request, _("Lagt i tråden."))
    return redirect("my_thread", pk=pk)


@gate(needs=May.OWN_COURSE)
@require_POST
def untie_mine(request: SignedIn, pk: int) -> HttpResponse:
    found = _mine(me_of(request), pk)
    tied = tie_of(found, request.POST.get("tie", ""))
    if tied is not None:
        actions.untie(tied, by=request.user, at=timezone.now())
    return redirect("my_thread", pk=pk)


def _mine(me: Citizen, pk: int) -> Thread:
    return get_object_or_404(Thread.objects.filter(citizen=me).select_related("citizen"), pk=pk)
