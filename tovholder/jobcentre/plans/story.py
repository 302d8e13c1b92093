"""The citizen's story as it is read: how each entry begins, so that a long story is as light as a short one."""

from datetime import date

from django.db.models import F, QuerySet
from django.db.models.functions import Left, Length

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans.models import About, StoryEntry

BEGINNING = 400


def story_of(citizen: Citizen, user: User, day: date) -> list[tuple[About, list[StoryEntry]]]:
    """What this person may read, health and working life apart, oldest first and what has no year last. One query.

    Each entry has its `beginning`, and whether it `goes_on`.
    """
    entries = list(in_order(StoryEntry.objects.filter(citizen=citizen).readable_by(user, day)))
    for entry in entries:
        entry.goes_on = entry.length > BEGINNING  # type: ignore[attr-defined]  # annotated in_order
    parts = [(about, [entry for entry in entries if entry.about == about]) for about in About]
    return [(about, some) for about, some in parts if some]


def in_order(entries: QuerySet[StoryEntry]) -> QuerySet[StoryEntry]:
    return (
        entries.defer("text")
        .annotate(beginning=Left("text", BEGINNING), length=Length("text"))
        .select_related("by__employee")
        .order_by(F("from_year").asc(nulls_last=True), F("to_year").asc(nulls_last=True), "pk")
    )
