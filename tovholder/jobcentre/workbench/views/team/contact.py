"""Another contact for a citizen of the leader's unit."""

from datetime import datetime

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
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import on_duty
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.forms.team import ContactForm
from tovholder.jobcentre.workbench.load import absence_in_words
from tovholder.jobcentre.workbench.views.team import rows


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def change_contact(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    course = _find(request, pk, now)
    named = request.POST.get("colleague", "")[:100].strip() if "find" in request.POST else ""
    # A suggestion that was pressed stands in the address by the employee's number: no citizen.
    chosen = request.POST.get("to", request.GET.get("til", ""))
    choices = rows.colleagues(course.unit, timezone.localdate(now), text=named, chosen=chosen)
    if request.method != "POST" or named:
        initial = {"to": chosen} | request.POST.dict()
        form = ContactForm(None, colleagues=choices.loads, course=course, initial=initial)
        return _page(request, course, form, choices, now)
    form = ContactForm(request.POST, colleagues=choices.loads, course=course)
    if not form.is_valid():
        return _page(request, course, form, choices, now, status=422)
    given = form.cleaned_data | {"to": Employee.objects.get(pk=form.cleaned_data["to"])}
    try:
        actions.change_contact(course, **given, by=request.user, at=now, today=timezone.localdate(now))
    except Refused as refused:
        return _page(request, course, form, choices, now, status=409, refused=str(refused))
    messages.success(request, _("Den nye faste medarbejder er valgt og skal nu bekræfte overleveringen."))
    return redirect("team")


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
    request: SignedIn,
    course: Course,
    form: ContactForm,
    choices: rows.Colleagues,
    now: datetime,
    *,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    record.look("change_contact", course.citizen_id, by=request.user, at=now)
    booked = Talk.objects.booked().filter(course=course, employee=course.contact, starts_at__gte=now)
    context = {
        "course": course,
        "absence": absence_in_words(on_duty(course.contact, timezone.localdate(now))),
        "now": course.contacts.open().order_by("pk").first(),
        "booked": booked.count(),
        "form": form,
        "choices": choices,
        "refused": refused,
        "suggestions": suggested(course, timezone.localdate(now)),
    }
    return render(request, "workbench/change_contact.html", context, status=status)
