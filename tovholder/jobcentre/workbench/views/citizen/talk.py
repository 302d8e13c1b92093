"""A talk is held, agreed or cancelled from the citizen's page."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.sickleave.busy import check_no_meeting
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.talks.paper import invitation_pdf
from tovholder.jobcentre.workbench.actions import hold_talk as hold_talk_with_plan
from tovholder.jobcentre.workbench.forms.talk import NextForm, TalkForm, read_next
from tovholder.jobcentre.workbench.plan import talk_plan
from tovholder.jobcentre.workbench.views.citizen import beside, page, read


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def hold_talk(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    person, course = page.find(request, pk, now)
    today = timezone.localdate(now)
    form = TalkForm(request.POST, today=today, colleagues=_colleagues(request, course, today))
    brought = talk_plan(person, list(person.threads.order_by("pk")), request.POST)
    if course is None:
        return page.closed(
            request,
            person,
            now,
            _("Forløbet er afsluttet. Samtalen er ikke gemt."),
            talk_form=form,
            talk_plan=brought,
        )
    if not form.is_valid() or not brought.is_valid():
        return page.show(request, person, course, now, status=422, talk_form=form, talk_plan=brought)
    given = form.cleaned_data
    try:
        talk = hold_talk_with_plan(
            course,
            **brought.cleaned_data,
            token=given["token"],
            form=given["form"],
            roles=given["roles"],
            text=given["text"],
            citizen_words=given["citizen_words"],
            share="share" in request.POST,
            next_contact=given["next_contact"],
            minutes=given["minutes"],
            joined_by=given["joined_by"],
            booked=course.talks.filter(pk=given["booked"], held_at=None, cancelled_at=None).first(),
            by=request.user,
            at=now,
        )
    except Refused as refused:
        return page.show(
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
    person, course = page.find(request, pk, now)
    form = NextForm(request.POST, today=timezone.localdate(now))
    if course is None:
        return page.closed(
            request, person, now, _("Forløbet er afsluttet. Aftalen er ikke gemt."), next_form=form
        )
    if not form.is_valid():
        return page.show(request, person, course, now, status=422, next_form=form)
    try:
        actions.agree_next_contact(course, agreed=form.cleaned_data["next_contact"], by=request.user, at=now)
    except Refused as refused:
        return page.show(request, person, course, now, status=409, refused=str(refused), next_form=form)
    messages.success(request, _("Aftalen er gemt."))
    return redirect("citizen", pk=pk)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def cancel_talk(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    visible = Citizen.objects.visible_to(request.user, timezone.localdate(now))
    talk = get_object_or_404(Talk.objects.filter(citizen__in=visible, held_at__isnull=True), pk=pk)
    try:
        check_no_meeting(talk)
    except Refused as refused:
        person, course = page.find(request, talk.citizen_id, now)
        return page.show(request, person, course, now, status=409, refused=str(refused))
    actions.cancel_talk(talk, by=request.user, at=now)
    messages.success(request, _("Samtalen er aflyst. Husk at sige det til borgeren."))
    return redirect("citizen", pk=talk.citizen_id)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def invitation_on_paper(request: SignedIn, pk: int) -> HttpResponse:
    """The invitation to a booked talk, to print: in the log as a file that leaves the house."""
    now = timezone.now()
    visible = Citizen.objects.visible_to(request.user, timezone.localdate(now))
    rows = Talk.objects.booked().filter(citizen__in=visible).select_related("citizen", "employee__unit")
    talk = get_object_or_404(rows, pk=pk)
    record.export("invitation_on_paper", [talk.citizen_id], by=request.user, at=now)
    return HttpResponse(
        invitation_pdf(talk, at=now),
        "application/pdf",
        headers={"Content-Disposition": 'attachment; filename="indbydelse.pdf"'},
    )


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


def _colleagues(request: SignedIn, course: Course | None, today: date) -> list[Employee]:
    if course is None:
        return []
    drawn_in, newest = read.drawn_in(course, today), read.newest_handover(course)
    return beside.could_join(course, newest, drawn_in, request, today)
