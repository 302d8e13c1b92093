"""The picture of a figure is its numbers: read back from what is drawn, and told apart without colour."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.jobcentre.results.plot import Line, Plot, Rule, svg

NAMESPACE = "{http://www.w3.org/2000/svg}"
Values = Sequence[float | None]
numbers = st.floats(-1000, 1000).map(lambda value: round(value, 3))
values = st.lists(st.none() | numbers, min_size=2, max_size=14).filter(
    lambda some: any(value is not None for value in some)
)


def plot(*lines: Line, marked: Sequence[int] = (), rules: Sequence[Rule] = (), **more: object) -> Plot:
    return Plot(
        "prøve", "Titel", "Ord", lines, [(0, "først"), (1, "sidst")], lambda value: f"{value:.10g}", rules,
        frozenset(marked), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def line(of: Values, **more: object) -> Line:
    return Line(of, [number / (len(of) - 1) for number in range(len(of))], **more)  # type: ignore[arg-type]


class Read:
    """A drawn picture, and what its own axis says that a height is."""

    def __init__(self, drawn: str) -> None:
        self.root = ElementTree.fromstring(drawn)
        said = [
            (float(text.get("y", "")), float(text.text or ""))
            for text in self.all("text")
            if text.get("text-anchor") == "end" and text.get("dx") == "-6"
        ]
        (self._y, self._low), (top, high) = said[0], said[-1]
        self.a_pixel = (high - self._low) / (self._y - top)

    def all(self, name: str) -> list[ElementTree.Element]:
        return list(self.root.iter(NAMESPACE + name))

    def value(self, y: float) -> float:
        return self._low + (self._y - y) * self.a_pixel

    def lines(self) -> list[list[float]]:
        return [
            [self.value(float(point.split(",")[1])) for point in each.get("points", "").split()]
            for each in self.all("polyline")
        ]


def stretches(of: Values) -> list[list[float]]:
    """Between what is hidden."""
    found: list[list[float]] = [[]]
    for value in of:
        if value is None:
            found.append([])
        else:
            found[-1].append(value)
    return [each for each in found if each]


@settings(deadline=None, max_examples=60)
@given(values)
def test_points_turn_back_into_the_values_and_what_is_hidden_breaks_the_line(of: list[float | None]) -> None:
    read = Read(svg(plot(line(of))))
    near = read.a_pixel * 0.051  # a tenth of a pixel is as fine as it is written
    found = read.lines()
    assert len(found) == len(stretches(of))
    for drawn, true in zip(found, stretches(of), strict=True):
        assert drawn == pytest.approx(true, abs=near)
    heights = [read.value(float(dot.get("cy", ""))) for dot in read.all("circle")]
    assert heights == pytest.approx([value for value in of if value is not None], abs=near)


@settings(deadline=None, max_examples=60)
@given(st.lists(numbers, min_size=2, max_size=14), st.data())
def test_what_is_news_is_a_square_and_all_else_a_dot(of: list[float], data: st.DataObject) -> None:
    marked = sorted(data.draw(st.sets(st.integers(0, len(of) - 1))))
    read = Read(svg(plot(line(of), marked=marked)))
    squares = [read.value(float(square.get("y", "")) + 5) for square in read.all("rect")]
    assert squares == pytest.approx([of[place] for place in marked], abs=read.a_pixel * 0.051)
    assert len(read.all("circle")) == len(of) - len(marked)


def test_lines_are_told_apart_by_their_dashes_and_named_by_them() -> None:
    dashes = ["", "6 4", "2 3"]
    lines = [line([1, 2, 3], name=f"Linje {n}", dash=dash) for n, dash in enumerate(dashes)]
    read = Read(svg(plot(*lines)))
    assert [each.get("stroke-dasharray", "") for each in read.all("polyline")] == dashes
    assert len({each.get("stroke") for each in read.all("polyline")}) == 1, "colour says nothing"
    names = {text.get("y"): text.text for text in read.all("text") if (text.text or "").startswith("Linje")}
    samples = {each.get("y1"): each.get("stroke-dasharray", "") for each in read.all("line")}
    assert [(names[y], samples[y]) for y in names] == [(f"Linje {n}", dash) for n, dash in enumerate(dashes)]


def test_a_rule_stands_at_its_value_with_its_name_and_steps_stand_until_the_next() -> None:
    read = Read(svg(plot(line([4, 2, 7], stands_until=True), rules=[Rule(5, "plejer højst at være", "6 4")])))
    (rule,) = [each for each in read.all("line") if each.get("stroke-dasharray") == "6 4"]
    assert read.value(float(rule.get("y1", ""))) == pytest.approx(5, abs=0.05)
    assert "plejer højst at være" in {text.text for text in read.all("text")}
    assert read.lines() == [pytest.approx([4, 4, 2, 2, 7], abs=0.05)]
    assert not read.all("circle")


def test_it_is_said_in_words_and_styled_by_nothing_but_attributes() -> None:
    drawn = svg(plot(line([1, 2]), line([3, 4], low=[2, 3], high=[4, 5])))
    read = Read(drawn)
    assert read.root.get("role") == "img"
    named = [read.root.get(name) for name in ("aria-labelledby", "aria-describedby")]
    assert named == [each.get("id") for name in ("title", "desc") for each in read.all(name)]
    assert len(read.all("polygon")) == 1
    assert not re.search(r"style|script|\son\w+=", drawn)
