"""A picture of figures over time, drawn by the server: few lines, its numbers written on it, and readable in grey.

Curves of our own and not the grammar of `charts`: they are drawn each time they are seen, in no time, so that a month's
figures are published without drawing forty pictures first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 460, 220
LEFT, RIGHT, TOP, BOTTOM = 58, 14, 14, 28
NAME_HEIGHT = 18  # of each line's name, above
TICKS = 4


@dataclass(frozen=True)
class Line:
    """A row of values against places from 0 to 1; None breaks it. `stands_until`: a value holds until the next (steps).

    `low` and `high`: how sure, as a band around it. `name` is written above; `dash` tells lines apart in grey.
    """

    values: Sequence[float | None]
    places: Sequence[float]
    name: str = ""
    dash: str = ""
    stands_until: bool = False
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()


@dataclass(frozen=True)
class Rule:
    """A level across the picture, and what it is called."""

    value: float
    name: str
    dash: str = ""


@dataclass(frozen=True)
class Plot:
    """What is drawn. `ticks`: places from 0 to 1 along the bottom and what stands there; `marked`: places of the first
    line that are news. `says` writes a value on the axis. `title` is the finding and `description` what is seen.
    """

    key: str
    title: str
    description: str
    lines: Sequence[Line]
    ticks: Sequence[tuple[float, str]]
    says: Callable[[float], str]
    rules: Sequence[Rule] = ()
    marked: frozenset[int] = frozenset()
    span: tuple[float, float] | None = None
    whole: bool = False

    @property
    def said(self) -> str:
        """All of it in words, for whoever hears it."""
        return f"{self.title}. {self.description}"


@dataclass(frozen=True)
class _Drawn:
    points: list[str]
    dash: str
    name: str
    name_at: str = ""
    band: list[str] = field(default_factory=list)


def svg(plot: Plot) -> SafeString:
    """The picture as inline SVG: nothing in it but lines, text and presentation attributes."""
    ground = _Ground.of(plot)
    first = plot.lines[0]
    points = [
        (ground.x(place), ground.y(value), number in plot.marked)
        for number, (place, value) in enumerate(zip(first.places, first.values, strict=True))
        if value is not None and not first.stands_until
    ]
    return render_to_string(
        "results/plot.svg",
        {
            "plot": plot,
            "view": f"0 0 {WIDTH} {HEIGHT + ground.above}",
            "bottom": str(HEIGHT + ground.above - BOTTOM),
            "right": str(WIDTH - RIGHT),
            "left": str(LEFT),
            "sample_ends": str(LEFT + 36),
            "names": str(LEFT + 44),
            "heights": [(_text(ground.y(value)), plot.says(value)) for value in ground.ticks],
            "along": [
                (_text(ground.x(place)), text, "start" if place < 0.1 else "end" if place > 0.9 else "middle")
                for place, text in plot.ticks
            ],
            "rules": [(_text(ground.y(rule.value)), rule) for rule in plot.rules],
            "lines": [_drawn(line, ground, number) for number, line in enumerate(plot.lines)],
            "points": [(_text(x), _text(y)) for x, y, is_marked in points if not is_marked],
            "marks": [(_text(x - 5), _text(y - 5)) for x, y, is_marked in points if is_marked],
        },
    )


@dataclass(frozen=True)
class _Ground:
    """Where values and places lie in the picture."""

    ticks: list[float]
    above: int

    @classmethod
    def of(cls, plot: Plot) -> "_Ground":
        above = NAME_HEIGHT * sum(bool(line.name) for line in plot.lines)
        if plot.span is not None:
            low, high = plot.span
            return cls(_round_numbers(low, high, plot.whole), above)
        values = [value for line in plot.lines for value in (*line.values, *line.low, *line.high)]
        known = [value for value in (*values, *(rule.value for rule in plot.rules)) if value is not None]
        return cls(_round_numbers(min(known), max(known), plot.whole), above)

    def x(self, place: float) -> float:
        return LEFT + 6 + place * (WIDTH - LEFT - RIGHT - 12)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.above + HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - TOP)


def _round_numbers(low: float, high: float, whole: bool) -> list[float]:
    """A few round numbers from below the lowest to above the highest."""
    if low == high:
        low, high = low - 1, high + 1
    rough = (high - low) / TICKS
    power: float = 10.0 ** floor(log10(rough))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough)
    if whole:
        step = max(1.0, step)
    first, last = floor(low / step), ceil(high / step)
    return [round(place * step, 10) for place in range(first, last + 1)]


def _drawn(line: Line, ground: _Ground, number: int) -> _Drawn:
    points = [_stretch(each, line.stands_until, ground) for each in _stretches(line.places, line.values)]
    bands = []
    if line.low and line.high:
        lower, upper = _stretches(line.places, line.low), _stretches(line.places, line.high)
        for below, above in zip(lower, upper, strict=True):
            there = _corners(above, line.stands_until)
            back = list(reversed(_corners(below, line.stands_until)))
            bands.append(" ".join(_point(each, ground) for each in (*there, *back)))
    return _Drawn(points, line.dash, line.name, _text(NAME_HEIGHT * (number + 0.6)), bands)


Points = list[tuple[float, float]]


def _stretches(places: Sequence[float], values: Sequence[float | None]) -> list[Points]:
    found: list[Points] = [[]]
    for place, value in zip(places, values, strict=True):
        if value is None:
            found.append([])
        else:
            found[-1].append((place, value))
    return [stretch for stretch in found if stretch]


def _corners(stretch: Points, stands_until: bool) -> Points:
    """With the corner of each step."""
    if not stands_until:
        return stretch
    corners = [stretch[0]]
    for place, value in stretch[1:]:
        corners += [(place, corners[-1][1]), (place, value)]
    return corners


def _stretch(stretch: Points, stands_until: bool, ground: _Ground) -> str:
    return " ".join(_point(each, ground) for each in _corners(stretch, stands_until))


def _point(at: tuple[float, float], ground: _Ground) -> str:
    return f"{_text(ground.x(at[0]))},{_text(ground.y(at[1]))}"


def _text(number: float) -> str:
    """As SVG writes numbers, whatever the language."""
    return f"{number:.1f}"
