"""One search field: name, birth date, CPR, company, telephone. Only people I may see. By POST, so that no name or
number ends in a URL or a log; and the emergency way in.
"""

import re
from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from rapidfuzz import fuzz

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.actions import open_in_emergency
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.workbench.forms.search import EmergencyForm

MOST = 10
LIKE_ENOUGH = 78  # of 100; below it, other people's names begin to look alike


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def search(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    text = request.POST.get("text", "")[:100].strip()
    citizens: list[Citizen] = []
    workplaces: list[Workplace] = []
    if len(text) >= 2:
        citizens = find_citizens(request.user, text, timezone.localdate(now))
        workplaces = find_workplaces(request.user, text)
    record.search("search", [person.pk for person in citizens], by=request.user, at=now)
    context = {"text": text, "citizens": citizens, "workplaces": workplaces, "asked": len(text) >= 2}
    template = "workbench/search.html#found" if request.htmx else "workbench/search.html"
    return render(request, template, context)


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


def find_citizens(user, text: str, today: date) -> list[Citizen]:
    """Return up to ten citizens this person may see: by number exactly, by name forgivingly."""
    visible = Citizen.objects.visible_to(user, today)
    digits = re.sub(r"\D", "", text)
    if digits and not re.search(r"[^\W\d_]", text):
        return list(visible.filter(_by_digits(text, digits)).order_by("name_order", "pk")[:MOST])
    folded = fold(text)
    if not folded:
        return []
    exact = visible
    for word in folded.split():
        exact = exact.filter(search_name__contains=word)
    found = list(exact.order_by("name_order", "pk")[:MOST])
    return found or _by_likeness(visible, folded)


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


def _by_likeness(rows: QuerySet, folded: str) -> list:
    """Rows of whose folded name every typed word is nearly a part, nearest first."""
    typed = folded.split()
    names = rows.order_by("pk").values_list("pk", "search_name")[:20_000]
    likeness = {pk: min(_like(word, name) for word in typed) for pk, name in names}
    near = sorted((pk for pk in likeness if likeness[pk] >= LIKE_ENOUGH), key=lambda pk: (-likeness[pk], pk))
    found = rows.in_bulk(near[:MOST])
    return [found[pk] for pk in near[:MOST]]


def _like(word: str, name: str) -> float:
    return max((fuzz.ratio(word, part) for part in name.split()), default=0.0)


def find_workplaces(user, text: str) -> list[Workplace]:
    """Return up to ten workplaces by name, company, CVR, P-number or telephone."""
    digits = re.sub(r"\D", "", text)
    places = Workplace.objects.visible_to(user).with_contact()
    if digits and not re.search(r"[^\W\d_]", text):
        by_number = Q(p_number=digits) | Q(company__cvr=digits) | Q(telephone__in=_telephones(digits))
        return list(places.filter(by_number).order_by("name_order", "pk")[:MOST])
    folded = fold(text)
    if not folded:
        return []
    named = Q()
    for word in folded.split():
        named &= Q(search_name__contains=word) | Q(company__search_name__contains=word)
    return list(places.filter(named).order_by("name_order", "pk")[:MOST]) or _by_likeness(places, folded)
