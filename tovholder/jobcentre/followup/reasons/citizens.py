"""Reasons that come from citizens: what they wrote, when we talk again, and that they are new to me."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from tovholder.jobcentre.citizens.models import Course, Handover
from tovholder.jobcentre.followup.reasons.asked import COURSES, EMPLOYEE, MORNING, NOW, TODAY
from tovholder.jobcentre.followup.reasons.shape import in_shape
from tovholder.jobcentre.plans.models import Wording
from tovholder.jobcentre.prepared import Given
from tovholder.jobcentre.talks.models import Message, Side, Talk

# What is agreed for so soon needs no reminder; and so long at least before anybody is said to have waited long.
SOON = timedelta(days=7)
AT_LEAST = timedelta(days=14)
_SOON = Given.moment(lambda asked: asked.now + SOON)
_SOON_DAY = Given.day(lambda asked: timezone.localdate(asked.now + SOON))


def waiting_for_me() -> QuerySet:
    """Opens when a citizen's message is unanswered; closes when it is answered."""
    rows = Message.objects.filter(course__in=COURSES, side=Side.CITIZEN, answered_at__isnull=True)
    words = Concat(Value("message "), F("text"), output_field=TextField())
    return in_shape(rows, "waiting_for_me", who=F("citizen_id"), due=F("at"), words=words)


def proposal_waits() -> QuerySet:
    """Opens when a citizen has written or changed a goal or a step and we have said neither yes nor no; closes when we
    have, when it is changed by us or together, and when it is done or laid aside.
    """
    rows = Wording.objects.waiting_for_us().filter(item__course__in=COURSES)
    words = Concat(F("item__kind"), Value(" "), F("text"), output_field=TextField())
    return in_shape(rows, "waiting_for_me", who=F("citizen_id"), due=F("at"), words=words)


def contact_due() -> QuerySet:
    """Opens when the agreed day is today or passed and no talk is booked from today on; closes when one is booked or
    held, or a new day is agreed.
    """
    booked = Talk.objects.booked().filter(course=OuterRef("pk"), starts_at__gte=MORNING)
    rows = Course.objects.filter(~Exists(booked), pk__in=COURSES, next_on__lte=TODAY)
    return in_shape(rows, "contact_due", who=F("citizen_id"), due=F("next_on"), words=F("next_on"))


def no_next_contact() -> QuerySet:
    """Opens when an open course has no agreed next contact; closes when it has one."""
    rows = Course.objects.filter(pk__in=COURSES, next_on__isnull=True)
    return in_shape(rows, "no_next_contact", who=F("citizen_id"), due=F("since"), words=Value(""))


def long_since() -> QuerySet:
    """Opens when it is clearly longer since we talked than this citizen and we usually wait; closes when a talk is
    held, or one is booked or agreed for the week that comes.

    Clearly longer is more than twice the mean of the last four gaps, and two weeks at least. Four gaps are the rhythm
    these two have now, not the one they had years ago, and one holiday does not make it; twice leaves room for a talk
    moved by some days; under two weeks nobody is forgotten. Before the fifth talk there is no rhythm to go by. A course
    without an agreed day, or with one that has come, has a reason of its own: this one is for the day that is moved on
    again and again, or lies far ahead.
    """
    held = Talk.objects.held().filter(citizen=OuterRef("citizen"), course=OuterRef("pk")).order_by("-held_at")
    booked = Talk.objects.booked().filter(course=OuterRef("pk"), starts_at__gte=NOW, starts_at__lte=_SOON)
    waited = NOW - F("newest")
    rows = (
        Course.objects.filter(pk__in=COURSES, next_on__gt=_SOON_DAY)
        .annotate(newest=Subquery(held.values("held_at")[:1]), fifth=Subquery(held.values("held_at")[4:5]))
        .filter(~Exists(booked), newest__lte=Given.moment(lambda asked: asked.now - AT_LEAST))
        .annotate(twice=waited + waited, gaps=F("newest") - F("fifth"))
        .filter(twice__gt=F("gaps"))  # waited > 2 * gaps / 4
    )
    return in_shape(rows, "long_since", who=F("citizen_id"), due=F("newest"), words=F("fifth"))


def new_to_me() -> QuerySet:
    """Opens when a handover is accepted; closes when the new contact confirms it, not by being looked at.

    A handover that was never confirmed before the course went on to another is no longer anybody's.
    """
    gone_on = Handover.objects.filter(course=OuterRef("course"), pk__gt=OuterRef("pk"))
    rows = Handover.objects.filter(
        ~Exists(gone_on), to_employee=EMPLOYEE, confirmed_at__isnull=True, course__in=COURSES
    )
    return in_shape(
        rows, "new_to_me", who=F("citizen_id"), due=F("accepted_at"), words=F("from_employee__name")
    )
