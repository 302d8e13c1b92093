"""Talks about sick leave: were they at the workplace, and did we chair them?

A meeting with a workplace is a talk of its own, and with a citizen who takes part an ordinary talk as well: it counts
once.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from tovholder.jobcentre.citizens.models import SupportSpell
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.shares import Counted
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.jobcentre.results.publish.talks import held_between
from tovholder.jobcentre.sickleave.models import LedBy, SickLeaveTalk


def at_workplace(homes: WorkplaceHomes, *, since: date, today: date) -> list[Counted]:
    """Each talk held from `since` with somebody on sickness benefit that day, and each meeting about a notice: was it
    at the workplace?
    """
    sick = SupportSpell.objects.filter(
        Q(until__isnull=True) | Q(until__gt=OuterRef("day")),
        citizen=OuterRef("citizen"),
        benefit=SICKNESS,
        since__lte=OuterRef("day"),
    )
    rows = held_between(since, today).annotate(day=TruncDate("held_at"))
    with_the_sick = rows.filter(Exists(sick), sick_leave_talk__isnull=True)
    ordinary = [
        Counted(day, unit, None, form == Form.WORKPLACE)
        for day, unit, form in with_the_sick.order_by("pk")
        .values_list("day", "course__unit_id", "form")
        .iterator()
    ]
    return ordinary + [
        Counted(day, unit, None, form == Form.WORKPLACE)
        for day, unit, _company, form, _led_by in _meetings(homes, since)
    ]


def we_chair(homes: WorkplaceHomes, *, since: date) -> list[Counted]:
    """Each meeting about a notice that was held from `since`: did we chair it?"""
    return [
        Counted(day, unit, company, led_by == LedBy.CENTRE)
        for day, unit, company, _form, led_by in _meetings(homes, since)
    ]


def _meetings(homes: WorkplaceHomes, since: date) -> list[tuple[date, int, int, str, str]]:
    """Held meetings by day, unit, company, form and who led them. A unit is that of the workplace's contact then."""
    rows = (
        SickLeaveTalk.objects.filter(held_at__isnull=False, held_at__date__gte=since)
        .order_by("held_at", "pk")
        .values_list(
            "held_at",
            "workplace_id",
            "workplace__company_id",
            "workplace__contact__unit_id",
            "form",
            "led_by",
        )
    )
    found = []
    for held_at, workplace, company, unit_now, form, led_by in rows.iterator():
        day = timezone.localdate(held_at)
        unit = homes.unit(workplace, day)
        found.append((day, unit_now if unit is None else unit, company, form, led_by))
    return found
