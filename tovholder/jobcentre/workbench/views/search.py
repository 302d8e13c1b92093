"""One search field: name, birth date, CPR, company, telephone. Only people I may see. By POST, so that no name or
number ends in a URL or a log; and the emergency way in.
"""

import re
from datetime import date, datetime

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from rapidfuzz import fuzz, process

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.actions import open_in_emergency
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.names.order import by_name
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
    form = EmergencyForm(request.POST or None)
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
                refused, status = str(no_way_in), 409
            else:
                return redirect("citizen", pk=access.citizen_id)
    return render(request, "workbench/emergency.html", {"form": form, "refused": refused}, status=status)


def find_citizens(user, text: str, today: date) -> list[Citizen]:
    """Return up to ten citizens this person may see: by number exactly, by name forgivingly."""
    visible = Citizen.objects.visible_to(user, today)
    digits = re.sub(r"\D", "", text)
    if digits and not re.search(r"[^\W\d_]", text):
        return list(visible.filter(_by_digits(text, digits)).order_by(by_name(), "pk")[:MOST])
    folded = fold(text)
    if not folded:
        return []
    exact = visible
    for word in folded.split():
        exact = exact.filter(search_name__contains=word)
    found = list(exact.order_by(by_name(), "pk")[:MOST])
    return found or _by_likeness(visible, folded)


def _by_digits(text: str, digits: str) -> Q:
    condition = Q(telephone__in={digits, " ".join(re.findall("..", digits))})
    birth = _as_date(text, digits)
    if birth is not None:
        condition |= Q(birth_date__in=birth)
    if len(digits) == 10:
        condition |= Q(cpr_fingerprint=cpr.fingerprint(digits))
    return condition


def _as_date(text: str, digits: str) -> list[date] | None:
    """The days a text may mean: six digits as in a CPR number (both centuries), or a whole date."""
    patterns = {6: ["%d%m19%y", "%d%m20%y"], 8: ["%d%m%Y"]}.get(len(digits), [])
    days = []
    for pattern in patterns:
        century = pattern[4:6] if len(digits) == 6 else ""
        try:
            days.append(datetime.strptime(digits[:4] + century + digits[4:], "%d%m%Y").date())  # noqa: DTZ007
        except ValueError:
            continue
    return days or None


def _by_likeness(visible, folded: str) -> list[Citizen]:
    """Names that are nearly the one typed, nearest first."""
    names = dict(visible.order_by("pk").values_list("pk", "search_name")[:20_000])
    near = process.extract(folded, names, scorer=fuzz.WRatio, score_cutoff=LIKE_ENOUGH, limit=MOST)
    people = visible.in_bulk([pk for _name, _score, pk in near])
    return [people[pk] for _name, _score, pk in near]


def find_workplaces(user, text: str) -> list[Workplace]:
    """Return up to ten workplaces by name, company, CVR, P-number or telephone."""
    digits = re.sub(r"\D", "", text)
    places = Workplace.objects.visible_to(user).with_contact()
    if digits and not re.search(r"[^\W\d_]", text):
        by_number = Q(p_number=digits) | Q(company__cvr=digits)
        condition = by_number | Q(telephone__in={digits, " ".join(re.findall("..", digits))})
    else:
        condition = Q()
        for word in fold(text).split():
            condition &= Q(search_name__contains=word) | Q(company__search_name__contains=word)
        if not condition:
            return []
    return list(places.filter(condition).order_by(by_name(), "pk")[:MOST])
