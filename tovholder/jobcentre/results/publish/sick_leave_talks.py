"""Talks about sick leave: were they at the workplace, and did we chair them?

A meeting with a workplace is a talk of its own, and with a citizen who takes part an ordinary talk as well: it counts
once.
"""

from datetime import date
from typing import NamedTuple

import numpy as np

from tovholder.continuity.columns import NOBODY, HeldColumns
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.results.publish.hidden import Person
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.in_bulk import InForce, Mask, local_day
from tovholder.jobcentre.results.publish.notices import about
from tovholder.jobcentre.results.publish.shares import Counted
from tovholder.jobcentre.results.publish.spells import Columns, Spells
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.jobcentre.results.publish.talks import TalkRows, start_of
from tovholder.jobcentre.sickleave.models import LedBy, SickLeaveTalk


def at_workplace(held: TalkRows, spells: Spells, homes: WorkplaceHomes, *, since: date) -> list[Counted]:
    """Each talk with somebody on sickness benefit that day, and each meeting about a notice held from `since`: was it
    at the workplace?

    Numerator: those held at the workplace. Denominator: all of them. Period: a year to the day. Source: talks and
    meetings held, and spells on sickness benefit; the measure is ours.
    """
    counts = _with_the_sick(held.talks, spells.columns) & ~held.is_meeting
    talks = held.talks
    rows = (talks.on[counts], talks.unit[counts], held.at_workplace[counts], talks.citizen[counts])
    ordinary = [
        Counted(date.fromordinal(on), unit, None, is_it, citizen)
        for on, unit, is_it, citizen in zip(*(column.tolist() for column in rows), strict=True)
    ]
    return ordinary + [
        Counted(met.on, met.unit, None, met.form == Form.WORKPLACE, met.person)
        for met in _meetings(homes, since)
    ]


def _with_the_sick(talks: HeldColumns, spells: Columns) -> Mask:
    sick = np.flatnonzero(spells.of_benefit(np.arange(len(spells.person)), SICKNESS))
    person = spells.person[sick]
    return (
        InForce(person, spells.since[sick], spells.until[sick], person).on(talks.citizen, talks.on) != NOBODY
    )


def we_chair(homes: WorkplaceHomes, *, since: date) -> list[Counted]:
    """Each meeting about a notice that was held from `since`: did we chair it?

    Numerator: those we chaired. Denominator: all of them. Period: a year to the day. Source: meetings that employees
    wrote down as held; the measure is ours (M12 of the product).
    """
    return [
        Counted(met.on, met.unit, met.company, met.led_by == LedBy.CENTRE, met.person)
        for met in _meetings(homes, since)
    ]


class _Meeting(NamedTuple):
    """A held meeting about a notice. The unit is that of the workplace's contact then."""

    on: date
    unit: int
    company: int
    form: str
    led_by: str
    person: Person


def _meetings(homes: WorkplaceHomes, since: date) -> list[_Meeting]:
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
            "citizen_id",
            "notice__person_name",
        )
    )
    found = []
    for held_at, workplace, company, unit_now, form, led_by, citizen, name in rows.iterator():
        day = local_day(held_at)
        unit = homes.unit(workplace, day)
        person = citizen or about(name, workplace)
        found.append(_Meeting(day, unit_now if unit is None else unit, company, form, led_by, person))
    return found
