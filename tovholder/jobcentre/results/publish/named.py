"""Who was named for each course and when, as columns: read once for all that is counted of it."""

import numpy as np

from tovholder.continuity.columns import NamedColumns
from tovholder.jobcentre.citizens.models import CourseContact, Handover
from tovholder.jobcentre.citizens.models.course import HandoverReason
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


def named() -> NamedColumns:
    """A proposal that was accepted ended reception."""
    proposals = Handover.objects.filter(reason=HandoverReason.PROPOSAL).order_by()
    accepted, hours = columns(proposals.values_list("course_id", hour_of("accepted_at")).iterator(), 2)
    rows = CourseContact.objects.order_by().values_list(
        "course_id", "employee_id", written("since"), written_or_far("until"), "course__unit_id"
    )
    course, employee, since, until, unit = columns(rows.iterator(), 5)
    courses, ends = whole(course), ordinals(until)
    received = np.isin(courses * DAYS + ends, whole(accepted) * DAYS + ordinals_here(hours))
    return NamedColumns(courses, whole(employee), ordinals(since), ends, received, whole(unit))
