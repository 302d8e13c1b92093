"""The link in a mail that ends the mails: signed, without a log-in, and good for as long as the employee is here."""

from django.core import signing

from tovholder.jobcentre.staff.models import Employee


class NoSuchLink(Exception):
    """The link was not made here, or was changed on the way."""


def make_link(employee: Employee) -> str:
    return _signer().sign(str(employee.pk))


def open_link(link: str) -> Employee:
    """The employee a link was made for. Raises `NoSuchLink`."""
    try:
        employee = Employee.objects.filter(pk=int(_signer().unsign(link))).first()
    except (signing.BadSignature, ValueError) as error:
        raise NoSuchLink from error
    if employee is None:
        raise NoSuchLink
    return employee


def _signer() -> signing.Signer:
    return signing.Signer(salt="competence.leave_link", sep="~")
