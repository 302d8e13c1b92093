"""What we have, as rows in the columns such a file is read by. Reads only; who may have them is asked before.

Rows are read a little at a time, while they are written: a list is never whole in memory.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Benefit, Course, Employment, SupportSpell
from tovholder.jobcentre.citizens.models.course import Began
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.exchange.models import FileKind, ImportRun
from tovholder.jobcentre.exchange.newest import read_before
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.models import BenchmarkFigure, Figure, Indicator, MunicipalityChoice
from tovholder.jobcentre.staff.models import Employee, StaffProfile

Cells = Sequence[object]
AT_A_TIME = 1000

FIGURE_HEADINGS = [
    "Tal", "Enhed", "Virksomhed", "Dag", "Gruppe", "Tæller", "Nævner", "Værdi", "Skjult", "Opgørelse",
    "Data læst ind", "Regnet",
    "Hvad tælleren er", "Hvad nævneren er", "Periode", "Kilde",
]  # fmt: skip
EXPECTED_HEADINGS = [
    "Kommune", "Periode", "Ydelsesgruppe", "I alt", "Forventet", "Faktisk", "Forskel", "Forventet andel",
    "Faktisk andel", "Forskel i andel", "Rang", "Kilde",
    "Læst", "Hvad tallene er",
]  # fmt: skip
FILE_HEADINGS = [
    "Fil",
    "Slags",
    "Hvornår",
    "Tilstand",
    "Rækker",
    "Nye",
    "Ændrede",
    "Uændrede",
    "Med fejl",
    "Læst ind",
]


def parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Split into as many as are asked for in one query."""
    return (numbers[start : start + AT_A_TIME] for start in range(0, len(numbers), AT_A_TIME))


def citizens(ids: Sequence[int]) -> Iterator[Cells]:
    """Citizens with an open course, in the order of `ids`; with several jobs, the one that began last."""
    jobs = Employment.objects.open().filter(citizen=OuterRef("citizen")).order_by("-since", "-pk")
    began = dict(Began.choices)
    for some in parts(ids):
        courses = Course.objects.open().filter(citizen__in=some).order_by("citizen__name_order", "citizen")
        rows = courses.annotate(job=Subquery(jobs.values("workplace__p_number")[:1])).values_list(
            "citizen__cpr_encrypted", "citizen__name", "unit__name", "contact__number", "began_because", "since",
            "citizen__is_protected", "citizen__language", "citizen__needs_interpreter", "citizen__telephone",
            "citizen__email", "job",
        )  # fmt: skip
        for encrypted, name, unit, contact, because, *more in rows:
            yield [_cpr(encrypted), name, unit, contact, began.get(because, ""), *more]


def support(ids: Sequence[int]) -> Iterator[Cells]:
    """Spells of at least one day."""
    benefits = dict(Benefit.choices)
    for some in parts(ids):
        spells = SupportSpell.objects.filter(citizen__in=some).order_by(
            "citizen__name_order", "citizen", "since", "pk"
        )
        rows = spells.values_list("citizen__cpr_encrypted", "benefit", "since", "until")
        for encrypted, benefit, since, until in rows.iterator(AT_A_TIME):
            if until != since:
                yield [_cpr(encrypted), benefits[benefit], since, until and until - timedelta(days=1)]


def employees(today: date) -> Iterator[Cells]:
    """Those who work here today."""
    roles, profiles = dict(Role.choices), dict(StaffProfile.choices)
    rows = Employee.objects.working(today).order_by("name_order", "pk").values_list(
        "number", "name", "email", "user__username", "user__role", "profile", "unit__name", "unit__telephone",
        "weekly_hours", "telephone", "has_clearance",
    )  # fmt: skip
    for number, name, email, login, role, profile, *more in rows.iterator(AT_A_TIME):
        yield [number, name, email, login, roles[role], profiles[profile], *more]


def companies(today: date) -> Iterator[Cells]:
    """Workplaces in operation, each with its company."""
    rows = Workplace.objects.filter(closed_on__isnull=True, company__closed_on__isnull=True)
    yield from rows.order_by("company__name_order", "name_order", "pk").values_list(
        "company__cvr", "company__name", "company__industry", "p_number", "name", "address", "postcode", "city",
        "telephone", "contact__number",
    ).iterator(AT_A_TIME)  # fmt: skip


def figures(today: date) -> Iterator[Cells]:
    """The published figures as they may be shown, each with what it is: what is hidden is not there."""
    indicators = dict(Indicator.choices)
    defined = {
        code: [str(text) for text in (of.numerator, of.denominator, of.period, of.source)]
        for code, of in DEFINITIONS.items()
    }
    # A figure knows what was read before it was reckoned, and nothing later.
    newest = read_before(OuterRef("published_at")).values("applied_at")[:1]
    rows = (
        Figure.objects.annotate(data_read=Subquery(newest))
        .order_by("indicator", "day", "unit__name_order", "company__name_order", "group", "pk")
        .values_list(
            "indicator",
            "unit__name",
            "company__name",
            "day",
            "group",
            "numerator",
            "denominator",
            "value",
            "suppressed",
            "version",
            "data_read",
            "published_at",
        )
    )
    for indicator, unit, company, *more in rows.iterator(AT_A_TIME):
        whose = unit or ("" if company else _("Hele jobcentret"))
        yield [indicators[indicator], whose, company or "", *more, *defined[indicator]]


def expected(today: date) -> Iterator[Cells]:
    """The chosen municipality against what jobindsats expects; newest first, as on the page. Nothing when none is."""
    area = MunicipalityChoice.now().area
    what = _(
        "Fuldtidspersoner på offentlig forsørgelse, og som andel af befolkningen i procent. Det forventede er regnet "
        "af kommunens rammevilkår; rang 1 er længst under det."
    )
    rows = BenchmarkFigure.objects.filter(area=area or None).order_by("-ends_on", "-period", "is_total", "pk")
    for row in rows.values_list(
        "area", "period", "group", "is_total", "expected", "actual", "difference", "expected_share", "actual_share",
        "share_difference", "rank", "source", "read_at",
    ).iterator(AT_A_TIME):  # fmt: skip
        yield [*row, what]


def imported(today: date) -> Iterator[Cells]:
    """The files that were read or refused, newest first: their names and counts, never their content."""
    kinds = dict(FileKind.choices)
    runs = ImportRun.objects.only("file_name", "kind", "at", "state", "counts", "applied_at")
    for run in runs.order_by("-at", "-pk").iterator(AT_A_TIME):
        counts = [run.counts.get(name) for name in ("rows", "new", "changed", "unchanged", "wrong")]
        yield [run.file_name, kinds[run.kind], run.at, run.state_in_words, *counts, run.applied_at]


def _cpr(encrypted: str) -> str:
    digits = cpr.decrypt(encrypted)
    return f"{digits[:6]}-{digits[6:]}"
