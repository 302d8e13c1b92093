"""My plan: my goals and steps in my own words, what I am asked about, and what came before."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal import mine
from tovholder.jobcentre.citizen_portal.actions import drop_draft
from tovholder.jobcentre.citizen_portal.drafts import Writing, writing, writings
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.forms import AnswerForm, DeclineForm, DoForm, ReviseForm, WriteForm
from tovholder.jobcentre.plans.models import Kind, PlanItem, Wording
from tovholder.jobcentre.plans.pdf import plan_pdf
from tovholder.jobcentre.plans.plan import ended_of, history_of, item_of, plan_of

# Opened, and sent back with what was typed.
_PAGE = ["GET", "HEAD", "POST"]


@gate(needs=May.OWN_COURSE)
@require_GET
def my_plan(request: SignedIn) -> HttpResponse:
    """The plan of the open course, or of an earlier one: those can always be read."""
    me, now = me_of(request), timezone.now()
    record.look("my_plan", me.pk, by=request.user, at=now)
    course, others = _chosen(request, me)
    context = {
        "course": course,
        "others": others,
        "plan": plan_of(course, me, reader=request.user, now=now) if course else None,
        "ended": ended_of(course, me, reader=request.user, now=now) if course else [],
    }
    return render(request, "citizen_portal/my_plan.html", context)


@gate(needs=May.OWN_COURSE)
@require_POST
def my_plan_pdf(request: SignedIn) -> HttpResponse:
    """The same plan to print and to keep."""
    me, now = me_of(request), timezone.now()
    record.look("my_plan_pdf", me.pk, by=request.user, at=now)
    course, _others = _chosen(request, me)
    if course is None:
        raise Http404
    plan = plan_of(course, me, reader=request.user, now=now)
    ended = ended_of(course, me, reader=request.user, now=now)
    made = plan_pdf(plan, ended, citizen=me, course=course, at=now)
    return HttpResponse(
        made, "application/pdf", headers={"Content-Disposition": 'attachment; filename="plan.pdf"'}
    )


def _chosen(request: SignedIn, me: Citizen) -> tuple[Course | None, list[Course]]:
    """The course that was asked for, else the newest; and the others."""
    courses = list(me.courses.select_related("contact").order_by("-since", "-pk"))
    asked = request.GET.get("forloeb", "")
    course = next((one for one in courses if str(one.pk) == asked), courses[0] if courses else None)
    return course, [one for one in courses if one is not course]


@gate(needs=May.OWN_COURSE)
@require_http_methods(_PAGE)
def new_goal(request: SignedIn) -> HttpResponse:
    return _new(request, Kind.GOAL)


@gate(needs=May.OWN_COURSE)
@require_http_methods(_PAGE)
def new_step(request: SignedIn) -> HttpResponse:
    return _new(request, Kind.STEP)


def _new(request: SignedIn, kind: str) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    newest = mine.newest_course(me)
    course = newest if newest is not None and newest.until is None else None
    goals = (
        plan_of(course, me, reader=request.user, now=now).own_goals if course and kind == Kind.STEP else []
    )
    given: dict[str, Any] = {"goals": goals, "label": _NEW_LABELS[kind]()}
    if request.method != "POST":
        begun = writing(me, kind)
        form = WriteForm(initial={"under": "", **begun.typed, "token": uuid4()}, **given)
        return _new_page(request, me, course, kind, form, begun=begun)
    form = WriteForm(request.POST, **given)
    if not form.is_valid():
        return _new_page(request, me, course, kind, form, status=422)
    if course is None:
        refused = _("Du har ikke et forløb hos os lige nu, så planen kan kun læses.")
        return _new_page(request, me, course, kind, form, status=409, refused=refused)
    try:
        actions.write_item(
            course,
            kind=kind,
            text=form.cleaned_data["text"],
            token=form.cleaned_data["token"],
            under=PlanItem.objects.filter(citizen=me, pk=form.cleaned_data.get("under") or 0).first(),
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return _new_page(request, me, course, kind, form, status=409, refused=str(refused))
    drop_draft(me, kind, by=request.user, at=now)
    messages.success(request, _("Dit mål er gemt.") if kind == Kind.GOAL else _("Dit skridt er gemt."))
    return redirect(reverse("my_course") + "#plan")


_NEW_LABELS: dict[str, Callable[[], str]] = {
    Kind.GOAL: lambda: _("Hvad vil du gerne nå?"),
    Kind.STEP: lambda: _("Hvad vil du gøre?"),
}


def _new_page(
    request: SignedIn,
    me: Citizen,
    course: Course | None,
    kind: str,
    form: WriteForm,
    *,
    status: int = 200,
    refused: str = "",
    begun: Writing | None = None,
) -> HttpResponse:
    record.look("new_item", me.pk, by=request.user, at=timezone.now())
    context = {
        "kind": kind,
        "course": course,
        "form": form,
        "refused": refused,
        "writing": begun or Writing(kind),
    }
    return render(request, "citizen_portal/new_item.html", context, status=status)


@gate(needs=May.OWN_COURSE)
@require_http_methods(_PAGE)
def my_item(request: SignedIn, pk: int) -> HttpResponse:
    """One goal or step: put it into other words, say what one thinks of it, and see what it said before."""
    if request.method != "POST":
        me = me_of(request)
        return _item_page(request, me, _mine(me, pk), timezone.now())
    return _change(request, pk, ReviseForm, actions.revise_item, _("Det er gemt."), place="item")


@gate(needs=May.OWN_COURSE)
@require_POST
def accept_mine(request: SignedIn, pk: int) -> HttpResponse:
    return _change(request, pk, AnswerForm, actions.accept_item, _("Du har sagt ja."))


@gate(needs=May.OWN_COURSE)
@require_POST
def talk_about(request: SignedIn, pk: int) -> HttpResponse:
    said = _("Det er sendt. I kan tale om det.")
    return _change(request, pk, DeclineForm, actions.decline_item, said, place="answer")


@gate(needs=May.OWN_COURSE)
@require_POST
def do_mine(request: SignedIn, pk: int) -> HttpResponse:
    """Done, laid aside, taken up again, or put on top."""
    return _change(request, pk, DoForm, actions.do_with_item, "")


# What is typed in a form of the page, by the place its draft is kept at.
_TYPED = {"item": "form", "answer": "decline_form"}


def _change(
    request: SignedIn,
    pk: int,
    form_of: type[AnswerForm | DoForm],
    act: Callable[..., object],
    said: str,
    *,
    place: str = "",
) -> HttpResponse:
    """Do what a form of the page asks for, and forget its draft; else the page again, with what was typed and, where
    somebody wrote meanwhile, the newer wording beside it.
    """
    me, now = me_of(request), timezone.now()
    item, form = _mine(me, pk), form_of(request.POST)
    typed: dict[str, Any] = {_TYPED[place]: form} if place else {}
    if not form.is_valid():
        wrong = "" if place else str(next(iter(form.errors.values()))[0])
        return _item_page(request, me, item, now, status=422, refused=wrong, **typed)
    try:
        act(item, **form.cleaned_data, by=request.user, at=now)
    except actions.StaleWording as stale:
        if isinstance(form, AnswerForm):
            form.build_on(stale.newer)
        return _item_page(request, me, item, now, status=409, refused=str(stale), newer=stale.newer, **typed)
    except Refused as refused:
        return _item_page(request, me, item, now, status=409, refused=str(refused), **typed)
    if place:
        drop_draft(me, f"{place}-{pk}", by=request.user, at=now)
    if said:
        messages.success(request, said)
    return redirect(reverse("my_course") + "#plan")


def _mine(me: Citizen, pk: int) -> PlanItem:
    return get_object_or_404(PlanItem.objects.filter(citizen=me).select_related("course"), pk=pk)


def _item_page(
    request: SignedIn,
    me: Citizen,
    item: PlanItem,
    now: datetime,
    *,
    status: int = 200,
    refused: str = "",
    newer: Wording | None = None,
    form: ReviseForm | None = None,
    decline_form: DeclineForm | None = None,
) -> HttpResponse:
    record.look("my_item", me.pk, by=request.user, at=now)
    shown = item_of(item.pk, me, reader=request.user, now=now)
    read = {"read_version": shown.version}
    begun = writings(me, *_TYPED, row=item.pk)
    context = {
        "item": shown,
        "course": item.course,
        "may_write": item.course.until is None and shown.is_open,
        "history": history_of(item, request.GET.get("foer", "")),
        "form": form or ReviseForm(initial=read | {"text": shown.text} | dict(begun["item"].typed)),
        "decline_form": decline_form
        or DeclineForm(initial=read | dict(begun["answer"].typed), auto_id="words_%s"),
        "begun": begun,
        "refused": refused,
        "newer": newer,
    }
    return render(request, "citizen_portal/my_item.html", context, status=status)
