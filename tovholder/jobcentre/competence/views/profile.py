"""An employee's own profile: private until shared; and the levels a leader agrees with them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.drawing import draw
from tovholder.jobcentre.competence.forms import AgreeForm, OwnViewsForm
from tovholder.jobcentre.competence.models import ANCHORS, AgreedLevel
from tovholder.jobcentre.competence.paper import profile_paper
from tovholder.jobcentre.competence.profile import Section, Seen, profile_of
from tovholder.jobcentre.staff.models import Employee

HISTORY_SHOWN = 30


@gate(needs=May.LEARN)
@require_GET
def my_profile(request: SignedIn) -> HttpResponse:
    me = request.user.employee
    seen = profile_of(me, timezone.localdate(), only_shared=False)
    shared = [line.own.is_shared for line in seen.lines if line.own is not None]
    history = AgreedLevel.objects.filter(employee=me).select_related("competence").order_by("-since", "-pk")
    context = {
        "seen": seen,
        "branches": draw(seen),
        "shared": any(shared),
        "unshared": not all(shared),
        "history": history[:HISTORY_SHOWN],
    }
    return render(request, "competence/my_profile.html", context)


@gate(needs=May.LEARN)
@require_http_methods(["GET", "HEAD", "POST"])
def write_profile(request: SignedIn, pk: int) -> HttpResponse:
    me, now = request.user.employee, timezone.now()
    section = _section(profile_of(me, timezone.localdate(now), only_shared=False), pk)
    form = OwnViewsForm(request.POST if request.method == "POST" else None, lines=section.lines)
    if request.method == "POST" and form.is_valid():
        actions.write_own_views(me, form.written(), by=request.user, at=now, today=timezone.localdate(now))
        messages.success(request, _("Det er gemt. Kun det, du har delt, kan andre se."))
        return redirect("my_profile")
    context = {"profile": section.profile, "form": form, "anchors": ANCHORS.items()}
    return render(request, "competence/write_profile.html", context, status=422 if form.errors else 200)


@gate(needs=May.LEARN)
@require_POST
def share_profile(request: SignedIn) -> HttpResponse:
    shared = request.POST.get("shared") == "ja"
    actions.share_own_views(request.user.employee, shared=shared, by=request.user, at=timezone.now())
    said = _("Din leder kan se det, du har skrevet.") if shared else _("Ingen andre end dig kan se det nu.")
    messages.success(request, said)
    return redirect("my_profile")


@gate(needs=May.LEARN)
@require_POST
def profile_pdf(request: SignedIn) -> HttpResponse:
    today = timezone.localdate()
    paper = profile_paper(profile_of(request.user.employee, today, only_shared=False), today)
    named = {"Content-Disposition": 'attachment; filename="min-profil.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: SignedIn, pk: int, profile: int) -> HttpResponse:
    now = timezone.now()
    ours = Employee.objects.filter(unit=request.user.employee.unit).select_related("unit")
    employee = get_object_or_404(ours, pk=pk)
    section = _section(profile_of(employee, timezone.localdate(now), only_shared=True), profile)
    form = AgreeForm(request.POST if request.method == "POST" else None, lines=section.lines)
    if request.method == "POST" and form.is_valid():
        actions.agree_levels(employee, form.levels(), by=request.user, at=now)
        messages.success(request, _("Det er gemt. %(name)s kan se det.") % {"name": employee.name})
        return redirect("employee", pk=pk)
    context: dict[str, Any] = {
        "employee": employee, "profile": section.profile, "form": form, "anchors": ANCHORS.items(),
    }  # fmt: skip
    return render(request, "competence/agree.html", context, status=422 if form.errors else 200)


def _section(seen: Seen, profile: int) -> Section:
    """That field of the catalogue in force; not found where it is none."""
    found = next((section for section in seen.sections if section.profile.pk == profile), None)
    if found is None:
        raise Http404
    return found
