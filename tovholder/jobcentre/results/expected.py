"""The chosen municipality against the number jobindsats expects: what the chart, its table and its sentence show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.charts import Bar, Expectation
from tovholder.jobcentre.results.models import BenchmarkFigure


@dataclass(frozen=True)
class PeriodFigures:
    """One period's rows of one municipality: the groups, and apart from them their total (never added in)."""

    period: str
    groups: tuple[BenchmarkFigure, ...]
    total: BenchmarkFigure | None
    municipalities: int | None

    @property
    def words(self) -> str:
        return words.period(self.period)

    @property
    def source(self) -> str:
        return self._any.source

    @property
    def read_at(self) -> datetime:
        return self._any.read_at

    @property
    def _any(self) -> BenchmarkFigure:
        return self.total or self.groups[0]

    @property
    def rows(self) -> list[dict[str, object]]:
        """As the table shows them, the total last."""
        return [self._row(figure) for figure in (*self.groups, self.total) if figure is not None]

    @property
    def total_row(self) -> dict[str, object]:
        return self._row(self.total) if self.total else {}

    def _row(self, figure: BenchmarkFigure) -> dict[str, object]:
        return {
            "group": figure.group,
            "is_total": figure.is_total,
            "expected": words.number(figure.expected),
            "actual": words.number(figure.actual),
            "difference": words.signed(figure.difference, words.number(figure.difference)),
            "expected_share": words.points(figure.expected_share),
            "actual_share": words.points(figure.actual_share),
            "share_difference": words.signed(figure.share_difference, words.points(figure.share_difference)),
            "rank": self.rank_words(figure),
        }

    def rank_words(self, figure: BenchmarkFigure) -> str:
        """ "nr. 38 af 98"; without "af" where the file holds only some of those who were ranked."""
        if self.municipalities is None:
            return _("nr. %(rank)d") % {"rank": figure.rank}
        return _("nr. %(rank)d af %(of)d") % {"rank": figure.rank, "of": self.municipalities}

    @property
    def sentence(self) -> str:
        if self.total is None:
            return ""
        return _("%(area)s havde %(finding)s: %(rank)s.") % {
            "area": self.total.area,
            "finding": words.against_expected(self.total.difference),
            "rank": self.rank_words(self.total),
        }

    def shown(self) -> Expectation:
        return Expectation(
            self._any.area,
            self.period,
            self.total.difference if self.total else None,
            tuple(Bar(figure.group, figure.expected, figure.actual) for figure in self.groups),
        )


def of_area(area: str) -> list[PeriodFigures]:
    """The municipality's periods, newest first, in two queries; empty where nothing is chosen or read."""
    figures = (
        list(BenchmarkFigure.objects.filter(area=area).order_by("-ends_on", "-period", "pk")) if area else []
    )
    if not figures:
        return []
    by_period: dict[str, list[BenchmarkFigure]] = {}
    for figure in figures:
        by_period.setdefault(figure.period, []).append(figure)
    ranked = _ranked(BenchmarkFigure.objects.filter(source=figures[0].source))
    return [_period(code, rows, ranked.get(code)) for code, rows in by_period.items()]


def newest(area: str) -> Expectation | None:
    """What the chart of a municipality shows; None where there is nothing to draw."""
    periods = of_area(area)
    return periods[0].shown() if periods and periods[0].groups else None


def _period(code: str, rows: Sequence[BenchmarkFigure], municipalities: int | None) -> PeriodFigures:
    total = next((row for row in rows if row.is_total), None)
    return PeriodFigures(code, tuple(row for row in rows if not row.is_total), total, municipalities)


def _ranked(figures: QuerySet[BenchmarkFigure]) -> dict[str, int]:
    """How many municipalities each period holds, where all that were ranked are there."""
    periods = (
        figures.order_by("period")
        .values("period")
        .annotate(areas=Count("area", distinct=True), last=Max("rank"))
    )
    return {row["period"]: row["areas"] for row in periods if row["last"] <= row["areas"]}
