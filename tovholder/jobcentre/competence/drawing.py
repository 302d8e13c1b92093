"""A profile drawn as a plant: a branch for each field, a leaf for each competence, and a root where most is agreed.

Reads without colour: size is the level, filled is agreed, an outline is how one sees it oneself, dashes are unsure and
a bud is a wish. The same in words is the table beside it.
"""

from dataclasses import dataclass
from math import cos, radians, sin

from tovholder.jobcentre.competence.models import Level
from tovholder.jobcentre.competence.profile import Line, Section, Seen

_CENTRE = (400, 330)
_FIRST_LEAF, _LAST_LEAF, _TIP, _NAME = 58, 190, 208, 226
_LINE = 26  # from one line of a name to the next
_ASIDE = 24  # how far a leaf grows out of its branch, in degrees
_SMALLEST = 0.28
_LETTERS_A_LINE = 17
_LONG, _ENDING = 15, "profilen"  # a long name of a profile is told in two lines


@dataclass(frozen=True)
class Leaf:
    """`turn` and `x`, `y` place it; `agreed` and `own` are the sizes of the filled and outlined leaf, or 0."""

    x: float
    y: float
    turn: float
    agreed: float
    own: float
    is_unsure: bool
    wants: bool


@dataclass(frozen=True)
class Branch:
    name: list[str]
    is_root: bool
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: str
    leaves: list[Leaf]


def draw(seen: Seen) -> list[Branch]:
    """Place every branch: the root straight down, the others around it in the order of the catalogue."""
    sections = list(seen.sections)
    if seen.root is not None:
        first = next(at for at, section in enumerate(sections) if section.profile == seen.root)
        sections = sections[first:] + sections[:first]
    each = 360 / max(1, len(sections))
    return [
        _branch(section, 90 + number * each, is_root=section.profile == seen.root)
        for number, section in enumerate(sections)
    ]


def _branch(section: Section, angle: float, *, is_root: bool) -> Branch:
    along = (_LAST_LEAF - _FIRST_LEAF) / max(1, len(section.lines) - 1)
    leaves = [
        _leaf(line, angle, _FIRST_LEAF + number * along, -1 if number % 2 else 1)
        for number, line in enumerate(section.lines)
    ]
    x, y = _at(angle, _TIP)
    name_x, name_y = _at(angle, _NAME)
    name = _lines(section.profile.name)
    across = cos(radians(angle))
    return Branch(
        name=name,
        is_root=is_root,
        x=x,
        y=y,
        name_x=name_x,
        name_y=round(name_y + 8 + _LINE * (sin(radians(angle)) * len(name) - len(name) + 1) / 2, 1),
        anchor="middle" if abs(across) < 0.3 else "start" if across > 0 else "end",
        leaves=leaves,
    )


def _leaf(line: Line, angle: float, distance: float, side: int) -> Leaf:
    x, y = _at(angle, distance)
    own = line.own_level
    return Leaf(
        x=x,
        y=y,
        turn=round(angle + side * (90 - _ASIDE), 1),
        agreed=_size(line.agreed),
        own=_size(own) if own is not None else 0,
        is_unsure=line.own is not None and line.own.is_unsure,
        wants=line.own is not None and line.own.wants,
    )


def _size(level: Level) -> float:
    return round(_SMALLEST + (1 - _SMALLEST) * level / Level.TEACHES, 2) if level else 0


def _at(angle: float, distance: float) -> tuple[float, float]:
    return (
        round(_CENTRE[0] + distance * cos(radians(angle)), 1),
        round(_CENTRE[1] + distance * sin(radians(angle)), 1),
    )


def _lines(name: str) -> list[str]:
    """A name in lines that fit beside the drawing."""
    lines = [""]
    for word in _words(name):
        if lines[-1] and len(lines[-1]) + len(word) >= _LETTERS_A_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _words(name: str) -> list[str]:
    if len(name) > _LONG and name.endswith(_ENDING) and " " not in name:
        return [f"{name.removesuffix(_ENDING)}-", _ENDING]
    return name.split()
