"""The meetings that fill an employee's day without being an ordinary talk with a citizen."""

from datetime import datetime

from django.utils.translation import gettext as _

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.sickleave.models import SickLeaveTalk
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.talks.slots import Taken


def meetings_taken(employees: list[int], begins: datetime, ends: datetime) -> list[Taken]:
    """The coming meetings of `employees` (by number) that no ordinary talk stands for, between two moments. One query,
    which reads neither whom nor where."""
    rows = SickLeaveTalk.objects.coming().filter(
        employee__in=employees, starts_at__gte=begins, starts_at__lt=ends, talk__isnull=True
    )
    times = rows.order_by("pk").values_list("employee", "starts_at", "minutes")
    return [Taken(employee, starts_at, minutes) for employee, starts_at, minutes in times]


def meeting_of(talk: Talk) -> SickLeaveTalk | None:
    """The coming meeting with a workplace that this ordinary talk is a part of, if it is."""
    return SickLeaveTalk.objects.coming().filter(talk=talk).first()


def check_no_meeting(talk: Talk) -> None:
    """Raise `Refused` for the ordinary talk of a coming meeting: moved here, its parties would not hear."""
    if meeting_of(talk) is not None:
        raise Refused(
            _(
                "Det er et møde med et arbejdssted. Flyt eller aflys det på mødets egen side, så skriver vi til alle."
            )
        )
