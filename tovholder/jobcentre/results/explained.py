"""The numbers behind a sentence: its days, its units, and what it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tovholder.jobcentre.results import bars, words
from tovholder.jobcentre.results.defined import Definition
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.indicators import (
    HEARD,
    IN_MONTH,
    MONTHLY,
    QUARTERLY,
    SHARES,
    THRESHOLDS,
    columns,
    has_classes,
    names_in_class,
    within,
)
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.published import Published, Series
from tovholder.registers.tables import benefits


@dataclass(frozen=True)
class Explained:
    """The numbers behind a sentence: a table of days, a table of units, and the definition."""

    code: str
    over_time: str
    per_unit: str
    heads: list[str]
    rows: list[list[str]]
    month_name: str
    month_heads: list[str]
    by_month: list[list[str]]
    distribution_name: str
    distribution: list[list[str]]
    has_companies: bool
    unit_heads: list[str]
    units: list[list[str]]
    definition: Definition
    benefits: list[str]
    version: str
    has_classes: bool


def value_text(figure: Figure | None) -> str:
    """One figure in a cell or after a colon."""
    if figure is None:
        return ""
    if figure.suppressed:
        return _("vises ikke")
    if figure.value is None:
        return (
            words.number(figure.numerator) if figure.denominator is None and figure.numerator else _("ingen")
        )
    if figure.indicator == Indicator.HANDOVERS:
        return words.times(figure.value)
    if figure.group not in {"", IN_MONTH} or figure.indicator in SHARES:
        return words.percent(figure.value)
    return _MEASURED_IN.get(figure.indicator, _days_text)(figure.value)


def _days_text(value: float) -> str:
    if value == 0:
        return _("samme dag")
    return _("%(days)s før") % {"days": words.days(value)} if value < 0 else words.days(value)


_MEASURED_IN: Mapping[str, Callable[[float], str]] = {
    Indicator.SICK_WEEKS: words.weeks,
    Indicator.SO_LONG: words.weeks,
    Indicator.SPOKEN_ANSWER: words.hours,
    Indicator.EMPLOYEES_MET: words.employees,
    **dict.fromkeys(HEARD, words.of_five),
}


def explained(figures: Published, code: Indicator) -> Explained:
    series = figures.of(code)
    mapping = benefits()
    beside = [
        (str(text).capitalize(), {figure.day: figure for figure in figures.of(code, group)})
        for group, text in columns(code)
    ]
    counted = any(figure.denominator is not None for figure in series)
    is_monthly = code in MONTHLY
    day_head = _("Kvartal") if code in QUARTERLY else _("Måned") if is_monthly else _("Dag")
    return Explained(
        code=code.value,
        over_time=_("%(name)s over et år") % {"name": code.label},
        per_unit=_("%(name)s i hver enhed") % {"name": code.label},
        heads=[
            day_head,
            str(code.label),
            *([_("Af")] if counted else []),
            *(text for text, _by_day in beside),
        ],
        rows=[
            [
                when(figure),
                value_text(figure),
                *([_of(figure)] if counted else []),
                *(value_text(by_day.get(figure.day)) for _text, by_day in beside),
            ]
            for figure in reversed(series)
        ],
        month_name=_("%(name)s måned for måned") % {"name": code.label},
        month_heads=[_("Måned"), _("Andel") if code in SHARES else _("Den midterste"), _("Af")],
        by_month=[
            [words.month(figure.day), value_text(figure), _of(figure)]
            for figure in reversed(figures.of(code, IN_MONTH))
        ],
        distribution_name=_("%(name)s, fordelt over året") % {"name": code.label},
        distribution=_distribution(figures, code),
        has_companies=code in figures.of_companies,
        unit_heads=[_("Enhed"), _("Nu"), *([_("Af")] if counted else []), _("For et år siden")],
        units=_units(figures, code, counted),
        definition=DEFINITIONS[code],
        benefits=names_in_class(code, series[-1].day, mapping),
        version=series[-1].version,
        has_classes=has_classes(code),
    )


def when(figure: Figure) -> str:
    """The day it holds for, or the month or the quarter it is of."""
    if figure.indicator in QUARTERLY:
        return words.quarter(figure.day)
    return words.month(figure.day) if figure.indicator in MONTHLY else date_format(figure.day, "DATE_FORMAT")


def company_rows(series: Series) -> list[list[str]]:
    return [
        [figure.company.name if figure.company else "", value_text(figure), _of(figure)] for figure in series
    ]


def company_month_rows(series: Series) -> list[list[str]]:
    return [
        [
            figure.company.name if figure.company else "",
            words.month(figure.day),
            value_text(figure),
            _of(figure),
        ]
        for figure in series
    ]


def _distribution(figures: Published, code: Indicator) -> list[list[str]]:
    """How many came when, from the shares that are shown: where one is hidden, its stretch is one with the next."""
    now = figures.newest(code)
    shown = [
        (str(text), figure.numerator)
        for threshold, text in THRESHOLDS.get(code, ())
        if (figure := figures.newest(code, within(threshold))) and figure.numerator is not None
    ]
    if not shown or now is None or not now.denominator:
        return []
    later = [_("senere, men %(when)s") % {"when": text} for text, _count in shown[1:]]
    names = [shown[0][0], *later, _("senere")]
    counts = [count for _text, count in shown] + [now.denominator]
    steps = [count - before for before, count in pairwise([0, *counts])]
    told = bars.cells(
        [[(words.number(step), 0), (words.percent(step / now.denominator), step)] for step in steps]
    )
    return [[name[0].upper() + name[1:], *row] for name, row in zip(names, told, strict=True)]


def _units(figures: Published, code: Indicator, counted: bool) -> list[list[str]]:
    """Each unit: what it is now, of how many, and what it was a year ago."""
    ends = {
        unit: (series[-1], series[0]) if (series := figures.of(code, unit=unit)) else (None, None)
        for unit in figures.units
    }
    told = bars.cells(
        [
            [
                (value_text(now), bars.size(now)),
                *([(_of(now), 0.0)] if counted else []),
                (value_text(before), bars.size(before)),
            ]
            for now, before in ends.values()
        ]
    )
    return [[unit, *row] for unit, row in zip(ends, told, strict=True)]


def _of(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return _("vises ikke") if figure.suppressed else words.number(figure.denominator or 0)
