"""What a unit can: who has agreed to what, whether the courses are covered, and what to learn next."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.allocation.coverage import BROAD, Coverage, broad_over_time, coverage_of
from tovholder.jobcentre.allocation.learning import next_best
from tovholder.jobcentre.citizens.counted import times_drawn_in
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.competence.catalogue import Field, fields_on
from tovholder.jobcentre.competence.levels import agreed_levels, roles_mastered
from tovholder.jobcentre.competence.models import AgreedLevel, Level, OwnView
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.periods.models import on
from tovholder.jobcentre.results.charts import curve
from tovholder.jobcentre.staff.models import Employee, StaffProfile, Unit
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.workbench.able import drawn_in_in_words
from tovholder.jobcentre.workbench.by_name import named
from tovholder.jobcentre.workbench.forms.skills import HoursForm, SkillsForm
from tovholder.jobcentre.workbench.pages import Page, address, page_of, read
from tovholder.jobcentre.workbench.proposed import percent
from tovholder.jobcentre.workbench.views.pulse import lines
from tovholder.jobcentre.workbench.views.team import rows
from tovholder.registers.disclosure import LIMIT

PAGE = 50
FIRST_HOURS = 40
FRAGILE_SHOWN = 12


@dataclass(frozen=True)
class Row:
    employee: Employee
    cells: list[str]
    roles: str


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def skills(request: SignedIn) -> HttpResponse:
    """Who has agreed to what, by name: one field at a time, a page at a time."""
    unit, today = rows.own_unit(request), timezone.localdate()
    fields = fields_on(today)
    form = SkillsForm(request.GET, fields=fields)
    context: dict[str, Any] = {
        "form": form,
        "unit": unit,
        "fields": fields,
        "here": f"?{request.GET.urlencode()}",
    }
    if not form.is_valid():
        return render(request, "workbench/skills.html", context, status=422)
    everyone = _everyone(unit, today)
    able = able_of(unit, form.cleaned_data, today)
    text = fold(request.POST.get("find", "")[:100])
    if request.method == "POST" and text:
        page = Page(read(able, named(able, text)[:PAGE]))
    else:
        page = page_of(able, request.GET, known=everyone, by="name_order", size=PAGE)
    shown = shown_of(fields, form.cleaned_data) if fields else None
    context |= {
        "shown": shown,
        "rows": in_words(page.rows, shown, today) if shown else [],
        "text": request.POST.get("find", ""),
        "previous": address(request.GET, foer=page.foer) if page.foer else "",
        "next": address(request.GET, fra=page.fra) if page.fra else "",
    }
    return render(request, "workbench/skills.html", context)


def _everyone(unit: Unit, today: date) -> QuerySet[Employee]:
    return Employee.objects.who_follow_citizens(today).filter(unit=unit)


def able_of(unit: Unit, chosen: dict[str, Any], today: date) -> QuerySet[Employee]:
    """Those of the unit who can what is chosen; everybody, where nothing is."""
    everyone = _everyone(unit, today)
    if not chosen["kan"]:
        return everyone
    holds = AgreedLevel.objects.filter(on(today), competence=chosen["kan"], level__gte=chosen["mindst"] or 1)
    return everyone.filter(pk__in=holds.values("employee"))


def shown_of(fields: list[Field], chosen: dict[str, Any]) -> Field:
    """The field that is chosen, else the first of them."""
    return next((field for field in fields if field.profile.pk == chosen["felt"]), fields[0])


def in_words(employees: list[Employee], field: Field, today: date) -> list[Row]:
    """What is agreed and what is shared, in words. Four queries, however many."""
    numbers = [employee.pk for employee in employees]
    levels, mastered = agreed_levels(numbers, today), roles_mastered(numbers, today)
    subjects = [one.kept_as for one in field.competences]
    unsure: dict[int, set[int]] = defaultdict(set)
    marks = OwnView.objects.open().filter(
        employee__in=numbers, competence__in=subjects, is_shared=True, is_unsure=True
    )
    for mark in marks:
        unsure[mark.employee_id].add(mark.competence_id)
    return [
        Row(
            employee,
            [_cell(levels.get(employee.pk, {}).get(s, 0), s in unsure[employee.pk]) for s in subjects],
            ", ".join(str(role.label) for role in Role if role in mastered.get(employee.pk, ())),
        )
        for employee in employees
    ]


def _cell(level: int, is_unsure: bool) -> str:
    said = str(Level(level).label) if level else "–"
    return _("%(level)s (usikker)") % {"level": said} if is_unsure else said


@gate(needs=May.SEE_LOAD)
@require_GET
def coverage(request: SignedIn) -> HttpResponse:
    """Whether the fixed employee masters what the course needs: the leader's own unit, or every unit in figures."""
    today, leads = timezone.localdate(), request.user.may(May.LEAD)
    units = rows.units_of(request)
    found = coverage_of(units, today)
    own = units[0] if leads else None
    shares = broad_over_time(own, today)
    courses: QuerySet[Course] = Course.objects.filter(unit__in=units)
    specialists = [StaffProfile.JOB_CONSULTANT, StaffProfile.JOB_EFFORT]
    context = {
        "units": [(unit, covered_in_words(found[unit.pk])) for unit in units],
        "leads": leads,
        "fragile": fragile_in_words(found[own.pk]) if own is not None else [],
        "drawn_in": drawn_in_in_words(times_drawn_in(courses, today, by=specialists)),
        "broad": _broad(shares),
        "at_least": BROAD,
        "lines": lines(today),
    }
    return render(request, "workbench/coverage.html", context)


