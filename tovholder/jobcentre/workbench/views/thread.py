"""A thread of one citizen: what it runs through, what could be laid in it, and a new one."""

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
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.forms import ThreadForm, TieForm
from tovholder.jobcentre.plans.models import Thread
from tovholder.jobcentre.plans.threads import could_add, history_of
from tovholder.jobcentre.plans.what import thing_of, tie_of


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def thread(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    found = _find(request, pk)
    record.look("thread", found.citizen_id, by=request.user, at=now)
    context = {
        "citizen": found.citizen,
        "thread": found,
        "lines": history_of(found, request.user, today),
        "could_add": could_add(found, request.user, today),
    }
    return render(request, "workbench/thread.html", context)


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_thread(request: SignedIn, pk: int) -> HttpResponse:
    visible = Citizen.objects.visible_to(request.user, timezone.localdate())
    person, now = get_object_or_404(visible, pk=pk), timezone.now()
    form = ThreadForm(request.POST if request.method == "POST" else None)
    refused = ""
    if form.is_valid():
        try:
            begun = actions.begin_thread(person, **form.cleaned_data, by=request.user, at=now)
        except Refused as no:
            refused = str(no)
        else:
            return redirect("thread", pk=begun.pk)
    status = 409 if refused else 422 if form.is_bound else 200
    record.look("thread", person.pk, by=request.user, at=now)
    context = {"citizen": person, "form": form, "refused": refused}
    return render(request, "workbench/new_thread.html", context, status=status)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def tie(request: SignedIn, pk: int) -> HttpResponse:
    found, now = _find(request, pk), timezone.now()
    thing = thing_of(found, TieForm(request.POST), request.user, timezone.localdate(now))
    actions.tie(found, thing, by=request.user, at=now)
    messages.success(request, _("Lagt i tråden."))
    return redirect("thread", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def untie(request: SignedIn, pk: int) -> HttpResponse:
    found = _find(request, pk)
    tied = tie_of(found, request.POST.get("tie", ""))
    if tied is not None:
        actions.untie(tied, by=request.user, at=timezone.now())
    return redirect("thread", pk=pk)


def _find(request: SignedIn, pk: int) -> Thread:
    visible = Citizen.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(Thread.objects.filter(citizen__in=visible).select_related("citizen"), pk=pk)
