"""The published figures as they are read for a page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tovholder.jobcentre.results.indicators import IN_MONTH, ONE_BY_ONE
from tovholder.jobcentre.results.models import Figure
from tovholder.jobcentre.staff.models import Unit
from tovholder.registers.fidelity import Scale

Series = list[Figure]  # of one unit or the whole centre, oldest first
# With more units than these, each figure has a page of its own for them.
UNITS_ON_ONE_PAGE = 12
# The rest are in the file.
COMPANIES_SHOWN = 200
COMPANY_MONTHS_SHOWN = 400


@dataclass(frozen=True)
class Published:
    """Published figures; `at` is when they were counted, None while there are none.

    `of_companies`: the indicators that have figures of companies, which stand on pages of their own.
    """

    series: Mapping[tuple[str, str, str | None], Series]
    units: tuple[str, ...]
    at: datetime | None
    limit: int
    has_many_units: bool
    of_companies: frozenset[str] = frozenset()

    def of(self, indicator: str, group: str = "", unit: str | None = None) -> Series:
        return self.series.get((indicator, group, unit), [])

    def newest(self, indicator: str, group: str = "") -> Figure | None:
        series = self.of(indicator, group)
        return series[-1] if series else None


def newest_of_units(units: Iterable[Unit], indicators: Iterable[str]) -> dict[tuple[int, str], Figure]:
    """Each unit's newest figures, by unit and indicator; what is hidden is left out."""
    rows = Figure.objects.filter(unit__in=list(units), indicator__in=list(indicators), group="")
    newest: dict[tuple[int, str], Figure] = {}
    for figure in rows.order_by("day", "pk"):
        assert figure.unit_id is not None
        newest[figure.unit_id, figure.indicator] = figure
    return {key: figure for key, figure in newest.items() if figure.value is not None}


def published(limit: int, *, with_units_of: str = "") -> Published:
    """Read what a page shows, in three queries: of the whole centre, and of the units when they are few.

    `limit` is the smallest number of people that is shown; `with_units_of` an indicator whose units are all wanted.
    """
    names: dict[int | None, str] = dict(Unit.objects.values_list("pk", "name"))
    has_many_units = len(names) > UNITS_ON_ONE_PAGE
    figures = Figure.objects.filter(company__isnull=True, indicator__in=ONE_BY_ONE)
    figures = figures.order_by("day", "unit__name_order", "pk")
    of_companies = Figure.objects.filter(company__isnull=False).order_by().values_list("indicator", flat=True)
    if has_many_units:
        figures = figures.filter(Q(unit__isnull=True) | Q(indicator=with_units_of))
    rows = list(figures)
    series: dict[tuple[str, str, str | None], Series] = defaultdict(list)
    for figure in rows:
        series[figure.indicator, figure.group, names.get(figure.unit_id)].append(figure)
    units = tuple(dict.fromkeys(names[figure.unit_id] for figure in rows if figure.unit_id))
    at = max((figure.published_at for figure in rows), default=None)
    companies = frozenset(of_companies.distinct())
    return Published(dict(series), units, at, limit, has_many_units, companies)


def of_companies(indicator: str) -> Series:
    """The companies' figures that may be shown, those that have told us most first. One query."""
    figures = Figure.objects.filter(indicator=indicator, company__isnull=False, group="")
    in_order = figures.select_related("company").order_by("-denominator", "company__name_order", "pk")
    return list(in_order[:COMPANIES_SHOWN])


def of_companies_by_month(indicator: str) -> Series:
    """The companies' months that may be shown: company by company, the newest month first. One query."""
    figures = Figure.objects.filter(indicator=indicator, company__isnull=False, group=IN_MONTH)
    in_order = figures.select_related("company").order_by("company__name_order", "company", "-day", "pk")
    return list(in_order[:COMPANY_MONTHS_SHOWN])


def of_own_page(indicator: str) -> Series:
    """All figures of an indicator with a page of its own kind, newest day first. One query."""
    return list(Figure.objects.filter(indicator=indicator).order_by("-day", "group", "pk"))


def of_the_model(scale: Scale) -> dict[tuple[str, str], Series]:
    """The whole centre's figures that the elements of the model are read from, oldest first. One query."""
    read = {(element.figure, element.part) for element in scale.elements if element.figure}
    rows = Figure.objects.filter(
        unit__isnull=True,
        company__isnull=True,
        indicator__in={figure for figure, _part in read},
        group__in={part for _figure, part in read},
    )
    found: dict[tuple[str, str], Series] = defaultdict(list)
    for figure in rows.order_by("day", "pk"):
        if (figure.indicator, figure.group) in read:
            found[figure.indicator, figure.group].append(figure)
    return dict(found)
