"""Mails about a notice: that something waits behind the log-in, never what, and never about whom."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.post.actions import queue_mail


def tell_citizen(number: int | None) -> None:
    """Tell the citizen of that number, when they have an address, that their workplace's words stand in Mit forløb.

    The address alone is read: this runs while the company's page is made, and that page reads no citizen.
    """
    address = "" if number is None else Citizen.objects.values_list("email", flat=True).get(pk=number)
    if not address:
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Der er nyt til dig i Mit forløb")
        body = _(
            "Hej\n\nDer står noget nyt til dig. Log ind, og åbn Mit forløb.\n\nVenlig hilsen\nJobcentret\n"
        )
    queue_mail(to=address, subject=subject, body=body)
