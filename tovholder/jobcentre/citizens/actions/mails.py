"""Mails that say only that something waits behind the log-in: no citizen, no reason, no name."""

from contextlib import AbstractContextManager
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.staff.models import Employee, Unit


def leaders_of(unit: Unit, day: date) -> list[Employee]:
    leaders = Employee.objects.working(day).filter(unit=unit, user__role=Role.LEADER, user__is_active=True)
    return list(leaders.order_by("pk"))


def tell_leaders(unit: Unit, day: date) -> None:
    """Tell those who lead a unit that somebody waits for their answer."""
    for leader in leaders_of(unit, day):
        with in_danish():
            text = _("Noget venter på dit svar. Log ind, og åbn Teamet.")
            send(leader.email, _("Noget venter på dit svar i Tovholder"), text)


def tell_employee(employee: Employee) -> None:
    """Tell an employee that there is something new for them."""
    with in_danish():
        text = _("Der er nyt til dig. Log ind, og åbn Mine borgere.")
        send(employee.email, _("Der er nyt til dig i Tovholder"), text)


def tell_citizen(citizen: Citizen) -> None:
    """Tell a citizen that there is an answer to them."""
    with in_danish():
        text = _("Vi har svaret dig. Log ind, og åbn Mit forløb.")
        send(citizen.email, _("Der er nyt til dig i Mit forløb"), text)


def in_danish() -> AbstractContextManager[None]:
    """Whatever the language of the one who pressed: it is not they who read the mail."""
    return translation.override(settings.LANGUAGE_CODE)


def send(to: str, subject: str, text: str) -> None:
    """Queue one mail, if there is an address."""
    if to:
        body = _("Hej\n\n%(text)s\n\nVenlig hilsen\nJobcentret\n") % {"text": text}
        queue_mail(to=to, subject=subject, body=body)
