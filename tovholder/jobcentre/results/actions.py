"""What changes in Resultater: public figures read, the municipality's choice, our own figures published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tovholder.evidence.study import study
from tovholder.evidence.told import Told, tell
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May, Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.results import charts, demo_studies, expected
from tovholder.jobcentre.results.models import (
    HIGHEST_LIMIT,
    INVENTED,
    JOBINDSATS,
    LONGEST_AREA,
    LONGEST_GROUP,
    LONGEST_MEASURE,
    SHARE_DECIMALS,
    BenchmarkFigure,
    Chart,
    Figure,
    MunicipalityChoice,
    Study,
)
from tovholder.jobcentre.results.publish import Shown, figures
from tovholder.registers import benchmark
from tovholder.registers.benchmark import BenchmarkRow, Column, Problem, UnreadableBenchmark
from tovholder.registers.disclosure import LIMIT

__all__ = [
    "BenchmarkCounts",
    "NotYourChoice",
    "UnknownMunicipality",
    "UnreadableBenchmark",
    "check_benchmark",
    "choose_municipality",
    "forget_study",
    "keep_demo_studies",
    "keep_study",
    "may_choose",
    "publish_figures",
    "read_benchmark",
    "read_demo_benchmark",
    "record_report",
]

DEMO_FILE = Path(__file__).with_name("demo_benchmark.json")
DEMO_AREA = "Hedelund"
MEASURED = (
    "ends_on", "is_total", "expected", "actual", "difference",
    "expected_share", "actual_share", "share_difference", "rank", "source",
)  # fmt: skip


class NotYourChoice(Refused):
    """Only the manager and the data owner choose what the figures are measured against."""


class UnknownMunicipality(Refused):
    """No public figures have been read for the municipality."""


@dataclass(frozen=True)
class BenchmarkCounts:
    """Rows of a file by what reading it does: `changed` are those the source has corrected since."""

    inserted: int
    unchanged: int
    changed: int


def check_benchmark(content: bytes, *, source: str = JOBINDSATS) -> BenchmarkCounts:
    """What `read_benchmark` would do. Changes nothing; UnreadableBenchmark lists every problem."""
    return _compared(_read(content, source)).counts


def read_benchmark(
    content: bytes, *, by: User | None, at: datetime, source: str = JOBINDSATS
) -> BenchmarkCounts:
    """Read an answer of jobindsats (JSON or CSV), all or nothing; the same file again changes nothing.

    `source` is named beside the figures. Rows that are absent from the file stay. Raises UnreadableBenchmark.
    """
    rows = _read(content, source)
    with transaction.atomic():
        compared = _compared(rows, lock=True)
        new = [*compared.inserted, *compared.changed]
        for figure in new:
            figure.read_at = at
        BenchmarkFigure.objects.bulk_create(
            new,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["area", "period", "group"],
            update_fields=[*MEASURED, "read_at"],
        )
        counts = compared.counts
        record.action(
            "read_benchmark",
            by=by,
            at=at,
            inserted=counts.inserted,
            unchanged=counts.unchanged,
            changed=counts.changed,
        )
    _keep_charts(MunicipalityChoice.now().area)
    return counts


@transaction.atomic
def read_demo_benchmark(*, by: User | None, at: datetime, today: date) -> None:
    """Read the invented figures of the demo's invented municipality, named as such, and choose it. Twice is once."""
    read_benchmark(DEMO_FILE.read_bytes(), by=by, at=at, source=INVENTED)
    choose_municipality(DEMO_AREA, by=by, at=at, today=today)


