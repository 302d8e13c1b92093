"""One search field: name, birth date, CPR, company, telephone. Only people I may see. By POST, so that no name or
number ends in a URL or a log; and the emergency way in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.actions import open_in_emergency
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.models import Company, Workplace
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.staff.now import people_of
from tovholder.jobcentre.workbench.by_name import alike, beginning_or_ending_so, named
from tovholder.jobcentre.workbench.forms.search import EmergencyForm
from tovholder.jobcentre.workbench.pages import KEYS, Page, page_of, page_of_keys, read

MOST = 10  # while somebody types; the page of its own holds more
PAGE = 50


@dataclass(frozen=True)
class Found:
    """One kind of what was found; `foer` and `fra` are sent with the text to see the pages beside."""

    rows: list[Any]
    foer: int | None = None
    fra: int | None = None


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def search(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    text = request.POST.get("text", "")[:100].strip()
    size = MOST if request.htmx else PAGE
    citizens = workplaces = Found([])
    if len(text) >= 2:
        today = timezone.localdate(now)
        citizens = find_citizens(request.user, text, today, size=size, given=_page("borgere", request))
        workplaces = find_workplaces(request.user, text, size=size, given=_page("steder", request))
        people = people_of(workplaces.rows, today)
        for place in workplaces.rows:
            place.duty = people[place]
    record.search("search", [person.pk for person in citizens.rows], by=request.user, at=now)
    context = {
        "text": text,
        "citizens": citizens.rows,
        "workplaces": workplaces.rows,
        "found": [("borgere", _("borgere"), citizens), ("steder", _("arbejdssteder"), workplaces)],
        "more": citizens.fra or workplaces.fra,
        "asked": len(text) >= 2,
        # What a number finds is no list; and it is never written on a page.
        "takes_out": bool(citizens.rows or workplaces.rows) and not re.search(r"\d", text),
    }
    template = "workbench/search.html#found" if request.htmx else "workbench/search.html"
    return render(request, template, context)


def _page(kind: str, request: SignedIn) -> dict[str, str]:
    """Which page of one kind is asked for: "borgere_fra" or "borgere_foer", sent beside the text."""
    return {key: request.POST.get(f"{kind}_{key}", "") for key in KEYS}


@gate(needs=May.FOLLOW_CITIZENS)
def emergency(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    form = EmergencyForm(request.POST) if request.method == "POST" else EmergencyForm()
    refused, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                access = open_in_emergency(
                    digits=form.cleaned_data["number"],
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                    at=now,
                    today=timezone.localdate(now),
                )
            except Refused as no_way_in:
                record.refusal("emergency", by=request.user, at=now)
                refused, status = str(no_way_in), 409
            else:
                return redirect("citizen", pk=access.citizen_id)
    return render(request, "workbench/emergency.html", {"form": form, "refused": refused}, status=status)


def find_citizens(user, text: str, today: date, *, size: int, given: Mapping[str, str]) -> Found:
    """Return a page of the citizens this person may see: by number exactly, by name forgivingly."""
    visible = Citizen.objects.visible_to(user, today)
    digits = re.sub(r"\D", "", text)
    if digits and not re.search(r"[^\W\d_]", text):
        return _in_order(visible.filter(_by_digits(text, digits)), size, given)
    folded = fold(text)
    if not folded:
        return Found([])
    return _found(page_of_keys(visible, named(visible, folded, most=MOST), given, size=size))


def _in_order(rows: QuerySet[Any], size: int, given: Mapping[str, str]) -> Found:
    return _found(page_of(rows, given, known=rows, by="name_order", size=size))


def _found(page: Page) -> Found:
    return Found(page.rows, page.foer, page.fra)


def _by_digits(text: str, digits: str) -> Q:
    condition = Q(telephone__in=_telephones(digits)) | Q(birth_date__in=_as_dates(text, digits))
    if len(digits) == 10:
        condition |= Q(cpr_fingerprint=cpr.fingerprint(digits))
    return condition


def _telephones(digits: str) -> set[str]:
    """A number as it may be kept: without spaces or in pairs, and without the country's own."""
    if len(digits) == 10 and digits.startswith("45"):
        digits = digits[2:]
    return {digits, " ".join(re.findall("..", digits))}


def _as_dates(text: str, digits: str) -> list[date]:
    """The days a text may mean: day, month and year; of a year in two digits, as in a CPR number, both centuries."""
    parts = re.fullmatch(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4}|\d{2})", text)
    if parts is None and len(digits) not in {6, 8}:
        return []
    day, month, year = parts.groups() if parts else (digits[:2], digits[2:4], digits[4:])
    years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
    dates = []
    for whole_year in years:
        try:
            dates.append(date(whole_year, int(month), int(day)))
        except ValueError:
            continue
    return dates


def find_workplaces(user, text: str, *, size: int, given: Mapping[str, str]) -> Found:
    """Return a page of the workplaces by name, company, CVR, P-number or telephone."""
    digits = re.sub(r"\D", "", text)
    places = Workplace.objects.visible_to(user)
    shown = places.select_related("contact").only("name", "address", "contact__name", "contact__left_on")
    if digits and not re.search(r"[^\W\d_]", text):
        return _in_order(shown.filter(_workplaces_by_digits(digits)), size, given)
    folded = fold(text)
    if not folded:
        return Found([])
    found = _in_order(shown.filter(_workplaces_by_words(folded)), size, given)
    return found if found.rows else Found(read(shown, _workplaces_alike(places, folded)))


# Each way to a workplace has its index; joined by OR they would have none.


def _workplaces_by_digits(digits: str) -> Q:
    ways = (Q(p_number=digits), Q(telephone__in=_telephones(digits)), Q(company__cvr=digits))
    first, *more = (Workplace.objects.filter(way).values("pk") for way in ways)
    return Q(pk__in=first.union(*more))


def _workplaces_alike(places: QuerySet[Workplace], folded: str) -> list[int]:
    near = beginning_or_ending_so(places, folded).order_by()
    return alike(near.values_list("pk", "search_name"), folded, most=MOST)


def _workplaces_by_words(folded: str) -> Q:
    """Every word stands in the name of the workplace or its company: only the names' own indexes are gone through."""
    condition = Q()
    for word in folded.split():
        companies = Company.objects.filter(search_name__contains=word)
        own = Workplace.objects.filter(search_name__contains=word).values("pk")
        condition &= Q(pk__in=own.union(Workplace.objects.filter(company__in=companies).values("pk")))
    return condition
