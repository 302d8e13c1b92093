"""Held talks, their notes, and messages. What a talk does to the next contact stands in one transaction with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions import agree_next
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.actions.booking import book_talk
from tovholder.jobcentre.talks.models import Message, Note, RoleTaken, Side, Talk


class CourseClosed(Refused):
    """The course was closed after the page was opened."""


class StaleNote(Refused):
    """Somebody saved a newer version of the note; `newer` holds it, so that nothing typed is lost."""

    def __init__(self, newer: Note) -> None:
        super().__init__(
            _("Der er gemt en nyere note, siden du åbnede siden. Læs den, ret din tekst til, og gem igen.")
        )
        self.newer = newer


@dataclass(frozen=True)
class Next:
    """The next contact as agreed: a day, perhaps a time and a form."""

    on: date
    time: clock | None = None
    form: str = ""


@transaction.atomic
def hold_talk(
    course: Course,
    *,
    token: UUID,
    form: str,
    roles: Iterable[str],
    text: str,
    share: bool,
    next_contact: Next | None,
    by: User,
    at: datetime,
    citizen_words: str = "",
    minutes: int | None = None,
    booked: Talk | None = None,
    joined_by: Employee | None = None,
) -> Talk:
    """Record a held talk: its form, the roles taken, the note, and the next contact, all or nothing.

    `citizen_words`, what the citizen said, stand apart from the note and are shared or private with it. `joined_by` is
    a colleague who was there too: the talk is then both employees' (docs/decisions/0017).

    A booked talk becomes the held one. A next contact with a time is booked as well; without a next contact the
    agreement is cleared, since the talk has fulfilled it. The same `token` twice gives the first talk again.
    Refuses a closed course (`CourseClosed`).
    """
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    # Under the lock: two presses at once are one talk as well.
    already: Talk | None = Talk.objects.filter(token=token).first()
    if already is not None:
        return already
    if course.until is not None:
        raise CourseClosed(
            _("Forløbet er afsluttet, så samtalen er ikke gemt. Kopiér din note, og tal med din leder.")
        )
    employee = by.employee_or_none
    if employee is None:
        raise Refused(_("Kun en medarbejder kan holde en samtale."))
    if joined_by == employee:
        raise Refused(_("Du holdt selv samtalen. Vælg en kollega, der også var med, eller ingen."))
    talk = course.talks.booked().filter(pk=booked.pk).first() if booked else None
    held = {
        "employee": employee,
        "joined_by": joined_by,
        "form": form,
        "minutes": minutes,
        "token": token,
        "held_at": at,
        "shared_at": at if share else None,
    }
    if talk is None:
        talk = Talk.objects.create(citizen_id=course.citizen_id, course=course, **held)
    else:
        for name, value in held.items():
            setattr(talk, name, value)
        talk.save(update_fields=list(held))
    RoleTaken.objects.bulk_create([RoleTaken(talk=talk, role=role) for role in dict.fromkeys(roles)])
    _write_note(talk, 1, text=text, citizen_words=citizen_words, by=by, at=at)
    record.action("hold_talk", by=by, at=at, citizen=course.citizen_id, on=talk, form=form, shared=share)
    _agree(course, next_contact, employee=employee, by=by, at=at)
    return talk


def _write_note(talk: Talk, version: int, *, by: User, at: datetime, **words: str) -> Note:
    return Note.objects.create(talk=talk, citizen_id=talk.citizen_id, version=version, by=by, at=at, **words)


def _agree(course: Course, agreed: Next | None, *, employee: Employee, by: User, at: datetime) -> None:
    if agreed is None:
        if course.next_on is not None:
            agree_next(course, on=None, at_time=None, form="", by=by, at=at)
        return
    agree_next(course, on=agreed.on, at_time=agreed.time, form=agreed.form, by=by, at=at)
    if agreed.time is not None and agreed.form:
        starts_at = timezone.make_aware(datetime.combine(agreed.on, agreed.time))
        if course.talks.booked().filter(starts_at=starts_at).exists():
            return
        book_talk(course, employee=employee, starts_at=starts_at, form=agreed.form, by=by, at=at)


@transaction.atomic
def agree_next_contact(course: Course, *, agreed: Next, by: User, at: datetime) -> None:
    """Agree on the next contact outside a talk; with a time and a form it is booked as well. Twice is once.

    Refuses a closed course (`CourseClosed`).
    """
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if course.until is not None:
        raise CourseClosed(_("Forløbet er afsluttet. Aftalen er ikke gemt."))
    employee = by.employee_or_none
    if employee is None:
        raise Refused(_("Kun en medarbejder kan aftale næste kontakt her."))
    _agree(course, agreed, employee=employee, by=by, at=at)


@transaction.atomic
def revise_note(
    talk: Talk, *, text: str, read_version: int, by: User, at: datetime, citizen_words: str = ""
) -> Note:
    """Insert a new version of a note, with the citizen's words beside it; refuses when somebody saved a newer one than
    was read (`StaleNote`).
    """
    newest = talk.notes.order_by("-version").first()
    if newest is not None and newest.version != read_version:
        raise StaleNote(newest)
    try:
        with transaction.atomic():
            note = _write_note(talk, read_version + 1, text=text, citizen_words=citizen_words, by=by, at=at)
    except IntegrityError:
        raise StaleNote(talk.notes.latest("version")) from None
    record.action("revise_note", by=by, at=at, citizen=talk.citizen_id, on=talk, version=note.version)
    return note


@transaction.atomic
def share_note(talk: Talk, *, by: User, at: datetime) -> None:
    """Share a private note with the citizen. A shared note cannot become private again."""
    if Talk.objects.filter(pk=talk.pk, shared_at__isnull=True).update(shared_at=at, kept_private_because=""):
        record.action("share_note", by=by, at=at, citizen=talk.citizen_id, on=talk)


@transaction.atomic
def keep_private(talk: Talk, *, because: str, by: User, at: datetime) -> None:
    """Keep a note private with a reason; refuses one that is shared, and an empty reason."""
    if not because.strip():
        raise Refused(_("Skriv, hvorfor noten ikke skal deles."))
    if not Talk.objects.filter(pk=talk.pk, shared_at__isnull=True).update(kept_private_because=because):
        raise Refused(_("Noten er allerede delt med borgeren."))
    record.action("keep_private", by=by, at=at, citizen=talk.citizen_id, on=talk)


@transaction.atomic
def write_message(course: Course, *, side: str, text: str, token: UUID, by: User, at: datetime) -> Message:
    """Write a message in a course. The employee's answers everything the citizen wrote before. Twice is once.

    Refuses a closed course (`CourseClosed`): nobody would read it there.
    """
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    already: Message | None = Message.objects.filter(token=token).first()
    if already is not None:
        return already
    if course.until is not None:
        raise CourseClosed(_("Forløbet er afsluttet. Beskeden er ikke sendt."))
    message = Message.objects.create(
        citizen_id=course.citizen_id, course=course, side=side, text=text, token=token, by=by, at=at
    )
    if side == Side.EMPLOYEE:
        course.messages.filter(side=Side.CITIZEN, answered_at__isnull=True).update(answered_at=at)
    record.action("write_message", by=by, at=at, citizen=course.citizen_id, on=message, side=side)
    return message
