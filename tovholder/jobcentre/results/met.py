"""Whom one citizen has met in a year: for the citizen's own page, and for the one who follows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tovholder.continuity.history import History
from tovholder.continuity.measures import slicc
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.publish.spans import year_to
from tovholder.jobcentre.results.publish.talks import held_in, moments_between, with_contacts
from tovholder.jobcentre.talks.models import Talk
from tovholder.registers.oracle import Share

_HELD = Prepared(
    lambda: with_contacts(
        Talk.objects.held().filter(
            citizen=Given.number("citizen"),
            held_at__gte=Given.moment("first"),
            held_at__lt=Given.moment("end"),
        )
    )
)


@dataclass(frozen=True)
class Met:
    """`own` of the `talks` were with who was named that day. The shares need two talks; see `continuity.measures`."""

    talks: int
    employees: int
    own: int
    usual: Share | None
    same: Share | None
    next_same: Share | None

    @property
    def same_in_words(self) -> str:
        return words.percent(self.same.numerator / self.same.denominator) if self.same else ""

    @property
    def in_words(self) -> str:
        """How many of the talks were with one's own; said to the one who follows the citizen."""
        if self.talks == 1:
            return (
                _("Den ene samtale var med den faste.")
                if self.own
                else _("Den ene samtale var med en anden.")
            )
        return _("%(own)d af %(talks)d samtaler var med den faste.") % {"own": self.own, "talks": self.talks}


def met_by(citizen: Citizen, today: date) -> Met | None:
    """The twelve months to `today`, in one query; None where nobody has talked with the citizen."""
    first_day, last_day = year_to(today)
    held = held_in(met_asked(citizen, today))
    for whole in History(held).between(first_day, last_day):
        return Met(whole.talks, whole.met, slicc(held).numerator, whole.upc, whole.coc, whole.secon)
    return None


def met_asked(citizen: Citizen, today: date) -> QuerySet[Talk, tuple[Any, ...]]:
    first, end = moments_between(*year_to(today))
    return _HELD.ask(citizen=citizen.pk, first=first, end=end)
