"""Notices that correct each other are one thing that was told: since when, and when we first answered it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tovholder.jobcentre.sickleave.models import AbsenceNotice


@dataclass(frozen=True)
class Link:
    """One notice among those that correct each other: the one it corrects, and when we spoke about it, if we did."""

    corrects: int | None
    received_at: datetime
    spoken_at: datetime | None


def first_told(links: dict[int, Link], notice: int) -> tuple[datetime, datetime | None]:
    """When what a notice tells was first received, and when we first spoke about it, through all it corrects."""
    link = links[notice]
    received, spoken = link.received_at, [link.spoken_at] if link.spoken_at else []
    while link.corrects is not None and link.corrects in links:
        link = links[link.corrects]
        received = min(received, link.received_at)
        spoken += [link.spoken_at] if link.spoken_at else []
    return received, min(spoken, default=None)


def links_of(notices: Iterable[int]) -> dict[int, Link]:
    """The links from each notice back to the first it corrects. One query, and one more for each correction."""
    found: dict[int, Link] = {}
    asked: set[int] = set(notices)
    while asked:
        rows = AbsenceNotice.objects.filter(pk__in=asked).order_by()
        for pk, *link in rows.values_list("pk", "corrects", "received_at", "spoken_answer__at"):
            found[pk] = Link(*link)
        asked = {found[pk].corrects for pk in asked if pk in found} - {None} - found.keys()  # type: ignore[assignment]
    return found
