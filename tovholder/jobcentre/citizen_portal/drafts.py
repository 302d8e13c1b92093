"""Where a citizen writes, and what they have begun there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tovholder.jobcentre.citizen_portal.models import Draft
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.sickleave.papers.forms import MOST_ROWS, PartTimeForm


@dataclass(frozen=True)
class Place:
    """A form: the page it stands on, what is typed in it, and whether it is about a row of its own.

    `words` say that something was written; the rest only says where and how.
    """

    page: str
    fields: tuple[str, ...]
    has_row: bool = False
    words: tuple[str, ...] = ("text", "words")


# What is written in a paper of any kind, row by row in a plan.
_PAPER = (
    "first_day", "last_day", "full_hours", "evaluate_on", "workplace_does", "citizen_does", "we_do", "hard_at_work",
    "agreed", *(f"{name}_{number}" for number in range(MOST_ROWS) for name in PartTimeForm.FIELDS),
)  # fmt: skip
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
    "paper": Place("write_my_paper", (*_PAPER, "rows", "read_version"), has_row=True, words=_PAPER),
    "reply": Place("my_paper", ("agrees", "words", "read_version"), has_row=True),
    "share": Place("my_paper", ("words", "read_version"), has_row=True),
    "time": Place("book_time", ("about", "form"), words=("about",)),
}


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
