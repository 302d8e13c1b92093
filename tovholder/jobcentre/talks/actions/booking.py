"""Booked talks: another time, another employee, or none."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions import agree_next
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.letters import Kind, write_of_change
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.talks.telling import is_citizen, tell_employee


class NotBooked(Refused):
    """The talk was held, cancelled or moved after the page was opened."""


@transaction.atomic
def book_talk(
    course: Course,
    *,
    employee: Employee,
    starts_at: datetime,
    form: str,
    by: User | None,
    at: datetime,
    place: str = "",
    minutes: int | None = None,
) -> Talk:
    """Book a talk at a time, to last `minutes` when that is known."""
    talk = Talk.objects.create(
        citizen_id=course.citizen_id,
        course=course,
        employee=employee,
        form=form,
        place=place,
        starts_at=starts_at,
        minutes=minutes,
    )
    record.action(
        "book_talk", by=by, at=at, citizen=course.citizen_id, on=talk, starts_at=starts_at.isoformat()
    )
    return talk


@transaction.atomic
def cancel_talk(talk: Talk, *, by: User | None, at: datetime) -> None:
    """Cancel a booked talk; the agreed next contact goes with it when it was that day. Twice is once.

    When the citizen cancels, the employee gets a neutral mail; out of a citizen's calendar it is taken by mail.
    """
    course = Course.objects.select_for_update(of=("self",)).get(pk=talk.course_id)
    changed = {"cancelled_at": at, "by_citizen_at": at if is_citizen(by) else None}
    if not course.talks.booked().filter(pk=talk.pk).update(**changed, sequence=F("sequence") + 1):
        return
    record.action("cancel_talk", by=by, at=at, citizen=talk.citizen_id, on=talk)
    tell_employee(talk, by=by)
    write_of_change(talk, Kind.CANCELLED, at=at)
    if talk.starts_at is not None and course.next_on == timezone.localdate(talk.starts_at):
        agree_next(course, on=None, at_time=None, form="", by=by, at=at)


@transaction.atomic
def cover_talk(talk: Talk, *, employee: Employee, by: User, at: datetime) -> bool:
    """Let another employee hold a booked talk, at the time it is. False: they already do; twice is once.

    Refuses a talk that is not booked at the time `talk` says (`NotBooked`), and an employee who may not meet the
    citizen.
    """
    _course, talk = check_booked(talk)
    if talk.employee_id == employee.pk:
        return False
    if Citizen.objects.filter(barred_from(employee.user), pk=talk.citizen_id).exists():
        # The same words whatever the reason: the sentence must not tell which.
        raise Refused(_("%(name)s kan ikke møde denne borger. Flyt eller aflys.") % {"name": employee.name})
    before = talk.employee_id
    talk.employee = employee
    talk.save(update_fields=["employee", *_changed_by_us(talk)])
    record.action(
        "cover_talk",
        by=by,
        at=at,
        citizen=talk.citizen_id,
        on=talk,
        before=before,
        after=employee.pk,
    )
    write_of_change(talk, Kind.CHANGED, at=at)
    return True


@transaction.atomic
def move_talk(
    talk: Talk,
    *,
    starts_at: datetime,
    form: str,
    employee: Employee | None = None,
    by: User | None,
    at: datetime,
) -> bool:
    """Move a booked talk to another time (`form` empty: as before), and the agreed next contact with it when that was
    the same day. False: it is there already; twice is once.

    Refuses a time that has passed, and a talk that is not booked at the time `talk` says (`NotBooked`).
    """
    if starts_at <= at:
        raise Refused(_("Den tid er gået. Skriv en, der kommer."))
    # Under the lock: two presses at once are one move as well.
    Course.objects.select_for_update(of=("self",)).get(pk=talk.course_id)
    there = Talk.objects.booked().filter(pk=talk.pk, starts_at=starts_at)
    if there.filter(form=form or F("form")).exists():
        return False
    course, talk = check_booked(talk)
    before = talk.starts_at or at
    talk.starts_at, talk.form, talk.employee = starts_at, form or talk.form, employee or talk.employee
    talk.save(update_fields=["starts_at", "form", "employee", *_changed_by_us(talk)])
    record.action(
        "move_talk",
        by=by,
        at=at,
        citizen=talk.citizen_id,
        on=talk,
        before=before.isoformat(),
        after=starts_at.isoformat(),
        employee=talk.employee_id,
    )
    write_of_change(talk, Kind.CHANGED, at=at)
    if course.next_on == timezone.localdate(before):
        local = timezone.localtime(starts_at)
        agree_next(course, on=local.date(), at_time=local.time(), form=talk.form, by=by, at=at)
    return True


def _changed_by_us(talk: Talk) -> list[str]:
    """Note that one of ours changed it: it stands where we put it, and every calendar and reminder is behind."""
    talk.in_offered, talk.by_citizen_at, talk.sequence = False, None, talk.sequence + 1
    talk.reminded_at = None
    return ["in_offered", "by_citizen_at", "sequence", "reminded_at"]


def check_booked(talk: Talk) -> tuple[Course, Talk]:
    """The course, locked, and the talk as it stands now; refused (`NotBooked`) unless booked as `talk` says."""
    course = Course.objects.select_for_update(of=("self",)).get(pk=talk.course_id)
    now = Talk.objects.select_related("employee").get(pk=talk.pk)
    if now.held_at is not None:
        raise NotBooked(_("Samtalen er holdt imens."))
    if now.cancelled_at is not None:
        raise NotBooked(_("Samtalen er aflyst imens."))
    if course.until is not None:
        raise NotBooked(_("Forløbet er afsluttet imens."))
    if now.starts_at != talk.starts_at:
        raise NotBooked(_("Samtalen er flyttet imens."))
    return course, now
