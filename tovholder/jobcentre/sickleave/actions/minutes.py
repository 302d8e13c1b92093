"""The minutes of a sick-leave talk: the draft is kept as it is typed, and shared as a version of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave.letters import AddressOf, Kind, queue_letter
from tovholder.jobcentre.sickleave.models import (
    MinutesDraft,
    MinutesVersion,
    Party,
    PartyRole,
    PartyTask,
    SickLeaveTalk,
)

# Kept again within this time, it is the same writing going on.
ONE_SITTING = timedelta(minutes=10)


class StaleDraft(Refused):
    """Somebody kept a newer draft, or shared one; `newer` holds it, so that nothing typed is lost."""

    def __init__(self, newer: MinutesDraft) -> None:
        super().__init__(
            _("Der er gemt et nyere udkast, siden du åbnede siden. Læs det, ret din tekst til, og gem igen.")
        )
        self.newer = newer


@dataclass(frozen=True)
class Task:
    """What one party does, and by when; nobody's is our own."""

    party: Party | None
    text: str
    due: date


@transaction.atomic
def keep_draft(
    talk: SickLeaveTalk, *, typed: dict[str, str], read_saves: int, by: User, at: datetime
) -> MinutesDraft:
    """Keep what was typed as it was typed; it is ours alone. Refuses over a newer draft (`StaleDraft`).

    `read_saves` is how often it had been kept when the page was read. It goes to the log when somebody begins on it,
    not with every word.
    """
    draft = _draft(talk)
    if draft is None:
        SickLeaveTalk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
        draft = _draft(talk) or MinutesDraft(talk=talk, citizen_id=talk.citizen_id, saves=0)
    if draft.saves != read_saves:
        raise StaleDraft(draft)
    is_new = draft._state.adding
    if not is_new and draft.typed == typed:
        return draft
    begins = is_new or draft.by_id != by.pk or at - draft.at > ONE_SITTING
    draft.typed, draft.saves, draft.by, draft.at = typed, draft.saves + 1, by, at
    if is_new:
        draft.save(force_insert=True)
    else:
        draft.save(update_fields=["typed", "saves", "by", "at"])
    if begins:
        record.action("keep_minutes", by=by, at=at, citizen=talk.citizen_id, on=talk, saves=draft.saves)
    return draft


@transaction.atomic
def share_minutes(
    talk: SickLeaveTalk,
    *,
    conclusion: str,
    for_citizen: str,
    for_others: bool,
    tasks: Iterable[Task],
    because: str,
    typed: dict[str, str],
    read_saves: int,
    address_of: AddressOf,
    by: User,
    at: datetime,
) -> MinutesVersion:
    """Share the minutes as a new version, and write to each party that may read its part; the first needs no reason.

    Without a citizen there is nobody who must agree before those of the workplace read theirs. Refuses a talk that is
    not held, over a newer draft (`StaleDraft`), and a change without a reason.
    """
    talk = (
        SickLeaveTalk.objects.select_for_update(of=("self",)).select_related("employee__unit").get(pk=talk.pk)
    )
    if talk.held_at is None:
        raise Refused(_("Skriv først, at mødet er holdt."))
    draft = keep_draft(talk, typed=typed, read_saves=read_saves, by=by, at=at)
    given = list(tasks)
    ours = next((task for task in given if task.party is None), None)
    number = talk.versions.count() + 1
    if number > 1 and not because:
        raise Refused(_("Skriv, hvorfor referatet er rettet."))
    version = MinutesVersion.objects.create(
        talk=talk,
        citizen_id=talk.citizen_id,
        number=number,
        conclusion=conclusion,
        for_citizen=for_citizen,
        for_others=for_others,
        our_task=ours.text if ours else "",
        our_due=ours.due if ours else None,
        because=because if number > 1 else "",
        by=by,
        at=at,
    )
    _give_tasks(version, given)
    # From here on the next draft begins with what was shared.
    draft.typed, draft.saves = {}, draft.saves + 1
    draft.save(update_fields=["typed", "saves"])
    record.action(
        "share_minutes", by=by, at=at, citizen=talk.citizen_id, on=talk, version=number, for_others=for_others
    )
    for party in talk.parties.here().filter(invited_at__isnull=False).order_by("pk"):
        if for_others or party.role == PartyRole.CITIZEN:
            queue_letter(talk, party, Kind.MINUTES, address_of=address_of, at=at)
    return version


def _give_tasks(version: MinutesVersion, given: Iterable[Task]) -> None:
    PartyTask.objects.bulk_create(
        PartyTask(
            version=version,
            party=task.party,
            citizen_id=version.citizen_id if task.party.role == PartyRole.CITIZEN else None,
            text=task.text,
            due=task.due,
        )
        for task in given
        if task.party is not None
    )


def _draft(talk: SickLeaveTalk) -> MinutesDraft | None:
    draft: MinutesDraft | None = (
        MinutesDraft.objects.select_for_update(of=("self",)).filter(talk=talk).first()
    )
    return draft
