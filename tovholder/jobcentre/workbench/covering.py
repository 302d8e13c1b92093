"""The booked talks that somebody's absence leaves without anyone to hold them, and who could."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen, Course, DrawnIn
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn
from tovholder.jobcentre.talks.models import Talk, TalkQuerySet

SHOWN = 100


@dataclass(frozen=True)
class Waiting:
    """A talk, and who covers that day; `may_meet` is False where they are kept from the citizen."""

    talk: Talk
    holder: Employee | None
    may_meet: bool = True


@dataclass(frozen=True)
class Left:
    """`rows` this person may see, the first first; how many more there are, and how many that they may not see."""

    rows: list[Waiting]
    more: int
    not_shown: int

    def __bool__(self) -> bool:
        return bool(self.rows or self.not_shown)


class _Days(NamedTuple):
    since: date
    until: date | None


# The days somebody is drawn in, by course and employee.
_Joined = dict[tuple[int, int], list[_Days]]


class Covering:
    """Who holds what in one absence. Asked once for each question, however many talks there are."""

    def __init__(self, absence: Absence) -> None:
        self.absence = absence

    @cached_property
    def covers(self) -> list[StandIn]:
        rows = self.absence.covers.exclude(until=F("since")).select_related("stand_in__user")
        return list(rows.order_by("since"))

    @cached_property
    def _away(self) -> list[Absence]:
        """The absences of those who cover and of the contacts whose talks the absent employee joins."""
        holding = {cover.stand_in_id for cover in self.covers} | self._contacts.keys()
        rows = Absence.objects.filter(employee__in=holding).exclude(until__lte=self.absence.since)
        return list(rows.exclude(until=F("since")))

    @cached_property
    def _contacts(self) -> dict[int, Employee]:
        rows = Employee.objects.filter(courses__drawn_in__employee=self.absence.employee_id)
        return rows.select_related("user").distinct().in_bulk()

    def has(self, day: date) -> bool:
        """Is the employee away on `day`?"""
        return self.absence.since <= day and (self.absence.until is None or day < self.absence.until)

    def holder(self, contact: int, day: date) -> Employee | None:
        """Who is to meet this contact's citizens on `day`, if they are here themselves."""
        if contact != self.absence.employee_id:
            found = self._contacts.get(contact)
        else:
            on_day = (cover.stand_in for cover in self.covers if _is_on(cover, day))
            found = next(on_day, None)
        if found is None or found.has_left(day):
            return None
        return None if any(_is_on(row, day) for row in self._away if row.employee_id == found.pk) else found

    def left(self, user: User, *, now: datetime) -> Left:
        """The booked talks from today on that nobody is to hold yet. A handful of queries, however many."""
        talks = self._open_talks(timezone.localdate(now))
        seen = set(
            Citizen.objects.visible_to(user, timezone.localdate(now))
            .filter(pk__in={talk.citizen for talk in talks})
            .values_list("pk", flat=True)
        )
        visible = [talk for talk in talks if talk.citizen in seen]
        rows = Talk.objects.select_related("citizen", "employee", "course__contact").in_bulk(
            [talk.pk for talk in visible[:SHOWN]]
        )
        barred = self._barred(visible[:SHOWN])
        return Left(
            rows=[
                Waiting(
                    rows[talk.pk],
                    talk.holder,
                    may_meet=talk.holder is None or (talk.holder.pk, talk.citizen) not in barred,
                )
                for talk in visible[:SHOWN]
            ],
            more=max(len(visible) - SHOWN, 0),
            not_shown=len(talks) - len(visible),
        )

    def talks(self) -> TalkQuerySet:
        """Every talk that this absence can be about: with those whom the employee follows, or is drawn in on."""
        employee = self.absence.employee_id
        followed = Course.objects.filter(contact=employee).values("pk")
        joined = DrawnIn.objects.filter(employee=employee).values("course")
        # Each way has its index; joined by OR they would have none.
        talks: TalkQuerySet = Talk.objects.filter(course__in=followed.union(joined))
        return talks

    def _open_talks(self, today: date) -> list["_Booked"]:
        first = _morning(max(self.absence.since, today))
        booked = self.talks().booked().filter(starts_at__gte=first, course__until__isnull=True)
        if self.absence.until is not None:
            booked = booked.filter(starts_at__lt=_morning(self.absence.until))
        shape = booked.values_list(
            "pk", "citizen", "course", "course__contact", "employee", "employee__user__role", "starts_at"
        )
        found = [_Booked(*row) for row in shape.order_by("starts_at", "pk")]
        joined = self._drawn_in(found)
        for talk in found:
            talk.holder = self.holder(talk.contact, talk.day)
        return [talk for talk in found if self._waits(talk, joined)]

    def _waits(self, talk: "_Booked", joined: _Joined) -> bool:
        """Is it nobody's who is to be there that day: the one who covers, somebody drawn in, or a leader?"""
        if talk.contact != self.absence.employee_id:
            return talk.employee == self.absence.employee_id
        if talk.employee == self.absence.employee_id:
            return True
        if talk.role == Role.LEADER or (talk.holder is not None and talk.holder.pk == talk.employee):
            return False
        return not any(_is_on(row, talk.day) for row in joined.get((talk.course, talk.employee), []))

    def _drawn_in(self, talks: list["_Booked"]) -> _Joined:
        """Who is drawn in on the courses of those talks that somebody else is to hold."""
        others = {talk.course for talk in talks if talk.employee != self.absence.employee_id}
        found: _Joined = {}
        rows = DrawnIn.objects.filter(course__in=others).values_list("course", "employee", "since", "until")
        for course, employee, since, until in rows:
            found.setdefault((course, employee), []).append(_Days(since, until))
        return found

    def _barred(self, talks: list["_Booked"]) -> set[tuple[int, int]]:
        """Pairs of one who covers and a citizen they are kept from. One query for each who covers."""
        holders = {talk.holder.pk: talk.holder for talk in talks if talk.holder is not None}
        return {
            (holder.pk, citizen)
            for holder in holders.values()
            for citizen in kept_from(holder, [talk.citizen for talk in talks if talk.holder == holder])
        }


def kept_from(employee: Employee, citizens: Iterable[int]) -> set[int]:
    """Those of `citizens` whom the employee may not meet."""
    barred = Citizen.objects.filter(barred_from(employee.user), pk__in=set(citizens))
    return set(barred.values_list("pk", flat=True))


@dataclass
class _Booked:
    """A booked talk in numbers: no row of it is read before it is shown."""

    pk: int
    citizen: int
    course: int
    contact: int
    employee: int
    role: str
    starts_at: datetime
    holder: Employee | None = None

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)


def _is_on(period: StandIn | Absence | _Days, day: date) -> bool:
    return period.since <= day and (period.until is None or day < period.until)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
