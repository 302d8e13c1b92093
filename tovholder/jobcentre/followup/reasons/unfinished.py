"""Reasons that come from what we have begun ourselves and not finished."""

from datetime import timedelta

from django.db.models import F, QuerySet, Value

from tovholder.jobcentre.authority.models import Matter
from tovholder.jobcentre.followup.reasons.asked import COURSES, TODAY
from tovholder.jobcentre.followup.reasons.shape import in_shape
from tovholder.jobcentre.plans.models import MentorGrant
from tovholder.jobcentre.prepared import Given
from tovholder.jobcentre.sickleave.models import WorkplacePaper
from tovholder.jobcentre.talks.models import Talk

PRIVATE_FOR = timedelta(days=2)
# So long before its last day mentor support is spoken of.
BEFORE_MENTOR_ENDS = timedelta(days=14)
_SOON = Given.day(lambda asked: asked.today + BEFORE_MENTOR_ENDS + timedelta(days=1))


def note_not_shared() -> QuerySet:
    """Opens when a note has been private for more than two days; closes when shared or kept with a reason.

    Whoever wrote it: a stand-in or a colleague drawn in is soon gone again, the contact is not.
    """
    rows = Talk.objects.filter(
        held_at__lt=Given.moment(lambda asked: asked.now - PRIVATE_FOR),
        shared_at__isnull=True,
        kept_private_because="",
        course__in=COURSES,
    )
    return in_shape(rows, "note_not_shared", who=F("citizen_id"), due=F("held_at"), words=Value(""))


def plan_to_evaluate() -> QuerySet:
    """Opens on the day a retention plan says it is to be evaluated; closes when the evaluation is written, or the plan
    gets a later day.
    """
    rows = WorkplacePaper.objects.filter(course__in=COURSES).to_evaluate(TODAY)
    return in_shape(
        rows, "plan_to_evaluate", who=F("citizen_id"), due=F("evaluate_on"), words=F("evaluate_on")
    )


def matter_not_noted() -> QuerySet:
    """Opens the day after a matter of authority arose, when nothing is noted of it; closes when its note is written."""
    rows = Matter.objects.without_note().filter(course__in=COURSES, arose_on__lt=TODAY)
    return in_shape(rows, "matter_not_noted", who=F("citizen_id"), due=F("arose_on"), words=F("arose_on"))


def mentor_ends() -> QuerySet:
    """Opens two weeks before a grant of mentor support ends; closes when it is written how it went, with a new grant or
    without.
    """
    rows = MentorGrant.objects.filter(course__in=COURSES).to_evaluate(_SOON)
    return in_shape(rows, "mentor_ends", who=F("citizen_id"), due=F("until"), words=F("until"))
