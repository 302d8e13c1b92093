"""Bars in a table: under each number how large it is beside the largest there. The table is its own picture."""

from collections.abc import Sequence

from tovholder.jobcentre.results.models import Figure

LONGEST = 100


class Cell(str):
    """What stands in a cell, and how long its bar is: up to `LONGEST`. With none, what is hidden or not there."""

    __slots__ = ("bar",)
    bar: int

    def __new__(cls, text: str, bar: int = 0) -> "Cell":
        cell = super().__new__(cls, text)
        cell.bar = bar
        return cell


def size(figure: Figure | None) -> float:
    """What a bar is drawn of: the share or what was measured, else how many. Nothing of a hidden one."""
    if figure is None or figure.suppressed:
        return 0
    return float(figure.numerator or 0) if figure.value is None else float(figure.value)


def cells(rows: Sequence[Sequence[tuple[str, float]]]) -> list[list[str]]:
    """Texts with their sizes as cells, each bar against the largest of all. Below nought there is no bar to draw."""
    longest = max((size for row in rows for _text, size in row), default=0)
    return [[Cell(text, _length(size, longest)) for text, size in row] for row in rows]


def _length(size: float, longest: float) -> int:
    """At least 1 of what is there at all: a few beside many are not nobody."""
    return max(1, round(LONGEST * size / longest)) if size > 0 else 0