def covered_in_words(of_unit: Coverage) -> str:
    told = {"asked": of_unit.asked, "open": of_unit.open_courses}
    if of_unit.share is None:
        return _("For få forløb har fået valgt roller til at sige noget.")
    told |= {"share": round(of_unit.share * 100)}
    return _("I %(share)s %% af de forløb, hvor roller er valgt, kan den faste medarbejder dem alle.") % told + " " + _(
        "Det er valgt i %(asked)d af %(open)d åbne forløb."
    ) % told  # fmt: skip


def fragile_in_words(of_unit: Coverage) -> list[tuple[str, str]]:
    # Asked also where nobody is named, so that the page costs the same.
    names = Employee.objects.in_bulk([0, *(one.employee for one in of_unit.fragile if one.employee)])
    said = []
    for one in of_unit.fragile[:FRAGILE_SHOWN]:
        roles = ", ".join(str(role.label).lower() for role in Role if role in one.roles)
        told = {"n": one.courses if one.courses >= LIMIT else _("færre end %(n)d") % {"n": LIMIT}}
        if one.employee is None:
            said.append(
                (roles, _("Ingen i enheden kan det hele alene. Forløb, der kræver det: %(n)s.") % told)
            )
            continue
        told |= {"name": names[one.employee].name}
        said.append((roles, _("Kun %(name)s. Forløb, der kræver det: %(n)s.") % told))
    return said


def _broad(shares: list[float | None]) -> dict[str, Any] | None:
    """A year of shares as a sentence and a curve; None where there are too few to tell."""
    first, last = shares[0], shares[-1]
    if last is None:
        return None
    then = (
        _("For et år siden var det %(share)s %%.") % {"share": round(first * 100)}
        if first is not None
        else ""
    )
    said = _("I dag er det %(share)s %%.") % {"share": round(last * 100)}
    points = curve(shares)
    return {
        "said": f"{said} {then}".strip(),
        "curve": {
            "title": f"{said} {then}".strip(),
            "points": [" ".join(f"{x},{y}" for x, y in stretch) for stretch in points],
            "end": [f"{place}" for place in points[-1][-1]],
        },
    }


@gate(needs=May.LEAD)
@require_GET
def next_to_learn(request: SignedIn) -> HttpResponse:
    """The next best thing to learn for the unit, within the hours there are."""
    unit = rows.own_unit(request)
    form = HoursForm(request.GET if "timer" in request.GET else {"timer": FIRST_HOURS})
    if not form.is_valid():
        return render(request, "workbench/next_to_learn.html", {"form": form, "unit": unit}, status=422)
    found = next_best(unit, form.cleaned_data["timer"], timezone.now())
    context = {
        "form": form,
        "unit": unit,
        "found": found,
        "distance": percent(found.plan.distance),
        "guarantee": int(found.plan.guarantee * 100),
        "whole_distance": percent(found.whole.distance),
    }
    return render(request, "workbench/next_to_learn.html", context)
