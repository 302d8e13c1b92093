"""A citizen says whether they were heard: counted, and never kept as theirs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.talks.models import HeardQuestion, HeardTally, Talk


@transaction.atomic
def close_heard(talk: Talk, answers: Mapping[str, int], *, by: User, at: datetime) -> bool:
    """Stop asking about a talk; count the answers, if any, in the unit of its course and the month they are given in.

    Talk and log say the same of somebody who answered and of somebody who said no thanks (`answers` empty), so that
    nothing that is kept joins a number to a person. Each question may be left out. False: it was closed already, and
    nothing is counted; twice is once. Refuses (`Refused`) an answer that is not one of five.
    """
    if not set(answers) <= set(HeardQuestion.values) or not all(
        1 <= answer <= 5 for answer in answers.values()
    ):
        raise Refused("answers from 1 to 5 to the questions there are")
    if not Talk.objects.held().filter(pk=talk.pk, heard_is_closed=False).update(heard_is_closed=True):
        return False
    record.action("close_heard", by=by, at=at, citizen=talk.citizen_id, on=talk)
    month = timezone.localdate(at).replace(day=1)
    for question, answer in sorted(answers.items()):
        counted: dict[str, Any] = {
            "unit_id": talk.course.unit_id, "month": month, "question": question, "answer": answer,
        }  # fmt: skip
        HeardTally.objects.get_or_create(**counted)
        HeardTally.objects.filter(**counted).update(many=F("many") + 1)
    return True
