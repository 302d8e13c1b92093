from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tovholder.jobcentre.access.gate import gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.results import actions, charts, expected, story
from tovholder.jobcentre.results.charts import Expectation
from tovholder.jobcentre.results.explained import company_rows, explained
from tovholder.jobcentre.results.forms import MunicipalityForm
from tovholder.jobcentre.results.models import Chart, Indicator, MunicipalityChoice
from tovholder.jobcentre.results.published import of_companies, published
from tovholder.jobcentre.sickleave.actions import may_choose_sick_leave


def _me(request: HttpRequest) -> User:
    """Whom the gate let in."""
    assert isinstance(request.user, User)
    return request.user


@gate(needs=May.SEE_RESULTS)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    choice = MunicipalityChoice.now()
    figures = published(choice.small_number_limit)
    periods = expected.of_area(choice.area)
    shown = periods[0].shown() if periods and periods[0].groups else None
    page = {
        "chapters": story.chapters(figures),
        "published_at": figures.at,
        "choice": choice,
        "periods": periods,
        "chart": _chart(shown) if shown else "",
        "chart_title": charts.title(shown) if shown else "",
        "has_many_units": figures.has_many_units,
        "distribution_heads": [_("Hvornår"), _("Antal"), _("Andel")],
        "may_choose": actions.may_choose(_me(request)),
        "may_choose_sick_leave": may_choose_sick_leave(_me(request)),
    }
    return render(request, "results/results.html", page)


@gate(needs=May.SEE_RESULTS)
@require_safe
def results_units(request: HttpRequest, code: str) -> HttpResponse:
    """One figure in every unit: a page of its own where there are more units than one page bears."""
    if code not in Indicator.values:
        raise Http404
    choice = MunicipalityChoice.now()
    figures = published(choice.small_number_limit, with_units_of=code)
    if not figures.of(code):
        raise Http404
    page = {"part": explained(figures, Indicator(code)), "name": Indicator(code).label, "choice": choice}
    return render(request, "results/units.html", page)


@gate(needs=May.SEE_RESULTS)
@require_safe
def results_companies(request: HttpRequest, code: str) -> HttpResponse:
    """One figure of the companies that have told us enough to be shown."""
    series = of_companies(code) if code in Indicator.values else []
    if not series:
        raise Http404
    choice = MunicipalityChoice.now()
    page = {
        "part": explained(published(choice.small_number_limit), Indicator(code)),
        "name": Indicator(code).label,
        "heads": [_("Virksomhed"), _("Året til i dag"), _("Af")],
        "rows": company_rows(series),
        "choice": choice,
    }
    return render(request, "results/companies.html", page)


def _chart(shown: Expectation) -> SafeString:
    """The kept chart; drawn anew, and not kept, where a GET meets one that is not there."""
    kept = Chart.objects.filter(key=shown.key(get_language() or "")).first()
    return charts.picture(kept.svg) if kept else charts.draw(shown)


@gate(needs=May.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_municipality(request: HttpRequest) -> HttpResponse:
    if not actions.may_choose(_me(request)):
        record.refusal("choose_municipality", by=request.user, at=timezone.now())
        raise PermissionDenied
    choice = MunicipalityChoice.now()
    if request.method != "POST":
        form = MunicipalityForm(
            initial={"area": choice.area, "small_number_limit": choice.small_number_limit}
        )
        return render(request, "results/choose.html", {"form": form, "refused": ""})
    form = MunicipalityForm(request.POST)
    if not form.is_valid():
        return render(request, "results/choose.html", {"form": form, "refused": ""}, status=422)
    try:
        actions.choose_municipality(
            **form.cleaned_data, by=_me(request), at=timezone.now(), today=timezone.localdate()
        )
    except Refused as refused:
        return render(request, "results/choose.html", {"form": form, "refused": str(refused)}, status=409)
    messages.success(request, _("Valget er gemt."))
    return redirect("results")
