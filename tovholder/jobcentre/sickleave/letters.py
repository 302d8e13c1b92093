"""What each party of a talk is written: in Danish whatever the writer's own language, neutral, and to itself alone.

No mail names whom it is about, the workplace or any other party; why we meet is told behind the link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.post.calendar_file import SUMMARY, Meeting, Method, calendar_file
from tovholder.jobcentre.sickleave.models import Party, PartyRole, SickLeaveTalk
from tovholder.jobcentre.sickleave.party_link import STAYS_OPEN, make_link
from tovholder.jobcentre.staff.now import on_duty
from tovholder.jobcentre.talks.letters import where
from tovholder.jobcentre.ui.templatetags.ui import moment

# From a link to the whole address that opens it.
AddressOf = Callable[[str], str]


class Kind(StrEnum):
    """Why somebody is written to."""

    INVITED = "invited"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    MINUTES = "minutes"


@dataclass(frozen=True)
class Letter:
    """One mail, and the calendar file in it: empty when there is none."""

    subject: str
    body: str
    calendar: str = ""
    method: str = ""


_STANDARD = {
    PartyRole.CITIZEN: later(
        "Vi vil gerne invitere dig til et møde. Du bestemmer selv, om du vil være med, og du må gerne tage en "
        "bisidder med."
    ),
    PartyRole.LEADER: later("Her er invitationen til det møde, vi har talt om."),
    PartyRole.REPRESENTATIVE: later("Du er inviteret med til et møde som tillidsrepræsentant."),
    PartyRole.COMPANION: later("Du er inviteret med til et møde som bisidder."),
    PartyRole.OTHER: later("Du er inviteret med til et møde."),
}
_SUBJECTS = {
    Kind.INVITED: SUMMARY,
    Kind.CHANGED: f"{SUMMARY}: ændret",
    Kind.CANCELLED: f"{SUMMARY}: aflyst",
    Kind.MINUTES: f"{SUMMARY}: referat",
}


def standard_text(role: str) -> str:
    """What is written to that role when nobody has written anything else."""
    with translation.override(settings.LANGUAGE_CODE):
        return _(_STANDARD[PartyRole(role)])


def place_of(talk: SickLeaveTalk) -> str:
    """How and where, in one line."""
    return where(talk.form, talk.place)


def address_of_party(party: Party, citizen: int | None) -> str:
    """The mail of a party: the citizen's stands with the citizen, and that alone is read."""
    if party.role != PartyRole.CITIZEN:
        return party.email
    if citizen is None:
        return ""
    return Citizen.objects.values_list("email", flat=True).get(pk=citizen)


def telephone_for(talk: SickLeaveTalk, at: datetime) -> str:
    """Whom to ring about the talk. Have its `employee__unit` selected."""
    return on_duty(talk.employee, timezone.localdate(at)).telephone


def letter(
    talk: SickLeaveTalk, party: Party, kind: Kind, *, to: str, link: str, telephone: str, at: datetime
) -> Letter:
    """What `party` is written at the address `to` (no calendar file without one); `link` is where they answer."""
    with translation.override(settings.LANGUAGE_CODE):
        body = _body(talk, party, kind, link, telephone)
        if kind == Kind.MINUTES or not to:
            return Letter(_SUBJECTS[kind], body)
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        method = Method.CANCEL if kind == Kind.CANCELLED else Method.REQUEST
        meeting = Meeting(
            uid=talk.token,
            sequence=talk.sequence,
            at=at,
            starts_at=talk.starts_at,
            minutes=talk.minutes,
            place=place_of(talk),
            organizer=talk.employee.name,
            organizer_mail=talk.employee.email or sender,
            sent_by=sender,
            attendee_mail=to,
            telephone=telephone,
        )
        return Letter(_SUBJECTS[kind], body, calendar_file(meeting, method), method.value)


def queue_letter(
    talk: SickLeaveTalk, party: Party, kind: Kind, *, address_of: AddressOf, at: datetime
) -> None:
    """Queue one party's mail in the caller's transaction; somebody without a mail is not written to."""
    to = address_of_party(party, talk.citizen_id)
    if not to:
        return
    until = max(talk.starts_at, at) + STAYS_OPEN
    link = address_of(make_link(party, until=until))
    written = letter(talk, party, kind, to=to, link=link, telephone=telephone_for(talk, at), at=at)
    queue_mail(
        to=to,
        subject=written.subject,
        body=written.body,
        calendar=written.calendar,
        method=written.method,
    )


def _body(talk: SickLeaveTalk, party: Party, kind: Kind, link: str, telephone: str) -> str:
    when = _("%(moment)s\n%(place)s\nMødet varer omkring %(minutes)d minutter.") % {
        "moment": moment(talk.starts_at).capitalize(),
        "place": place_of(talk),
        "minutes": talk.minutes,
    }
    parts = ["Hej"]
    if kind == Kind.INVITED:
        parts += [party.text or standard_text(party.role), when, _answer_here(link)]
    elif kind == Kind.CHANGED:
        parts += [_("Mødet er ændret. Sådan er det nu:"), when, _answer_here(link)]
    elif kind == Kind.CANCELLED:
        parts += [_("Mødet %(moment)s er aflyst.") % {"moment": moment(talk.starts_at)}]
    elif party.role == PartyRole.CITIZEN:
        parts += [_("Der er et referat til dig. Log ind, og åbn Mit forløb.")]
    else:
        parts += [_("Der er et referat til dig fra mødet. Linket er kun til dig:\n%(link)s") % {"link": link}]
    parts += [
        _("Du kan også ringe på %(telephone)s.") % {"telephone": telephone},
        _("Venlig hilsen\n%(name)s\nJobcentret") % {"name": talk.employee.name},
    ]
    return "\n\n".join(parts) + "\n"


def _answer_here(link: str) -> str:
    return _(
        "Svar her, om du kan komme, eller foreslå et andet tidspunkt. Linket er kun til dig:\n%(link)s"
    ) % {"link": link}
