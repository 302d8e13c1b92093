"""Opening and closing a course, and what is agreed in it."""

from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions.contact import check_can_follow
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact
from tovholder.jobcentre.staff.models import Employee, Unit


class AlreadyFollowed(Refused):
    """The citizen has an open course; there is never a second."""


class NobodyReceives(Refused):
    """The unit has no receiving employee, so a newcomer would have nobody."""


@transaction.atomic
def open_course(
    citizen: Citizen,
    *,
    unit: Unit,
    because: str,
    by: User | None,
    at: datetime,
    today: date,
    contact: Employee | None = None,
) -> Course:
    """Open a course with exactly one contact: the given one, or the unit's receiving employee.

    Refuses a second open course (`AlreadyFollowed`), a unit without a receiver (`NobodyReceives`) and a contact who
    may not follow this citizen (`NotAContact`).
    """
    # One at a time: two who open a course at once would both find none.
    citizen = Citizen.objects.select_for_update().get(pk=citizen.pk)
    if citizen.courses.open().exists():
        raise AlreadyFollowed(_("Borgeren har allerede et åbent forløb."))
    contact = contact or unit.receiver
    if contact is None:
        raise NobodyReceives(_("Enheden har ingen, der tager imod nye. Vælg først, hvem der gør det."))
    check_can_follow(Employee.objects.select_for_update().get(pk=contact.pk), citizen, today)
    course = Course.objects.create(
        citizen=citizen, unit=unit, contact=contact, since=today, began_because=because
    )
    CourseContact.objects.create(course=course, citizen=citizen, employee=contact, since=today)
    record.action(
        "open_course", by=by, at=at, citizen=citizen.pk, on=course, contact=contact.pk, unit=unit.pk
    )
    return course


@transaction.atomic
def close_course(course: Course, *, because: str, by: User, at: datetime, today: date) -> None:
    """Close a course with what it ended with; its contact's time ends the same day."""
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if course.until is not None:
        raise Refused(_("Forløbet er allerede afsluttet."))
    course.contacts.open().update(until=today)
    course.until, course.ended_because = today, because
    course.next_on, course.next_time, course.next_form = None, None, ""
    course.save(update_fields=["until", "ended_because", "next_on", "next_time", "next_form"])
    record.action("close_course", by=by, at=at, citizen=course.citizen_id, on=course, because=because)


@transaction.atomic
def agree_next(
    course: Course, *, on: date | None, at_time: time | None, form: str, by: User | None, at: datetime
) -> None:
    """Set the next contact as agreed with the citizen, or clear it (`on=None`)."""
    before = course.next_on
    course.next_on, course.next_time, course.next_form = on, at_time, form
    course.save(update_fields=["next_on", "next_time", "next_form"])
    record.action(
        "agree_next",
        by=by,
        at=at,
        citizen=course.citizen_id,
        on=course,
        before=before.isoformat() if before else None,
        after=on.isoformat() if on else None,
    )


@transaction.atomic
def set_weekly_hours(course: Course, *, hours: Decimal, by: User, at: datetime) -> None:
    """Set the agreed hours of work a week: by the employee, visible to the citizen."""
    before = course.weekly_hours
    course.weekly_hours = hours
    course.save(update_fields=["weekly_hours"])
    record.action(
        "set_weekly_hours",
        by=by,
        at=at,
        citizen=course.citizen_id,
        on=course,
        before=str(before),
        after=str(hours),
    )
