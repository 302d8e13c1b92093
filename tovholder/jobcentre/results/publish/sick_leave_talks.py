"""Talks about sick leave: were they at the workplace, and did we chair them?

A meeting with a workplace is a talk of its own, and with a citizen who takes part an ordinary talk as well: it counts
once.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from tovholder.jobcentre.citizens.models import SupportSpell
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.shares import Counted
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.jobcentre.results.publish.talks import (
    HOUR,
    WRITTEN,
    day_of_hour,
    held_between,
    local_day,
    start_of,
)
from tovholder.jobcentre.sickleave.models import LedBy, SickLeaveTalk


def at_workplace(homes: WorkplaceHomes, *, since: date, today: date) -> list[Counted]:
    """Each talk held from `since` with somebody on sickness benefit that day, and each meeting about a notice: was it
    at the workplace?
    """
    sick = _sick_from(since)
    the_sick = _on_sickness_benefit(since).values("citizen")
    rows = held_between(since, today).filter(sick_leave_talk__isnull=True, citizen__in=the_sick)
    ordinary = [
        Counted(day, unit, None, form == Form.WORKPLACE)
        for citizen, written, unit, form in rows.order_by("pk")
        .annotate(written=WRITTEN)
        .values_list("citizen_id", "written", "course__unit_id", "form")
        .iterator()
        if _is_on(sick[citizen], day := day_of_hour(written[:HOUR]))
    ]
    return ordinary + [
        Counted(day, unit, None, form == Form.WORKPLACE)
        for day, unit, _company, form, _led_by in _meetings(homes, since)
    ]


def _on_sickness_benefit(since: date) -> QuerySet[SupportSpell]:
    still = Q(until__isnull=True) | Q(until__gt=since)
    return SupportSpell.objects.filter(still, benefit=SICKNESS).order_by()


def _sick_from(since: date) -> dict[int, list[tuple[date, date | None]]]:
    """The spells on sickness benefit that reach beyond `since`, by citizen."""
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = _on_sickness_benefit(since).values_list("citizen_id", "since", "until")
    for citizen, first_day, until in rows.iterator():
        found[citizen].append((first_day, until))
    return found


def _is_on(spells: Sequence[tuple[date, date | None]], day: date) -> bool:
    return any(first_day <= day and (until is None or day < until) for first_day, until in spells)


def we_chair(homes: WorkplaceHomes, *, since: date) -> list[Counted]:
    """Each meeting about a notice that was held from `since`: did we chair it?"""
    return [
        Counted(day, unit, company, led_by == LedBy.CENTRE)
        for day, unit, company, _form, led_by in _meetings(homes, since)
    ]


def _meetings(homes: WorkplaceHomes, since: date) -> list[tuple[date, int, int, str, str]]:
    """Held meetings by day, unit, company, form and who led them. A unit is that of the workplace's contact then."""
    rows = (
        SickLeaveTalk.objects.filter(held_at__gte=start_of(since))
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
        day = local_day(held_at)
        unit = homes.unit(workplace, day)
        found.append((day, unit_now if unit is None else unit, company, form, led_by))
    return found
