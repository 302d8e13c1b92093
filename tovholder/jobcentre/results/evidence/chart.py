"""Lines over time as points of an SVG: the municipality beside its synthetic self, and the gap between them.

Two lines and a band need no drawing program, and are drawn as the page is asked for. Nothing is told by colour alone:
one line is whole and the other dashed, and each is named.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tovholder.evidence.told import Told
from tovholder.jobcentre.results.evidence.sentences import Saying, with_decimals
from tovholder.registers.period import Period, Span

WIDTH, HEIGHT = 480, 290
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 52, 30
Numbers = Sequence[float]


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where it stands, and what it says; `anchor` is the side its text hangs from."""

    place: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Chart:
    """`whole`, `dashed` and `band` are points; "" where there is none. `start` is where the change begins."""

    code: str
    title: str
    text: str
    whole: str
    whole_name: str
    up: list[Tick]
    along: list[Tick]
    dashed: str = ""
    dashed_name: str = ""
    band: str = ""
    band_name: str = ""
    start: float | None = None
    nought: float | None = None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    top: int = TOP


def side_by_side(told: Told, saying: Saying, measure: str) -> Chart:
    """What happened, and what would have by the others."""
    scale = _Scale([*told.actual, *told.synthetic], len(told.periods))
    return Chart(
        code="side",
        title=_("%(area)s og den sammensatte kommune: %(measure)s") % {"area": told.area, "measure": measure},
        text=f"{saying.verdict}. {saying.finding}",
        whole=scale.line(told.actual),
        whole_name=told.area,
        dashed=scale.line(told.synthetic),
        dashed_name=_("den sammensatte kommune"),
        up=scale.up(),
        along=_along(told.periods, told.before, scale),
        start=scale.x(told.before - 0.5),
    )


def apart(told: Told, saying: Saying) -> Chart:
    """The gap, in the band where the others' lie."""
    gap = told.gap
    scale = _Scale([*gap, *told.low, *told.high, 0.0], len(told.periods))
    there = [*enumerate(told.high), *reversed([*enumerate(told.low)])]
    return Chart(
        code="gap",
        title=_("Forskellen mellem %(area)s og den sammensatte kommune") % {"area": told.area},
        text=saying.sure[0],
        whole=scale.line(gap),
        whole_name=_("forskellen"),
        band=" ".join(scale.point(place, value) for place, value in there),
        band_name=_("95 af 100 andre"),
        up=scale.up(),
        along=_along(told.periods, told.before, scale),
        start=scale.x(told.before - 0.5),
        nought=scale.y(0.0),
    )


def over_time(codes: Sequence[str], values: Numbers, *, title: str, text: str, name: str) -> Chart:
    """One line around nought, the oldest first."""
    scale = _Scale([*values, 0.0], len(codes))
    along = _along(codes, None, scale)
    return Chart("expected", title, text, scale.line(values), name, scale.up(), along, nought=scale.y(0.0))


class _Scale:
    def __init__(self, values: Numbers, periods: int) -> None:
        low, high = min(values), max(values)
        room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
        self.low, self.high, self.periods = low - room, high + room, periods

    def x(self, place: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * place / max(1, self.periods - 1), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def point(self, place: int, value: float) -> str:
        return f"{self.x(place)},{self.y(value)}"

    def line(self, values: Numbers) -> str:
        return " ".join(self.point(place, value) for place, value in enumerate(values))

    def up(self) -> list[Tick]:
        """Some four round numbers within the range."""
        rough = (self.high - self.low) / 4
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough)
        decimals = max(0, -math.floor(math.log10(step * 1.001))) + (step / power == 2.5)
        first = math.ceil(self.low / step)
        ticks = [round(n * step, 10) for n in range(first, math.floor(self.high / step) + 1)]
        return [Tick(self.y(value), with_decimals(value, decimals)) for value in ticks]


def _along(codes: Sequence[str], start: int | None, scale: _Scale) -> list[Tick]:
    """The first period, the last, and between them the one where it begins, where there is room for it."""
    last = len(codes) - 1
    ticks = [Tick(scale.x(0), _short(codes[0]), "start"), Tick(scale.x(last), _short(codes[last]), "end")]
    if start is not None and min(scale.x(start) - ticks[0].place, ticks[1].place - scale.x(start)) > 120:
        ticks.insert(1, Tick(scale.x(start), _short(codes[start])))
    return ticks


def _short(code: str) -> str:
    """ "2019", "1. kv. 2019", "1/2019"."""
    period = Period.parse(code)
    words_of = {"n": period.number, "year": period.year}
    if period.span is Span.MONTH:
        return f"{period.number}/{period.year}"
    return f"{period.year}" if period.span is Span.YEAR else _("%(n)d. kv. %(year)d") % words_of
