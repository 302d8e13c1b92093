"""Mails that say only that something waits behind the log-in: no citizen, no reason, no name."""

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
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Noget venter på dit svar i Tovholder")
        body = _("Hej\n\nNoget venter på dit svar. Log ind, og åbn Teamet.\n\nVenlig hilsen\nTovholder\n")
    for leader in leaders_of(unit, day):
        _send(leader.email, subject, body)


def tell_employee(employee: Employee) -> None:
    """Tell an employee that there is something new for them."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Der er nyt til dig i Tovholder")
        body = _("Hej\n\nDer er nyt til dig. Log ind, og åbn Mine borgere.\n\nVenlig hilsen\nTovholder\n")
    _send(employee.email, subject, body)


def tell_citizen(citizen: Citizen) -> None:
    """Tell a citizen that there is an answer to them."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Der er nyt til dig i Mit forløb")
        body = _("Hej\n\nVi har svaret dig. Log ind, og åbn Mit forløb.\n\nVenlig hilsen\nJobcentret\n")
    _send(citizen.email, subject, body)


def _send(to: str, subject: str, body: str) -> None:
    if to:
        queue_mail(to=to, subject=subject, body=body)
