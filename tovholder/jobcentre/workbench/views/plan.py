"""The plan of one citizen, for the one who follows them: proposed, answered and changed, and written together."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.forms import AnswerForm, DeclineForm, DoForm, ReviseForm, WriteForm
from tovholder.jobcentre.plans.models import Kind, PlanItem, Wording
from tovholder.jobcentre.plans.pdf import plan_pdf
from tovholder.jobcentre.plans.plan import ended_of, history_of, item_of, plan_of

_PAGE = ["GET", "HEAD", "POST"]
_LABELS: dict[str, Any] = {
    Kind.GOAL: gettext_lazy("Hvilket mål foreslår du?"),
    Kind.STEP: gettext_lazy("Hvilket skridt foreslår du?"),
}


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def plan(request: SignedIn, pk: int) -> HttpResponse:
    """The whole plan of a course: the open one, or an earlier one, which can always be read."""
    person, now = _find(request, pk), timezone.now()
    record.look("plan", person.pk, by=request.user, at=now)
    course, others = _chosen(request, person)
    context = {
        "citizen": person,
        "course": course,
        "others": others,
        "plan": plan_of(course, person, reader=request.user, now=now) if course else None,
        "ended": ended_of(course, person, reader=request.user, now=now) if course else [],
    }
    return render(request, "workbench/whole_plan.html", context)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def export_plan(request: SignedIn, pk: int) -> HttpResponse:
    """The same plan to print and to hand over: in the log as a file that leaves the house."""
    person, now = _find(request, pk), timezone.now()
    course, _others = _chosen(request, person)
    if course is None:
        raise Http404
    record.export("export_plan", [person.pk], by=request.user, at=now)
    plan = plan_of(course, person, reader=request.user, now=now)
    ended = ended_of(course, person, reader=request.user, now=now)
    made = plan_pdf(plan, ended, citizen=person, course=course, at=now)
    return HttpResponse(
        made, "application/pdf", headers={"Content-Disposition": 'attachment; filename="plan.pdf"'}
    )


def _chosen(request: SignedIn, person: Citizen) -> tuple[Course | None, list[Course]]:
    """The course that was asked for, else the newest; and the others."""
    courses = list(person.courses.select_related("contact").order_by("-since", "-pk"))
    asked = request.GET.get("forloeb", "")
    course = next((one for one in courses if str(one.pk) == asked), courses[0] if courses else None)
    return course, [one for one in courses if one is not course]


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(_PAGE)
def write_plan(request: SignedIn, pk: int) -> HttpResponse:
    """Propose a goal or a step, or write one together."""
    person, now = _find(request, pk), timezone.now()
    course = _open_course(person)
    kind = Kind.STEP if "skridt" in request.GET else Kind.GOAL
    form = _write_form(request, person, course, kind, now)
    if request.method != "POST":
        return _write_page(request, person, course, kind, form)
    return _write(request, person, course, kind, form, now)


def _write(
    request: SignedIn, person: Citizen, course: Course | None, kind: str, form: WriteForm, now: datetime
) -> HttpResponse:
    if not form.is_valid():
        return _write_page(request, person, course, kind, form, status=422)
    if course is None:
        refused = _("Forløbet er afsluttet, så planen kan kun læses.")
        return _write_page(request, person, course, kind, form, status=409, refused=refused)
    given = form.cleaned_data
    together = given.get("together", False)
    under = PlanItem.objects.filter(citizen=person, pk=given.get("under") or 0).first()
    try:
        actions.write_item(
            course,
            kind=kind,
            text=given["text"],
            token=given["token"],
            under=under,
            together=together,
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return _write_page(request, person, course, kind, form, status=409, refused=str(refused))
    messages.success(request, _("Gemt. I er enige.") if together else _("Forslaget er gemt."))
    return redirect(reverse("citizen", args=[person.pk]) + "#plan")


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(_PAGE)
def plan_item(request: SignedIn, pk: int) -> HttpResponse:
    item, now = _find_item(request, pk), timezone.now()
    if request.method != "POST":
        return _item_page(request, item, now)
    form = ReviseForm(request.POST, label=_("Teksten"), can_log_in=item.citizen.user_id is not None)
    if not form.is_valid():
        return _item_page(request, item, now, status=422, form=form)
    try:
        actions.revise_item(item, **form.cleaned_data, by=request.user, at=now)
    except actions.StaleWording as stale:
        form.build_on(stale.newer)
        return _item_page(request, item, now, status=409, form=form, refused=str(stale), newer=stale.newer)
    except Refused as refused:
        return _item_page(request, item, now, status=409, form=form, refused=str(refused))
    messages.success(request, _("Teksten er gemt."))
    return redirect("plan_item", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def accept_item(request: SignedIn, pk: int) -> HttpResponse:
    item, now = _find_item(request, pk), timezone.now()
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _item_page(request, item, now, status=422, refused=str(form.errors["read_version"][0]))
    try:
        actions.accept_item(item, **form.cleaned_data, by=request.user, at=now)
    except Refused as refused:
        return _item_page(request, item, now, status=409, refused=str(refused))
    messages.success(request, _("I er enige."))
    return redirect(reverse("citizen", args=[item.citizen_id]) + "#plan")


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def decline_item(request: SignedIn, pk: int) -> HttpResponse:
    item, now = _find_item(request, pk), timezone.now()
    form = DeclineForm(request.POST, auto_id="words_%s")
    if not form.is_valid():
        return _item_page(request, item, now, status=422, decline_form=form)
    try:
        actions.decline_item(item, **form.cleaned_data, by=request.user, at=now)
    except actions.StaleWording as stale:
        form.build_on(stale.newer)
        return _item_page(
            request, item, now, status=409, decline_form=form, refused=str(stale), newer=stale.newer
        )
    except Refused as refused:
        return _item_page(request, item, now, status=409, decline_form=form, refused=str(refused))
    messages.success(request, _("Dit svar er gemt, og borgeren kan læse det."))
    return redirect(reverse("citizen", args=[item.citizen_id]) + "#plan")


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def do_with_item(request: SignedIn, pk: int) -> HttpResponse:
    """Done, laid aside, taken up again, or put on top."""
    item, now = _find_item(request, pk), timezone.now()
    form = DoForm(request.POST)
    if not form.is_valid():
        return _item_page(request, item, now, status=422, refused=str(form.errors["do"][0]))
    try:
        actions.do_with_item(item, form.cleaned_data["do"], by=request.user, at=now)
    except Refused as refused:
        return _item_page(request, item, now, status=409, refused=str(refused))
    return redirect(reverse("citizen", args=[item.citizen_id]) + "#plan")


def _find(request: SignedIn, pk: int) -> Citizen:
    return get_object_or_404(Citizen.objects.visible_to(request.user, timezone.localdate()), pk=pk)


def _find_item(request: SignedIn, pk: int) -> PlanItem:
    visible = Citizen.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(
        PlanItem.objects.filter(citizen__in=visible).select_related("citizen", "course"), pk=pk
    )


def _open_course(person: Citizen) -> Course | None:
    at_most_one: list[Course] = list(person.courses.open())
    return at_most_one[0] if at_most_one else None


def _write_form(
    request: SignedIn, person: Citizen, course: Course | None, kind: str, now: datetime
) -> WriteForm:
    goals = []
    if course is not None and kind == Kind.STEP:
        goals = plan_of(course, person, reader=request.user, now=now).own_goals
    given: dict[str, Any] = {"goals": goals, "label": _LABELS[kind], "can_log_in": person.user_id is not None}
    if request.method == "POST":
        return WriteForm(request.POST, **given)
    return WriteForm(initial={"token": uuid4(), "under": ""}, **given)


def _write_page(
    request: SignedIn,
    person: Citizen,
    course: Course | None,
    kind: str,
    form: WriteForm,
    *,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    record.look("write_plan", person.pk, by=request.user, at=timezone.now())
    context = {"citizen": person, "course": course, "kind": kind, "form": form, "refused": refused}
    return render(request, "workbench/write_plan.html", context, status=status)


def _item_page(
    request: SignedIn,
    item: PlanItem,
    now: datetime,
    *,
    status: int = 200,
    refused: str = "",
    newer: Wording | None = None,
    form: ReviseForm | None = None,
    decline_form: DeclineForm | None = None,
) -> HttpResponse:
    person = item.citizen
    record.look("plan_item", person.pk, by=request.user, at=now)
    shown = item_of(item.pk, person, reader=request.user, now=now)
    read = {"read_version": shown.version}
    can_log_in = person.user_id is not None
    context = {
        "citizen": person,
        "can_log_in": can_log_in,
        "item": shown,
        "course": item.course,
        "may_write": item.course.until is None and shown.is_open,
        "history": history_of(item, request.GET.get("foer", "")),
        "form": form
        or ReviseForm(initial=read | {"text": shown.text}, label=_("Teksten"), can_log_in=can_log_in),
        "decline_form": decline_form or DeclineForm(initial=read, auto_id="words_%s"),
        "refused": refused,
        "newer": newer,
    }
    return render(request, "workbench/plan_item.html", context, status=status)
