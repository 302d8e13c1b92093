"""Many citizens handed over at once: who first, then what each of them needs the new contact to know."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.staff.now import people_of
from tovholder.jobcentre.workbench import citizen_list
from tovholder.jobcentre.workbench.forms.team import FilterForm
from tovholder.jobcentre.workbench.pages import address, counted, page_of
from tovholder.jobcentre.workbench.views.team import rows
from tovholder.jobcentre.workbench.views.team.citizens import agreed_in_words, chosen_of
from tovholder.jobcentre.workbench.views.team.desk import MOST, Desk
from tovholder.jobcentre.workbench.weighing import Weighed


@gate(needs=May.LEAD)
@require_GET
def handover_list(request: SignedIn) -> HttpResponse:
    return _list(request)


def _list(request: SignedIn, *, status: int = 200, refused: str = "") -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    unit = rows.own_unit(request)
    everyone = Course.objects.open().filter(unit=unit)
    form = FilterForm(request.GET, contacts=rows.followers(everyone, request.GET.get("fast", "")))
    if not form.is_valid():
        return render(request, "workbench/handover_list.html", {"form": form}, status=422)
    chosen = chosen_of(everyone, form.cleaned_data, unit)
    barred = barred_from(request.user, "citizen__")
    known_rows = Course.objects.filter(unit=unit).exclude(barred)
    courses = chosen.exclude(barred).select_related("citizen", "contact__unit")
    page = page_of(courses, request.GET, known=known_rows, by=citizen_list.NAME_ORDER, size=MOST)
    shown = [course.citizen_id for course in page.rows]
    record.look_at_list("handover_list", shown, by=request.user, at=now, **form.cleaned_data)
    days, people = citizen_list.Days(today), people_of(page.rows, today)
    context = {
        "form": form,
        "refused": refused,
        "page": page,
        "in_all": capfirst(citizen_list.how_many(counted(chosen))),
        "not_shown": citizen_list.not_shown(counted(chosen.filter(barred))),
        "lines": [
            (course, agreed_in_words(course, people[course], days, today), course.citizen.age(today))
            for course in page.rows
        ],
        "all": ",".join(str(course.pk) for course in page.rows),
        "here": f"?{request.GET.urlencode()}" if request.GET else "",
        "filters": address(request.GET),
        "previous": address(request.GET, foer=page.foer) if page.foer else "",
        "next": address(request.GET, fra=page.fra) if page.fra else "",
    }
    return render(request, "workbench/handover_list.html", context, status=status)


@gate(needs=May.LEAD)
@require_POST
def hand_over(request: SignedIn) -> HttpResponse:
    desk = Desk(request, timezone.now())
    if request.htmx:
        desk.look()
        return render(request, "workbench/means.html", {"weighed": desk.weighed})
    if not desk.sheets:
        return _list(request, status=422, refused=_("Vælg mindst en borger, du kan åbne.") + desk.lost)
    if not desk.saves:
        return desk.page()
    if not any(sheet.chosen for sheet in desk.sheets):
        return desk.page(status=422, refused=_("Vælg mindst en borger."))
    if not desk.is_valid():
        return desk.page(status=422, refused=desk.lost)
    if not desk.weighed.was_said(request.POST.get("weighed", "")):
        return desk.page(status=409, refused=str(rows.NOT_SAID_YET))
    moves = [move for sheet in desk.sheets if sheet.chosen and (move := desk.move_of(sheet))]
    outcome = actions.hand_over(moves, by=request.user, at=desk.now, today=desk.today)
    said = ngettext("%(n)d er overleveret.", "%(n)d er overleveret.", len(outcome.done))
    said %= {"n": len(outcome.done)}
    if not outcome.refused:
        messages.success(request, said + desk.lost)
        return redirect(reverse("handover_list") + address(request.GET))
    return _only_the_refused(desk, outcome, said)


def _only_the_refused(desk: Desk, outcome: actions.Outcome, said: str) -> HttpResponse:
    """The page with those who were not handed over, still chosen and typed, each with why."""
    why = {citizen.pk: sentence for citizen, sentence in outcome.refused}
    done = {handover.course_id for handover in outcome.done}
    names = ", ".join(citizen.name for citizen, _why in outcome.refused)
    not_done = ngettext(
        "%(n)d er ikke: %(names)s. Se hvorfor herunder.",
        "%(n)d er ikke: %(names)s. Se hvorfor herunder.",
        len(outcome.refused),
    ) % {"n": len(outcome.refused), "names": names}
    # Read anew, so that the page shows who is the contact now.
    desk.courses = desk.read()
    desk.sheets = [sheet for sheet in desk.sheets if sheet.course.pk not in done]
    now_known = {course.pk: course for course in desk.courses}
    for sheet in desk.sheets:
        sheet.course = now_known.get(sheet.course.pk, sheet.course)
        sheet.refused = why.get(sheet.course.citizen_id, "")
    # What was said was said of those who are done; of these it is said anew, with whoever is the contact now.
    desk.weighed = Weighed([])
    return desk.page(status=409, refused=f"{said} {not_done}{desk.lost}")
