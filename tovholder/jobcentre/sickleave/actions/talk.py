"""A sick-leave talk: offered, its parties invited, given a new time, cancelled, held."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.sickleave.actions.one_to_one import hold_one_to_one, keep_one_to_one
from tovholder.jobcentre.sickleave.actions.receive import Superseded
from tovholder.jobcentre.sickleave.actions.steps import take_step
from tovholder.jobcentre.sickleave.letters import AddressOf, Kind, queue_letter
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    Answer,
    Party,
    PartyRole,
    SickLeaveTalk,
    Step,
)


class TalkOver(Refused):
    """The talk was held or cancelled after the page was opened."""


class TalkChanged(Refused):
    """The talk was given another time or place after the page was opened."""


@transaction.atomic
def offer_talk(
    notice: AbsenceNotice,
    *,
    token: UUID,
    led_by: str,
    form: str,
    place: str,
    starts_at: datetime,
    minutes: int,
    agenda: str,
    people: Iterable[CompanyPerson],
    with_citizen: bool,
    by: User,
    at: datetime,
) -> SickLeaveTalk:
    """Offer a talk about a notice, and record the step towards the company. Nobody is written to yet.

    `people` are of the workplace, `with_citizen` whether the one it is about is a party: only when we know them. The
    same `token` twice is one. Refuses a time that has passed, a second talk while one is coming, and a notice that was
    corrected or withdrawn (`Superseded`).
    """
    notice = (
        AbsenceNotice.objects.select_for_update(of=("self",)).select_related("workplace").get(pk=notice.pk)
    )
    already: SickLeaveTalk | None = SickLeaveTalk.objects.filter(token=token).first()
    if already is not None:
        return already
    employee = by.employee_or_none
    if employee is None:
        raise Refused(_("Kun en medarbejder kan tilbyde et møde."))
    check_ahead(starts_at, at)
    if SickLeaveTalk.objects.coming().filter(notice=notice).exists():
        raise Refused(
            _("Der er allerede tilbudt et møde om meldingen. Giv det en ny tid, eller aflys det først.")
        )
    take_step(notice, Step.TALK_OFFERED, by=by, at=at)
    talk = SickLeaveTalk.objects.create(
        notice=notice,
        workplace=notice.workplace,
        citizen_id=notice.citizen_id,
        employee=employee,
        led_by=led_by,
        agenda=agenda,
        form=form,
        place=place or _address(notice, form),
        starts_at=starts_at,
        minutes=minutes,
        offered_at=at,
        token=token,
    )
    parties = [
        Party(talk=talk, role=PartyRole.LEADER, name=one.name, email=one.email, company_person=one)
        for one in people
    ]
    if with_citizen and notice.citizen_id is not None:
        parties.append(Party(talk=talk, role=PartyRole.CITIZEN))
    Party.objects.bulk_create(parties)
    record.action("offer_sick_leave_talk", by=by, at=at, citizen=talk.citizen_id, on=talk, led_by=led_by)
    return talk


def _address(notice: AbsenceNotice, form: str) -> str:
    place = notice.workplace
    if form != Form.WORKPLACE or not place.address:
        return ""
    return f"{place.address}, {place.postcode} {place.city}".rstrip(", ")[:100]


@transaction.atomic
def invite_parties(talk: SickLeaveTalk, *, address_of: AddressOf, by: User, at: datetime) -> int:
    """Write to every party that has not been invited; returns how many. A citizen who takes part has a talk booked.

    Refuses a time that has passed, and a talk that is over (`TalkOver`).
    """
    talk = coming(talk)
    check_ahead(talk.starts_at, at)
    new = list(talk.parties.here().filter(invited_at__isnull=True).order_by("pk"))
    for party in new:
        party.invited_at = at
        party.save(update_fields=["invited_at"])
        queue_letter(talk, party, Kind.INVITED, address_of=address_of, at=at)
    if new:
        record.action("invite_parties", by=by, at=at, citizen=talk.citizen_id, on=talk, parties=len(new))
        keep_one_to_one(talk, by=by, at=at)
    return len(new)


@transaction.atomic
def change_talk(
    talk: SickLeaveTalk,
    *,
    starts_at: datetime,
    form: str,
    place: str,
    minutes: int,
    read_sequence: int,
    address_of: AddressOf,
    by: User,
    at: datetime,
) -> bool:
    """Give the talk another time, place or length, and write to all who were invited. False: it is so already.

    Answers to the old time are forgotten; whoever proposed the new one has said yes to it, and when that was somebody
    else than the citizen, the time is agreed with the company (`Step.TALK_AGREED`). Refuses a time that has passed, a
    talk that is over (`TalkOver`), and one changed since the page was read (`TalkChanged`).
    """
    talk = coming(talk)
    changed = {"starts_at": starts_at, "form": form, "place": place, "minutes": minutes}
    if all(getattr(talk, name) == value for name, value in changed.items()):
        return False
    if talk.sequence != read_sequence:
        raise TalkChanged(_("Mødet er ændret imens. Se, hvordan det er nu, og prøv igen."))
    check_ahead(starts_at, at)
    is_moved = talk.starts_at != starts_at
    for name, value in changed.items():
        setattr(talk, name, value)
    talk.sequence += 1
    talk.save(update_fields=[*changed, "sequence"])
    record.action(
        "change_sick_leave_talk", by=by, at=at, citizen=talk.citizen_id, on=talk, starts_at=starts_at.isoformat(),
        sequence=talk.sequence,
    )  # fmt: skip
    if is_moved:
        _forget_answers(talk, by=by, at=at)
    for party in invited(talk):
        queue_letter(talk, party, Kind.CHANGED, address_of=address_of, at=at)
    keep_one_to_one(talk, by=by, at=at)
    return True


def _forget_answers(talk: SickLeaveTalk, *, by: User, at: datetime) -> None:
    parties = talk.parties.here()
    fits = parties.filter(answer=Answer.ANOTHER_TIME, proposed_at=talk.starts_at)
    proposers = list(fits.order_by("pk").values_list("pk", "role"))
    parties.update(answer="", proposed_at=None, answered_at=None)
    parties.filter(pk__in=[pk for pk, _role in proposers]).update(answer=Answer.YES, answered_at=at)
    if any(role != PartyRole.CITIZEN for _pk, role in proposers):
        _step_if_it_stands(talk, Step.TALK_AGREED, by=by, at=at)


@transaction.atomic
def cancel_sick_leave_talk(talk: SickLeaveTalk, *, address_of: AddressOf, by: User, at: datetime) -> None:
    """Cancel the talk and write to all who were invited. Twice is once; refuses one that is held (`TalkOver`)."""
    now = _locked(talk)
    if now.cancelled_at is not None:
        return
    talk = coming(talk)
    talk.cancelled_at = at
    talk.sequence += 1
    talk.save(update_fields=["cancelled_at", "sequence"])
    record.action("cancel_sick_leave_talk", by=by, at=at, citizen=talk.citizen_id, on=talk)
    for party in invited(talk):
        queue_letter(talk, party, Kind.CANCELLED, address_of=address_of, at=at)
    keep_one_to_one(talk, by=by, at=at)


@transaction.atomic
def hold_sick_leave_talk(
    talk: SickLeaveTalk, *, were_there: Iterable[int], by: User, at: datetime
) -> SickLeaveTalk:
    """Record that the talk was held, and with which parties (their numbers). Twice is once.

    When the citizen was there, the ordinary talk is held as well; else it is cancelled. Refuses a day that has not
    come, a talk nobody came to, and one that is cancelled (`TalkOver`).
    """
    now = _locked(talk)
    if now.held_at is not None:
        return now
    talk = coming(talk)
    if timezone.localdate(talk.starts_at) > timezone.localdate(at):
        raise Refused(_("Mødet ligger på en senere dag. Giv det en ny tid, hvis I har holdt det før."))
    there = talk.parties.here().filter(pk__in=list(were_there))
    if not there.update(was_there=True):
        raise Refused(
            _("Sæt kryds ved dem, der var med. Kom ingen, så giv mødet en ny tid, eller aflys det.")
        )
    talk.held_at = at
    talk.save(update_fields=["held_at"])
    record.action("hold_sick_leave_talk", by=by, at=at, citizen=talk.citizen_id, on=talk)
    _step_if_it_stands(talk, Step.TALK_AGREED, by=by, at=at)
    if there.filter(role=PartyRole.CITIZEN).exists():
        hold_one_to_one(talk, by=by, at=at)
    else:
        keep_one_to_one(talk, by=by, at=at)
    return talk


def _step_if_it_stands(talk: SickLeaveTalk, step: Step, *, by: User, at: datetime) -> None:
    """A notice that was corrected or withdrawn after the offer takes no steps any more."""
    try:
        take_step(talk.notice, step, by=by, at=at)
    except Superseded:
        return


def coming(talk: SickLeaveTalk) -> SickLeaveTalk:
    """The talk, locked, as it stands now; raise `TalkOver` when it was held or cancelled."""
    now = _locked(talk)
    if now.held_at is not None:
        raise TalkOver(_("Mødet er holdt."))
    if now.cancelled_at is not None:
        raise TalkOver(_("Mødet er aflyst."))
    return now


def _locked(talk: SickLeaveTalk) -> SickLeaveTalk:
    rows = SickLeaveTalk.objects.select_for_update(of=("self",)).select_related("employee__unit")
    return rows.get(pk=talk.pk)


def check_ahead(starts_at: datetime, at: datetime) -> None:
    """Raise `Refused` for a time that has passed."""
    if starts_at <= at:
        raise Refused(_("Den tid er gået. Skriv en, der kommer."))


def invited(talk: SickLeaveTalk) -> list[Party]:
    """Those who have had an invitation and are still of the party."""
    return list(talk.parties.here().filter(invited_at__isnull=False).order_by("pk"))
