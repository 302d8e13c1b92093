"""A figure's people in parts: by benefit, by age, by how long, and where they are afterwards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models import Benefit
from tovholder.jobcentre.results import bars, words
from tovholder.jobcentre.results.explained import value_text
from tovholder.jobcentre.results.indicators import (
    AFTER_DAYS,
    AGE_WORDS,
    BAND_WORDS,
    STATUS_WORDS,
    Words,
    has_status,
    so_long,
)
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.published import Published, Series


@dataclass(frozen=True)
class Parts:
    """A table of parts that are each other's fellows."""

    name: str
    heads: list[str]
    rows: list[list[str]]


def parts(figures: Published, code: Indicator) -> list[Parts]:
    """Those the figure has, if any."""
    return [*_by_benefit_or_age(figures, code), *_bands(figures, code), *_statuses(figures, code)]


def _by_benefit_or_age(figures: Published, code: Indicator) -> Iterator[Parts]:
    """By benefit and by age, where the figure has such parts."""
    whole = figures.of(code)
    for name, head, words_of in (
        (_("%(name)s efter ydelse"), _("Ydelse"), dict(Benefit.choices)),
        (_("%(name)s efter alder"), _("Alder"), AGE_WORDS),
    ):
        found = {str(text): figures.of(code, group) for group, text in words_of.items()}
        told = {text[:1].upper() + text[1:]: series for text, series in found.items() if series}
        columns = bars.cells(
            [[_part(series, whole[-1]), _part(series, whole[0])] for series in told.values()]
        )
        rows = [[text, *row] for text, row in zip(told, columns, strict=True)]
        if rows:
            yield Parts(name % {"name": code.label}, [head, _("Nu"), _("For et år siden")], rows)


def _bands(figures: Published, code: Indicator) -> Iterator[Parts]:
    """How many have been on each benefit for so long, on the newest day and a year before."""
    for day in _ends(figures, code):
        found = {
            str(text): [_on(figures.of(code, so_long(band, benefit)), day) for band in range(len(BAND_WORDS))]
            for benefit, text in Benefit.choices
        }
        told = {text: column for text, column in found.items() if any(column)}
        name = _("%(name)s, %(when)s") % {"name": code.label, "when": date_format(day, "DATE_FORMAT")}
        yield from _crossed(name, _("Hvor længe"), BAND_WORDS, told)


def _statuses(figures: Published, code: Indicator) -> Iterator[Parts]:
    """Where those are whose sick leave ended in the newest quarter, and in that a year before: so many days after."""
    for day in _ends(figures, code):
        found = {
            words.days(days).capitalize(): [
                _on(figures.of(code, has_status(days, status)), day) for status in range(len(STATUS_WORDS))
            ]
            for days in AFTER_DAYS
        }
        told = {text: column for text, column in found.items() if any(column)}
        name = _("Hvor de er, når sygedagpenge endte i %(when)s") % {"when": words.quarter(day)}
        yield from _crossed(name, _("Ydelse"), STATUS_WORDS, told)


def _ends(figures: Published, code: Indicator) -> list[date]:
    """The newest day of a figure and the oldest."""
    series = figures.of(code)
    return list(dict.fromkeys([series[-1].day, series[0].day]))


def _on(series: Series, day: date) -> Figure | None:
    return next((figure for figure in series if figure.day == day), None)


def _crossed(
    name: str, head: str, names: Sequence[Words], columns: Mapping[str, Sequence[Figure | None]]
) -> Iterator[Parts]:
    """A table with a column each, and the rows somebody is in."""
    there = [
        (str(text), cells)
        for text, *cells in zip(names, *columns.values(), strict=True)
        if any(cell is not None and (cell.numerator or cell.suppressed) for cell in cells)
    ]
    told = bars.cells(
        [[(value_text(cell) or _("ingen"), bars.size(cell)) for cell in cells] for _text, cells in there]
    )
    if there:
        rows = [[text, *row] for (text, _cells), row in zip(there, told, strict=True)]
        yield Parts(name, [head, *columns], rows)


def _part(series: Series, whole: Figure) -> tuple[str, float]:
    """A part on the day of its whole: not there where the whole is hidden, or where nobody is in it."""
    figure = next((figure for figure in series if figure.day == whole.day), None)
    return value_text(figure or (whole if whole.suppressed else None)) or _("ingen"), bars.size(figure)
