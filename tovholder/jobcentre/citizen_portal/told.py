"""What a workplace has told us about a citizen, because they agreed to it: as they read it themselves."""

from dataclasses import dataclass
from datetime import datetime

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.sickleave.in_words import told_to_citizen
from tovholder.jobcentre.sickleave.models import AbsenceNotice, BegunBy

SHOWN = 5


@dataclass(frozen=True)
class ToldAboutMe:
    """One notice from a workplace: which workplace, what it says in words, and when it came."""

    workplace: str
    says: str
    at: datetime


def told_about(citizen: Citizen) -> list[ToldAboutMe]:
    """The notices from companies that stand, newest first: what was corrected or withdrawn says nothing any more."""
    return [
        ToldAboutMe(notice.workplace.name, told_to_citizen(notice.kind, notice.first_day), notice.received_at)
        for notice in _NEWEST.ask(citizen=citizen.pk)
    ]


_NEWEST = Prepared(
    lambda: (
        AbsenceNotice.objects.standing()
        .filter(citizen=Given.number("citizen"), begun_by=BegunBy.COMPANY)
        .select_related("workplace")
        .order_by("-received_at", "-pk")[:SHOWN]
    )
)
