"""Links by which somebody invited to a talk answers without a log-in: signed, for one party of one talk, for a time."""

from datetime import UTC, datetime, timedelta

from django.core import signing

from tovholder.jobcentre.sickleave.models import Party

# After the talk, so that the answer, and then what was concluded, can be read again.
STAYS_OPEN = timedelta(days=14)


class NoSuchInvitation(Exception):
    """The link was not made here, was changed on the way, or has expired, or its party is not invited any more."""


def make_link(party: Party, *, until: datetime) -> str:
    """The part of an address that opens `party`'s own page until `until`."""
    return _signer().sign(f"{party.pk}-{party.talk_id}-{int(until.timestamp())}")


def open_link(link: str, *, at: datetime) -> Party:
    """The party a link was made for, with the talk and without whom it is about; else `NoSuchInvitation`."""
    try:
        party_pk, talk_pk, until = map(int, _signer().unsign(link).split("-"))
    except (signing.BadSignature, ValueError) as error:
        raise NoSuchInvitation from error
    if at >= datetime.fromtimestamp(until, UTC):
        raise NoSuchInvitation
    invited = Party.objects.here().filter(pk=party_pk, talk=talk_pk, invited_at__isnull=False)
    party: Party | None = invited.blind().first()
    if party is None:
        raise NoSuchInvitation
    return party


def _signer() -> signing.Signer:
    return signing.Signer(salt="sickleave.party_link", sep="~")
