"""Held talks, each with who was the contact that day, and whether a stand-in or one asked for held it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter

import numpy as np
from django.db.models import Q, QuerySet
from django.utils import timezone

from tovholder.continuity.columns import NOBODY, HeldColumns, NamedColumns
from tovholder.continuity.talks import Held
from tovholder.jobcentre.citizens.models import DrawnIn
from tovholder.jobcentre.citizens.models.course import DrawnInReason, Form
from tovholder.jobcentre.results.publish.homes import in_force
from tovholder.jobcentre.results.publish.in_bulk import (
    BetweenTwo,
    InForce,
    Mask,
    Whole,
    columns,
    hour_of,
    local_day,
    ordinals_here,
    whole,
    whole_or,
    written,
    written_or_far,
)
from tovholder.jobcentre.sickleave.models import SickLeaveTalk
from tovholder.jobcentre.staff.models import StandIn
from tovholder.jobcentre.talks.models import Talk

UNTIMED = -1
WORKPLACE = Form.WORKPLACE.value


@dataclass(frozen=True, slots=True)
class TalkRows:
    """Held talks side by side, oldest first: with their `minutes`, UNTIMED where nobody knows, whether they were at a
    workplace, and whether they are a meeting about a notice as well. Shapes: all (n,)."""

    talks: HeldColumns
    minutes: Whole
    at_workplace: Mask
    is_meeting: Mask


def talk_rows(named: NamedColumns, *, since: date, today: date) -> TalkRows:
    """Talks from `since` through `today`. A talk's unit is that of its course."""
    rows = (
        held_between(since, today)
        .order_by("held_at", "pk")
        .values_list(
            "pk",
            "citizen_id",
            hour_of("held_at"),
            "employee_id",
            "joined_by_id",
            "course_id",
            "course__unit_id",
            "minutes",
            "form",
        )
    )
    pk, citizen, hour, led, joined, course, unit, minutes, form = columns(rows.iterator(), 9)
    on, led_by, joined_by = ordinals_here(hour), whole(led), whole_or(joined, NOBODY)
    by = np.column_stack([led_by, np.where(joined_by == led_by, NOBODY, joined_by)])
    contact = InForce(named.course, named.since, named.until, named.employee).on(whole(course), on)
    talks = HeldColumns(
        whole(citizen), on, by, contact, whole(unit), *_notes(whole(course), on, by, contact, since)
    )
    return TalkRows(
        talks,
        whole_or(minutes, UNTIMED),
        np.array([each == WORKPLACE for each in form], dtype=bool),
        np.isin(whole(pk), whole(_meetings())),
    )


def _meetings() -> list[int]:
    """The talks that are a meeting about a notice as well."""
    meetings = SickLeaveTalk.objects.filter(talk__isnull=False).order_by()
    return list(meetings.values_list("talk_id", flat=True))


def _notes(course: Whole, on: Whole, by: Whole, contact: Whole, since: date) -> tuple[Mask, Mask]:
    """Which of `by` stood in for the contact that day, and which the citizen had asked for."""
    stand_ins = StandIn.objects.filter(_still(since)).order_by()
    asked_for = DrawnIn.objects.filter(_still(since), reason=DrawnInReason.CITIZEN_ASKED).order_by()
    named = contact[:, None]
    talk, place = np.nonzero((by != named) & (by != NOBODY) & (named != NOBODY))

    def noted(whose: Whole, rows: QuerySet, of: str, other: str) -> Mask:
        periods = BetweenTwo(rows.values_list(of, other, written("since"), written_or_far("until")))
        found = np.zeros(by.shape, dtype=bool)
        found[talk, place] = periods.hold(whose[talk], by[talk, place], on[talk])
        return found

    return (
        noted(contact, stand_ins, "employee_id", "stand_in_id"),
        noted(course, asked_for, "course_id", "employee_id"),
    )


def _still(since: date) -> Q:
    return Q(until__isnull=True) | Q(until__gt=since)


def held_of(*some: QuerySet[Talk]) -> list[Held]:
    """The held talks of a few people, oldest first, in one query: each once, though it is in several of `some`.

    Who covered and who was asked for is not looked up: by our own rules they count as others.
    """
    arms = [with_contacts(talks) for talks in some]
    return held_in(arms[0].union(*arms[1:]) if arms[1:] else arms[0])


def with_contacts(talks: QuerySet[Talk]) -> QuerySet:
    """What `held_in` is made of: a row for each talk and each contact of its course."""
    return talks.order_by().values_list(
        "held_at",
        "pk",
        "citizen_id",
        "employee_id",
        "joined_by_id",
        "course__unit_id",
        "course__contacts__employee_id",
        "course__contacts__since",
        "course__contacts__until",
    )


def held_in(rows: Iterable[tuple]) -> list[Held]:
    """As `held_of`, of rows that are read."""
    found: dict[int, Held] = {}
    for held_at, talk, citizen, employee, joined_by, unit, named, since, until in sorted(
        rows, key=itemgetter(0, 1)
    ):
        day = local_day(held_at)
        contact = in_force([(since, until, named)], day) if named else None
        if talk not in found or contact is not None:
            found[talk] = Held(citizen, day, took_part(employee, joined_by), contact, unit)
    return list(found.values())


def held_between(first_day: date, last_day: date) -> QuerySet[Talk]:
    first, end = moments_between(first_day, last_day)
    return Talk.objects.held().filter(held_at__gte=first, held_at__lt=end)


def moments_between(first_day: date, last_day: date) -> tuple[datetime, datetime]:
    """When the first of the days begins, and when the last has ended."""
    return start_of(first_day), start_of(last_day + timedelta(days=1))


def took_part(employee: int, joined_by: int | None) -> tuple[int, ...]:
    """Those who held a talk, the one who led it first."""
    return (employee,) if joined_by is None or joined_by == employee else (employee, joined_by)


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
