"""What worked: written, commented, seen to again; and what is new by mail to those who follow the field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.competence.leave_link import make_link
from tovholder.jobcentre.competence.models import (
    Competence,
    Following,
    HowOften,
    PracticeComment,
    PracticeNote,
)
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.staff.models import Employee

A_YEAR = timedelta(days=366)
# A little less than a day and a week, so that a clock that is a moment early does not wait for the next turn.
EVERY = {HowOften.DAILY: timedelta(hours=23), HowOften.WEEKLY: timedelta(days=6, hours=23)}


@dataclass(frozen=True)
class Worked:
    """What worked, as it is written."""

    competence: Competence
    title: str
    text: str
    known_by: str
    link: str
    review_on: date


@dataclass(frozen=True)
class _Mail:
    employee: Employee
    notes: list[PracticeNote]


@transaction.atomic
def write_practice_note(worked: Worked, *, by: User, at: datetime) -> PracticeNote:
    """Write down what worked. Refuses whoever is no employee, and a day to see to it again that is past or too far."""
    me = _employee(by)
    _check_review(worked.review_on, timezone.localdate(at))
    note = PracticeNote.objects.create(
        competence=worked.competence, title=worked.title, text=worked.text, known_by=worked.known_by,
        link=worked.link, review_on=worked.review_on, written_by=me, written_at=at,
        search_text=fold(f"{worked.title} {worked.text}"),
    )  # fmt: skip
    record.action("write_practice_note", by=by, at=at, on=note)
    return note


@transaction.atomic
def comment(note: PracticeNote, *, text: str, by: User, at: datetime) -> PracticeComment:
    """Comment on what worked. Refuses whoever is no employee, and a note that is withdrawn."""
    me, note = _employee(by), PracticeNote.objects.select_for_update().get(pk=note.pk)
    if note.withdrawn_at is not None:
        raise Refused(_("Notatet er trukket tilbage imens."))
    row = PracticeComment.objects.create(note=note, text=text, written_by=me, written_at=at)
    record.action("comment_practice_note", by=by, at=at, on=note)
    return row


@transaction.atomic
def review_practice_note(note: PracticeNote, *, holds: bool, by: User, at: datetime) -> None:
    """Say that it still holds, for another year, or withdraw it. Refuses anybody but who wrote it and their leader."""
    note = PracticeNote.objects.select_for_update().get(pk=note.pk)
    me = _employee(by)
    leads = by.may(May.LEAD) and me.unit_id == note.written_by.unit_id
    if me != note.written_by and not leads:
        raise Refused(_("Det er den, der har skrevet notatet, eller lederen, der ser det efter."))
    if holds:
        note.review_on = timezone.localdate(at) + A_YEAR
        note.save(update_fields=["review_on"])
    else:
        note.withdrawn_at = at
        note.save(update_fields=["withdrawn_at"])
    record.action("review_practice_note", by=by, at=at, on=note, holds=holds)


@transaction.atomic
def follow(employee: Employee, fields: Mapping[str, str], *, by: User, at: datetime) -> None:
    """Keep how often an employee is written to about each field. Refuses anybody else. Twice is once."""
    if by.employee_or_none != employee:
        raise Refused(_("Man vælger selv, hvad man følger."))
    there = {row.field: row for row in Following.objects.select_for_update().filter(employee=employee)}
    changed = 0
    for field, how_often in fields.items():
        before = there.get(field)
        if (before.how_often if before is not None else HowOften.NEVER) == how_often:
            continue
        changed += 1
        if before is None:
            Following.objects.create(employee=employee, field=field, how_often=how_often, sent_at=at)
            continue
        if before.how_often == HowOften.NEVER:
            before.sent_at = at
        before.how_often = how_often
        before.save(update_fields=["how_often", "sent_at"])
    if changed:
        record.action("follow_fields", by=by, at=at, on=employee, count=changed)


@transaction.atomic
def leave_all(employee: Employee, *, by: User | None, at: datetime) -> None:
    """Write to an employee no more: the link in the mail is enough. Twice is once."""
    followed = Following.objects.filter(employee=employee).exclude(how_often=HowOften.NEVER)
    if followed.update(how_often=HowOften.NEVER):
        record.action("leave_all_fields", by=by, at=at, on=employee)


@transaction.atomic
def send_digests(*, by: User | None, at: datetime) -> int:
    """Write what is new to everybody whose turn it is; nothing new is no mail. Return how many mails."""
    followed = Following.objects.select_for_update(of=("self",)).filter(how_often__in=EVERY)
    due = [
        row
        for row in followed.select_related("employee").order_by("employee", "pk")
        if at - row.sent_at >= EVERY[HowOften(row.how_often)]
    ]
    mails = _mails(due, at)
    for mail in mails:
        _send(mail, at)
    if mails:
        sent = {mail.employee.pk for mail in mails}
        Following.objects.filter(pk__in=[row.pk for row in due if row.employee_id in sent]).update(sent_at=at)
        record.action("send_digests", by=by, at=at, count=len(mails))
    return len(mails)


def _mails(due: list[Following], at: datetime) -> list[_Mail]:
    """What each has not been sent, by field and moment; never their own."""
    if not due:
        return []
    since = min(row.sent_at for row in due)
    fresh = PracticeNote.objects.filter(written_at__gt=since, written_at__lte=at, withdrawn_at__isnull=True)
    notes = list(fresh.select_related("competence__profile").order_by("written_at", "pk"))
    found: dict[int, _Mail] = {}
    for row in due:
        for note in notes:
            is_new = note.written_at > row.sent_at and note.written_by_id != row.employee_id
            if is_new and note.competence.profile.code == row.field:
                found.setdefault(row.employee_id, _Mail(row.employee, [])).notes.append(note)
    return [mail for mail in found.values() if not mail.employee.has_left(timezone.localdate(at))]


def _send(mail: _Mail, at: datetime) -> None:
    leave = settings.ADDRESS + reverse("leave_digest", args=[make_link(mail.employee)])
    lines = [_("Hej %(first_name)s") % {"first_name": mail.employee.first_name}, ""]
    lines.append(_("Nyt om det, du følger:"))
    for note in mail.notes:
        page = settings.ADDRESS + reverse("practice_note", args=[note.pk])
        lines += ["", f"{note.title} ({note.competence.profile.name})", page]
    lines += ["", _("Vil du ikke have flere mails: %(address)s") % {"address": leave}, ""]
    # RFC 8058: one press in the mail program is enough, without a log-in.
    headers = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    queue_mail(to=mail.employee.email, subject=_("Det, der virker"), body="\n".join(lines), headers=headers)


def _employee(by: User) -> Employee:
    me: Employee | None = by.employee_or_none
    if me is None:
        raise Refused(_("Kun medarbejdere skriver her."))
    return me


def _check_review(day: date, today: date) -> None:
    if not today < day <= today + 2 * A_YEAR:
        raise Refused(_("Vælg en dag inden for de næste to år, hvor det skal ses efter."))
