"""Links by which a party representative reads what a citizen lets them see: signed, for a time, and with a code.

The link is mailed to the representative; the code is told by the citizen. Either alone opens nothing.
"""

from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tovholder.jobcentre.citizens.models import Representative

VALID_FOR = timedelta(days=14)


class NoSuchLink(Exception):
    """The link was not made here or was changed on the way, or its representative is no longer one."""


class LinkExpired(Exception):
    """The link was good once, and its representative is one still: another can be sent to the same address."""

    def __init__(self, representative: Representative) -> None:
        super().__init__("link expired")
        self.representative = representative


def make_link(representative: Representative, *, at: datetime) -> str:
    """The part of an address that opens the representative's page until `at` + `VALID_FOR`."""
    return _signer().sign(f"{representative.pk}-{int(at.timestamp())}")


def open_link(link: str, *, at: datetime) -> Representative:
    """The representative a link was made for, with the citizen. Raises `NoSuchLink` or `LinkExpired`."""
    try:
        pk, made = map(int, _signer().unsign(link).split("-"))
    except (signing.BadSignature, ValueError) as error:
        raise NoSuchLink from error
    standing = Representative.objects.standing(timezone.localdate(at)).select_related("citizen")
    representative = standing.filter(pk=pk, kind="representative").first()
    if representative is None:
        raise NoSuchLink
    if at >= datetime.fromtimestamp(made, UTC) + VALID_FOR:
        raise LinkExpired(representative)
    return representative


def code_of(representative: Representative) -> str:
    """Six digits that the citizen tells the representative: the same each time, and kept nowhere."""
    told = f"{representative.pk}-{representative.token}"
    digest = salted_hmac("citizens.representative_code", told, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06}"


def _signer() -> signing.Signer:
    return signing.Signer(salt="citizens.representative_link", sep="~")
