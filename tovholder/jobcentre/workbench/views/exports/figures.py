"""Figures and files that were read in, as files: lists without citizens."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.exchange.actions.export import EXPECTED, IMPORTED, RESULTS, export_list
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.exchange.parquet import in_parquet
from tovholder.jobcentre.exchange.views.taking_out import Listed, as_file, or_back_to, sent, takes_out
from tovholder.jobcentre.results import model, words
from tovholder.jobcentre.results.actions import record_report
from tovholder.jobcentre.results.data_read import read_before
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.evidence.views import saying_of
from tovholder.jobcentre.results.mapping import lines
from tovholder.jobcentre.results.models import Figure, Study
from tovholder.jobcentre.results.published import of_the_model
from tovholder.jobcentre.results.report import month_report
from tovholder.registers.fidelity import scale
from tovholder.registers.tables import benefits

MODEL = [
    "Element", "Hvad", "Trin af 5", "Hvad tallene siger", "Udvikling", "Det ville løfte det", "Skala", "Dag",
    "Opgørelse", "Data læst ind", "Regnet", "Hvad tælleren er", "Hvad nævneren er", "Periode", "Kilde",
]  # fmt: skip
STUDIES = ["Måling", "Enhed", "Afgørelse", "Fund", "Kilde", "Regnet"]
BENEFITS = [
    "Ydelse", "Kode", "Tæller som", "Fra", "Til og med", "Ingen nye fra", "I tvivl", "Bemærkning", "Kilde", "Inddeling",
]  # fmt: skip
DIFFERENCES = ["Række", "Kolonne", "Her", "I filen"]
STUDY = [
    "Periode", "Kommunen", "Den sammensatte", "Forskel", "De andres forskelle", "Måling", "Enhed", "Kommunens navn",
    "Ændret fra", "Kilde", "Regnet",
]  # fmt: skip


@gate(needs=May.SEE_RESULTS)
@require_POST
@or_back_to("results")
def export_results(request: SignedIn) -> HttpResponse:
    """The figures as a list, or as the month's report."""
    now = timezone.now()
    wanted = request.POST.get("fil")
    if wanted == "pdf":
        record_report(by=request.user, at=now)
        return sent(month_report(), f"resultater-{timezone.localdate(now)}.pdf", "application/pdf")
    if wanted == "parquet":
        table = export_list(RESULTS, by=request.user, at=now, today=timezone.localdate(now))
        content = in_parquet(table, {"mapping_version": benefits().version, "taken_out": now.isoformat()})
        name = f"{table.name}-{timezone.localdate(now)}.parquet"
        return sent(content, name, "application/vnd.apache.parquet")
    return _of_the_house(request, RESULTS)


@gate(needs=May.SEE_RESULTS)
@require_POST
@or_back_to("results")
def export_expected(request: SignedIn) -> HttpResponse:
    return _of_the_house(request, EXPECTED)


@gate(needs=May.READ_FILES)
@require_POST
@or_back_to("import")
def export_imports(request: SignedIn) -> HttpResponse:
    return _of_the_house(request, IMPORTED)


@takes_out(needs=May.READ_FILES)
def export_import_report(request: SignedIn, now: datetime, pk: int) -> Listed:
    """What the file says otherwise than we do. The rows that are wrong have a file of their own, as they came."""
    run = get_object_or_404(ImportRun, pk=pk)
    rows = ([one.get(name) for name in ("row", "column", "here", "in_file")] for one in run.differences)
    return Listed("forskelle", DIFFERENCES, rows)


def _of_the_house(request: SignedIn, wanted: str) -> HttpResponse:
    now = timezone.now()
    table = export_list(wanted, by=request.user, at=now, today=timezone.localdate(now))
    return as_file(request, table, now)


@takes_out(needs=May.SEE_RESULTS)
def export_results_model(request: SignedIn, now: datetime) -> Listed:
    told = model.rows(scale(), of_the_model(scale()))
    # All figures are published at once, so their data are as new.
    read = read_before(max((row.now.published_at for row in told if row.now), default=None))
    rows = (
        [
            *(row.element.element, row.name, row.step, row.sentence, row.trend, row.element.raises),
            *(scale().version, *(_what_it_is(row.now, read) if row.now else [""] * 8)),
        ]
        for row in told
    )
    return Listed("modellen", MODEL, rows)


def _what_it_is(figure: Figure, read: datetime | None) -> list[object]:
    """What a published figure is of, and when, as the list of all of them says it."""
    of = DEFINITIONS[figure.indicator]
    when = [figure.day, figure.version, read, figure.published_at]
    return [*when, of.numerator, of.denominator, of.period, of.source]


@takes_out(needs=May.SEE_RESULTS)
def export_results_benefits(request: SignedIn, now: datetime) -> Listed:
    mapping = benefits()
    rows = (
        [
            *(of.name, of.code, line.class_name, of.first_day, of.last_day, of.no_new_from, of.open_question),
            *(of.note, of.source, mapping.version),
        ]
        for line in lines(mapping)
        for of in (line.benefit,)
    )
    return Listed("ydelser-og-hvor-de-taeller", BENEFITS, rows)


@takes_out(needs=May.SEE_RESULTS)
def export_evidence(request: SignedIn, now: datetime) -> Listed:
    told = ((kept, saying_of(kept)) for kept in Study.objects.order_by("measure", "pk"))
    rows = (
        [
            *(
                kept.measure,
                kept.unit,
                saying and saying.verdict,
                saying and (saying.doubt or saying.finding),
            ),
            *(kept.source, kept.reckoned_at),
        ]
        for kept, saying in told
    )
    return Listed("virker-det", STUDIES, rows)


@takes_out(needs=May.SEE_RESULTS)
def export_study(request: SignedIn, now: datetime, pk: int) -> Listed:
    """The numbers behind the curves."""
    kept = get_object_or_404(Study, pk=pk)
    saying = saying_of(kept)
    if saying is None:
        raise Http404
    what = [kept.measure, kept.unit, kept.area, words.period(kept.since), kept.source, kept.reckoned_at]
    return Listed("undersoegelse", STUDY, ([*row, *what] for row in saying.rows))
