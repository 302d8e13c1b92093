"""Faces for the cast: drawn with a few shapes in calm colours, plainly drawings, and like nobody who lives."""

import hashlib
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate.dice import dice
from tovholder.jobcentre.demo.generate.municipality import Municipality
from tovholder.jobcentre.staff.models import EmployeePicture
from tovholder.jobcentre.staff.picture import SIDE

_BACKS = ("#dfe9e4", "#e6e1ee", "#f0e6d8", "#dce7f0", "#efe0de", "#e3ead3")
# Skin, and hair that goes with it.
_HEADS = (
    *(("#f2cfb4", "#c99a55"), ("#f2cfb4", "#8a5a34"), ("#f2cfb4", "#a5482f"), ("#e3b591", "#8d8a86")),
    *(("#e3b591", "#5a3d2b"), ("#c98f68", "#2f2a28"), ("#c98f68", "#5a3d2b"), ("#9c6644", "#2f2a28")),
    *(("#9c6644", "#8d8a86"), ("#7d5138", "#2f2a28")),
)
_CLOTHES = ("#1b5e6b", "#6b5b8c", "#8a5a34", "#4f7358", "#3f5f87", "#914a4a")
_CUTS = {
    "Kasper Lundgaard": "short",
    "Yusuf Demir": "curls",
    "Anders Riishede": "short",
    "Henrik Aagesen": "short",
}
_INK = "#33302e"
# Drawn three times as large and made smaller, so that no edge is jagged. The shapes are placed on a field of 100 × 100.
_LARGER = 3


class Look(NamedTuple):
    back: str
    skin: str
    hair: str
    clothes: str
    cut: str
    glasses: bool


def give_faces(town: Municipality) -> None:
    """Let everybody of the cast have a picture; those behind them show their initials."""
    for one in cast.EMPLOYEES:
        image = portrait(one.name)
        employee = town.employees[one.username]
        employee.face = hashlib.sha256(image).hexdigest()
        town.add_picture(EmployeePicture(employee=employee, image=image))


@cache
def portrait(name: str) -> bytes:
    """Return the drawing that belongs to a name: the same every time."""
    large = Image.new("RGB", (SIDE * _LARGER, SIDE * _LARGER))
    _draw(Pen(large), look_of(name))
    written = BytesIO()
    large.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(written, "WEBP", quality=82, method=4)
    return written.getvalue()


def look_of(name: str) -> Look:
    rng = dice(1, f"face of {name}")
    skin, hair = rng.choice(_HEADS)
    return Look(
        back=rng.choice(_BACKS),
        skin=skin,
        hair=hair,
        clothes=rng.choice(_CLOTHES),
        cut=_CUTS.get(name) or rng.choice(("bob", "bun", "curls")),
        glasses=rng.random() < 0.4,
    )


class Pen:
    """Draws in hundredths of the picture's side."""

    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)
        self._unit = image.width / 100

    def _points(self, *at: float) -> list[float]:
        return [place * self._unit for place in at]

    def oval(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        box = self._points(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        self._draw.ellipse(box, fill=colour)

    def block(
        self, left: float, top: float, right: float, bottom: float, colour: str, round_by: float = 0
    ) -> None:
        box = self._points(left, top, right, bottom)
        self._draw.rounded_rectangle(box, radius=round_by * self._unit, fill=colour)

    def half(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        """The upper half of an oval."""
        box = self._points(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        self._draw.pieslice(box, 180, 360, fill=colour)

    def bow(self, x: float, y: float, wide: float, high: float, first: int, last: int, thick: float) -> None:
        box = self._points(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        self._draw.arc(box, first, last, fill=_INK, width=round(thick * self._unit))


def _draw(pen: Pen, look: Look) -> None:
    pen.block(-1, -1, 101, 101, look.back)
    _hair_behind(pen, look)
    pen.oval(50, 108, 84, 62, look.clothes)
    pen.block(42, 62, 58, 84, look.skin, round_by=8)
    pen.oval(50, 47, 40, 48, look.skin)
    _hair_before(pen, look)
    for x in (42, 58):
        pen.oval(x, 47, 3.6, 4.4, _INK)
        pen.bow(x, 43, 8, 6, 210, 330, 1)
        if look.glasses:
            pen.bow(x, 47, 13, 13, 0, 360, 1)
    if look.glasses:
        pen.bow(50, 47, 4, 3, 180, 360, 1)
    pen.bow(50, 54, 16, 12, 30, 150, 1.4)


def _hair_behind(pen: Pen, look: Look) -> None:
    if look.cut == "bob":
        pen.block(26, 22, 74, 74, look.hair, round_by=22)
    elif look.cut == "bun":
        pen.oval(50, 17, 20, 18, look.hair)
    elif look.cut == "curls":
        for x, y in ((31, 36), (69, 36), (29, 48), (71, 48), (32, 60), (68, 60)):
            pen.oval(x, y, 18, 18, look.hair)


def _hair_before(pen: Pen, look: Look) -> None:
    if look.cut == "curls":
        for x, y in ((36, 27), (45, 23), (55, 23), (64, 27)):
            pen.oval(x, y, 17, 16, look.hair)
        return
    pen.half(50, 40, 42, 44, look.hair)
    if look.cut == "short":
        pen.block(29, 34, 33, 46, look.hair, round_by=2)
        pen.block(67, 34, 71, 46, look.hair, round_by=2)
