"""Another contact for a citizen of the leader's unit."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.allocation.suggestion import suggested
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.staff.now import person_of
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.forms.handover import ContactForm
from tovholder.jobcentre.workbench.known import known
from tovholder.jobcentre.workbench.load import absence_in_words
from tovholder.jobcentre.workbench.views.team import rows
from tovholder.jobcentre.workbench.views.team.asked import promised
from tovholder.jobcentre.workbench.weighing import Weighed, weigh


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def change_contact(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    course = _find(request, pk, now)
    named = request.POST.get("colleague", "")[:100].strip() if "find" in request.POST else ""
    stated = request.POST.dict() if request.method == "POST" else _stated(request, course)
    choices = rows.colleagues(course.unit, today, text=named, chosen=stated.get("to", ""))
    weighed = _weighed(course, choices, stated, today)
    if request.htmx:
        record.look("change_contact", course.citizen_id, by=request.user, at=now)
        return render(request, "workbench/means.html", {"weighed": weighed})
    saves = request.method == "POST" and not named
    form = ContactForm(
        request.POST if saves else None, colleagues=choices.loads, course=course, today=today, initial=stated
    )
    page: dict[str, Any] = {"form": form, "choices": choices, "weighed": weighed}
    if not saves:
        return _page(request, course, now, **page)
    if not form.is_valid():
        return _page(request, course, now, status=422, **page)
    # A page gone stale is for the action to refuse; what it would break is another contact's business.
    is_fresh = form.cleaned_data["from_employee"] == course.contact_id
    if is_fresh and not weighed.was_said(request.POST.get("weighed", "")):
        return _page(request, course, now, status=409, refused=rows.NOT_SAID_YET, **page)
    given = form.cleaned_data | {"to": choices.people[form.cleaned_data["to"]]}
    try:
        actions.change_contact(course, **given, by=request.user, at=now, today=today)
    except Refused as refused:
        return _page(request, course, now, status=409, refused=str(refused), **page)
    messages.success(request, _("Den nye faste medarbejder er valgt og skal nu bekræfte overleveringen."))
    return redirect("team")


def _stated(request: SignedIn, course: Course) -> dict[str, str]:
    """What the form begins with: what is known, what was promised, and the suggestion that was pressed.

    A suggestion stands in the address by the employee's number: no citizen.
    """
    pressed = {"to": request.GET["til"]} if request.GET.get("til") else {}
    return known([course])[course.pk] | promised(course) | pressed


def _weighed(course: Course, choices: rows.Colleagues, stated: dict[str, str], today: date) -> Weighed:
    to = choices.people.get(rows.key_of(stated.get("to", "")) or 0)
    moves = [(course, to)] if to is not None and to.pk != course.contact_id else []
    return weigh(moves, today)


def _find(request: SignedIn, pk: int, now: datetime) -> Course:
    """The citizen's open course in the leader's unit; on a POST also one closed meanwhile, so that it can be said."""
    courses = Course.objects.all() if request.method == "POST" else Course.objects.open()
    courses = courses.filter(
        unit=rows.own_unit(request),
        citizen__in=Citizen.objects.visible_to(request.user, timezone.localdate(now)),
        citizen=pk,
    )
    newest_first = courses.order_by(F("until").desc(nulls_first=True), "-since", "-pk")
    course = newest_first.select_related("citizen", "contact__unit", "unit").first()
    if course is None:
        raise Http404
    return course


def _page(
    request: SignedIn, course: Course, now: datetime, *, status: int = 200, **page: object
) -> HttpResponse:
    record.look("change_contact", course.citizen_id, by=request.user, at=now)
    booked = Talk.objects.booked().filter(course=course, employee=course.contact, starts_at__gte=now)
    context = {
        "course": course,
        "absence": absence_in_words(person_of(course, timezone.localdate(now))),
        "now": course.contacts.open().order_by("pk").first(),
        "booked": booked.count(),
        "suggestions": suggested(course, timezone.localdate(now)),
    }
    return render(request, "workbench/change_contact.html", context | page, status=status)
