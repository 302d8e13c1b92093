"""Workplaces shared out: who is the contact of which, by the notices to expect and by who follows their people."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tovholder.assignment.problem import Employee as Asked
from tovholder.assignment.problem import Problem, Weights
from tovholder.assignment.workplaces import Workplace as AskedWorkplace
from tovholder.assignment.workplaces import problem_of
from tovholder.jobcentre.allocation.question import staff
from tovholder.jobcentre.citizens.models import Course, Employment
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.staff.models import Employee, Unit

A_YEAR = timedelta(days=365)
# One that has not written for a year may still ring.
FEWEST = 0.25


@dataclass(frozen=True)
class WorkplaceQuestion:
    """`followed_by`: how many of a workplace's people each employee follows, by key; whoever they are."""

    problem: Problem
    followed_by: dict[str, Counter[str]]


def of_unit(unit: Unit, at: datetime, *, weights: Weights) -> WorkplaceQuestion:
    """Open workplaces whose contact is of the unit, and whoever there can follow citizens or is a contact already."""
    workplaces = Workplace.objects.filter(closed_on__isnull=True, contact__unit=unit)
    today = timezone.localdate(at)
    could = Employee.objects.who_can_take_more(today).filter(unit=unit).order_by().values("pk")
    holds = workplaces.filter(contact__left_on__isnull=True).order_by().values("contact")
    here = staff(Employee.objects.filter(Q(pk__in=could) | Q(pk__in=holds)), today)
    asked, followed_by = _asked(workplaces, {employee.key for employee in here}, at)
    # Nobody has promised how many notices they can take, so more than one's share is no last way out: it is uneven.
    weights = replace(weights, overflow=weights.fair)
    return WorkplaceQuestion(problem_of(asked, here, room=_rooms(here, asked), weights=weights), followed_by)


def _asked(
    workplaces, here: Collection[str], at: datetime
) -> tuple[list[AskedWorkplace], dict[str, Counter[str]]]:
    told = AbsenceNotice.objects.standing().filter(workplace=OuterRef("pk"), received_at__gt=at - A_YEAR)
    notices = Coalesce(Subquery(told.order_by().values("workplace").annotate(n=Count("pk")).values("n")), 0)
    today = timezone.localdate(at)
    employed = Employment.objects.on(today).filter(workplace__in=workplaces.order_by().values("pk"))
    contact = Course.objects.open().filter(citizen=OuterRef("citizen")).order_by().values("contact")[:1]
    people: dict[str, Counter[str]] = defaultdict(Counter)
    pairs = employed.annotate(follower=Subquery(contact)).order_by("pk").values_list("workplace", "follower")
    for workplace, follower in pairs:
        if follower is not None:
            people[str(workplace)][str(follower)] += 1
    rows = workplaces.annotate(told_of=notices).order_by("pk").values_list("pk", "contact", "told_of")
    return [
        AskedWorkplace(
            key=str(pk),
            notices=max(float(number), FEWEST),
            contact=str(contact_pk),
            followed_by=tuple(key for key in people[str(pk)].elements() if key in here),
        )
        for pk, contact_pk, number in rows
    ], people


def _rooms(here: Collection[Asked], workplaces: list[AskedWorkplace]) -> dict[str, float] | None:
    """Their share by hours; where nobody has hours for citizens, the same for all."""
    if any(employee.hours for employee in here) or not here:
        return None
    each = sum(workplace.notices for workplace in workplaces) / len(here)
    return {employee.key: each for employee in here}
