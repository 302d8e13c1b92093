"""The page itself: what it shows, and which forms stand open on it."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course, Employment
from tovholder.jobcentre.followup.reasons import reasons_about, reasons_asked
from tovholder.jobcentre.plans.plan import plan_asked
from tovholder.jobcentre.plans.threads import threads_asked
from tovholder.jobcentre.prepared.together import asked_together
from tovholder.jobcentre.results.met import met_asked, met_by
from tovholder.jobcentre.sickleave.models import SickLeaveChoice
from tovholder.jobcentre.sickleave.spells import may_see_spells, of_notices
from tovholder.jobcentre.sickleave.spells_in_words import told_of
from tovholder.jobcentre.staff.now import people_of
from tovholder.jobcentre.talks.models import Message, Side, TalkDraft
from tovholder.jobcentre.workbench.forms.asked import RolesForm
from tovholder.jobcentre.workbench.forms.draft import initial_of
from tovholder.jobcentre.workbench.forms.talk import HoursForm, NextForm
from tovholder.jobcentre.workbench.history import history_of, newest_asked
from tovholder.jobcentre.workbench.plan import plan_on_page, talk_plan
from tovholder.jobcentre.workbench.views.citizen import beside, read
from tovholder.jobcentre.workbench.views.citizen.open_forms import new_message_form, new_talk_form

ROLES_NEEDED = gettext_lazy("Roller, forløbet kræver")

NOTICES_SHOWN = 3


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def citizen(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = find(request, pk, now)
    forms: dict[str, Any] = {}
    if course is not None and "aftal" in request.GET:
        forms["next_form"] = NextForm(today=timezone.localdate(now))
    if course is not None and "ret" in request.GET:
        forms["hours_form"] = HoursForm(initial={"hours": course.weekly_hours})
        forms["roles_form"] = RolesForm(label=ROLES_NEEDED, initial={"roles": read.roles(course)})
    return show(request, person, course, now, open_talk="samtale" in request.GET, **forms)


def find(request: SignedIn, pk: int, now: datetime) -> tuple[Citizen, Course | None]:
    """The citizen, if they are this person's to open (else 404), and their open course."""
    person = read.visible(request.user, pk, timezone.localdate(now))
    if person is None:
        raise Http404
    return person, read.open_course(person)


def closed(request: SignedIn, person: Citizen, now: datetime, refused: str, **typed: Any) -> HttpResponse:
    """The page of somebody whose course was closed meanwhile, with what was typed still on it."""
    return show(request, person, None, now, status=409, refused=refused, **typed)


def show(
    request: SignedIn,
    person: Citizen,
    course: Course | None,
    now: datetime,
    *,
    status: int = 200,
    open_talk: bool = False,
    **forms: Any,
) -> HttpResponse:
    record.look("citizen", person.pk, by=request.user, at=now)
    older = request.GET.get("aeldre", "")
    # The contact, and who covers for them.
    follows = may_see_spells(course, request.user, timezone.localdate(now))
    with asked_together(*_asked(request.user, person, course, now, older, follows=follows)):
        context = _context(request, person, course, now, older, forms, open_talk=open_talk, follows=follows)
    return render(request, "workbench/citizen.html", context, status=status)


def _asked(
    user: User, person: Citizen, course: Course | None, now: datetime, older: str, *, follows: bool
) -> list[QuerySet]:
    """What the page asks whatever came of the others."""
    today = timezone.localdate(now)
    return [
        *([] if older else [newest_asked(person)]),
        *([plan_asked(course, person, user, now)] if course else []),
        *([SickLeaveChoice.asked()] if follows else []),
        *([reasons_asked(course, now)] if course and follows else []),
        threads_asked(person, user, today),
        met_asked(person, today),
        *read.asked(person, course, today),
    ]


def _context(
    request: SignedIn,
    person: Citizen,
    course: Course | None,
    now: datetime,
    older: str,
    forms: dict[str, Any],
    *,
    open_talk: bool,
    follows: bool,
) -> dict[str, object]:
    today = timezone.localdate(now)
    employee = request.user.employee
    history = history_of(person, older)
    planned = plan_on_page(person, course, request.user, now)
    newest = read.newest_handover(course) if course else None
    drawn_in = read.drawn_in(course, today) if course else []
    if open_talk and course is not None:
        colleagues = beside.could_join(course, newest, drawn_in, request, today)
        draft = TalkDraft.objects.filter(citizen=person, by=request.user).first()
        begun = initial_of(draft.typed) if draft else {}
        forms["talk_form"] = new_talk_form(history.booked, colleagues, now, begun)
        forms["talk_plan"] = talk_plan(person, planned["threads"], begun=begun)
        forms["kept_at"] = draft.at if draft else None
    told = read.notices(person)
    written = read.messages(person)
    if course is not None and ("skriv" in request.GET or any(map(_waits_for_answer, written))):
        forms.setdefault("message_form", new_message_form(asked_for="skriv" in request.GET))
    context: dict[str, object] = {
        "citizen": person,
        "age": person.age(today),
        "course": course,
        "history": history,
        "met": met_by(person, today),
        "messages_shown": written,
        "handover": newest if course and beside.waits_for(employee, course, newest) else None,
        "joint": newest if newest and newest.joint_talk_on and newest.joint_talk_on >= today else None,
        "notices": told[:NOTICES_SHOWN],
        "absence": told_of(
            of_notices(told, today=today), {row.workplace_id: vars(row)["told_by"] for row in told}
        )
        if follows
        else None,
        "reasons": reasons_about(course, now=now) if course and follows else [],
        "opens_meetings": follows,
        "papers": read.papers(person),
        "support": read.support(person, today),
        "drawn_in": drawn_in,
        "with_citizen": read.representatives(person, today),
        "kept_at": None,
        "may_lead": request.user.may(May.LEAD),
    }
    context |= planned | _people(course, read.employments(person, today), today)
    context |= beside.chosen_of(request, course, today) if course else {}
    return context | forms


def _people(course: Course | None, here: list[Employment], today: date) -> dict[str, object]:
    """Who is to be called: for the citizen (`duty`), and beside each place where they work."""
    followed = [course] if course else []
    people = people_of([*followed, *(employment.workplace for employment in here)], today)
    return {
        "duty": people[course] if course else None,
        "employments": [(employment, people[employment.workplace]) for employment in here],
    }


def _waits_for_answer(message: Message) -> bool:
    return message.side == Side.CITIZEN and message.answered_at is None
