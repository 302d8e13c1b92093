"""What a citizen types is kept until it is saved, thrown away, or has lain for a month; and what the municipality has
chosen that a citizen reads of those who looked.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.actions import keep_choice
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizen_portal.models import Draft, LooksChoice
from tovholder.jobcentre.citizens.models import Citizen

KEPT_FOR = timedelta(days=30)
MOST = 100


@transaction.atomic
def keep_draft(citizen: Citizen, place: str, typed: Mapping[str, str], *, by: User, at: datetime) -> None:
    """Keep what was typed at a place, in place of what was there. The log gets a line when it begins, not for each key.

    Refuses (`Refused`) everybody but the citizen, and more than a hundred drafts.
    """
    Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.pk)
    _check_own(citizen, by)
    kept = {"typed": dict(typed), "at": at}
    if Draft.objects.filter(citizen=citizen, place=place).update(**kept):
        return
    if Draft.objects.filter(citizen=citizen).count() >= MOST:
        raise Refused(_("Du har mange kladder. Gem eller kassér en, før du skriver en ny."))
    draft = Draft.objects.create(citizen=citizen, place=place, **kept)
    record.action("keep_draft", by=by, at=at, citizen=citizen.pk, on=draft)


@transaction.atomic
def drop_draft(citizen: Citizen, place: str, *, by: User, at: datetime) -> None:
    """Forget what was typed at a place: it is saved, or thrown away. Twice is once.

    Refuses everybody but the citizen.
    """
    _check_own(citizen, by)
    for draft in Draft.objects.filter(citizen=citizen, place=place):
        record.action("drop_draft", by=by, at=at, citizen=citizen.pk, on=draft)
        draft.delete()


@transaction.atomic
def erase_old_drafts(*, by: User | None, at: datetime) -> int:
    """Erase the drafts nobody has written in for a month; return how many. The log never held a word of them."""
    old = Draft.objects.filter(at__lt=at - KEPT_FOR).order_by("pk").select_for_update(of=("self",))
    gone = 0
    for draft in old:
        record.action("drop_draft", by=by, at=at, citizen=draft.citizen_id, on=draft)
        draft.delete()
        gone += 1
    return gone


def _check_own(citizen: Citizen, user: User) -> None:
    if citizen.user_id is None or citizen.user_id != user.pk:
        raise Refused(_("Kun borgeren selv har kladder her."))


@transaction.atomic
def choose_looks(*, with_names: bool, by: User, at: datetime) -> LooksChoice:
    """Choose whether a citizen reads the names of the employees who looked; it holds from now on. Twice is once.

    Refuses anybody but the manager.
    """
    return keep_choice(LooksChoice, {"with_names": with_names}, what="choose_looks", by=by, at=at)
