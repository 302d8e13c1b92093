"""The one change that says nothing of who made it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.staff.models import PulseQuestion, PulseTally
from tovholder.jobcentre.staff.pulse import monday_of


@transaction.atomic
def answer_pulse(answers: Mapping[str, int], *, at: datetime) -> None:
    """Count an answer to each question in its week.

    There is no `by` and no line in the log on purpose: a line would stand between the lines of what its writer else
    did, and join the answer to a person. Refuses (`Refused`) anything but an answer from 1 to 5 to every question.
    """
    if set(answers) != set(PulseQuestion.values) or not all(1 <= answer <= 5 for answer in answers.values()):
        raise Refused("answers from 1 to 5 to every question")
    week = monday_of(timezone.localdate(at))
    for question, answer in sorted(answers.items()):
        PulseTally.objects.get_or_create(week=week, question=question, answer=answer)
        PulseTally.objects.filter(week=week, question=question, answer=answer).update(many=F("many") + 1)
