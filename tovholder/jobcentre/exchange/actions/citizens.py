"""Citizens and courses of a plan, many at a time, each with a line in the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact, Employment
from tovholder.jobcentre.exchange.kinds.citizens import ChangedCitizen, NewCitizen, NewCourse
from tovholder.jobcentre.exchange.plan import Plan
from tovholder.jobcentre.names.fold import with_spelling

BATCH = 500


@dataclass(frozen=True)
class Added:
    """What is added to one citizen: a course, a job, or both; `fields` are those that change."""

    citizen: int
    course: NewCourse | None
    workplace: int | None
    since: date
    fields: tuple[str, ...]


@transaction.atomic
def write_citizens(plan: Plan, *, run: int, by: User | None, at: datetime, today: date) -> None:
    """Do what `register_citizen`, `open_course` and `employ` do, in bulk, with one line in the log for each citizen.

    The checks of those actions have been made for the whole plan, in the same transaction, before this.
    """
    citizens = Citizen.objects.bulk_create([_citizen(new) for new in plan.new], batch_size=BATCH)
    for change in plan.changed:
        if change.after:
            Citizen.objects.filter(pk=change.citizen).update(**with_spelling(change.after))
    added = [*_new(zip(plan.new, citizens, strict=True)), *_changed(plan.changed)]
    _open_courses([one for one in added if one.course is not None])
    Employment.objects.bulk_create(
        [
            Employment(citizen_id=one.citizen, workplace_id=one.workplace, since=one.since)
            for one in added
            if one.workplace is not None
        ],
        batch_size=BATCH,
    )
    for one in added:
        course = one.course
        record.action(
            "import_citizen",
            by=by,
            at=at,
            citizen=one.citizen,
            run=run,
            fields=one.fields,
            contact=course.contact if course else None,
            workplace=one.workplace,
        )


def _citizen(new: NewCitizen) -> Citizen:
    citizen = Citizen(**new.person)
    citizen.set_cpr(new.digits)
    return citizen


def _new(made: Iterable[tuple[NewCitizen, Citizen]]) -> Iterable[Added]:
    for new, citizen in made:
        yield Added(citizen.pk, new.course, new.workplace, new.course.since, fields=())


def _changed(changed: Iterable[ChangedCitizen]) -> Iterable[Added]:
    for change in changed:
        yield Added(
            change.citizen, change.course, change.workplace, change.since, tuple(sorted(change.after))
        )


def _open_courses(added: Iterable[Added]) -> None:
    courses = Course.objects.bulk_create(
        [
            Course(
                citizen_id=one.citizen,
                unit_id=one.course.unit,
                contact_id=one.course.contact,
                since=one.course.since,
                began_because=one.course.because,
            )
            for one in added
            if one.course is not None
        ],
        batch_size=BATCH,
    )
    CourseContact.objects.bulk_create(
        [
            CourseContact(
                course=course, citizen_id=course.citizen_id, employee_id=course.contact_id, since=course.since
            )
            for course in courses
        ],
        batch_size=BATCH,
    )
