"""Where the time about a citizen goes: in talks, or in coordination. Talks without minutes say nothing of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Coordination, Talk


@dataclass(frozen=True)
class Spent:
    """Minutes `in_talks` and of `coordination`; `untimed` talks have no minutes and are in neither.

    `share`: coordination of both together, None when nothing is timed. Lower leaves more for the citizen.
    """

    in_talks: int = 0
    coordination: int = 0
    untimed: int = 0

    @property
    def share(self) -> float | None:
        both = self.in_talks + self.coordination
        return self.coordination / both if both else None

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.in_talks + other.in_talks,
            self.coordination + other.coordination,
            self.untimed + other.untimed,
        )


def spent_on(citizen: Citizen, first_day: date, last_day: date) -> Spent:
    """What all employees spent on one citizen from `first_day` to `last_day`, both included. Two queries."""
    talks = _between(Talk.objects.held().filter(citizen=citizen), "held_at", first_day, last_day)
    coordinated = _between(Coordination.objects.filter(citizen=citizen), "at", first_day, last_day)
    timed = talks.aggregate(spent=Sum("minutes"), all=Count("pk"), timed=Count("minutes"))
    minutes = coordinated.aggregate(spent=Sum("minutes"))["spent"]
    return Spent(timed["spent"] or 0, minutes or 0, timed["all"] - timed["timed"])


def spent_by(employee: Employee, first_day: date, last_day: date) -> dict[date, Spent]:
    """What one employee spent, by the first day of each month that has any: talks they led. Two queries."""
    talks = _between(Talk.objects.held().filter(employee=employee), "held_at", first_day, last_day)
    coordinated = _between(Coordination.objects.filter(employee=employee), "at", first_day, last_day)
    found: dict[date, Spent] = {}
    by_month = talks.order_by().annotate(month=TruncMonth("held_at")).values("month")
    for row in by_month.annotate(spent=Sum("minutes"), all=Count("pk"), timed=Count("minutes")):
        _add(found, row["month"], Spent(row["spent"] or 0, 0, row["all"] - row["timed"]))
    for row in (
        coordinated.order_by().annotate(month=TruncMonth("at")).values("month").annotate(spent=Sum("minutes"))
    ):
        _add(found, row["month"], Spent(0, row["spent"]))
    return found


def added(some: Iterable[Spent]) -> Spent:
    return sum(some, Spent())


def _add(found: dict[date, Spent], month: datetime, more: Spent) -> None:
    first_day = timezone.localdate(month)
    found[first_day] = found.get(first_day, Spent()) + more


def _between(rows: QuerySet, moment: str, first_day: date, last_day: date) -> QuerySet:
    first, end = _morning(first_day), _morning(last_day + timedelta(days=1))
    return rows.filter(**{f"{moment}__gte": first, f"{moment}__lt": end})


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
