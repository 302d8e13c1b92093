"""Book, move and cancel a time: first the days and times, then how to meet and what about, and it is booked."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal import mine
from tovholder.jobcentre.citizen_portal.actions import drop_draft
from tovholder.jobcentre.citizen_portal.drafts import writing
from tovholder.jobcentre.citizen_portal.forms import BookingForm
from tovholder.jobcentre.citizen_portal.views.course import whom_to_call
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.post.calendar_file import Method
from tovholder.jobcentre.sickleave.busy import meeting_of, meetings_taken
from tovholder.jobcentre.sickleave.models import PartyRole, SickLeaveTalk
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import person_of
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.free import Free, free_for
from tovholder.jobcentre.talks.letters import in_calendar, telephone_of
from tovholder.jobcentre.talks.models import RemindMe, Talk
from tovholder.jobcentre.talks.slots import Slot

DAYS_SHOWN = 8
MINE_SHOWN = 20


@dataclass(frozen=True)
class Day:
    """The free times of one day, and who holds them."""

    on: datetime
    employee: Employee
    times: list["Time"] = field(default_factory=list)


@dataclass(frozen=True)
class Time:
    """A moment, and how the address names it."""

    at: datetime
    stamp: str


@gate(needs=May.OWN_COURSE)
@require_http_methods(["GET", "HEAD", "POST"])
def book_time(request: SignedIn) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    course = mine.newest_course(me)
    if course is None or course.until is not None:
        return _nobody(request, me, course, now)
    if request.method != "POST":
        return _page(request, me, course, now)
    slot, form = _asked(request, course, now)
    if slot is None or not form.is_valid():
        return _page(request, me, course, now, form=form, status=409 if slot is None else 422)
    try:
        talk = actions.book_offered(
            course,
            starts_at=slot.starts_at,
            busy=meetings_taken,
            by=request.user,
            at=now,
            **form.cleaned_data,
        )
    except Refused as refused:
        return _page(request, me, course, now, form=form, status=409, refused=str(refused))
    drop_draft(me, "time", by=request.user, at=now)
    messages.success(request, _("Tiden er booket."))
    return redirect("my_talk", pk=talk.pk)


@gate(needs=May.OWN_COURSE)
@require_GET
def my_talk(request: SignedIn, pk: int) -> HttpResponse:
    """A booked time: when, where and with whom, and what can be done with it."""
    me, now = me_of(request), timezone.now()
    return _talk_page(request, me, get_object_or_404(_mine(me), pk=pk), now)


@gate(needs=May.OWN_COURSE)
@require_http_methods(["GET", "HEAD", "POST"])
def move_my_talk(request: SignedIn, pk: int) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    talk = get_object_or_404(_mine(me), pk=pk)
    meeting = meeting_of(talk)
    course = mine.newest_course(me)
    if not _can_change(talk, meeting, now) or course is None or course.pk != talk.course_id:
        return _talk_page(request, me, talk, now, status=409)
    if request.method != "POST":
        return _page(request, me, course, now, moving=talk)
    slot, form = _asked(request, course, now, moving=talk)
    if slot is None or not form.is_valid():
        return _page(request, me, course, now, moving=talk, form=form, status=409 if slot is None else 422)
    try:
        actions.move_offered(
            talk,
            starts_at=slot.starts_at,
            form=form.cleaned_data["form"],
            busy=meetings_taken,
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return _page(request, me, course, now, moving=talk, form=form, status=409, refused=str(refused))
    messages.success(request, _("Tiden er flyttet."))
    return redirect("my_talk", pk=pk)


@gate(needs=May.OWN_COURSE)
@require_POST
def cancel_my_talk(request: SignedIn, pk: int) -> HttpResponse:
    me, now = me_of(request), timezone.now()
    talk = get_object_or_404(_mine(me), pk=pk)
    if not _can_change(talk, meeting_of(talk), now):
        return _talk_page(request, me, talk, now, status=409)
    actions.cancel_talk(talk, by=request.user, at=now)
    messages.success(request, _("Tiden er aflyst."))
    return redirect("my_talk", pk=pk)


@gate(needs=May.OWN_COURSE)
@require_GET
def my_talk_calendar(request: SignedIn, pk: int) -> HttpResponse:
    """The time as a calendar takes it: put in, or when it is cancelled taken out."""
    me, now = me_of(request), timezone.now()
    talk = get_object_or_404(_mine(me), pk=pk)
    record.look("my_talk_calendar", me.pk, by=request.user, at=now)
    method = Method.CANCEL if talk.cancelled_at else Method.PUBLISH
    file = in_calendar(talk, method, telephone=telephone_of(talk, now), at=now)
    return HttpResponse(
        file,
        "text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="tid.ics"'},
    )


def _mine(me: Citizen) -> QuerySet[Talk]:
    """The citizen's own talks that were booked and are not held."""
    rows = Talk.objects.filter(citizen=me, held_at__isnull=True, starts_at__isnull=False)
    return rows.select_related("employee__unit", "course")


