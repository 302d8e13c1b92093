"""Mine tal: an employee's own figures, for nobody else. The address holds no number, so there is no other's to ask for.

No look is recorded: no citizen is named here or read as a person, and the log tells a citizen who has seen them.
"""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.results.mine import mine
from tovholder.jobcentre.results.published import newest_of_units
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.time_spent import spent_by
from tovholder.jobcentre.workbench import my_figures as told


@gate(needs=May.FOLLOW_CITIZENS)
@require_safe
def my_figures(request: SignedIn) -> HttpResponse:
    span, parts = parts_of(request.user.employee, timezone.localdate())
    return render(request, "workbench/my_figures.html", {"span": span, "parts": parts})


def parts_of(employee: Employee, today: date) -> tuple[str, list[told.Part]]:
    """Which months they are of, in words, and the figures."""
    figures = mine(employee, today)
    of_unit = {
        code: figure for (_unit, code), figure in newest_of_units([employee.unit], told.BESIDE).items()
    }
    spent = spent_by(employee, figures.months[0].first_day, figures.months[-1].last_day)
    return told.span_in_words(figures.months), told.parts(figures, employee.unit.name, of_unit, spent)
