"""All the citizens of a leader's unit, a page at a time in Danish order."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.workbench.alphabet import in_order
from tovholder.jobcentre.workbench.forms.team import FilterForm
from tovholder.jobcentre.workbench.views.team import rows

PAGE = 50


@gate(needs=May.LEAD)
@require_GET
def team_citizens(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    unit = rows.own_unit(request)
    everyone = Course.objects.open().filter(unit=unit)
    contacts = Employee.objects.filter(Exists(everyone.filter(contact=OuterRef("pk")))).order_by(
        "name_order", "pk"
    )
    form = FilterForm(request.GET, contacts=contacts)
    if not form.is_valid():
        return render(
            request, "workbench/team_citizens.html", {"form": form, "unit": unit, "counts": None}, status=422
        )
    chosen = _chosen(everyone, form.cleaned_data, unit)
    reachable = rows.reachable(request, now)
    known = Course.objects.filter(unit=unit, citizen__in=reachable)
    after = request.GET.get("efter", "")
    found = list(in_order(chosen.filter(citizen__in=reachable), known=known, after=after, size=PAGE + 1))
    shown = found[:PAGE]
    record.look_at_list(
        "team_citizens", [course.citizen_id for course in found], by=request.user, at=now, **form.cleaned_data
    )
    context = {
        "form": form,
        "unit": unit,
        "lines": [(course, course.citizen.age(today)) for course in shown],
        "counts": chosen.aggregate(all=Count("pk"), not_shown=Count("pk", filter=~Q(citizen__in=reachable))),
        "is_first": not after,
        "today": today,
        "first_page": _address(request, None),
        "next_page": _address(request, shown[-1].pk) if len(found) > PAGE else "",
    }
    return render(request, "workbench/team_citizens.html", context)


def _chosen(courses: QuerySet[Course], chosen: dict[str, Any], unit: Unit) -> QuerySet[Course]:
    if chosen["fast"]:
        courses = courses.filter(contact=chosen["fast"])
    if chosen["uden_naeste"]:
        courses = courses.filter(next_on__isnull=True)
    if chosen["nye"]:
        courses = courses.filter(pk__in=rows.newcomers(unit).values("pk"))
    return courses


def _address(request: SignedIn, after: int | None) -> str:
    filters = request.GET.copy()
    filters.pop("efter", None)
    if after is not None:
        filters["efter"] = str(after)
    return f"?{filters.urlencode()}"
