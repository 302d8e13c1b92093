"""What can be learnt here: for everybody to read, for the manager to describe."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.catalogue import fields_on
from tovholder.jobcentre.competence.forms import CompetenceForm
from tovholder.jobcentre.competence.levels import roles_needing
from tovholder.jobcentre.competence.models import Competence, Profile

WORDINGS_SHOWN = 20


@gate(needs=May.READ_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def catalogue(request: SignedIn) -> HttpResponse:
    shapes = request.user.may(May.SHAPE_CATALOGUE)
    if request.method == "POST" and shapes:
        actions.load_catalogues(by=request.user, at=timezone.now())
        return redirect("catalogue")
    today = timezone.localdate()
    context = {
        "fields": fields_on(today, also_unused=shapes),
        "roles": roles_needing(today),
        "shapes": shapes,
        "learns": request.user.may(May.LEARN),
    }
    return render(request, "competence/catalogue.html", context)


@gate(needs=May.SHAPE_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: SignedIn, pk: int) -> HttpResponse:
    competence = get_object_or_404(Competence.objects.select_related("profile"), pk=pk)
    form = CompetenceForm(request.POST or None, competence=competence)
    context = {"competence": competence, "profile": competence.profile}
    if request.method == "POST":
        form = CompetenceForm(request.POST, competence=competence)
        if not form.is_valid():
            return _page(request, context, form, status=422)
        try:
            actions.describe_competence(competence, form.described(), by=request.user, at=timezone.now())
        except Refused as refused:
            return _page(request, context | {"refused": str(refused)}, form, status=409)
        messages.success(request, _("Kompetencen er gemt. Sådan stod den før, kan du stadig se."))
        return redirect("describe_competence", pk=pk)
    return _page(request, context, form)


@gate(needs=May.SHAPE_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn, pk: int) -> HttpResponse:
    profile = get_object_or_404(Profile, pk=pk)
    form = CompetenceForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"competence": None, "profile": profile}
    if request.method == "POST":
        if not form.is_valid():
            return _page(request, context, form, status=422)
        try:
            new = actions.add_competence(profile, form.described(), by=request.user, at=timezone.now())
        except Refused as refused:
            return _page(request, context | {"refused": str(refused)}, form, status=409)
        messages.success(request, _("Kompetencen er lagt i kataloget."))
        return redirect("describe_competence", pk=new.pk)
    return _page(request, context, form)


def _page(
    request: SignedIn, context: dict[str, Any], form: CompetenceForm, status: int = 200
) -> HttpResponse:
    competence = context["competence"]
    if competence is not None:
        wordings = competence.wordings.select_related("written_by__employee").order_by("-written_at", "-pk")
        context |= {"wordings": wordings[:WORDINGS_SHOWN]}
    return render(request, "competence/describe.html", context | {"form": form}, status=status)
