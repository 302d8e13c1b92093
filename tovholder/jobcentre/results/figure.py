"""A figure on a page of its own: its sentence, the picture of how it moves, the table behind it, and what it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from tovholder.jobcentre.results import news, words
from tovholder.jobcentre.results.explained import value_text
from tovholder.jobcentre.results.indicators import COUNTS, SHARES
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.news import Movement
from tovholder.jobcentre.results.plot import Line, Plot, Rule, svg
from tovholder.jobcentre.results.published import Series
from tovholder.registers.process import Signal

DASHED = "6 4"


@dataclass(frozen=True)
class Picture:
    """A drawn figure, with what is said beneath it and the table behind it."""

    name: str
    svg: str
    alt: str
    caption: str
    heads: list[str]
    rows: list[list[str]]


def over_a_year(code: Indicator, series: Series) -> Picture | None:
    """How it has been over the year; None of fewer than two figures. The page has its table."""
    values = [news.value_of(figure) for figure in series]
    if sum(value is not None for value in values) < 2:
        return None
    name = _("%(name)s over et år") % {"name": code.label}
    rows = [[_month(figure), value_text(figure)] for figure in reversed(series)]
    plot = Plot(
        key=f"{code}-year",
        title=name,
        description=_in_words(rows),
        lines=[Line(values, places(len(values)))],
        ticks=_ticks([_month(figure) for figure in series]),
        says=_axis(code),
        whole=_is_count(code),
    )
    return Picture(name, svg(plot), plot.said, "", [], [])


def process_chart(code: Indicator, moved: Movement) -> Picture | None:
    """What of it is more than what happens by itself; None of too few months to say."""
    if moved.drawn is None:
        return None
    drawn = moved.drawn
    days = moved.days[1:] if moved.of_changes else moved.days
    months = [_month_of(day) for day in days]
    says = _change_text(code) if moved.of_changes else _axis(code)
    name = (
        _("%(name)s: ændringen fra måned til måned") if moved.of_changes else _("%(name)s måned for måned")
    ) % {"name": code.label}
    rows = [
        [month, says(value), _signal_text(signals)]
        for month, value, signals in zip(months, moved.charted, drawn.signals, strict=True)
    ]
    # No share is over one, whatever the limits say.
    least, most = (0.0, 1.0) if code in SHARES and not moved.of_changes else (-inf, inf)
    marked = frozenset(place for place, signals in enumerate(drawn.signals) if signals)
    plot = Plot(
        key=f"{code}-process",
        title=f"{name}. {news.sentence(moved)}",
        description=_in_words([row[:2] for row in reversed(rows)]),
        lines=[Line(moved.charted, places(len(months)))],
        ticks=_ticks(months),
        says=says,
        rules=[
            Rule(min(drawn.upper, most), _("plejer højst at være"), DASHED),
            Rule(drawn.mean, ""),
            Rule(max(drawn.lower, least), _("plejer mindst at være"), DASHED),
        ],
        marked=marked,
    )
    middle = (
        _("Linjen i midten er ingen ændring.") if moved.of_changes else _("Linjen i midten er gennemsnittet.")
    )
    caption = (
        middle
        + " "
        + _(
            "Mellem de stiplede linjer ligger det, der plejer at ske, regnet ud fra, hvor meget tallet ellers "
            "flytter sig fra måned til måned. En firkant er mere end det."
        )
    )
    return Picture(
        name, svg(plot), plot.said, caption, [_("Måned"), str(name), _("Er det nyt?")], list(reversed(rows))
    )


def places(count: int) -> list[float]:
    return [number / max(1, count - 1) for number in range(count)]


def _ticks(names: Sequence[str]) -> list[tuple[float, str]]:
    """The first, the middle and the last."""
    last = len(names) - 1
    return [(place / max(1, last), names[place]) for place in sorted({0, last // 2, last})]


def _in_words(rows: Sequence[Sequence[str]]) -> str:
    return "; ".join(f"{row[0]}: {row[1]}" for row in rows) + "."


def _signal_text(signals: frozenset[Signal]) -> str:
    if Signal.OUTSIDE in signals:
        return _("ja, uden for det, der plejer at ske")
    if Signal.RUN in signals:
        return _("ja, otte på samme side")
    return _("ja, tre af fire langt ude") if signals else _("nej")


def _axis(code: Indicator) -> Callable[[float], str]:
    return words.percent if code in SHARES else lambda value: words.number(value, 2)


def _change_text(code: Indicator) -> Callable[[float], str]:
    """With its sign; a share's in percentage points."""

    def said(value: float) -> str:
        shown = round(value * 100, 1) if code in SHARES else round(value, 2)
        return words.signed(shown, words.number(shown, 2))

    return said


def _is_count(code: Indicator) -> bool:
    return code in COUNTS


def _month(figure: Figure) -> str:
    return _month_of(figure.day)


def _month_of(day: date) -> str:
    """Short, for an axis and a table: "nov. 2026"."""
    return f"{MONTHS_3[day.month]} {day.year}"
