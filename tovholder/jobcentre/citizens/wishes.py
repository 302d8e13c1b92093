"""What a granted wish for another person still holds: whom the citizen was promised, and whom they are spared."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import holidays
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from tovholder.jobcentre.citizens.models import ContactWish, Course, Handover

Courses = Iterable[Course] | Iterable[int] | QuerySet[Course]
ANSWERED_WITHIN = 5  # working days


@dataclass
class Asked:
    """By employee number: who was promised and is not there yet (None: nobody in particular), and who not again."""

    promised: int | None = None
    declined: set[int] = field(default_factory=set)


def wish_in_force(course: Course) -> ContactWish | None:
    """Return the newest granted wish of an open course, unless it is kept already. One query."""
    newest = _granted([course]).order_by("-answered_at", "-pk").first()
    return None if newest is None or newest.is_kept else newest


def asked_in(courses: Courses) -> dict[int, Asked]:
    """Return what granted wishes hold, by the number of each course that has any. One query, however many.

    Whoever the citizen asked away from stays declined in that course, until a later wish promises that very person.
    Somebody promised who is leaving or has left is promised no more. No citizen is read.
    """
    found: dict[int, Asked] = {}
    columns = ("course", "instead_of", "promised", "is_kept", "promised__left_on")
    oldest_first = _granted(courses).order_by("answered_at", "pk").values_list(*columns)
    for course, instead_of, promised, is_kept, left_on in oldest_first:
        asked = found.setdefault(course, Asked())
        asked.declined = (asked.declined | {instead_of}) - {promised}
        asked.promised = None if is_kept or left_on else promised
    return found


def answer_expected(asked_on: date) -> date:
    """Return the day by which a wish is to be answered: five working days after it was asked."""
    closed = holidays.country_holidays("DK", years=[asked_on.year, asked_on.year + 1])
    on, left = asked_on, ANSWERED_WITHIN
    while left:
        on += timedelta(days=1)
        left -= on.weekday() < 5 and on not in closed
    return on


def _granted(courses: Courses) -> QuerySet[Any]:
    """Granted wishes of those of `courses` that are open; each `is_kept` when the contact is one that was wished for,
    or has been since the answer.
    """
    handed_over = Handover.objects.filter(course=OuterRef("course"), accepted_at__gte=OuterRef("answered_at"))
    to_promised = Q(course__contact=F("promised")) | Exists(
        handed_over.filter(to_employee=OuterRef("promised"))
    )
    to_another = ~Q(course__contact=F("instead_of")) | Exists(
        handed_over.exclude(to_employee=OuterRef("instead_of"))
    )
    is_kept = Q(promised__isnull=False) & to_promised | Q(promised__isnull=True) & to_another
    wishes = ContactWish.objects.filter(granted=True, withdrawn_at=None, course__in=courses)
    return wishes.filter(course__until__isnull=True).annotate(
        is_kept=ExpressionWrapper(is_kept, BooleanField())
    )
