"""Was I heard? Which talk a citizen is asked about."""

from datetime import datetime, timedelta

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.talks.models import Talk

ASKED_FOR = timedelta(days=14)
_NEWEST = Prepared(
    lambda: (
        Talk.objects.held()
        .filter(citizen=Given.number("citizen"))
        .select_related("course__unit")
        .order_by("-held_at", "-pk")[:1]
    )
)


def asked_about(citizen: Citizen, *, now: datetime) -> Talk | None:
    """The newest talk held, for a fortnight, until the citizen has answered or said no thanks. One query."""
    talk = _NEWEST.first(citizen=citizen.pk)
    is_asked = (
        talk is not None and not talk.heard_is_closed and talk.held_at and now - talk.held_at < ASKED_FOR
    )
    return talk if is_asked else None
