"""The talks that citizens booked, moved or cancelled themselves, for whoever is to hold them."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.followup.reasons import Mine
from tovholder.jobcentre.talks.models import Talk

SHOWN_FOR = timedelta(days=2)
_MOST = 20


def changed_by_citizens(user: User, mine: Mine, now: datetime) -> list[Talk]:
    """Coming talks that citizens changed in the last two days, the latest change first. One query."""
    with_me = Q(employee=user.employee, citizen__in=Citizen.objects.visible_to(user, timezone.localdate(now)))
    rows = Talk.objects.filter(
        Q(course__in=mine.courses) | with_me,
        by_citizen_at__gt=now - SHOWN_FOR,
        starts_at__gte=now,
        held_at__isnull=True,
        course__until__isnull=True,
    )
    return list(rows.select_related("citizen", "employee").order_by("-by_citizen_at", "pk")[:_MOST])
