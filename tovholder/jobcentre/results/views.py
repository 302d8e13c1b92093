from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tovholder.jobcentre.access.actions import chooses_for_all
from tovholder.jobcentre.access.gate import gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.results import (
    actions,
    charts,
    expected,
    figure,
    lasting,
    model,
    news,
    sentences,
    story,
)
from tovholder.jobcentre.results.against import Measures
from tovholder.jobcentre.results.charts import Expectation
from tovholder.jobcentre.results.data_read import time_of_data
from tovholder.jobcentre.results.explained import company_month_rows, company_rows, explained
from tovholder.jobcentre.results.forms import MunicipalityForm
from tovholder.jobcentre.results.indicators import ONE_BY_ONE
from tovholder.jobcentre.results.mapping import lines
from tovholder.jobcentre.results.models import Chart, Indicator, MunicipalityChoice
from tovholder.jobcentre.results.parts import parts
from tovholder.jobcentre.results.published import (
    of_companies,
    of_companies_by_month,
    of_own_page,
    of_the_model,
    published,
)
from tovholder.jobcentre.sickleave.models import SickLeaveChoice
from tovholder.registers.fidelity import scale
from tovholder.registers.tables import benefits


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
        "lines": story.first_screen(figures, Measures(periods, SickLeaveChoice.now())),
        "chapters": story.chapters(figures),
        "published_at": figures.at,
        "choice": choice,
        "periods": periods,
        "chart": _chart(shown) if shown else "",
        "chart_title": charts.title(shown) if shown else "",
        "may_choose": actions.may_choose(_me(request)),
        "may_choose_sick_leave": chooses_for_all(_me(request)),
    }
    return render(request, "results/results.html", page)


@gate(needs=May.SEE_RESULTS)
@require_safe
def results_figure(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: how it moves, its table, its units, and what it is."""
    if code not in ONE_BY_ONE:
        raise Http404
    choice = MunicipalityChoice.now()
    figures = published(choice.small_number_limit, with_units_of=code)
    if not figures.of(code):
        raise Http404
    indicator = Indicator(code)
    measures = Measures(expected.of_area(choice.area), SickLeaveChoice.now())
    moved = news.movement(figures, code)
    page = {
        "told": story.tell(figures, indicator, measures),
        "more": [text for text in sentences.more(figures, indicator) if text],
        "year": figure.over_a_year(indicator, figures.of(code)),
        "process": figure.process_chart(indicator, moved),
        "news": news.sentence(moved),
        "part": explained(figures, indicator),
        "parts": parts(figures, indicator),
        "distribution_heads": [_("Hvornår"), _("Antal"), _("Andel")],
        "time_of_data": time_of_data(figures.at),
        "choice": choice,
    }
    return render(request, "results/figure.html", page)


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
        "month_heads": [_("Virksomhed"), _("Måned"), _("I måneden"), _("Af")],
        "month_rows": company_month_rows(of_companies_by_month(code)),
        "time_of_data": time_of_data(series[0].published_at),
        "choice": choice,
    }
    return render(request, "results/companies.html", page)


@gate(needs=May.SEE_RESULTS)
@require_safe
def results_lasting(request: HttpRequest) -> HttpResponse:
    """How long sick leave lasts, and how it ends."""
    long, ends = of_own_page(Indicator.SICK_LASTING), of_own_page(Indicator.SICK_ENDS)
    page = {
        "parts": [lasting.how_long(long), lasting.how_it_ends(ends)],
        "time_of_data": time_of_data(max((figure.published_at for figure in (*long, *ends)), default=None)),
        "choice": MunicipalityChoice.now(),
    }
    return render(request, "results/lasting.html", page)


@gate(needs=May.SEE_RESULTS)
@require_safe
def results_benefits(request: HttpRequest) -> HttpResponse:
    """Which class each benefit counts in, and from when to when."""
    mapping = benefits()
    page = {"version": mapping.version, "lines": lines(mapping)}
    return render(request, "results/benefits.html", page)


@gate(needs=May.SEE_RESULTS)
@require_safe
def results_model(request: HttpRequest) -> HttpResponse:
    """How far the model is lived, element by element."""
    figures = of_the_model(scale())
    rows = model.rows(scale(), figures)
    newest = [series[-1].published_at for series in figures.values()]
    page = {
        "rows": rows,
        "summary": model.summary(rows),
        "scale": scale(),
        "time_of_data": time_of_data(max(newest, default=None)),
    }
    return render(request, "results/model.html", page)


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
            initial={
                "area": choice.area,
                "small_number_limit": choice.small_number_limit,
                "round_to": choice.round_to,
            }
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
