"""Mit forløb: who my person is and how to reach them, what we agreed, what was said; and who has looked at my data."""

from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May, Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal import looks, mine
from tovholder.jobcentre.citizen_portal.actions import drop_draft
from tovholder.jobcentre.citizen_portal.drafts import Writing, writing
from tovholder.jobcentre.citizen_portal.forms import MessageForm, WishForm
from tovholder.jobcentre.citizen_portal.models import LooksChoice
from tovholder.jobcentre.citizen_portal.told import told_about
from tovholder.jobcentre.citizen_portal.views.me import me_of
from tovholder.jobcentre.citizen_portal.whys import whys
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Citizen, ContactWish, Course
from tovholder.jobcentre.citizens.wishes import ANSWERED_WITHIN, answer_expected
from tovholder.jobcentre.plans.plan import plan_of
from tovholder.jobcentre.plans.threads import threads_of
from tovholder.jobcentre.results.met import met_by
from tovholder.jobcentre.sickleave.answering import MEETINGS_SHOWN, answered, meeting, meetings_of, others_at
from tovholder.jobcentre.sickleave.reading import part_of_citizen
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.staff.now import person_of
from tovholder.jobcentre.talks.actions import write_message
from tovholder.jobcentre.talks.heard import asked_about
from tovholder.jobcentre.talks.models import Side

LISTS_SHOWN_FOR = timedelta(days=92)


@gate(needs=May.OWN_COURSE)
@require_GET
def my_course(request: SignedIn) -> HttpResponse:
    me = me_of(request)
    begun = writing(me, "message")
    form = MessageForm(initial={**begun.typed, "token": uuid4()})
    return _page(request, me, mine.newest_course(me), form, begun=begun)


@gate(needs=May.OWN_COURSE)
@require_POST
def my_message(request: SignedIn) -> HttpResponse:
    me = me_of(request)
    course = mine.newest_course(me)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, me, course, form, status=422)
    if course is None or course.until is not None:
        closed = _("Beskeden er ikke sendt: du har ikke et forløb hos os lige nu. Ring til os i stedet.")
        return _page(request, me, course, form, status=409, refused=closed)
    try:
        write_message(course, side=Side.CITIZEN, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, me, course, form, status=409, refused=str(refused))
    drop_draft(me, "message", by=request.user, at=timezone.now())
    messages.success(request, _("Din besked er sendt."))
    return redirect(reverse("my_course") + "#beskeder")


@gate(needs=May.OWN_COURSE)
@require_http_methods(["GET", "HEAD", "POST"])
def my_meeting(request: SignedIn, pk: int) -> HttpResponse:
    """A talk with the citizen's workplace: when, where and with whom, their answer, and what was shared with them."""
    me, now = me_of(request), timezone.now()
    party = get_object_or_404(meetings_of(me), pk=pk)
    wrong = None
    if request.method == "POST":
        wrong = answered(request.POST, party, by=request.user, now=now)
        if wrong is None:
            messages.success(request, _("Tak. Vi har dit svar."))
            return redirect("my_meeting", pk=pk)
    record.look("my_meeting", me.pk, by=request.user, at=now)
    context = meeting(party, part_of_citizen(party), now=now, wrong=wrong) | {"others": others_at(party)}
    return render(request, "citizen_portal/my_meeting.html", context, status=wrong.status if wrong else 200)


@gate(needs=May.OWN_COURSE)
@require_GET
def who_looked(request: SignedIn) -> HttpResponse:
    me = me_of(request)
    now = timezone.now()
    record.look("who_looked", me.pk, by=request.user, at=now)
    openings = looks.openings(me, request.user, before=request.GET.get("foer", ""))
    lists = None
    if "lister" in request.GET:
        before = request.GET.get("lister_foer", "")
        lists = looks.lists(me, request.user, since=now - LISTS_SHOWN_FOR, before=before)
    known = whys(me, [*openings.rows, *(lists.rows if lists else [])])
    with_names = LooksChoice.now().with_names
    return render(
        request,
        "citizen_portal/who_looked.html",
        {
            "openings": openings,
            "days": looks.in_words(me, openings.rows, known, with_names=with_names),
            "lists": lists,
            "list_days": looks.in_words(me, lists.rows, known, with_names=with_names) if lists else [],
        },
    )