@transaction.atomic
def keep_study(told: Told, *, measure: str, unit: str, source: str, by: User | None, at: datetime) -> Study:
    """Keep what was found of a municipality and measure, in place of what was found before. Refuses names too long."""
    if not measure or len(measure) > LONGEST_MEASURE or len(unit) > 30 or not source or len(source) > 200:
        raise Refused(
            _(
                "Skriv, hvad tallet er, og hvor det kommer fra: højst %(n)d og 200 tegn, og 30 for, hvad det tælles i."
            )
            % {"n": LONGEST_MEASURE}
        )
    found = {"unit": unit, "since": told.since, "source": source, "content": told.plain(), "reckoned_at": at}
    kept, _new = Study.objects.update_or_create(measure=measure, area=told.area, defaults=found)
    record.action("keep_study", by=by, at=at, on=kept, finding=told.finding, rank=told.rank, units=told.units)
    return kept


@transaction.atomic
def forget_study(measure: str, *, by: User | None, at: datetime) -> int:
    """Show a measure's studies no more. Returns how many were shown."""
    count, _each = Study.objects.filter(measure=measure).delete()
    record.action("forget_study", by=by, at=at, studies=count)
    return count


@transaction.atomic
def keep_demo_studies(*, by: User | None, at: datetime) -> None:
    """Study the demo's invented municipality among invented others, and keep what is found. Twice is once."""
    for figure in demo_studies.FIGURES:
        told = _demo_study(figure)
        keep_study(told, measure=figure.measure, unit="pct.", source=demo_studies.SOURCE, by=by, at=at)


@cache  # seconds of reckoning, and always the same answer
def _demo_study(figure: demo_studies.Invented) -> Told:
    return tell(study(demo_studies.invented(figure), DEMO_AREA, demo_studies.SINCE))


def may_choose(user: User) -> bool:
    return user.may(May.READ_FILES) or (user.is_active and user.role == Role.MANAGER)


def choose_municipality(
    area: str,
    *,
    small_number_limit: int | None = None,
    round_to: int | None = None,
    by: User | None,
    at: datetime,
    today: date,
) -> MunicipalityChoice:
    """Choose whose public figures are shown and, if given, from how many people a number is, and what counts are
    rounded to. Empty area: none.

    A new limit or rounding publishes our own figures again at once, so that nothing is shown below it. Refuses a
    municipality no figures are read for (`UnknownMunicipality`), a limit under five, and anybody but the manager and
    the data owner (`NotYourChoice`).
    """
    if by is not None and not may_choose(by):
        raise NotYourChoice(_("Kun arbejdsmarkedschefen og data- og systemejeren vælger her. Bed en af dem."))
    if area and not BenchmarkFigure.objects.filter(area=area).exists():
        raise UnknownMunicipality(
            _("Vi har ingen tal for %(area)s. Læs først filen fra jobindsats ind.") % {"area": area}
        )
    with transaction.atomic():
        choice = _locked_choice()
        area_before, limit_before, round_before = choice.area, choice.small_number_limit, choice.round_to
        choice.area = area
        if round_to is not None:
            choice.round_to = round_to
        if small_number_limit is not None:
            choice.small_number_limit = small_number_limit
        if not LIMIT <= choice.small_number_limit <= HIGHEST_LIMIT:
            raise Refused(
                _("Vælg et antal fra %(from)d til %(to)d personer.") % {"from": LIMIT, "to": HIGHEST_LIMIT}
            )
        choice.save(update_fields=["area", "small_number_limit", "round_to"])
        limit = choice.small_number_limit
        record.action(
            "choose_municipality",
            by=by,
            at=at,
            on=choice,
            area_before=area_before,
            area_after=area,
            limit_before=limit_before,
            limit_after=limit,
            round_before=round_before,
            round_after=choice.round_to,
        )
        if (limit, choice.round_to) != (limit_before, round_before) and Figure.objects.exists():
            publish_figures(today=today, by=by, at=at)
    _keep_charts(area)
    return choice


