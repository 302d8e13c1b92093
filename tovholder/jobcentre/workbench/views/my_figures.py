"""Mine tal: an employee's own figures, for nobody else. The address holds no number, so there is no other's to ask for.

No look is recorded: no citizen is named here or read as a person, and the log tells a citizen who has seen them.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.results.mine import mine
from tovholder.jobcentre.results.published import newest_of_units
from tovholder.jobcentre.talks.time_spent import spent_by
from tovholder.jobcentre.workbench import my_figures as told


@gate(needs=May.FOLLOW_CITIZENS)
@require_safe
def my_figures(request: SignedIn) -> HttpResponse:
    employee = request.user.employee
    figures = mine(employee, timezone.localdate())
    of_unit = {
        code: figure for (_unit, code), figure in newest_of_units([employee.unit], told.BESIDE).items()
    }
    spent = spent_by(employee, figures.months[0].first_day, figures.months[-1].last_day)
    context = {
        "span": told.span_in_words(figures.months),
        "parts": told.parts(figures, employee.unit.name, of_unit, spent),
    }
    return render(request, "workbench/my_figures.html", context)
