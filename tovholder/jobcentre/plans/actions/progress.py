"""The citizen says how it goes, lets their contact read it or not, and may take it all away again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans.models.progress import HIGHEST, Progress, ProgressQuestion, ProgressShared


@transaction.atomic
def answer_progress(citizen: Citizen, answers: Mapping[str, int], *, by: User, at: datetime) -> None:
    """Keep the citizen's answers of the day, in place of those they gave before on it. A question may be left out.

    Refuses (`Refused`) everybody but the citizen, no answer at all, and one that is not from 0 to 10.
    """
    _check_own(citizen, by)
    if not answers:
        raise Refused(_("Vælg mindst ét svar."))
    if not set(answers) <= set(ProgressQuestion.values) or not all(
        0 <= a <= HIGHEST for a in answers.values()
    ):
        raise Refused(_("Vælg et tal fra 0 til 10."))
    day = timezone.localdate(at)
    for question, answer in sorted(answers.items()):
        Progress.objects.update_or_create(
            citizen=citizen, question=question, day=day, defaults={"answer": answer}
        )
    record.action("answer_progress", by=by, at=at, citizen=citizen.pk, questions=sorted(answers))


@transaction.atomic
def share_progress(citizen: Citizen, *, share: bool, by: User, at: datetime) -> None:
    """Let the contact, and whoever covers, read how it goes, or no longer. Twice is once.

    Refuses everybody but the citizen.
    """
    _check_own(citizen, by)
    if share:
        _row, is_changed = ProgressShared.objects.get_or_create(citizen=citizen, defaults={"at": at})
    else:
        is_changed = bool(ProgressShared.objects.filter(citizen=citizen).delete()[0])
    if is_changed:
        record.action("share_progress", by=by, at=at, citizen=citizen.pk, after=share)


@transaction.atomic
def forget_progress(citizen: Citizen, *, by: User, at: datetime) -> None:
    """Erase all the citizen has answered. Refuses everybody but the citizen."""
    _check_own(citizen, by)
    gone, _models = Progress.objects.filter(citizen=citizen).delete()
    if gone:
        record.action("forget_progress", by=by, at=at, citizen=citizen.pk, count=gone)


def _check_own(citizen: Citizen, user: User) -> None:
    if citizen.user_id is None or citizen.user_id != user.pk:
        raise Refused(_("Kun borgeren selv kan sige, hvordan det går."))
