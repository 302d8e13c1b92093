"""How often colleagues are drawn in, and for what: a sign of what a unit lacks. No citizen and no employee is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet

from tovholder.jobcentre.citizens.models import Course, DrawnIn
from tovholder.jobcentre.citizens.models.course import DrawnInReason
from tovholder.jobcentre.periods.months import months_later
from tovholder.jobcentre.staff.models import StaffProfile


@dataclass(frozen=True)
class TimesDrawnIn:
    """`by_reason` holds code and number, most first; never a reason with none."""

    in_all: int
    by_reason: list[tuple[DrawnInReason, int]]


def times_drawn_in(
    courses: QuerySet[Course], today: date, *, by: Sequence[str] = StaffProfile.values
) -> TimesDrawnIn:
    """Count what began in these courses in the twelve months that end today. What was taken back the day it began
    never was. `by` are the profiles of the colleagues. One query.
    """
    began = DrawnIn.objects.filter(
        course__in=courses, since__gt=months_later(today, -12), since__lte=today, employee__profile__in=by
    ).exclude(until=F("since"))
    rows = began.order_by().values_list("reason").annotate(n=Count("pk"))
    by_reason = [(DrawnInReason(reason), number) for reason, number in rows]
    by_reason.sort(key=lambda row: (-row[1], row[0]))
    return TimesDrawnIn(sum(number for _reason, number in by_reason), by_reason)