def publish_figures(today: date, *, by: User | None, at: datetime) -> int:
    """Count our own figures as of `today` and let them replace those that were published. Returns how many.

    Hidden numbers are not kept. The counting is done before anything is locked, unless the limit changes meanwhile.
    """
    chosen = _shown_as(MunicipalityChoice.now())
    published = figures(today, shown=chosen, at=at)
    with transaction.atomic():
        now = _shown_as(_locked_choice())
        if now != chosen:
            published = figures(today, shown=now, at=at)
        Figure.objects.all().delete()
        Figure.objects.bulk_create(published, batch_size=500)
        record.action(
            "publish_figures", by=by, at=at, day=today.isoformat(), figures=len(published), limit=now.limit
        )
    return len(published)


def _shown_as(choice: MunicipalityChoice) -> Shown:
    return Shown(choice.small_number_limit, choice.round_to)


@transaction.atomic
def record_report(*, by: User, at: datetime) -> None:
    """Record that the month's report is taken out, before it is. Refuses nobody: the gate has asked."""
    record.action("export_list", by=by, at=at, list="report")


@dataclass(frozen=True)
class Compared:
    inserted: list[BenchmarkFigure]
    changed: list[BenchmarkFigure]
    unchanged: int

    @property
    def counts(self) -> BenchmarkCounts:
        return BenchmarkCounts(len(self.inserted), self.unchanged, len(self.changed))


def _read(content: bytes, source: str) -> list[BenchmarkFigure]:
    rows = benchmark.read_benchmark(content)
    problems = [
        Problem(None, column, "too_long", {"text": text[:20]})
        for row in rows
        for column, text, longest in (
            (Column.AREA, row.area, LONGEST_AREA),
            (Column.GROUP, row.group, LONGEST_GROUP),
        )
        if len(text) > longest
    ]
    if problems:
        raise UnreadableBenchmark(problems)
    return [_figure(row, source) for row in rows]


def _figure(row: BenchmarkRow, source: str) -> BenchmarkFigure:
    return BenchmarkFigure(
        area=row.area,
        period=row.period.code,
        ends_on=row.period.last_day,
        group=row.group,
        is_total=row.is_total,
        expected=row.expected,
        actual=row.actual,
        difference=row.difference,
        expected_share=round(row.expected_share, SHARE_DECIMALS),
        actual_share=round(row.actual_share, SHARE_DECIMALS),
        share_difference=round(row.share_difference, SHARE_DECIMALS),
        rank=row.rank,
        source=source,
    )


def _compared(rows: Sequence[BenchmarkFigure], *, lock: bool = False) -> Compared:
    """Which rows are new and which differ from what was read before."""
    stored = BenchmarkFigure.objects.select_for_update() if lock else BenchmarkFigure.objects.all()
    periods = {row.period for row in rows}
    known = {
        (row.area, row.period, row.group): row for row in stored.filter(period__in=periods).order_by("pk")
    }
    inserted, changed, unchanged = [], [], 0
    for row in rows:
        old = known.get((row.area, row.period, row.group))
        if old is None:
            inserted.append(row)
        elif all(getattr(old, name) == getattr(row, name) for name in MEASURED):
            unchanged += 1
        else:
            changed.append(row)
    return Compared(inserted, changed, unchanged)


def _locked_choice() -> MunicipalityChoice:
    """The one row, made where it is missing, held until the transaction ends."""
    MunicipalityChoice.objects.get_or_create(pk=1)
    return MunicipalityChoice.objects.select_for_update().get(pk=1)


def _keep_charts(area: str) -> None:
    """Draw the chosen municipality's chart in every language, and forget the charts nobody is shown."""
    shown = expected.newest(area)
    wanted = {shown.key(language): language for language, _name in settings.LANGUAGES} if shown else {}
    known = set(Chart.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
    drawn = []
    for key, language in wanted.items():
        if shown and key not in known:
            with translation.override(language):
                drawn.append(Chart(key=key, svg=charts.draw(shown)))
    with transaction.atomic():
        Chart.objects.exclude(key__in=list(wanted)).delete()
        Chart.objects.bulk_create(drawn, ignore_conflicts=True)
