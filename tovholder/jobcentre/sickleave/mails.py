"""Mails about notices and papers: that something waits behind the log-in, never what, and never about whom."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.models import CompanyPerson, Workplace
from tovholder.jobcentre.post.actions import queue_mail


def tell_who_is_named(notice: int) -> None:
    """Let the worker tell whom the notice of that number names, if we know them (`background.tell_named`).

    It is asked for whomever a notice names, and for nobody: a page that wrote the mail itself would take longer for
    somebody we know than for somebody we do not, and the company could tell them apart.
    """
    async_task("tovholder.jobcentre.sickleave.background.tell_named", notice, group="mail")


def tell_citizen(number: int | None) -> None:
    """Tell the citizen of that number, when they have an address, that something new stands in Mit forløb."""
    address = "" if number is None else Citizen.objects.values_list("email", flat=True).get(pk=number)
    if not address:
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Der er nyt til dig i Mit forløb")
        body = _(
            "Hej\n\nDer står noget nyt til dig. Log ind, og åbn Mit forløb.\n\nVenlig hilsen\nJobcentret\n"
        )
    queue_mail(to=address, subject=subject, body=body)


def tell_workplace(workplace: Workplace) -> None:
    """Tell those at the workplace who can log in that something new is shared with them."""
    reads = CompanyPerson.objects.filter(workplace=workplace, user__is_active=True).order_by("pk")
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Der er nyt til jer fra jobcentret")
        body = _(
            "Hej\n\nDer er delt noget nyt med jer. Log ind på Min kontakt, og åbn det, der er delt med jer.\n\n"
            "Venlig hilsen\nJobcentret\n"
        )
    for person in reads:
        queue_mail(to=person.email, subject=subject, body=body)
