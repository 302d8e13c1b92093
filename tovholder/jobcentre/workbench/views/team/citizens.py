"""All the citizens of a leader's unit, a page at a time in Danish order."""

from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.citizens.models.citizen import barred, barred_from
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.staff.now import OnDuty, people_of
from tovholder.jobcentre.workbench import citizen_list
from tovholder.jobcentre.workbench.citizen_list import NAME_ORDER, Days, Line, Listing
from tovholder.jobcentre.workbench.forms.team import FilterForm
from tovholder.jobcentre.workbench.pages import Page, address_of_each, counted, page_of_found
from tovholder.jobcentre.workbench.views.team import rows

PAGE = 50
SHOWN = (
    "citizen", "contact", "next_on", "citizen__name", "citizen__birth_date", "contact__name",
    "contact__left_on",
)  # fmt: skip


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def team_citizens(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    unit = rows.own_unit(request)
    everyone = Course.objects.open().filter(unit=unit)
    form = FilterForm(request.GET, contacts=rows.followers(everyone, request.GET.get("fast", "")))
    context: dict[str, Any] = {"form": form, "unit": unit}
    if not form.is_valid():
        return render(request, "workbench/team_citizens.html", context | {"listing": None}, status=422)
    chosen = chosen_of(everyone, form.cleaned_data, unit)
    kept_from = barred_from(request.user, "citizen__")
    if citizen_list.is_first_page(request) and not any(form.cleaned_data.values()):
        listing = Listing(_first_page(request.user, unit))
    else:
        known = Course.objects.filter(unit=unit).exclude(kept_from)
        listing = citizen_list.listing(request, shown(chosen.exclude(kept_from)), known=known, size=PAGE)
    citizens = [course.citizen_id for course in listing.courses]
    record.look_at_list(
        "team_citizens", citizens, by=request.user, at=now, kind=listing.kind, **form.cleaned_data
    )
    context |= {"listing": listing, "lines": _lines(request, listing, timezone.localdate(now))}
    if not request.htmx:
        context |= {
            "in_all": capfirst(citizen_list.how_many(counted(chosen))),
            "not_shown": citizen_list.not_shown(counted(chosen.filter(kept_from))),
        }
    return citizen_list.answer(request, "workbench/team_citizens.html", context)


def shown(courses: QuerySet[Course]) -> QuerySet[Course]:
    return courses.select_related("citizen", "contact").only(*SHOWN)


_ROWS = Prepared(lambda: shown(Course.objects.filter(pk__in=Given.numbers("courses"))))


@cache
def _keys(has_clearance: bool) -> Prepared:
    """The numbers of the unit's first courses in Danish order, one more than a page holds."""
    kept_from = barred(Given.number("employee"), has_clearance=has_clearance, prefix="citizen__")
    return Prepared(
        lambda: (
            Course.objects.open()
            .filter(unit=Given.number("unit"))
            .exclude(kept_from)
            .order_by(NAME_ORDER, "pk")
            .values_list("pk", flat=True)[: PAGE + 1]
        )
    )


def _first_page(user: User, unit: Unit) -> Page:
    """The page that everybody opens, as `page_of` reads it. Two queries, each put into SQL once."""
    employee = user.employee
    keys = list(_keys(employee.has_clearance).ask(unit=unit.pk, employee=employee.pk))
    return page_of_found(_ROWS.ask(courses=keys[:PAGE]), keys, size=PAGE)


def chosen_of(courses: QuerySet[Course], chosen: dict[str, Any], unit: Unit) -> QuerySet[Course]:
    if chosen["fast"]:
        courses = courses.filter(contact=chosen["fast"])
    if chosen["uden_naeste"]:
        courses = courses.filter(next_on__isnull=True)
    return rows.new_ones(courses, unit) if chosen["nye"] else courses


def agreed_in_words(course: Course, person: OnDuty, days: Days, today: date) -> str:
    """ "Amina Yusuf. Næste aftale fredag 27. november." """
    if course.next_on is None:
        agreed = _("Ingen næste aftale.")
    elif course.next_on < today:
        agreed = _("De skulle have talt sammen %(day)s.") % {"day": days[course.next_on]}
    else:
        agreed = _("Næste aftale %(day)s.") % {"day": days[course.next_on]}
    return f"{person}. {agreed}"


def _lines(request: SignedIn, listing: Listing, today: date) -> list[Line]:
    days = Days(today)
    people = people_of(listing.courses, today)
    change_url = address_of_each("change_contact")
    contact_of = _("fast medarbejder for %(name)s")

    def say(course: Course) -> dict[str, str]:
        return {
            "name": course.citizen.name,
            "why": agreed_in_words(course, people[course], days, today),
            "age": f", {course.citizen.age(today)}",
            "change": contact_of % {"name": course.citizen.name},
            "change_url": change_url % course.citizen_id,
        }

    return citizen_list.lines(request, listing, say)
