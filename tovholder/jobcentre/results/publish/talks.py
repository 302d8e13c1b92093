"""Held talks, and how many were with the citizen's own employee."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from tovholder.jobcentre.citizens.models import CourseContact
from tovholder.jobcentre.results.indicators import SO_FAR
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, Table
from tovholder.jobcentre.results.publish.homes import in_force
from tovholder.jobcentre.results.publish.spans import full_months
from tovholder.jobcentre.talks.models import Talk
from tovholder.registers.oracle import own_employee_share
from tovholder.registers.tables import HeldTalk, Month


@dataclass(frozen=True, slots=True)
class Held:
    """A held talk, and the unit its course belongs to."""

    talk: HeldTalk
    unit: int


def held_talks(*, since: date, today: date) -> list[Held]:
    """Talks from `since` through `today`, oldest first, each with the day's contact."""
    midnight, end = _start_of(since), _start_of(today + timedelta(days=1))
    contacts = _contacts(since)
    rows = (
        Talk.objects.held()
        .filter(held_at__gte=midnight, held_at__lt=end)
        .order_by("held_at", "pk")
        .values_list("citizen_id", "employee_id", "course_id", "course__unit_id", "held_at")
    )
    held = []
    for citizen, employee, course, unit, held_at in rows.iterator():
        day = timezone.localtime(held_at).date()
        held.append(Held(HeldTalk(citizen, employee, in_force(contacts[course], day), day), unit))
    return held


def tables(held: Sequence[Held], today: date, units: Sequence[int]) -> Iterator[Table]:
    """The share of each whole month, and of this month so far."""
    by_month: dict[Month, list[Held]] = defaultdict(list)
    for row in held:
        by_month[Month.of(row.talk.on)].append(row)
    for month in full_months(today):
        yield _table(by_month[month], month.last_day, "", units)
    yield _table(by_month[Month.of(today)], today, SO_FAR, units)


def _table(held: Sequence[Held], day: date, group: str, units: Sequence[int]) -> Table:
    theirs: dict[int | None, list[HeldTalk]] = {unit: [] for unit in units}
    for row in held:
        theirs[row.unit].append(row.talk)
    return Table(
        Indicator.OWN_EMPLOYEE,
        day,
        group,
        _share([row.talk for row in held]),
        {unit: _share(talks) for unit, talks in theirs.items()},
    )


def _share(talks: Sequence[HeldTalk]) -> Count:
    share = own_employee_share(talks)
    return Count.share(share.numerator, share.denominator)


Contacts = dict[int, list[tuple[date, date | None, int]]]


def _contacts(first_day: date) -> Contacts:
    contacts: Contacts = defaultdict(list)
    rows = (
        CourseContact.objects.filter(Q(until__isnull=True) | Q(until__gt=first_day))
        .order_by("pk")
        .values_list("course_id", "since", "until", "employee_id")
    )
    for course, since, until, employee in rows.iterator():
        contacts[course].append((since, until, employee))
    return contacts


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
