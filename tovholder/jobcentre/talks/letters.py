"""What a citizen is written about their own time, in the language they chose: neutral, never about whom or why."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum

from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.post.calendar_file import Meeting, Method, calendar_file
from tovholder.jobcentre.staff.now import on_duty
from tovholder.jobcentre.talks.models import BookingChoice, RemindMe, Talk
from tovholder.jobcentre.ui.templatetags.ui import moment


class Kind(StrEnum):
    """Why somebody is written to."""

    BOOKED = "booked"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REMINDED = "reminded"


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def where(form: str, place: str) -> str:
    """How and where, in one line."""
    label = str(Form(form).label)
    return f"{label}: {place}" if place else label


def telephone_of(talk: Talk, at: datetime) -> str:
    """Whom to ring about the talk today."""
    return on_duty(talk.employee, timezone.localdate(at)).telephone


def letter(talk: Talk, kind: Kind, *, telephone: str) -> Letter:
    """The mail about the talk, in the language that is on."""
    assert talk.starts_at is not None
    heading = _("Møde med jobcentret")
    when = f"{capfirst(moment(talk.starts_at))}\n{where(talk.form, talk.place)}"
    ring = _("Du kan også ringe på %(telephone)s.") % {"telephone": telephone}
    log_in = _("Log ind, og åbn Mit forløb, hvis du vil flytte eller aflyse.")
    subjects = {
        Kind.BOOKED: heading,
        Kind.CHANGED: _("%(heading)s: ændret") % {"heading": heading},
        Kind.CANCELLED: _("%(heading)s: aflyst") % {"heading": heading},
        Kind.REMINDED: _("Husk din tid hos jobcentret"),
    }
    told = {
        Kind.BOOKED: [_("Du har en tid hos os:"), when, log_in],
        Kind.CHANGED: [_("Din tid hos os er ændret. Sådan er den nu:"), when, log_in],
        Kind.CANCELLED: [_("Din tid hos os %(moment)s er aflyst.") % {"moment": moment(talk.starts_at)}],
        Kind.REMINDED: [_("Husk din tid hos os:"), when, log_in],
    }
    parts = [
        _("Hej"),
        *told[kind],
        ring,
        _("Venlig hilsen\n%(name)s\nJobcentret") % {"name": talk.employee.name},
    ]
    return Letter(subjects[kind], "\n\n".join(parts) + "\n")


def short(talk: Talk, *, telephone: str) -> str:
    """The text message of the day before, in the language that is on."""
    assert talk.starts_at is not None
    return _("Husk din tid hos jobcentret %(moment)s. Kan du ikke komme, så ring %(telephone)s.") % {
        "moment": moment(talk.starts_at),
        "telephone": telephone,
    }


def in_calendar(talk: Talk, method: Method, *, telephone: str, at: datetime, to: str = "") -> str:
    """The talk as a calendar takes it; `to` is whose it is when it goes by mail, a file to fetch is nobody's."""
    assert talk.starts_at is not None
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    meeting = Meeting(
        uid=talk.token,
        sequence=talk.sequence,
        at=at,
        starts_at=talk.starts_at,
        minutes=talk.minutes or BookingChoice.now().usual_minutes,
        place=where(talk.form, talk.place),
        organizer=talk.employee.name,
        organizer_mail=talk.employee.email or sender,
        sent_by=sender,
        attendee_mail=to,
        telephone=telephone,
        summary=_("Møde med jobcentret"),
    )
    return calendar_file(meeting, method)


def write_of_change(talk: Talk, kind: Kind, *, at: datetime) -> None:
    """As `write_to_citizen`, of a talk that is in the citizen's calendar already; one that is not is left as it is."""
    now = Talk.objects.select_related("employee__unit").get(pk=talk.pk)
    if now.in_calendar:
        write_to_citizen(now, kind, at=at)


def write_to_citizen(talk: Talk, kind: Kind, *, at: datetime) -> None:
    """Queue the mail with the calendar file, when the citizen wants one; what is in a calendar is changed there too."""
    wish = RemindMe.objects.filter(citizen=talk.citizen_id).first()
    if wish is None or not wish.email or not (wish.calendar or talk.in_calendar):
        return
    method = Method.CANCEL if kind == Kind.CANCELLED else Method.REQUEST
    telephone = telephone_of(talk, at)
    with translation.override(wish.language):
        written = letter(talk, kind, telephone=telephone)
        file = in_calendar(talk, method, telephone=telephone, at=at, to=wish.email)
    queue_mail(to=wish.email, subject=written.subject, body=written.body, calendar=file, method=method.value)
    if not talk.in_calendar:
        Talk.objects.filter(pk=talk.pk).update(in_calendar=True)
