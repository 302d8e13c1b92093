"""Reasons that come from citizens: what they wrote, when we talk again, and that they are new to me."""

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from tovholder.jobcentre.citizens.models import Course, Handover
from tovholder.jobcentre.followup.reasons.shape import in_shape
from tovholder.jobcentre.plans.models import Wording
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Message, Side, Talk


def waiting_for_me(courses: list[int]) -> QuerySet:
    """Opens when a citizen's message is unanswered; closes when it is answered."""
    rows = Message.objects.filter(course__in=courses, side=Side.CITIZEN, answered_at__isnull=True)
    words = Concat(Value("message "), F("text"), output_field=TextField())
    return in_shape(rows, "waiting_for_me", who=F("citizen_id"), due=F("at"), words=words)


def proposal_waits(courses: list[int]) -> QuerySet:
    """Opens when a citizen has written or changed a goal or a step and we have said neither yes nor no; closes when we
    have, when it is changed by us or together, and when it is done or laid aside.
    """
    rows = Wording.objects.waiting_for_us().filter(item__course__in=courses)
    words = Concat(F("item__kind"), Value(" "), F("text"), output_field=TextField())
    return in_shape(rows, "waiting_for_me", who=F("citizen_id"), due=F("at"), words=words)


def contact_due(courses: list[int], today: date) -> QuerySet:
    """Opens when the agreed day is today or passed and no talk is booked from today on; closes when one is booked or
    held, or a new day is agreed.
    """
    morning = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    booked = Talk.objects.booked().filter(course=OuterRef("pk"), starts_at__gte=morning)
    rows = Course.objects.filter(~Exists(booked), pk__in=courses, next_on__lte=today)
    return in_shape(rows, "contact_due", who=F("citizen_id"), due=F("next_on"), words=F("next_on"))


def no_next_contact(courses: list[int]) -> QuerySet:
    """Opens when an open course has no agreed next contact; closes when it has one."""
    rows = Course.objects.filter(pk__in=courses, next_on__isnull=True)
    return in_shape(rows, "no_next_contact", who=F("citizen_id"), due=F("since"), words=Value(""))


def new_to_me(employee: Employee, courses: list[int]) -> QuerySet:
    """Opens when a handover is accepted; closes when the new contact confirms it, not by being looked at.

    A handover that was never confirmed before the course went on to another is no longer anybody's.
    """
    gone_on = Handover.objects.filter(course=OuterRef("course"), pk__gt=OuterRef("pk"))
    rows = Handover.objects.filter(
        ~Exists(gone_on), to_employee=employee, confirmed_at__isnull=True, course__in=courses
    )
    return in_shape(
        rows, "new_to_me", who=F("citizen_id"), due=F("accepted_at"), words=F("from_employee__name")
    )
