"""How far the model is lived: each element's step from 1 to 5, by thresholds that are ours and say why (fidelity.toml).

The form is that of the fidelity scales for IPS, where every step is anchored. No scale for this model is published.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("fidelity.toml")
STEPS = 5


class UnreadableFidelity(ValueError):
    """The file breaks its own rules; the message names the element."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the model. `begins`: where steps 2 to 5 begin; falling where less is better.

    `figure` and `part` are the published figure it is read from; without one, `unseen` says why it cannot be seen;
    `never`: it is not for data to show.
    """

    element: str
    name: str
    figure: str = ""
    part: str = ""
    begins: tuple[float, ...] = ()
    unit: str = "share"
    why: str = ""
    raises: str = ""
    unseen: str = ""
    never: bool = False

    @property
    def less_is_better(self) -> bool:
        return bool(self.begins) and self.begins[0] > self.begins[-1]

    def step(self, value: float) -> int:
        """From 1 to 5: one more for each threshold that is reached. ValueError of an element that cannot be seen."""
        if not self.begins:
            raise ValueError(f"{self.element} has no thresholds")
        if self.less_is_better:
            return 1 + sum(value <= threshold for threshold in self.begins)
        return 1 + sum(value >= threshold for threshold in self.begins)


@dataclass(frozen=True, slots=True)
class Scale:
    """All elements, under a version that every page with them names."""

    version: str
    elements: tuple[Element, ...]


def parse(text: str) -> Scale:
    """The scale of a TOML text in the shape of fidelity.toml. UnreadableFidelity where it breaks its own rules."""
    try:
        document = tomllib.loads(text)
        elements = tuple(_element(row) for row in document["element"])
        version = document["version"]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UnreadableFidelity(f"the scale cannot be read: {error!r}") from error
    names = [element.element for element in elements]
    if len(names) != len(set(names)):
        raise UnreadableFidelity("an element stands there twice")
    return Scale(version, elements)


def _element(row: Mapping[str, Any]) -> Element:
    known = dict(row)
    element = Element(begins=tuple(known.pop("from", ())), **known)
    if bool(element.figure) == bool(element.unseen):
        raise UnreadableFidelity(f"{element.element} is read from a figure, or cannot be seen: one of them")
    if element.figure:
        _check(element)
    return element


def _check(element: Element) -> None:
    if len(element.begins) != STEPS - 1 or not (_rises(element.begins) or _rises(element.begins[::-1])):
        raise UnreadableFidelity(f"{element.element} needs four thresholds that rise, or four that fall")
    if not element.why or not element.raises:
        raise UnreadableFidelity(f"{element.element} says neither why nor what would raise it")
    if element.unit not in {"share", "number"}:
        raise UnreadableFidelity(f"{element.element} is neither a share nor a number")


def _rises(thresholds: Sequence[float]) -> bool:
    return all(earlier < later for earlier, later in pairwise(thresholds))


@cache
def scale() -> Scale:
    """Our own proposal (fidelity.toml)."""
    return parse(FILE.read_text(encoding="utf-8"))
