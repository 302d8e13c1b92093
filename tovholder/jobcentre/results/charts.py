"""The one drawn chart: expected and actual per benefit group. And the points of the small curves."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.jobcentre.results import words

DRAWING = 1  # another number when the same content is drawn differently: kept charts then count no more
WIDTH = 340
GROUP_HEIGHT = 72
LONGEST_BAR = 200
FONT = "IBM Plex Sans, system-ui, sans-serif"
TEXT, ROPE = "#1a1a1a", "#1b5e6b"

ELEMENTS = {"svg", "title", "desc", "g", "path", "text"}
ATTRIBUTES = {
    name.lower(): name
    for name in (
        "viewBox", "width", "class", "role", "id", "aria-labelledby", "aria-describedby", "aria-hidden", "transform",
        "d", "display", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-miterlimit", "text-anchor",
        "font-family", "font-size", "font-weight",
    )
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    group: str
    expected: int
    actual: int


@dataclass(frozen=True)
class Expectation:
    """What the chart shows. `difference` is the total's; None where the file has no total."""

    area: str
    period: str
    difference: int | None
    bars: tuple[Bar, ...]

    def key(self, language: str) -> str:
        content = json.dumps([DRAWING, language, asdict(self)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


def title(shown: Expectation) -> str:
    """The finding, in a sentence."""
    where = {"area": shown.area, "period": words.period(shown.period)}
    if shown.difference is None:
        return (
            _("%(area)s: forventet og faktisk antal fuldtidspersoner på offentlig forsørgelse, %(period)s.")
            % where
        )
    return _("%(area)s: %(finding)s, %(period)s.") % {
        **where,
        "finding": words.against_expected(shown.difference),
    }


def description(shown: Expectation) -> str:
    """Every bar in words, for those who do not see it."""
    groups = [
        _("%(group)s: %(expected)s forventet, %(actual)s faktisk.")
        % {"group": bar.group, "expected": words.number(bar.expected), "actual": words.number(bar.actual)}
        for bar in shown.bars
    ]
    return " ".join([_("Fuldtidspersoner."), *groups])


def draw(shown: Expectation) -> SafeString:
    """Return the chart as inline SVG in the active language.

    Expected is an outline with dashes and actual is filled, each with its number, so that it reads without colour.
    """
    import vl_convert  # here, because both weigh a second and 150 MB that no other page needs

    svg = vl_convert.vegalite_to_svg(_grammar(shown), allowed_base_urls=[])
    return picture(_named(svg, shown))


def picture(svg: str) -> SafeString:
    """The SVG written anew, element by element: only what a chart of ours needs, every text escaped.

    Whatever else is in it (styles, scripts, the drawing program's English labels) is left out.
    """
    writer = _Writer()
    writer.feed(svg)
    writer.close()
    return format_html_join("", "{}", ((part,) for part in writer.parts))


def _is_kept(name: str, value: str | None) -> bool:
    return name in ATTRIBUTES and (name != "role" or value == "img")


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[SafeString] = []
        self.left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.left_out += 1
        if self.left_out:
            return
        kept = [(ATTRIBUTES[name], value or "") for name, value in attrs if _is_kept(name, value)]
        self.parts.append(format_html("<{}{}>", tag, format_html_join("", ' {}="{}"', kept)))

    def handle_endtag(self, tag: str) -> None:
        if not self.left_out:
            self.parts.append(format_html("</{}>", tag))
        elif tag not in ELEMENTS:
            self.left_out -= 1

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.parts.append(format_html("{}", data))


def _grammar(shown: Expectation) -> dict[str, Any]:
    import altair as alt

    bars, names = _rows(shown)
    height = max(1, len(shown.bars)) * GROUP_HEIGHT
    longest = max([1, *(row["value"] for row in bars)])
    pixels = alt.Scale(domain=[0, height], range=[0, height], nice=False, padding=0)
    bar_length = alt.Scale(domain=[0, longest], range=[0, LONGEST_BAR], nice=False, padding=0)
    down, along = alt.Y("y:Q", axis=None, scale=pixels), alt.X("value:Q", axis=None, scale=bar_length)
    base = alt.Chart(alt.Data(values=bars)).encode(y=down, x=along)
    plain = alt.Chart(alt.Data(values=names)).encode(y=down, x=alt.value(0), text="label:N")
    line: dict[str, Any] = {
        "orient": "horizontal",
        "height": 16,
        "stroke": ROPE,
        "strokeWidth": 1.5,
        "aria": False,
    }
    word: dict[str, Any] = {"align": "left", "baseline": "middle", "color": TEXT, "aria": False}
    chart = alt.layer(
        base.transform_filter("!datum.is_actual").mark_bar(fill="#ffffff", strokeDash=[4, 2], **line),
        base.transform_filter("datum.is_actual").mark_bar(fill=ROPE, **line),
        base.mark_text(dx=6, fontSize=13, **word).encode(text="label:N"),
        plain.mark_text(fontSize=14, fontWeight=600, **word),
    )
    # No autosize: the picture has the same measures whatever fonts the drawing machine has.
    sized = chart.properties(width=WIDTH, height=height, background="transparent", padding=4, autosize="none")
    return sized.configure(font=FONT, aria=False).configure_view(stroke=None).to_dict()


def _rows(shown: Expectation) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The bars and the names above them, each with the pixel its middle stands at."""
    bars, names = [], []
    for place, bar in enumerate(shown.bars):
        top = place * GROUP_HEIGHT
        names.append({"y": top + 12, "label": bar.group})
        for is_actual, value, text, below in (
            (False, bar.expected, _("forventet %(n)s"), 32),
            (True, bar.actual, _("faktisk %(n)s"), 51),
        ):
            label = text % {"n": words.number(value)}
            bars.append({"y": top + below, "is_actual": is_actual, "value": value, "label": label})
    return bars, names


def _named(svg: str, shown: Expectation) -> str:
    """Give the picture its name and description, and let it grow and shrink with the page."""
    name = f"chart-{shown.key(get_language() or '')[:12]}"
    view = re.search(r'viewBox="([^"]*)"', svg)
    opening = format_html(
        '<svg class="chart" width="440" viewBox="{}" role="img" aria-labelledby="{}" aria-describedby="{}-text">'
        '<title id="{}">{}</title><desc id="{}-text">{}</desc>',
        view[1] if view else "",
        *(name, name, name, title(shown), name, description(shown)),
    )
    return re.sub(r"<svg[^>]*>", lambda _found: opening, svg, count=1)


CURVE_WIDTH, CURVE_HEIGHT, CURVE_EDGE = 120, 32, 3


def curve(values: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """Stretches of points within 120 × 32, from the left; a value that is None breaks the curve."""
    known = [value for value in values if value is not None]
    if not known:
        return []
    lowest, spread = min(known), max(known) - min(known)
    step = (CURVE_WIDTH - 2 * CURVE_EDGE) / max(1, len(values) - 1)
    stretches: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            stretches.append([])
            continue
        share = (value - lowest) / spread if spread else 0.5
        high = CURVE_HEIGHT - CURVE_EDGE - share * (CURVE_HEIGHT - 2 * CURVE_EDGE)
        stretches[-1].append((round(CURVE_EDGE + place * step, 1), round(high, 1)))
    return [stretch for stretch in stretches if stretch]