@gate(needs=May.OWN_COURSE)
@require_http_methods(["GET", "HEAD", "POST"])
def another_person(request: SignedIn) -> HttpResponse:
    """Ask for another person than the contact; and what became of what was asked before."""
    me = me_of(request)
    course = mine.newest_course(me)
    if request.method != "POST":
        begun = writing(me, "wish")
        return _wish_page(request, me, course, WishForm(initial=dict(begun.typed)), begun=begun)
    form = WishForm(request.POST)
    if not form.is_valid():
        return _wish_page(request, me, course, form, status=422)
    if course is None:
        return _wish_page(request, me, course, form, status=409)
    try:
        actions.ask_for_another(course, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refused:
        return _wish_page(request, me, course, form, status=409, refused=str(refused))
    drop_draft(me, "wish", by=request.user, at=timezone.now())
    messages.success(request, _("Dit ønske er sendt til lederen."))
    return redirect("another_person")


@gate(needs=May.OWN_COURSE)
@require_POST
def withdraw_wish(request: SignedIn, pk: int) -> HttpResponse:
    me = me_of(request)
    wish = get_object_or_404(ContactWish.objects.filter(citizen=me), pk=pk)
    try:
        actions.withdraw_wish(wish, by=request.user, at=timezone.now())
    except Refused as refused:
        return _wish_page(request, me, mine.newest_course(me), WishForm(), status=409, refused=str(refused))
    messages.success(request, _("Dit ønske er taget tilbage."))
    return redirect("another_person")


def _page(
    request: SignedIn,
    me: Citizen,
    course: Course | None,
    form: MessageForm,
    *,
    status: int = 200,
    refused: str = "",
    begun: Writing | None = None,
) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    record.look("my_course", me.pk, by=request.user, at=now)
    followed = course if course is not None and course.until is None else None
    duty = person_of(followed, today) if followed else None
    context = {
        "citizen": me,
        "course": followed,
        "units": [] if followed else whom_to_call(course),
        "duty": duty,
        "my_meetings": list(meetings_of(me)[:MEETINGS_SHOWN]),
        "told_about_me": told_about(me),
        "whom_to_tell": duty.to_call.name if duty and duty.to_call else "",
        "handover": mine.handed_over(followed) if followed else None,
        "coming": mine.coming(followed, today=today) if followed else None,
        "threads": threads_of(me, request.user, today) if followed else [],
        "plan": plan_of(followed, me, reader=request.user, now=now) if followed else None,
        "going": mine.going(me, today=today),
        "met": met_by(me, today),
        "asked_about": asked_about(me, now=now),
        "papers": mine.papers(me),
        "beside": mine.beside(followed, today=today) if followed else [],
        "roles_needed": mine.roles_needed(followed) if followed else [],
        "talks": mine.shared_talks(me, before=request.GET.get("foer", "")),
        "messages_shown": mine.messages(me, before=request.GET.get("beskeder_foer", "")),
        "form": form,
        "writing": begun or Writing("message"),
        "refused": refused,
    }
    return render(request, "citizen_portal/my_course.html", context, status=status)


def _wish_page(
    request: SignedIn,
    me: Citizen,
    course: Course | None,
    form: WishForm,
    *,
    status: int = 200,
    refused: str = "",
    begun: Writing | None = None,
) -> HttpResponse:
    record.look("another_person", me.pk, by=request.user, at=timezone.now())
    followed = course if course is not None and course.until is None else None
    wishes = mine.wishes(me)
    waits = [wish for wish in wishes if followed and wish.answered_at is None and wish.withdrawn_at is None]
    context = {
        "course": followed,
        "units": [] if followed else whom_to_call(course),
        "leads_too": followed is not None and followed.contact.user.role == Role.LEADER,
        "within": ANSWERED_WITHIN,
        "waiting": waits[0] if waits else None,
        "answer_by": answer_expected(timezone.localdate(waits[0].asked_at)) if waits else None,
        "earlier": [wish for wish in wishes if wish not in waits],
        "form": form,
        "writing": begun or Writing("wish"),
        "refused": refused,
    }
    return render(request, "citizen_portal/another_person.html", context, status=status)


def whom_to_call(last: Course | None) -> list[Unit]:
    """For somebody without a course: the unit they last belonged to, else every unit."""
    return [last.unit] if last is not None else list(Unit.objects.order_by("name_order", "pk"))
