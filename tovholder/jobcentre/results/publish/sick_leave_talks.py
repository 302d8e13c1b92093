"""Talks about sick leave: were they at the workplace, and did we chair them?

A meeting with a workplace is a talk of its own, and with a citizen who takes part an ordinary talk as well: it counts
once.
"""

from datetime import date

import numpy as np

from tovholder.continuity.columns import NOBODY, HeldColumns
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.in_bulk import InForce, Mask, local_day
from tovholder.jobcentre.results.publish.shares import Counted
from tovholder.jobcentre.results.publish.spells import Columns, Spells
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.jobcentre.results.publish.talks import TalkRows, start_of
from tovholder.jobcentre.sickleave.models import LedBy, SickLeaveTalk


def at_workplace(held: TalkRows, spells: Spells, homes: WorkplaceHomes, *, since: date) -> list[Counted]:
    """Each talk with somebody on sickness benefit that day, and each meeting about a notice held from `since`: was it
    at the workplace?
    """
    counts = _with_the_sick(held.talks, spells.columns) & ~held.is_meeting
    rows = (held.talks.on[counts], held.talks.unit[counts], held.at_workplace[counts])
    ordinary = [
        Counted(date.fromordinal(on), unit, None, is_it)
        for on, unit, is_it in zip(*(column.tolist() for column in rows), strict=True)
    ]
    return ordinary + [
        Counted(day, unit, None, form == Form.WORKPLACE)
        for day, unit, _company, form, _led_by in _meetings(homes, since)
    ]


def _with_the_sick(talks: HeldColumns, spells: Columns) -> Mask:
    sick = np.flatnonzero(spells.of_benefit(np.arange(len(spells.person)), SICKNESS))
    person = spells.person[sick]
    return (
        InForce(person, spells.since[sick], spells.until[sick], person).on(talks.citizen, talks.on) != NOBODY
    )


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
