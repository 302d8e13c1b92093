"""Where a citizen writes, and what they have begun there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tovholder.jobcentre.citizen_portal.models import Draft
from tovholder.jobcentre.citizens.models import Citizen


@dataclass(frozen=True)
class Place:
    """A form: the page it stands on, what is typed in it, and whether it is about a row of its own."""

    page: str
    fields: tuple[str, ...]
    has_row: bool = False


_STORY = ("about", "readers", "text", "from_year", "to_year")
PLACES: Mapping[str, Place] = {
    "message": Place("my_course", ("text",)),
    "wish": Place("another_person", ("text",)),
    "goal": Place("new_goal", ("text",)),
    "step": Place("new_step", ("text", "under")),
    "item": Place("my_item", ("text", "read_version"), has_row=True),
    "answer": Place("my_item", ("words", "read_version"), has_row=True),
    "story": Place("tell_story", _STORY),
    "entry": Place("my_entry", (*_STORY, "read_version"), has_row=True),
}
# What says that something was written; the rest only says where and how.
WORDS = ("text", "words")


@dataclass(frozen=True)
class Writing:
    """One form as it is opened: its place, what was typed there before, and when (None: nothing)."""

    place: str
    typed: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None


def writing(citizen: Citizen, place: str, row: int | None = None) -> Writing:
    """What the citizen has begun at a place. One query."""
    return writings(citizen, place, row=row)[place]


def writings(citizen: Citizen, *names: str, row: int | None = None) -> dict[str, Writing]:
    """The same of several places about one row. One query."""
    places = {name: name if row is None else f"{name}-{row}" for name in names}
    begun = {draft.place: draft for draft in Draft.objects.filter(citizen=citizen, place__in=places.values())}
    return {
        name: Writing(place, begun[place].typed, begun[place].at) if place in begun else Writing(place)
        for name, place in places.items()
    }


def place_of(text: str) -> tuple[Place, int | None] | None:
    """The place of a text ("message", "item-12") and the number of its row; None for a text that is none."""
    found = re.fullmatch(r"([a-z]+)(?:-([1-9][0-9]{0,17}))?", text)
    place = PLACES.get(found[1]) if found else None
    if place is None or found is None or place.has_row != (found[2] is not None):
        return None
    return place, int(found[2]) if found[2] else None
