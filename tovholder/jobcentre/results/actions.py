"""What changes in Resultater: public figures read, the municipality's choice, our own figures published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May, Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.results import charts, expected
from tovholder.jobcentre.results.models import (
    HIGHEST_LIMIT,
    INVENTED,
    JOBINDSATS,
    LONGEST_AREA,
    LONGEST_GROUP,
    SHARE_DECIMALS,
    BenchmarkFigure,
    Chart,
    Figure,
    MunicipalityChoice,
)
from tovholder.jobcentre.results.publish import figures
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
    "may_choose",
    "publish_figures",
    "read_benchmark",
    "read_demo_benchmark",
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


def may_choose(user: User) -> bool:
    return user.may(May.READ_FILES) or (user.is_active and user.role == Role.MANAGER)


def choose_municipality(
    area: str,
    *,
    small_number_limit: int | None = None,
    by: User | None,
    at: datetime,
    today: date,
) -> MunicipalityChoice:
    """Choose whose public figures are shown and, if given, from how many people a number is. Empty area: none.

    A new limit publishes our own figures again at once, so that nothing is shown below it. Refuses a municipality no
    figures are read for (`UnknownMunicipality`), a limit under five, and anybody but the manager and the data owner
    (`NotYourChoice`).
    """
    if by is not None and not may_choose(by):
        raise NotYourChoice(_("Kun arbejdsmarkedschefen og data- og systemejeren vælger her. Bed en af dem."))
    if area and not BenchmarkFigure.objects.filter(area=area).exists():
        raise UnknownMunicipality(
            _("Vi har ingen tal for %(area)s. Læs først filen fra jobindsats ind.") % {"area": area}
        )
    with transaction.atomic():
        choice = _locked_choice()
        area_before, limit_before = choice.area, choice.small_number_limit
        choice.area = area
        if small_number_limit is not None:
            choice.small_number_limit = small_number_limit
        if not LIMIT <= choice.small_number_limit <= HIGHEST_LIMIT:
            raise Refused(
                _("Vælg et antal fra %(from)d til %(to)d personer.") % {"from": LIMIT, "to": HIGHEST_LIMIT}
            )
        choice.save(update_fields=["area", "small_number_limit"])
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
        )
        if limit != limit_before and Figure.objects.exists():
            publish_figures(today=today, by=by, at=at)
    _keep_charts(area)
    return choice


def publish_figures(today: date, *, by: User | None, at: datetime) -> int:
    """Count our own figures as of `today` and let them replace those that were published. Returns how many.

    Hidden numbers are not kept. The counting is done before anything is locked, unless the limit changes meanwhile.
    """
    limit = MunicipalityChoice.now().small_number_limit
    published = figures(today, limit=limit, at=at)
    with transaction.atomic():
        limit_now = _locked_choice().small_number_limit
        if limit_now != limit:
            published = figures(today, limit=limit_now, at=at)
        Figure.objects.all().delete()
        Figure.objects.bulk_create(published, batch_size=500)
        record.action(
            "publish_figures", by=by, at=at, day=today.isoformat(), figures=len(published), limit=limit_now
        )
    return len(published)


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
