"""What one party of a talk reads: when and where, and, once it is shared, the conclusion and its own part."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tovholder.jobcentre.sickleave.models import MinutesVersion, Party, PartyTask


@dataclass(frozen=True)
class OwnPart:
    """The minutes in force as one party reads them; `because` only where they were changed."""

    conclusion: str
    shared_at: datetime
    because: str
    our_task: str = ""
    our_due: date | None = None
    task: str = ""
    due: date | None = None
    for_citizen: str = ""


def part_of_other(party: Party) -> OwnPart | None:
    """The part of somebody who is not the one it is about: the same columns are read whoever that is. Two queries.

    None where nothing is shared with those of the workplace. A later version that is not for them closes it again.
    """
    shared: QuerySet[MinutesVersion] = MinutesVersion.objects.filter(talk=party.talk_id)
    told = ("pk", "conclusion", "our_task", "our_due", "for_others", "because", "at")
    version = shared.order_by("-number").only(*told).first()
    if version is None or not version.for_others:
        return None
    task = PartyTask.objects.filter(version=version.pk, party=party.pk).only("text", "due").first()
    return _part(version, task)


def part_of_citizen(party: Party) -> OwnPart | None:
    """The part of the one it is about. Two queries."""
    version = MinutesVersion.objects.filter(talk=party.talk_id).order_by("-number").first()
    if version is None:
        return None
    task = PartyTask.objects.filter(version=version, party=party).first()
    return _part(version, task, for_citizen=version.for_citizen)


def _part(version: MinutesVersion, task: PartyTask | None, *, for_citizen: str = "") -> OwnPart:
    return OwnPart(
        version.conclusion,
        version.at,
        version.because,
        version.our_task,
        version.our_due,
        task.text if task else "",
        task.due if task else None,
        for_citizen,
    )
