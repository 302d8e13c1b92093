from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tovholder.evidence.told import OtherShape, told_again
from tovholder.jobcentre.access.gate import gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.results import expected, words
from tovholder.jobcentre.results.evidence import chart, research
from tovholder.jobcentre.results.evidence.sentences import Saying
from tovholder.jobcentre.results.models import MunicipalityChoice, Study

MOST_SHOWN = 40
EXAMPLE = "Viborg"  # whom the command is shown with where no municipality is chosen
COMMAND = 'tovholder evidence --panel FIL --unit "%s" --from 2019 --in pct.'
PANEL_SOURCE = "Danmarks Statistik, AUP02 (CC BY 4.0)."


@gate(needs=May.SEE_RESULTS)
@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Every study with what it says, the municipality against the expected over time, and the research."""
    studies = list(Study.objects.order_by("measure", "pk")[:MOST_SHOWN])
    area = MunicipalityChoice.now().area
    periods = [period for period in expected.of_area(area) if period.total]
    page = {
        "studies": [(study, saying_of(study)) for study in studies],
        "periods": periods,
        "chart": _against_expected(periods) if len(periods) > 1 else None,
        "command": COMMAND % (area or EXAMPLE),
        "panel_source": PANEL_SOURCE,
        "research": research.by_side(),
    }
    return render(request, "results/evidence.html", page)


@gate(needs=May.SEE_RESULTS)
@require_safe
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """One study: the curves, the band, the weights, and how sure it is."""
    kept = get_object_or_404(Study, pk=pk)
    saying = saying_of(kept)
    if saying is None:
        raise Http404
    told = saying.told
    page = {
        "study": kept,
        "told": told,
        "saying": saying,
        "side": chart.side_by_side(told, saying, kept.measure),
        "gap": chart.apart(told, saying),
        "heads": [_("Periode"), told.area, _("Den sammensatte"), _("Forskel"), _("De andres forskelle")],
        "donor_heads": [_("Kommune"), _("Vægt")],
    }
    return render(request, "results/study.html", page)


def saying_of(kept: Study) -> Saying | None:
    """None where it was reckoned by an earlier program and must be reckoned again."""
    try:
        return Saying(told_again(kept.content), kept.unit)
    except OtherShape:
        return None


def _against_expected(periods: list[expected.PeriodFigures]) -> chart.Chart:
    oldest_first = [(period.period, period.total) for period in reversed(periods) if period.total]
    newest = periods[0]
    return chart.over_time(
        [code for code, _total in oldest_first],
        [float(total.share_difference) for _code, total in oldest_first],
        title=_("Forskel mellem faktisk og forventet andel på offentlig forsørgelse, pct.point"),
        text=f"{words.period(newest.period)}: {newest.sentence}",
        name=_("faktisk minus forventet"),
    )
