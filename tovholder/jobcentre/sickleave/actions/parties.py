"""Those who come to a sick-leave talk: added, removed, what they are written, and what they answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.sickleave.actions.one_to_one import keep_one_to_one
from tovholder.jobcentre.sickleave.actions.talk import TalkChanged, TalkOver, check_ahead, coming
from tovholder.jobcentre.sickleave.letters import AddressOf, Kind, queue_letter
from tovholder.jobcentre.sickleave.models import Answer, Party, PartyRole, SickLeaveTalk


class AlreadyThere(Refused):
    """The talk has that party already."""


@transaction.atomic
def add_party(talk: SickLeaveTalk, *, role: str, name: str, email: str, by: User, at: datetime) -> Party:
    """Add somebody to a talk; they are written to when the invitations are next sent.

    The one it is about is added by role alone, and only when we know them. Refuses somebody who is there already
    (`AlreadyThere`), and a talk that is over (`TalkOver`).
    """
    talk = coming(talk)
    if role == PartyRole.CITIZEN:
        if talk.citizen_id is None:
            raise Refused(
                _("Vi ved ikke, hvem meldingen handler om. Lad arbejdspladsen invitere medarbejderen.")
            )
        name = email = ""
    here = talk.parties.here()
    same = here.filter(role=role) if role == PartyRole.CITIZEN else here.filter(email__iexact=email)
    if (email or role == PartyRole.CITIZEN) and same.exists():
        raise AlreadyThere(_("Den deltager er der allerede."))
    of_workplace = CompanyPerson.objects.filter(workplace=talk.workplace_id, email__iexact=email)
    known = of_workplace.order_by("pk").first() if email else None
    party = Party.objects.create(talk=talk, role=role, name=name, email=email, company_person=known)
    record.action("add_party", by=by, at=at, citizen=talk.citizen_id, on=party, role_of_party=role)
    return party


@transaction.atomic
def remove_party(party: Party, *, address_of: AddressOf, by: User, at: datetime) -> None:
    """Take somebody out of a talk; who had been invited gets a cancellation. Twice is once."""
    talk = coming(party.talk)
    party = Party.objects.select_for_update().get(pk=party.pk)
    if party.removed_at is not None:
        return
    party.removed_at = at
    party.save(update_fields=["removed_at"])
    record.action("remove_party", by=by, at=at, citizen=talk.citizen_id, on=party)
    if party.invited_at is not None:
        talk.sequence += 1
        talk.save(update_fields=["sequence"])
        queue_letter(talk, party, Kind.CANCELLED, address_of=address_of, at=at)
    keep_one_to_one(talk, by=by, at=at)


@transaction.atomic
def write_party_text(party: Party, *, text: str, by: User, at: datetime) -> None:
    """Word what a party is written; refuses one that has had its invitation."""
    talk = coming(party.talk)
    if not Party.objects.here().filter(pk=party.pk, invited_at__isnull=True).update(text=text):
        raise Refused(_("Mailen er allerede sendt."))
    record.action("write_party_text", by=by, at=at, citizen=talk.citizen_id, on=party)


@transaction.atomic
def answer_invitation(
    party: Party,
    *,
    answer: str,
    proposed_at: datetime | None,
    read_sequence: int,
    by: User | None,
    at: datetime,
) -> Party:
    """Keep what a party answers; the latest answer counts. A citizen who declines has no talk booked any more.

    `by` is nobody through a link. Refuses a talk that is over (`TalkOver`), one changed since it was read
    (`TalkChanged`), a party that is not invited any more, and a proposed time that has passed.
    """
    # Locked without whom it is about: this runs while the company's page is made.
    rows = SickLeaveTalk.objects.select_for_update(of=("self",)).defer("citizen")
    talk = rows.get(pk=party.talk_id)
    if talk.cancelled_at is not None or talk.held_at is not None:
        raise TalkOver(_("Mødet er aflyst eller holdt, så svaret er ikke gemt."))
    if talk.sequence != read_sequence:
        raise TalkChanged(_("Mødet er ændret imens. Se, hvordan det er nu, og svar igen."))
    if answer == Answer.ANOTHER_TIME and proposed_at is not None:
        check_ahead(proposed_at, at)
    else:
        proposed_at = None
    now = Party.objects.here().filter(pk=party.pk, invited_at__isnull=False).first()
    if now is None:
        raise Refused(_("Invitationen er trukket tilbage. Ring til os, hvis du er i tvivl."))
    now.answer, now.proposed_at, now.answered_at = answer, proposed_at, at
    now.save(update_fields=["answer", "proposed_at", "answered_at"])
    citizen = SickLeaveTalk.objects.values_list("citizen", flat=True).get(pk=talk.pk)
    record.action("answer_invitation", by=by, at=at, citizen=citizen, on=now, answer=answer)
    if now.role == PartyRole.CITIZEN:
        whole = SickLeaveTalk.objects.select_related("employee").get(pk=talk.pk)
        keep_one_to_one(whole, by=by, at=at)
    return now
