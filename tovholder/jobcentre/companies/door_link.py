"""Links that open the company's door without a log-in: signed, for one person at one workplace, for a week."""

from datetime import UTC, datetime, timedelta

from django.core import signing

from tovholder.jobcentre.companies.models import CompanyPerson, Workplace

VALID_FOR = timedelta(days=7)


class NoSuchLink(Exception):
    """The link was not made here, was changed on the way, or its person is no longer at that workplace."""


class LinkExpired(Exception):
    """The link was good once; `workplace` is the one it belongs to."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__("link expired")
        self.workplace = workplace


def make_link(person: CompanyPerson, *, at: datetime) -> str:
    """The part of an address that opens the door of `person`'s present workplace until `at` + `VALID_FOR`."""
    return _signer().sign(f"{person.pk}-{person.workplace_id}-{int(at.timestamp())}")


def open_link(link: str, *, at: datetime) -> CompanyPerson:
    """The person a link was made for, with workplace and contact. Raises `NoSuchLink` or `LinkExpired`."""
    try:
        person_pk, workplace_pk, made = map(int, _signer().unsign(link).split("-"))
    except (signing.BadSignature, ValueError) as error:
        raise NoSuchLink from error
    person = CompanyPerson.objects.with_contact().filter(pk=person_pk, workplace=workplace_pk).first()
    if person is None:
        raise NoSuchLink
    if at >= datetime.fromtimestamp(made, UTC) + VALID_FOR:
        raise LinkExpired(person.workplace)
    return person


def _signer() -> signing.Signer:
    # Not Django's TimestampSigner: it reads the clock itself, and here the time is passed in. The separator is one
    # that no mail programme takes for the end of an address.
    return signing.Signer(salt="companies.door_link", sep="~")
