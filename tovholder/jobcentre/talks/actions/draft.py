"""What an employee types of a talk is kept until it is saved, thrown away, or has lain for a month."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.talks.models import TalkDraft

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def keep_talk_draft(
    citizen: Citizen, typed: Mapping[str, Sequence[str]], *, by: User, at: datetime
) -> TalkDraft:
    """Keep what was typed of a talk, in place of what this person had there. The log gets a line when it begins,
    without a word of it.
    """
    draft, begins = TalkDraft.objects.update_or_create(
        citizen=citizen, by=by, defaults={"typed": dict(typed), "at": at}
    )
    if begins:
        record.action("keep_talk_draft", by=by, at=at, citizen=citizen.pk, on=draft)
    return draft


@transaction.atomic
def drop_talk_draft(citizen: Citizen, *, by: User, at: datetime) -> None:
    """Forget what this person typed of a talk: it is saved, or thrown away. Twice is once."""
    _drop(TalkDraft.objects.filter(citizen=citizen, by=by), by=by, at=at)


@transaction.atomic
def erase_old_talk_drafts(*, by: User | None, at: datetime) -> int:
    """Erase the drafts nobody has written in for a month; return how many."""
    old = TalkDraft.objects.filter(at__lt=at - KEPT_FOR).order_by("pk")
    return _drop(old.select_for_update(of=("self",)), by=by, at=at)


def _drop(drafts: QuerySet[TalkDraft], *, by: User | None, at: datetime) -> int:
    gone = list(drafts)
    for draft in gone:
        record.action("drop_talk_draft", by=by, at=at, citizen=draft.citizen_id, on=draft)
        draft.delete()
    return len(gone)
