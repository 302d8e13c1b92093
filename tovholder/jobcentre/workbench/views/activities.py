"""What one citizen does, for the one who follows them: agreed in a few presses, the real world first, and ended."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.activities import actions
from tovholder.jobcentre.activities.forms import ActivityForm, EndForm, as_told
from tovholder.jobcentre.activities.models import Activity, Where
from tovholder.jobcentre.activities.possibilities import possibilities
from tovholder.jobcentre.activities.reading import activities_of, is_over
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.plans.models import Kind, PlanItem, Wording
from tovholder.jobcentre.results.models import MunicipalityChoice
from tovholder.jobcentre.workbench.activities import Offered, offered, share_in_words
from tovholder.jobcentre.workbench.views.search import find_workplaces

FOUND_SHOWN = 10
_PAGE = ["GET", "HEAD", "POST"]


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def activities(request: SignedIn, pk: int) -> HttpResponse:
    person, now = _find_citizen(request, pk), timezone.now()
    today = timezone.localdate(now)
    record.look("activities", person.pk, by=request.user, at=now)
    course = person.courses.open().first()
    context = {
        "citizen": person,
        "course": course,
        "read": activities_of(person, today, before=request.GET.get("foer", "")),
        "share": share_in_words(person, course, request.user.employee, today),
        "wheres": Where,
        "today": today,
    }
    return render(request, "workbench/activities.html", context)


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(_PAGE)
def new_activity(request: SignedIn, pk: int, where: str) -> HttpResponse:
    """Agree something new. Before an internal offer, what could be in the real world."""
    if where not in Where.values:
        raise Http404
    person, now = _find_citizen(request, pk), timezone.now()
    record.look("new_activity", person.pk, by=request.user, at=now)
    today = timezone.localdate(now)
    course, could_be, steps = person.courses.open().first(), _possible(request, person, where, today), {}
    if course is not None:
        steps = _steps(course)
    given: dict[str, Any] = {"where": where, "today": today, "steps": _texts(steps)}
    if where == Where.WORKPLACE:
        given |= {"places": _places(request, could_be), "find": lambda text: _named(request, text)}
    if request.method != "POST":
        form = ActivityForm(initial=_initial(request), **given)
        return _new_page(request, person, course, where, form, could_be)
    form = ActivityForm(request.POST, **given)
    if not form.is_valid():
        return _new_page(request, person, course, where, form, could_be, status=422)
    if course is None:
        refused = _("Forløbet er afsluttet, så der kan ikke aftales nyt.")
        return _new_page(request, person, course, where, form, could_be, status=409, refused=refused)
    planned = form.planned(workplace=form.cleaned_data.get("found"), steps=steps)
    token = form.cleaned_data["token"] or uuid4()
    try:
        actions.agree_activity(course, planned, token=token, by=request.user, at=now)
    except Refused as refused:
        return _new_page(request, person, course, where, form, could_be, status=409, refused=str(refused))
    messages.success(request, _("Aktiviteten er gemt. Borgeren kan se den i Mit forløb."))
    return redirect("activities", pk=pk)


def _possible(request: SignedIn, person: Citizen, where: str, today: date) -> list[Offered]:
    """What could be in the real world, where that is the question."""
    if where not in {Where.WORKPLACE, Where.INTERNAL}:
        return []
    limit = MunicipalityChoice.now().small_number_limit
    return offered(possibilities(person, request.user.employee, today), limit)


def _places(request: SignedIn, could_be: list[Offered]) -> list[tuple[int, str]]:
    """The workplaces to choose between: the likely ones, and the one that was chosen on another page."""
    places = [(one.workplace, one.name) for one in could_be]
    chosen = request.POST.get("workplace", "") or request.GET.get("arbejdssted", "")
    if chosen.isascii() and chosen.isdigit() and int(chosen[:18]) not in dict(places):
        rows = Workplace.objects.visible_to(request.user).filter(pk=chosen[:18], closed_on=None)
        places = [*((row.pk, row.name) for row in rows), *places]
    return places


def _named(request: SignedIn, text: str) -> list[Workplace]:
    found = find_workplaces(request.user, text, size=FOUND_SHOWN, given={"foer": "", "fra": ""}).rows
    return list(
        Workplace.objects.filter(pk__in=[row.pk for row in found], closed_on=None).order_by("name_order")
    )


def _initial(request: SignedIn) -> dict[str, Any]:
    """Only what somebody has pressed: the workplace, on the page before."""
    return {"token": uuid4(), "workplace": request.GET.get("arbejdssted", "")}


def _steps(course: Course) -> dict[int, PlanItem]:
    rows = PlanItem.objects.filter(course=course, kind=Kind.STEP, ended_at__isnull=True)
    return {row.pk: row for row in rows.order_by("pk")}


def _texts(steps: dict[int, PlanItem]) -> list[tuple[int, str]]:
    rows = Wording.objects.in_force().filter(item__in=steps) if steps else ()
    return [(row.item_id, row.text) for row in sorted(rows, key=lambda row: row.item_id)]


def _new_page(
    request: SignedIn,
    person: Citizen,
    course: Course | None,
    where: str,
    form: ActivityForm,
    could_be: list[Offered],
    *,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    context = {
        "citizen": person,
        "course": course,
        "where": Where(where),
        "form": form,
        "could_be": could_be,
        "asks_first": where == Where.INTERNAL and not form.is_bound and "alligevel" not in request.GET,
        "refused": refused,
    }
    return render(request, "workbench/new_activity.html", context, status=status)


# --- One of them ------------------------------------------------------------------------------------------------------


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(_PAGE)
def activity(request: SignedIn, pk: int) -> HttpResponse:
    """One activity; it is put right here."""
    row, now = _find(request, pk), timezone.now()
    if request.method != "POST":
        return _page(request, row, now)
    steps = _steps(row.course)
    form = _change_form(row, steps, timezone.localdate(now), request.POST)
    if not form.is_valid():
        return _page(request, row, now, status=422, form=form)
    planned = form.planned(workplace=row.workplace, steps=steps)
    version = form.cleaned_data["read_version"] or 0
    try:
        actions.change_activity(row, planned, read_version=version, by=request.user, at=now)
    except actions.StaleActivity as stale:
        form.build_on(stale.newer)
        return _page(request, stale.newer, now, status=409, form=form, refused=str(stale))
    except Refused as refused:
        return _page(request, row, now, status=409, form=form, refused=str(refused))
    messages.success(request, _("Aktiviteten er rettet."))
    return redirect("activity", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["POST"])
def end_activity(request: SignedIn, pk: int) -> HttpResponse:
    row, now = _find(request, pk), timezone.now()
    today = timezone.localdate(now)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, row, now, status=422, end_form=form)
    try:
        actions.end_activity(
            row,
            outcome=form.cleaned_data["outcome"],
            words=form.cleaned_data["words"],
            last_day=form.last_day_of(row, today),
            by=request.user,
            at=now,
            today=today,
        )
    except Refused as refused:
        return _page(request, row, now, status=409, end_form=form, refused=str(refused))
    messages.success(request, _("Aktiviteten er slut. Tak, fordi du skrev, hvad der kom ud af det."))
    return redirect("activity", pk=pk)


def _find_citizen(request: SignedIn, pk: int) -> Citizen:
    return get_object_or_404(Citizen.objects.visible_to(request.user, timezone.localdate()), pk=pk)


def _find(request: SignedIn, pk: int) -> Activity:
    visible = Activity.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(visible.select_related("citizen", "course", "workplace", "by__employee"), pk=pk)


def _change_form(row: Activity, steps: dict[int, PlanItem], today: date, sent: Any = None) -> ActivityForm:
    return ActivityForm(sent, where=row.where, today=today, steps=_texts(steps), initial=as_told(row))


def _page(
    request: SignedIn, row: Activity, now: datetime, *, status: int = 200, **forms: Any
) -> HttpResponse:
    today = timezone.localdate(now)
    record.look("activity", row.citizen_id, by=request.user, at=now)
    may_write = row.course.until is None and row.ended_at is None
    if may_write and "ret" in request.GET:
        forms.setdefault("form", _change_form(row, _steps(row.course), today))
    if row.ended_at is None and "slut" in request.GET:
        forms.setdefault("end_form", EndForm())
    context = {
        "activity": row,
        "citizen": row.citizen,
        "may_write": may_write,
        "is_over": is_over(row, today),
        "step": Wording.objects.in_force().filter(item=row.step_id).first() if row.step_id else None,
    }
    return render(request, "workbench/activity.html", context | forms, status=status)
