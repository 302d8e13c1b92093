"""Who stands beside a citizen, as it is read; and the address of the page they read."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from tovholder.jobcentre.citizens.models import Citizen, Representative
from tovholder.jobcentre.citizens.representative_link import code_of

EARLIER_SHOWN = 10


def beside(citizen: Citizen, day: date) -> list[Representative]:
    """Those who stand beside the citizen now or will, oldest first, each with its `code`. One query."""
    people = list(Representative.objects.not_over(day).filter(citizen=citizen).order_by("named_at", "pk"))
    for person in people:
        person.code = code_of(person)
    return people


def earlier(citizen: Citizen, day: date) -> list[Representative]:
    """Those who did and do no longer, last named first. One query."""
    over = Representative.objects.filter(citizen=citizen).over(day)
    return list(over.order_by("-named_at", "-pk")[:EARLIER_SHOWN])


def address_of(request: HttpRequest) -> Callable[[str], str]:
    """Make the whole address of a link's part."""
    return lambda link: request.build_absolute_uri(reverse("represented", args=[link]))
