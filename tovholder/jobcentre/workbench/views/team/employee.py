"""One employee of the leader's unit: what they can, as agreed between the two."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.competence.drawing import draw
from tovholder.jobcentre.competence.profile import profile_of
from tovholder.jobcentre.staff import actions
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.workbench.able import about
from tovholder.jobcentre.workbench.forms.asked import LanguagesForm
from tovholder.jobcentre.workbench.views.team import rows


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def employee(request: SignedIn, pk: int) -> HttpResponse:
    unit = rows.own_unit(request)
    somebody = get_object_or_404(Employee.objects.filter(unit=unit).select_related("unit"), pk=pk)
    today = timezone.localdate()
    facts, seen = about(somebody, today), profile_of(somebody, today, only_shared=True)
    if request.method != "POST":
        languages = LanguagesForm(initial={"languages": ", ".join(facts.languages)})
    else:
        languages = LanguagesForm(request.POST)
        if languages.is_valid():
            by, at = request.user, timezone.now()
            actions.set_languages(somebody, languages=languages.cleaned_data["languages"], by=by, at=at)
            messages.success(
                request, _("Det er gemt. %(name)s kan se det under Om mig.") % {"name": somebody.name}
            )
            return redirect("employee", pk=pk)
    context = {"facts": facts, "languages": languages, "seen": seen, "branches": draw(seen)}
    return render(request, "workbench/employee.html", context, status=422 if languages.errors else 200)
