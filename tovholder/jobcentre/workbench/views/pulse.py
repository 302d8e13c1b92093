"""The pulse: answered without a name, read as a development; never a person's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.results.charts import curve
from tovholder.jobcentre.staff import actions
from tovholder.jobcentre.staff.pulse import development, monday_of
from tovholder.jobcentre.workbench.forms.pulse import PulseForm

# Kept in the browser alone: here nobody knows who has answered.
COOKIE, COOKIE_DAYS = "pulse", 8


@dataclass(frozen=True)
class Line:
    code: str
    question: str
    said: str
    curve: dict[str, Any] | None


@gate(needs=May.LEARN)
@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    week = monday_of(timezone.localdate(now)).isoformat()
    answered = request.COOKIES.get(COOKIE) == week
    form = PulseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not answered and form.is_valid():
        actions.answer_pulse(form.cleaned_data, at=now)
        messages.success(request, _("Tak. Svaret er talt med, og ingen kan se, at det var dit."))
        response = redirect("pulse")
        response.set_cookie(
            COOKIE,
            week,
            max_age=COOKIE_DAYS * 86_400,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
        return response
    context = {"form": form, "answered": answered, "lines": lines(timezone.localdate(now))}
    return render(
        request, "workbench/pulse.html", context, status=422 if form.errors and not answered else 200
    )


def lines(today: date) -> list[Line]:
    """Each question with the newest that can be told, and half a year as a curve."""
    found = []
    for question, means in development(today).items():
        known = [mean for mean in means if mean is not None]
        if not known:
            found.append(
                Line(question.value, str(question.label), _("For få har svaret til at sige noget."), None)
            )
            continue
        said = _("%(mean)s af 5 sidst, %(first)s først.") % {
            "mean": number_format(round(known[-1], 1)),
            "first": number_format(round(known[0], 1)),
        }
        points = curve(means)
        drawn = {
            "title": f"{question.label}: {said}",
            "points": [" ".join(f"{x},{y}" for x, y in stretch) for stretch in points],
            "end": [f"{place}" for place in points[-1][-1]],
        }
        found.append(Line(question.value, str(question.label), said, drawn))
    return found