def _can_change(talk: Talk, meeting: SickLeaveTalk | None, now: datetime) -> bool:
    """A time that is coming, in an open course; a meeting with a workplace is changed on its own page, where all who
    are invited hear of it."""
    is_coming = talk.cancelled_at is None and talk.starts_at is not None and talk.starts_at > now
    return is_coming and talk.course.until is None and meeting is None


def _asked(
    request: SignedIn, course: Course, now: datetime, *, moving: Talk | None = None
) -> tuple[Slot | None, BookingForm]:
    """The time that was chosen, if it is free, and the form beside it: without a time it keeps what was typed."""
    moment = _moment(request.POST.get("tid", ""))
    free = free_for(course, now=now, busy=meetings_taken, moving=moving)
    slot = free.at(moment) if moment else None
    return slot, BookingForm(request.POST, forms_of_slot=slot.forms if slot else ())


def _moment(stamp: str) -> datetime | None:
    """The moment that an address names ("202612040930"), in our own time; None when it names none."""
    try:
        return timezone.make_aware(datetime.strptime(stamp, _STAMP))  # noqa: DTZ007 - made aware here
    except ValueError:
        return None


_STAMP = "%Y%m%d%H%M"


def _page(
    request: SignedIn,
    me: Citizen,
    course: Course,
    now: datetime,
    *,
    moving: Talk | None = None,
    form: BookingForm | None = None,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    record.look("book_time", me.pk, by=request.user, at=now)
    free = free_for(course, now=now, busy=meetings_taken, moving=moving)
    stamp = request.POST.get("tid", "") or request.GET.get("tid", "")
    moment = _moment(stamp)
    slot = free.at(moment) if moment else None
    if stamp and slot is None and not refused:
        refused = _("Tiden er ikke ledig mere. Vælg en anden tid.")
    days = _days(free)
    shown = days if "alle" in request.GET else days[:DAYS_SHOWN]
    begun = writing(me, "time") if slot is not None and moving is None else None
    if slot is not None and form is None:
        stated = {"token": uuid4(), "form": _beforehand(slot, moving)} | dict(begun.typed if begun else {})
        form = BookingForm(initial=stated, forms_of_slot=slot.forms)
    duty = person_of(course, timezone.localdate(now))
    context = {
        "course": course,
        "duty": duty,
        "moving": moving,
        "days": shown,
        "more": len(days) - len(shown),
        "last": free.last,
        "slot": slot,
        "writing": begun,
        "stamp": stamp,
        "with_whom": free.people[slot.employee] if slot else None,
        "form": form,
        "mine": [] if moving else list(_coming(me, now)[:MINE_SHOWN]),
        "refused": refused,
    }
    return render(request, "citizen_portal/book_time.html", context, status=status)


def _beforehand(slot: Slot, moving: Talk | None) -> str:
    """What is stated already: the only way there is, or the way that was agreed."""
    if len(slot.forms) == 1:
        return slot.forms[0]
    return moving.form if moving is not None and moving.form in slot.forms else ""


def _coming(me: Citizen, now: datetime) -> QuerySet[Talk]:
    return _mine(me).filter(cancelled_at__isnull=True, starts_at__gte=now).order_by("starts_at", "pk")


def _days(free: Free) -> list[Day]:
    days = []
    for (on, number), slots in groupby(
        free.slots, lambda one: (timezone.localdate(one.starts_at), one.employee)
    ):
        times = [timezone.localtime(one.starts_at) for one in slots]
        shown = [Time(at, at.strftime(_STAMP)) for at in times]
        days.append(Day(shown[0].at, free.people[number], shown))
        assert on == shown[0].at.date()
    return days


def _talk_page(
    request: SignedIn, me: Citizen, talk: Talk, now: datetime, *, status: int = 200
) -> HttpResponse:
    record.look("my_talk", me.pk, by=request.user, at=now)
    meeting = meeting_of(talk)
    party = meeting.parties.here().filter(role=PartyRole.CITIZEN).first() if meeting else None
    context: dict[str, Any] = {
        "talk": talk,
        "party": party,
        "can_change": _can_change(talk, meeting, now),
        "wish": RemindMe.objects.filter(citizen=me).first(),
        "duty": person_of(talk.course, timezone.localdate(now)),
    }
    return render(request, "citizen_portal/my_talk.html", context, status=status)


def _nobody(request: SignedIn, me: Citizen, last: Course | None, now: datetime) -> HttpResponse:
    record.look("book_time", me.pk, by=request.user, at=now)
    status = 409 if request.method == "POST" else 200
    return render(
        request,
        "citizen_portal/book_time.html",
        {"course": None, "units": whom_to_call(last), "typed": request.POST.get("about", "")},
        status=status,
    )
