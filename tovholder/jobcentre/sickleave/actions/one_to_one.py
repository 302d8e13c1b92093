"""A sick-leave talk is an ordinary talk with the citizen as well, for as long as the citizen takes part."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.sickleave.models import Answer, Party, PartyRole, SickLeaveTalk
from tovholder.jobcentre.talks import actions as talks
from tovholder.jobcentre.talks.models import Talk

# The note of the ordinary talk; what was concluded stands in the minutes, shared for themselves.
NOTE = "Møde sammen med dit arbejdssted. Referatet deles for sig."


@transaction.atomic
def keep_one_to_one(row: SickLeaveTalk, *, by: User | None, at: datetime) -> None:
    """Book, move or cancel the ordinary talk, so that it is booked when the citizen is invited and has not declined.

    Nothing without a citizen, or without an open course of theirs.
    """
    talk = Talk.objects.booked().filter(pk=row.talk_id).first() if row.talk_id else None
    course = _course(row) if _takes_part(row) else None
    if talk is not None and (course is None or talk.course_id != course.pk):
        talks.cancel_talk(talk, by=by, at=at)
        talk = None
    if course is None:
        return
    if talk is None:
        row.talk = talks.book_talk(
            course,
            employee=row.employee,
            starts_at=row.starts_at,
            form=row.form,
            place=row.place,
            minutes=row.minutes,
            by=by,
            at=at,
        )
        row.save(update_fields=["talk"])
        return
    if (talk.starts_at, talk.form) != (row.starts_at, row.form):
        talks.move_talk(talk, starts_at=row.starts_at, form=row.form, by=by, at=at)
    Talk.objects.filter(pk=talk.pk).update(place=row.place, minutes=row.minutes)


@transaction.atomic
def hold_one_to_one(row: SickLeaveTalk, *, by: User, at: datetime) -> None:
    """Hold the ordinary talk: the third measure stops. An agreement that lies later than this talk stays as it is."""
    course = _course(row)
    talk = Talk.objects.filter(pk=row.talk_id).first() if row.talk_id else None
    if course is None or (talk is not None and talk.held_at is not None):
        return
    agreed = None
    if course.next_on is not None and course.next_on > timezone.localdate(at):
        agreed = talks.Next(course.next_on, course.next_time, course.next_form)
    row.talk = talks.hold_talk(
        course,
        token=row.token,
        form=row.form,
        roles=[],
        text=NOTE,
        share=True,
        next_contact=agreed,
        booked=talk,
        minutes=row.minutes,
        by=by,
        at=at,
    )
    row.save(update_fields=["talk"])


def _course(row: SickLeaveTalk) -> Course | None:
    return Course.objects.open().filter(citizen=row.citizen_id).first() if row.citizen_id else None


def _takes_part(row: SickLeaveTalk) -> bool:
    if row.held_at is not None or row.cancelled_at is not None:
        return False
    invited = Party.objects.here().filter(talk=row, role=PartyRole.CITIZEN, invited_at__isnull=False)
    return bool(invited.exclude(answer=Answer.NO).exists())
