"""The employee hears by mail that a citizen booked, moved or cancelled: never who, when or why."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Talk


def is_citizen(by: User | None) -> bool:
    return by is not None and by.may(May.OWN_COURSE)


def tell_employee(talk: Talk, *, by: User | None, employee: Employee | None = None) -> None:
    """Queue the mail to the talk's employee, or another who has to know; nothing when one of ours changed it."""
    to = (employee or talk.employee).email
    if not to or not is_citizen(by):
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("En tid i din kalender er ændret")
        body = _(
            "Hej\n\nEn borger har booket, flyttet eller aflyst en tid hos dig. Log ind, og åbn Min dag.\n\n"
            "Venlig hilsen\nTovholder\n"
        )
    queue_mail(to=to, subject=subject, body=body)
