"""One employee of the leader's unit: what they can, as agreed between the two."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.staff import actions
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.workbench.able import about
from tovholder.jobcentre.workbench.forms.asked import LanguagesForm, RolesForm
from tovholder.jobcentre.workbench.views.team import rows

MASTERED = gettext_lazy("Roller, som medarbejderen kan tage alene")


@gate(needs=May.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def employee(request: SignedIn, pk: int) -> HttpResponse:
    unit = rows.own_unit(request)
    somebody = get_object_or_404(Employee.objects.filter(unit=unit).select_related("unit"), pk=pk)
    facts = about(somebody)
    if request.method != "POST":
        languages = LanguagesForm(initial={"languages": ", ".join(facts.languages)})
        roles = RolesForm(label=MASTERED, initial={"roles": facts.role_codes})
    else:
        languages, roles = LanguagesForm(request.POST), RolesForm(request.POST, label=MASTERED)
        if languages.is_valid() and roles.is_valid():
            by, at = request.user, timezone.now()
            actions.set_languages(somebody, languages=languages.cleaned_data["languages"], by=by, at=at)
            actions.set_roles_mastered(somebody, roles=roles.cleaned_data["roles"], by=by, at=at)
            messages.success(
                request, _("Det er gemt. %(name)s kan se det under Om mig.") % {"name": somebody.name}
            )
            return redirect("employee", pk=pk)
    context = {"facts": facts, "languages": languages, "roles": roles}
    return render(
        request, "workbench/employee.html", context, status=422 if languages.errors or roles.errors else 200
    )
