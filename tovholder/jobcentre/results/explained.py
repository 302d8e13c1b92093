"""The numbers behind a sentence: its days, its units, and what it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.indicators import (
    DEFINITIONS,
    MONTHLY,
    SHARES,
    Definition,
    columns,
    names_in_class,
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
    unit_heads: list[str]
    units: list[list[str]]
    definition: Definition
    benefits: list[str]
    version: str


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
    if figure.group or figure.indicator in SHARES:
        return words.percent(figure.value)
    return _MEASURED_IN.get(figure.indicator, _days_text)(figure.value)


def _days_text(value: float) -> str:
    if value == 0:
        return _("samme dag")
    return _("%(days)s før") % {"days": words.days(value)} if value < 0 else words.days(value)


_MEASURED_IN: Mapping[str, Callable[[float], str]] = {
    Indicator.SICK_WEEKS: words.weeks,
    Indicator.SPOKEN_ANSWER: words.hours,
    Indicator.EMPLOYEES_MET: words.employees,
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
    return Explained(
        code=code.value,
        over_time=_("%(name)s over et år") % {"name": code.label},
        per_unit=_("%(name)s i hver enhed") % {"name": code.label},
        heads=[
            _("Måned") if is_monthly else _("Dag"),
            str(code.label),
            *([_("Af")] if counted else []),
            *(text for text, _by_day in beside),
        ],
        rows=[
            [
                words.month(figure.day) if is_monthly else date_format(figure.day, "DATE_FORMAT"),
                value_text(figure),
                *([_of(figure)] if counted else []),
                *(value_text(by_day.get(figure.day)) for _text, by_day in beside),
            ]
            for figure in reversed(series)
        ],
        unit_heads=[_("Enhed"), _("Nu"), *([_("Af")] if counted else []), _("For et år siden")],
        units=[_unit_row(unit, figures.of(code, unit=unit), counted) for unit in figures.units],
        definition=DEFINITIONS[code],
        benefits=names_in_class(code, series[-1].day, mapping),
        version=series[-1].version,
    )


def _unit_row(unit: str, series: Series, counted: bool) -> list[str]:
    now, before = (series[-1], series[0]) if series else (None, None)
    return [unit, value_text(now), *([_of(now)] if counted else []), value_text(before)]


def _of(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return _("vises ikke") if figure.suppressed else words.number(figure.denominator or 0)
