"""Whoever is to answer a notice is told by mail that one waits: nothing of what it says, nor from where."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.actions.mails import leaders_of
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import person_of

_WAITS = gettext_noop("En virksomhed venter på dit svar. Log ind, og åbn Min dag.")
_NOBODY_HERE = gettext_noop(
    "En virksomhed venter på svar. Den faste kontakt er her ikke, og ingen dækker. "
    "Log ind, og åbn Teamet: vælg, hvem der dækker."
)


def tell_of_notice(workplace: Workplace, *, by: User | None, today: date) -> None:
    """Mail the workplace's contact, or who covers for them today; where nobody is here, those who lead the unit.

    In Danish, whatever the language of the one who wrote. Who writes it down is not told what they know.
    """
    duty = person_of(workplace, today)
    with translation.override(settings.LANGUAGE_CODE):
        if duty.to_call is not None:
            _mail([duty.to_call], _("Der venter en melding på Min dag"), _WAITS, by)
        else:
            leaders = leaders_of(duty.employee.unit, today)
            _mail(leaders, _("En melding venter, og ingen dækker"), _NOBODY_HERE, by)


def _mail(employees: list[Employee], subject: str, text: str, by: User | None) -> None:
    body = _("Hej\n\n%(text)s\n\nVenlig hilsen\nTovholder\n") % {"text": _(text)}
    for employee in employees:
        if employee.email and not _wrote_it(employee, by):
            queue_mail(to=employee.email, subject=subject, body=body)


def _wrote_it(employee: Employee, by: User | None) -> bool:
    return by is not None and employee.user_id == by.pk
