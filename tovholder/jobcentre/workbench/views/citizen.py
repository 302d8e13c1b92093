"""One citizen, for the one who follows them: who they are, what is agreed, what has been said. A talk is held here."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.actions import confirm_handover as confirm
from tovholder.jobcentre.citizens.actions import set_weekly_hours
from tovholder.jobcentre.citizens.decides import arranges
from tovholder.jobcentre.citizens.models import Citizen, Course, DrawnIn, Employment, Handover, SupportSpell
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.results.met import met_by
from tovholder.jobcentre.sickleave.models import AbsenceNotice, WorkplacePaper
from tovholder.jobcentre.sickleave.spells import may_see_spells, of_notices
from tovholder.jobcentre.sickleave.spells_in_words import told_of
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import people_of
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.models import Message, Side, Talk
from tovholder.jobcentre.workbench.actions import hold_talk as hold_talk_with_plan
from tovholder.jobcentre.workbench.forms.asked import RolesForm
from tovholder.jobcentre.workbench.forms.talk import HoursForm, MessageForm, NextForm, TalkForm, read_next
from tovholder.jobcentre.workbench.history import history_of
from tovholder.jobcentre.workbench.plan import plan_on_page, talk_plan

ROLES_NEEDED = gettext_lazy("Roller, forløbet kræver")

NOTICES_SHOWN = 3
MESSAGES_SHOWN = 5
PAPERS_SHOWN = 3
# What is read of notices: what is shown of the newest, and what the spells are made of.
TOLD = (
    "citizen", "kind", "received_at", "first_day", "back_on", "hours_a_week", "workplace__name",
)  # fmt: skip

_AT_WORK = ("citizen", "since", "workplace__name", "workplace__contact__name", "workplace__contact__left_on")
# Of colleagues no more than their name is shown, and whether they work here still.
_BESIDE = ("citizen", "course", "until", "reason", "employee__name", "employee__left_on")
_HANDED_OVER = (
    "citizen", "reason", "what_matters", "next_step", "citizen_wish", "joint_talk_on", "no_joint_talk_because",
    "accepted_at", "confirmed_at", "from_employee__name", "from_employee__left_on", "to_employee__name",
)  # fmt: skip


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def citizen(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk, now)
    forms: dict[str, Any] = {}
    if course is not None and "aftal" in request.GET:
        forms["next_form"] = NextForm(today=timezone.localdate(now))
    if course is not None and "ret" in request.GET:
        forms["hours_form"] = HoursForm(initial={"hours": course.weekly_hours})
        forms["roles_form"] = RolesForm(label=ROLES_NEEDED, initial={"roles": _roles_of(course)})
    return _page(request, person, course, now, open_talk="samtale" in request.GET, **forms)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def hold_talk(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk, now)
    today = timezone.localdate(now)
    could_join = (
        _could_join(course, _newest_handover(course), list(_drawn_in(course, today)), request, today)
        if course
        else []
    )
    form = TalkForm(request.POST, today=today, colleagues=could_join)
    brought = talk_plan(person, list(person.threads.order_by("pk")), request.POST)
    if course is None:
        return _closed(
            request,
            person,
            now,
            _("Forløbet er afsluttet. Samtalen er ikke gemt."),
            talk_form=form,
            talk_plan=brought,
        )
    if not form.is_valid() or not brought.is_valid():
        return _page(request, person, course, now, status=422, talk_form=form, talk_plan=brought)
    given = form.cleaned_data
    try:
        talk = hold_talk_with_plan(
            course,
            **brought.cleaned_data,
            token=given["token"],
            form=given["form"],
            roles=given["roles"],
            text=given["text"],
            share="share" in request.POST,
            next_contact=given["next_contact"],
            minutes=given["minutes"],
            joined_by=given["joined_by"],
            booked=course.talks.filter(pk=given["booked"], held_at=None, cancelled_at=None).first(),
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return _page(
            request, person, course, now, status=409, refused=str(refused), talk_form=form, talk_plan=brought
        )
    messages.success(
        request, _("Samtalen er gemt og delt.") if talk.shared_at else _("Samtalen er gemt, men ikke delt.")
    )
    return redirect(reverse("citizen", args=[pk]) + f"#samtale-{talk.pk}")


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def agree_next(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk, now)
    form = NextForm(request.POST, today=timezone.localdate(now))
    if course is None:
        return _closed(
            request, person, now, _("Forløbet er afsluttet. Aftalen er ikke gemt."), next_form=form
        )
    if not form.is_valid():
        return _page(request, person, course, now, status=422, next_form=form)
    try:
        actions.agree_next_contact(course, agreed=form.cleaned_data["next_contact"], by=request.user, at=now)
    except Refused as refused:
        return _page(request, person, course, now, status=409, refused=str(refused), next_form=form)
    messages.success(request, _("Aftalen er gemt."))
    return redirect("citizen", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def cancel_talk(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    visible = Citizen.objects.visible_to(request.user, timezone.localdate(now))
    talk = get_object_or_404(Talk.objects.filter(citizen__in=visible, held_at__isnull=True), pk=pk)
    actions.cancel_talk(talk, by=request.user, at=now)
    messages.success(request, _("Samtalen er aflyst. Husk at sige det til borgeren."))
    return redirect("citizen", pk=talk.citizen_id)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def answer_message(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk, now)
    form = MessageForm(request.POST)
    if course is None:
        return _closed(
            request, person, now, _("Forløbet er afsluttet. Beskeden er ikke sendt."), message_form=form
        )
    if not form.is_valid():
        return _page(request, person, course, now, status=422, message_form=form)
    try:
        actions.write_message(course, side=Side.EMPLOYEE, by=request.user, at=now, **form.cleaned_data)
    except Refused as refused:
        return _page(request, person, course, now, status=409, refused=str(refused), message_form=form)
    messages.success(request, _("Beskeden er sendt."))
    return redirect(reverse("citizen", args=[pk]) + "#beskeder")


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def confirm_handover(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    visible = Citizen.objects.visible_to(request.user, timezone.localdate(now))
    handover = get_object_or_404(
        Handover.objects.filter(citizen__in=visible, to_employee=request.user.employee), pk=pk
    )
    confirm(handover, by=request.user, at=now)
    messages.success(request, _("Du holder nu i tovet."))
    return redirect("citizen", pk=handover.citizen_id)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def set_hours(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk, now)
    form = HoursForm(request.POST)
    if course is None:
        return _closed(
            request, person, now, _("Forløbet er afsluttet. Timerne er ikke gemt."), hours_form=form
        )
    if not form.is_valid():
        return _page(request, person, course, now, status=422, hours_form=form)
    set_weekly_hours(course, hours=form.cleaned_data["hours"], by=request.user, at=now)
    messages.success(request, _("Timerne er gemt."))
    return redirect("citizen", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def choose_roles(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = _find(request, pk, now)
    form = RolesForm(request.POST, label=ROLES_NEEDED)
    if course is None:
        return _closed(request, person, now, _("Forløbet er afsluttet. Rollerne er ikke gemt."))
    if not form.is_valid():
        return _page(request, person, course, now, status=422, roles_form=form)
    citizens.choose_roles(course, roles=form.cleaned_data["roles"], by=request.user, at=now)
    messages.success(request, _("Rollerne er gemt."))
    return redirect("citizen", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def understand_next(request: SignedIn) -> HttpResponse:
    """Say how the typed next contact is understood, before anything is saved."""
    text = request.POST.get("next_contact", "").strip()
    agreed = error = None
    try:
        agreed = read_next(text, timezone.localdate()) if text else None
    except ValidationError as refused:
        error = refused.messages[0]
    form_text = Form(agreed.form).label if agreed and agreed.form else ""
    context = {"agreed": agreed, "form_text": form_text, "error": error}
    return render(request, "workbench/citizen.html#understood", context)


def _find(request: SignedIn, pk: int, now: datetime) -> tuple[Citizen, Course | None]:
    """The citizen, if they are this person's to open (else 404), and their open course."""
    person = get_object_or_404(Citizen.objects.visible_to(request.user, timezone.localdate(now)), pk=pk)
    at_most_one = person.courses.open().select_related("contact__unit", "unit")
    return person, next(iter(at_most_one), None)


