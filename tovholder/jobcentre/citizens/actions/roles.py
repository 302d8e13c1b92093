"""The roles a course needs, as chosen with the citizen."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Course, CourseRole


@transaction.atomic
def choose_roles(course: Course, *, roles: Collection[str], by: User, at: datetime) -> None:
    """Let a course need exactly these roles, or none. Refuses a closed course. Twice is as good as once."""
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet. Rollerne er ikke gemt."))
    before, after = {row.role for row in course.roles_needed.order_by("pk")}, set(roles)
    if before == after:
        return
    course.roles_needed.exclude(role__in=after).delete()
    CourseRole.objects.bulk_create(
        CourseRole(course=course, citizen_id=course.citizen_id, role=role) for role in sorted(after - before)
    )
    record.action(
        "choose_roles",
        by=by,
        at=at,
        citizen=course.citizen_id,
        on=course,
        before=sorted(before),
        after=sorted(after),
    )
