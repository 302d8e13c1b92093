"""An employee's own figures, for their own eyes: twelve whole months, and this one so far. No citizen is read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from tovholder.continuity.handovers import Courses, Named, Passed
from tovholder.continuity.history import Continuity, History
from tovholder.continuity.measures import Mean, mean, own_eyes
from tovholder.continuity.talks import Held
from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.activities.reading import agreed_rows
from tovholder.jobcentre.citizens.models import CourseContact
from tovholder.jobcentre.periods.models import on
from tovholder.jobcentre.results.publish.spans import full_months, year_to_month
from tovholder.jobcentre.results.publish.talks import held_between, held_of
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import RoleTaken
from tovholder.registers.oracle import Share
from tovholder.registers.real_world import real_world
from tovholder.registers.tables import Month


@dataclass(frozen=True)
class Span:
    """Some days: `talks` the employee was in; `kept` of the talks their citizens had, those they were in; `own` of the
    talks they were in, those with their own citizens."""

    first_day: date
    last_day: date
    talks: int
    kept: Share
    own: Share
    passed: Passed


@dataclass(frozen=True)
class Mine:
    """`months` has the twelve of the `year`, oldest first, and this one so far; `whom` is about those of today's own
    citizens who had two talks or more in the year, whoever held them."""

    year: Span
    months: list[Span]
    whom: "Whom"
    roles: dict[str, int]
    real_world: "RealWorld"


@dataclass(frozen=True)
class RealWorld:
    """Hours at workplaces and in education of all hours that today's own citizens have agreed: of the year, and of each
    of its months and this one so far. What the hours are counted in: `registers.real_world`.
    """

    year: Share
    months: list[Share]


@dataclass(frozen=True)
class Whom:
    """Means over citizens. Numerators, denominators and sources: `continuity.measures`."""

    usual: Mean
    same: Mean
    next_same: Mean
    met: Mean


def mine(employee: Employee, today: date) -> Mine:
    """Five queries, however many citizens and talks there are. In a joint talk both were there, but the roles are of
    the one who led it."""
    months = full_months(today)[-12:]
    first_day, last_day = year_to_month(months[-1])
    touching = CourseContact.objects.filter(
        Q(until__isnull=True) | Q(until__gte=first_day), employee=employee, since__lte=today
    )
    todays = touching.filter(on(today)).values_list("citizen", flat=True)
    talks = held_between(first_day, today)
    held = held_of(
        talks.filter(employee=employee),
        talks.filter(joined_by=employee),
        talks.filter(_named_that_day(employee, first_day)),
        talks.filter(citizen__in=todays),
    )
    courses = Courses(_named(touching))

    def span(first: date, last: date) -> Span:
        return _span(held, courses, employee, first, last)

    so_far = Month.of(today)
    spans = [(month.first_day, month.last_day) for month in months] + [(so_far.first_day, today)]
    activities = agreed_rows(Activity.objects.filter(citizen__in=todays), first_day, today)
    return Mine(
        year=span(first_day, last_day),
        months=[span(*days) for days in spans],
        whom=_whom(
            held, set(touching.filter(on(today)).values_list("citizen", flat=True)), first_day, last_day
        ),
        roles=_roles(employee, first_day, last_day),
        real_world=RealWorld(
            real_world(activities, first_day, last_day), [real_world(activities, *days) for days in spans]
        ),
    )


def _named_that_day(employee: Employee, first_day: date) -> Q:
    """The condition on a talk; and not all talks of all one ever followed, of whom a receiving employee has many."""
    until = F("course__contacts__until")
    still = Q(course__contacts__until__isnull=True) | Q(
        course__contacts__until__gte=first_day, held_at__date__lt=until
    )
    return still & Q(course__contacts__employee=employee, held_at__date__gte=F("course__contacts__since"))


def _named(touching: QuerySet[CourseContact]) -> list[Named]:
    """Everybody who has been named for the courses the employee has."""
    rows = CourseContact.objects.filter(course__in=touching.values("course")).order_by("pk")
    return [Named(*row) for row in rows.values_list("course_id", "employee_id", "since", "until")]


def _span(held: Sequence[Held], courses: Courses, employee: Employee, first: date, last: date) -> Span:
    within = [talk for talk in held if first <= talk.on <= last]
    eyes = own_eyes(within, employee.pk)
    return Span(
        first, last, eyes.own.denominator, eyes.kept, eyes.own, courses.passed(employee.pk, first, last)
    )


def _whom(held: Sequence[Held], citizens: set[int], first_day: date, last_day: date) -> Whom:
    theirs: list[Continuity] = [
        row
        for row in History(talk for talk in held if talk.citizen in citizens).between(first_day, last_day)
        if row.upc is not None
    ]
    return Whom(
        usual=mean(row.upc for row in theirs),
        same=mean(row.coc for row in theirs),
        next_same=mean(row.secon for row in theirs),
        met=mean(Share(row.met, 1) for row in theirs),
    )


def _roles(employee: Employee, first_day: date, last_day: date) -> dict[str, int]:
    talks = held_between(first_day, last_day).filter(employee=employee)
    taken = RoleTaken.objects.filter(talk__in=talks).order_by("role")
    return dict(taken.values_list("role").annotate(Count("pk")))