def _closed(request: SignedIn, person: Citizen, now: datetime, refused: str, **typed: Any) -> HttpResponse:
    """The page of somebody whose course was closed meanwhile, with what was typed still on it."""
    return _page(request, person, None, now, status=409, refused=refused, **typed)


def _new_talk_form(talks: list[Talk], colleagues: list[Employee], now: datetime) -> TalkForm:
    """An empty form; the form of a talk booked for today or before counts as stated."""
    today = timezone.localdate(now)
    due = [talk for talk in talks if talk.starts_at and timezone.localdate(talk.starts_at) <= today]
    booked = max(due, key=lambda talk: talk.starts_at or now, default=None)
    initial = {"token": uuid4()} | ({"booked": booked.pk, "form": booked.form} if booked else {})
    return TalkForm(initial=initial, today=today, colleagues=colleagues)


def _new_message_form(*, asked_for: bool) -> MessageForm:
    form = MessageForm(initial={"token": uuid4()})
    if asked_for:
        form.fields["text"].widget.attrs["data-focus"] = ""
    return form


def _could_join(
    course: Course, newest: Handover | None, drawn_in: list[DrawnIn], request: SignedIn, today: date
) -> list[Employee]:
    """Colleagues who may have been there too: the contact, the one before, and those drawn in. A handful."""
    there = [
        course.contact,
        *([newest.from_employee] if newest else []),
        *(colleague.employee for colleague in drawn_in),
    ]
    here = [employee for employee in there if not employee.has_left(today)]
    return [employee for employee in dict.fromkeys(here) if employee != request.user.employee][:5]


