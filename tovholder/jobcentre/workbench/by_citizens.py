"""The talks that citizens booked, moved or cancelled themselves, for whoever is to hold them."""

from datetime import datetime, timedelta
from functools import cache

from django.db.models import Q, QuerySet
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.citizens.models.citizen import Reader
from tovholder.jobcentre.followup.reasons import Mine
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.talks.models import Talk

SHOWN_FOR = timedelta(days=2)
_MOST = 20


def changed_by_citizens(user: User, mine: Mine, now: datetime) -> list[Talk]:
    """Coming talks that citizens changed in the last two days, the latest change first. One query."""
    employee = user.employee
    rows = _changed(Reader.of(user)).ask(
        employee=employee.pk,
        unit=employee.unit_id,
        courses=mine.courses,
        now=now,
        today=timezone.localdate(now),
    )
    return list(rows)


@cache
def _changed(reader: Reader) -> Prepared[QuerySet[Talk]]:
    return Prepared(
        lambda: (
            Talk.objects.filter(
                Q(course__in=Given.numbers("courses")) | with_them(reader),
                by_citizen_at__gt=Given.moment(lambda asked: asked.now - SHOWN_FOR),
                starts_at__gte=Given.moment("now"),
                held_at__isnull=True,
                course__until__isnull=True,
            )
            .select_related("citizen", "employee")
            .order_by("-by_citizen_at", "pk")[:_MOST]
        )
    )


def with_them(reader: Reader) -> Q:
    """Talks with the employee who asks, of citizens they may see though they do not follow them."""
    visible = Citizen.objects.visible_to_one(reader)
    return Q(employee=Given.number("employee"), citizen__in=visible)
