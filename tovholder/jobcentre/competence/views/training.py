"""What one can learn soon: sign up, be there, and have it confirmed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.calendar_file import calendar_file
from tovholder.jobcentre.competence.catalogue import fields_on
from tovholder.jobcentre.competence.forms import TrainingForm
from tovholder.jobcentre.competence.levels import unsure_in
from tovholder.jobcentre.competence.models import SignUp, Step, Training
from tovholder.jobcentre.staff.models import Employee, Unit

PAGE = 30
SHOWN = 200


@gate(needs=May.LEARN)
@require_GET
def trainings(request: SignedIn) -> HttpResponse:
    me, now = request.user.employee, timezone.now()
    ahead = Training.objects.ahead(now).order_by("starts_at", "pk")
    if (key := request.GET.get("fra", "")).isdecimal() and len(key) < 19:
        first = ahead.filter(pk=int(key)).first()
        ahead = ahead.filter(starts_at__gte=first.starts_at) if first is not None else ahead
    rows = list(ahead.with_taken().select_related("competence")[: PAGE + 1])
    unsure = unsure_in(me)
    context = {
        "trainings": [(one, one.places - one.taken, one.competence.kept_as in unsure) for one in rows[:PAGE]],
        "next": rows[PAGE].pk if len(rows) > PAGE else None,
        "mine": mine_of(me)[:PAGE],
        "leads": request.user.may(May.LEAD),
        "now": now,
    }
    return render(request, "competence/trainings.html", context)


def mine_of(employee: Employee) -> QuerySet[SignUp]:
    """What the employee wishes for, takes part in or has taken part in, the last to begin first."""
    mine = SignUp.objects.filter(employee=employee).exclude(step=Step.WITHDRAWN)
    return mine.select_related("training__competence").order_by("-training__starts_at", "-pk")


def signed_up(training: Training, unit: Unit) -> QuerySet[SignUp]:
    """The unit's own in a training, as their leader sees them: never a wish, which is private."""
    seen = training.sign_ups.filter(employee__unit=unit).exclude(step__in=[Step.WISH, Step.WITHDRAWN])
    return seen.select_related("employee").order_by("employee__name_order", "pk")


@gate(needs=May.LEARN)
@require_GET
def training(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, training_of(pk), timezone.now())


@gate(needs=May.LEARN)
@require_POST
def training_step(request: SignedIn, pk: int) -> HttpResponse:
    """One of the employee's own steps: wish, sign up, withdraw, or that they have been there."""
    one, now = training_of(pk), timezone.now()
    try:
        said = _step(request, one, now)
    except Refused as refused:
        return _page(request, one, now, {"refused": str(refused)}, status=409)
    messages.success(request, said)
    return redirect("training", pk=pk)


def _step(request: SignedIn, one: Training, now: datetime) -> str:
    me, by = request.user.employee, request.user
    steps: dict[str, tuple[Callable[..., Any], str]] = {
        "wish": (actions.wish, _("Det er skrevet ned. Kun du kan se det.")),
        "withdraw": (actions.withdraw, _("Du er meldt fra.")),
    }
    asked = request.POST.get("step", "")
    if asked == "sign_up":
        row = actions.sign_up(one, me, by=by, at=now)
        has_place = row.step == Step.PLACE
        return _("Du har en plads.") if has_place else _("Der er fuldt. Du står på ventelisten.")
    if asked == "take_part":
        actions.take_part(get_object_or_404(SignUp, training=one, employee=me), by=by, at=now)
        return _("Tak. Din leder bekræfter det, når I har talt om det.")
    if asked not in steps:
        raise Refused(_("Vælg et af skridtene."))
    do, said = steps[asked]
    do(one, me, by=by, at=now)
    return said


@gate(needs=May.LEARN)
@require_GET
def training_calendar(request: SignedIn, pk: int) -> HttpResponse:
    named = {"Content-Disposition": 'attachment; filename="laering.ics"'}
    return HttpResponse(
        calendar_file(training_of(pk), timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers=named,
    )


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: SignedIn) -> HttpResponse:
    fields = fields_on(timezone.localdate())
    form = TrainingForm(request.POST if request.method == "POST" else None, fields=fields)
    context: dict[str, Any] = {"form": form}
    if request.method != "POST":
        return render(request, "competence/offer.html", context)
    if not form.is_valid():
        return render(request, "competence/offer.html", context, status=422)
    try:
        new = actions.offer_training(form.offered(), by=request.user, at=timezone.now())
    except Refused as refused:
        return render(request, "competence/offer.html", context | {"refused": str(refused)}, status=409)
    messages.success(request, _("Det er på listen. Alle kan melde sig."))
    return redirect("training", pk=new.pk)


@gate(needs=May.LEAD)
@require_POST
def cancel_training(request: SignedIn, pk: int) -> HttpResponse:
    one, now = get_object_or_404(Training, pk=pk, unit=request.user.employee.unit), timezone.now()
    try:
        actions.cancel_training(one, by=request.user, at=now)
    except Refused as refused:
        return _page(request, one, now, {"refused": str(refused)}, status=409)
    messages.success(request, _("Det er aflyst, og alle tilmeldte får en mail."))
    return redirect("training", pk=pk)


@gate(needs=May.LEAD)
@require_POST
def confirm_training(request: SignedIn, pk: int) -> HttpResponse:
    ours = SignUp.objects.filter(employee__unit=request.user.employee.unit)
    row, now = get_object_or_404(ours.select_related("training", "employee"), pk=pk), timezone.now()
    try:
        actions.confirm(row, by=request.user, at=now)
    except Refused as refused:
        return _page(request, row.training, now, {"refused": str(refused)}, status=409)
    messages.success(request, _("Bekræftet. Niveauet er steget, hvis det var lavere."))
    return redirect("training", pk=row.training_id)


def training_of(pk: int) -> Any:
    found = Training.objects.with_taken().select_related("competence__profile", "unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: SignedIn, one: Training, now: datetime, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    me = request.user.employee
    shown = training_of(one.pk)
    mine = SignUp.objects.filter(training=shown, employee=me).first()
    context: dict[str, Any] = {
        "training": shown,
        "free": max(0, shown.places - shown.taken),
        "mine": mine if mine is not None and mine.step != Step.WITHDRAWN else None,
        "has_begun": shown.starts_at <= now,
        "leads": request.user.may(May.LEAD),
    }
    if context["leads"]:
        context["ours"] = signed_up(shown, me.unit)[:SHOWN]
        context["offers"] = shown.unit_id == me.unit_id
    return render(request, "competence/training.html", context | (more or {}), status=status)