def _page(
    request: SignedIn,
    person: Citizen,
    course: Course | None,
    now: datetime,
    *,
    status: int = 200,
    open_talk: bool = False,
    **forms: object,
) -> HttpResponse:
    today = timezone.localdate(now)
    record.look("citizen", person.pk, by=request.user, at=now)
    employee = request.user.employee
    history = history_of(person, request.GET.get("aeldre", ""))
    newest = _newest_handover(course) if course else None
    drawn_in = list(_drawn_in(course, today)) if course else []
    if open_talk and course is not None:
        could_join = _could_join(course, newest, drawn_in, request, today)
        forms["talk_form"] = _new_talk_form(history.booked, could_join, now)
    employments = Employment.objects.on(today).filter(citizen=person).order_by("since")
    here = list(employments.select_related("workplace__contact").only(*_AT_WORK))
    standing = AbsenceNotice.objects.standing().filter(citizen=person).select_related("workplace")
    told = list(standing.only(*TOLD).order_by("-received_at"))
    written = list(Message.objects.filter(citizen=person).order_by("-at")[:MESSAGES_SHOWN])
    if course is not None and ("skriv" in request.GET or any(map(_waits_for_answer, written))):
        forms.setdefault("message_form", _new_message_form(asked_for="skriv" in request.GET))
    papers = WorkplacePaper.objects.filter(citizen=person).select_related("workplace").with_state()
    context: dict[str, object] = {
        "citizen": person,
        "age": person.age(today),
        "course": course,
        "history": history,
        "met": met_by(person, today),
        "messages_shown": written,
        "handover": newest if course and _waits_for(employee, course, newest) else None,
        "joint": newest if newest and newest.joint_talk_on and newest.joint_talk_on >= today else None,
        "notices": told[:NOTICES_SHOWN],
        "absence": told_of(
            of_notices(told, today=today), {row.workplace_id: row.workplace.name for row in told}
        )
        if may_see_spells(course, request.user, today)
        else None,
        "papers": list(papers.order_by("-written_at", "-pk")[:PAPERS_SHOWN]),
        "support": SupportSpell.objects.on(today).filter(citizen=person).order_by("-since").first(),
        "drawn_in": drawn_in,
        "may_lead": request.user.may(May.LEAD),
    }
    context |= _people(course, here, today)
    context |= plan_on_page(person, course, request.user, now)
    context |= _beside(request, course, today) if course else {}
    return render(request, "workbench/citizen.html", context | forms, status=status)


def _people(course: Course | None, here: list[Employment], today: date) -> dict[str, object]:
    """Who is to be called: for the citizen (`duty`), and beside each place where they work."""
    followed = [course] if course else []
    people = people_of([*followed, *(employment.workplace for employment in here)], today)
    return {
        "duty": people[course] if course else None,
        "employments": [(employment, people[employment.workplace]) for employment in here],
    }


def _drawn_in(course: Course, today: date) -> QuerySet[DrawnIn]:
    """The colleagues beside the contact, who work here still."""
    drawn_in = DrawnIn.objects.on(today).filter(course=course).exclude(employee__left_on__lte=today)
    others = drawn_in.exclude(employee=course.contact_id)
    return others.select_related("employee").only(*_BESIDE).order_by("until", "pk")


def _beside(request: SignedIn, course: Course, today: date) -> dict[str, object]:
    """What is asked and chosen about the course: its roles, another unit, and whether this person decides."""
    move = course.unit_moves.select_related("to_unit").order_by("-pk").first()
    if move is not None and (move.withdrawn_at or move.accepted or move.from_unit_id != course.unit_id):
        move = None
    chosen = _roles_of(course)
    return {
        "arranges": arranges(course, request.user, today),
        "me": request.user.employee,
        "move": move,
        "roles_chosen": [str(role.label).lower() for role in Role if role in chosen],
    }


def _roles_of(course: Course) -> list[str]:
    return [row.role for row in course.roles_needed.order_by("pk")]


def _newest_handover(course: Course) -> Handover | None:
    told = course.handovers.select_related("from_employee", "to_employee").only(*_HANDED_OVER)
    return told.order_by("-pk").first()


def _waits_for_answer(message: Message) -> bool:
    return message.side == Side.CITIZEN and message.answered_at is None


def _waits_for(employee: Employee, course: Course, newest: Handover | None) -> bool:
    """Whether the newest handover is to this employee, who is still the contact and has not confirmed it."""
    return (
        newest is not None
        and course.contact_id == newest.to_employee_id == employee.pk
        and newest.confirmed_at is None
    )
