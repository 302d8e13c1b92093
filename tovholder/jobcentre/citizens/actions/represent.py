"""Somebody stands beside a citizen: named, given other things to see, and withdrawn at once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import (
    Citizen,
    GivenHow,
    Representative,
    RepresentativeKind,
    Sees,
)
from tovholder.jobcentre.citizens.representative_link import make_link
from tovholder.jobcentre.post.actions import queue_mail

MOST_STANDING = 5
AddressOf = Callable[[str], str]


@dataclass(frozen=True)
class Named:
    """Who stands beside the citizen: which kind, how to reach them, what they see, and until when (half-open)."""

    kind: str
    name: str
    telephone: str = ""
    email: str = ""
    sees: Collection[str] = ()
    until: date | None = None


@transaction.atomic
def name_representative(
    citizen: Citizen, named: Named, *, token: UUID, address_of: AddressOf, by: User, at: datetime
) -> Representative:
    """Name a companion or a party representative from today on; a representative who sees something is sent a link.

    `address_of` makes the whole address of a link's part. Twice (the same `token`) is once. Refuses everybody but the
    citizen and an employee who writes it together with them, a companion who sees something, a representative who is
    to see something and has no address, a last day that has passed, and more than five at a time.
    """
    _check_may_say(by, citizen)
    Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.pk)
    already: Representative | None = Representative.objects.filter(token=token, citizen=citizen).first()
    if already is not None:
        return already
    today = timezone.localdate(at)
    _check_sees(named.kind, named.sees, named.email)
    _check_until(named.until, today)
    if Representative.objects.not_over(today).filter(citizen=citizen).count() >= MOST_STANDING:
        raise Refused(_("Der er allerede %(n)d. Tag en af dem tilbage først.") % {"n": MOST_STANDING})
    representative = Representative.objects.create(
        citizen=citizen,
        kind=named.kind,
        name=named.name,
        telephone=named.telephone,
        email=named.email,
        since=today,
        until=named.until,
        how=GivenHow.THEMSELVES if by.pk == citizen.user_id else GivenHow.ORALLY,
        named_by=by,
        named_at=at,
        token=token,
        **_columns(named.sees),
    )
    record.action(
        "name_representative", by=by, at=at, citizen=citizen.pk, on=representative, who=named.kind,
        how=representative.how, sees=sorted(named.sees), until=str(named.until or ""),
    )  # fmt: skip
    if representative.sees:
        _send(representative, address_of=address_of, at=at)
    return representative


@transaction.atomic
def change_representative(
    representative: Representative,
    *,
    sees: Collection[str],
    until: date | None,
    address_of: AddressOf,
    by: User,
    at: datetime,
) -> Representative:
    """Let a representative see more or less, or for another time: from this moment. The same again is no change.

    Who saw nothing and now sees something is sent a link.

    Refuses everybody but the citizen and an employee, somebody who was withdrawn, and what `name_representative` does.
    """
    representative = _locked(representative)
    _check_may_say(by, representative.citizen)
    if representative.withdrawn_at is not None:
        raise Refused(_("Det er taget tilbage imens. Skriv personen på igen, hvis I vil."))
    _check_sees(representative.kind, sees, representative.email)
    before = [what.value for what in representative.sees]
    if set(before) == set(sees) and representative.until == until:
        return representative
    if representative.until != until:
        _check_until(until, timezone.localdate(at))
    for column, value in _columns(sees).items():
        setattr(representative, column, value)
    representative.until = until
    representative.save(update_fields=[*_columns(sees), "until"])
    record.action(
        "change_representative", by=by, at=at, citizen=representative.citizen_id, on=representative,
        before=sorted(before), after=sorted(sees), until=str(until or ""),
    )  # fmt: skip
    if sees and not before:
        _send(representative, address_of=address_of, at=at)
    return representative


@transaction.atomic
def withdraw_representative(representative: Representative, *, by: User, at: datetime) -> bool:
    """Take it back: from this moment they are shown nothing. False: it was already; twice is once.

    Refuses everybody but the citizen and an employee.
    """
    _check_may_say(by, representative.citizen)
    standing = Representative.objects.filter(pk=representative.pk, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=at, withdrawn_by=by):
        return False
    record.action(
        "withdraw_representative", by=by, at=at, citizen=representative.citizen_id, on=representative
    )
    return True


@transaction.atomic
def send_representative_link(
    representative: Representative, *, address_of: AddressOf, by: User | None, at: datetime
) -> bool:
    """Send a new link to the address the citizen gave. False: it was withdrawn or is over, and nothing is sent."""
    today = timezone.localdate(at)
    standing = Representative.objects.standing(today).filter(pk=representative.pk).first()
    if standing is None or not standing.email:
        return False
    _send(standing, address_of=address_of, at=at)
    record.action("send_representative_link", by=by, at=at, citizen=standing.citizen_id, on=standing)
    return True


def _send(representative: Representative, *, address_of: AddressOf, at: datetime) -> None:
    """One neutral mail: it names neither the citizen nor what there is to see."""
    with translation.override(settings.LANGUAGE_CODE):
        body = _(
            "Hej\n\nDu er valgt som partsrepræsentant. Åbn linket, og skriv den kode, du har fået af den, der har "
            "valgt dig:\n\n%(address)s\n\nLinket virker i 14 dage. Derefter kan du få et nyt fra samme side.\n\n"
            "Venlig hilsen\nJobcentret\n"
        ) % {"address": address_of(make_link(representative, at=at))}
        subject = _("Der er noget til dig hos jobcentret")
    queue_mail(to=representative.email, subject=subject, body=body)


def _check_may_say(by: User, citizen: Citizen) -> None:
    if by.pk != citizen.user_id and by.employee_or_none is None:
        raise Refused(_("Kun borgeren selv, eller en medarbejder sammen med borgeren, kan skrive det."))


def _check_sees(kind: str, sees: Collection[str], email: str) -> None:
    if kind == RepresentativeKind.COMPANION and sees:
        raise Refused(_("En bisidder kan ikke se noget. Vælg partsrepræsentant i stedet."))
    if sees and not email:
        raise Refused(_("Skriv en mailadresse. Linket bliver sendt dertil."))


def _check_until(until: date | None, today: date) -> None:
    if until is not None and until <= today:
        raise Refused(_("Den sidste dag er allerede gået. Vælg en senere dag, eller lad feltet stå tomt."))


def _columns(sees: Collection[str]) -> dict[str, bool]:
    return {f"sees_{what}": what in sees for what in Sees.values}


def _locked(representative: Representative) -> Representative:
    rows = Representative.objects.select_for_update(of=("self",)).select_related("citizen")
    locked: Representative = rows.get(pk=representative.pk)
    return locked
