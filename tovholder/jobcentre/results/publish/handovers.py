"""How often a course got another named employee, over the twelve months up to each month."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from tovholder.continuity.columns import Changes, ChangesByUnit, NamedColumns
from tovholder.jobcentre.citizens.models import CourseContact, Handover
from tovholder.jobcentre.citizens.models.course import HandoverReason
from tovholder.jobcentre.results.indicators import WITHOUT_RECEPTION
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.in_bulk import (
    DAYS,
    columns,
    hour_of,
    ordinals,
    ordinals_here,
    whole,
    written,
    written_or_far,
)
from tovholder.jobcentre.results.publish.spans import year_to_month
from tovholder.registers.tables import Month


def tables(months: Sequence[Month], units: Sequence[int]) -> Iterator[Table]:
    courses = ChangesByUnit(_named())
    for month in months:
        centre, parts = courses.between(*year_to_month(month), units)
        yield _table("", month, centre, parts)
        yield _table(WITHOUT_RECEPTION, month, centre, parts)


def _named() -> NamedColumns:
    """Who was named for each course and when; a proposal that was accepted ended reception."""
    proposals = Handover.objects.filter(reason=HandoverReason.PROPOSAL).order_by()
    accepted, hours = columns(proposals.values_list("course_id", hour_of("accepted_at")).iterator(), 2)
    rows = CourseContact.objects.order_by().values_list(
        "course_id", "employee_id", written("since"), written_or_far("until"), "course__unit_id"
    )
    course, employee, since, until, unit = columns(rows.iterator(), 5)
    courses, ends = whole(course), ordinals(until)
    received = np.isin(courses * DAYS + ends, whole(accepted) * DAYS + ordinals_here(hours))
    return NamedColumns(courses, whole(employee), ordinals(since), ends, received, whole(unit))


def _table(group: str, month: Month, whole: Changes, parts: Mapping[int, Changes]) -> Table:
    """Protected with it: the courses that changed, and those the two readings differ by."""

    def per_course(of: Changes) -> Count:
        changes = of.changes - of.received if group else of.changes
        return Count(None, of.courses, changes / of.courses if of.courses else None)

    def row(of: Callable[[Changes], int]) -> CountRow:
        return CountRow(of(whole), {unit: of(part) for unit, part in parts.items()})

    beside = [row(lambda found: found.changed)]
    if group:
        beside.append(row(lambda found: found.were_received))
    shown: dict[int | None, Count] = {unit: per_course(part) for unit, part in parts.items()}
    return Table(Indicator.HANDOVERS, month.last_day, group, per_course(whole), shown, tuple(beside))
