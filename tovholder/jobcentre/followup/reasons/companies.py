"""Reasons that come from companies: what they wrote, what was answered about a meeting, what was agreed with them."""

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.citizens.models.citizen import barred
from tovholder.jobcentre.companies.models import Workplace, WorkplaceTouch
from tovholder.jobcentre.followup.reasons.asked import CITIZENS, CONTACTS, EMPLOYEE, MORNING, TODAY
from tovholder.jobcentre.followup.reasons.shape import in_shape
from tovholder.jobcentre.sickleave.models import AbsenceNotice, Answer, Party, SickLeaveTalk, SpokenAnswer


def company_wrote(has_clearance: bool) -> QuerySet:
    """Opens when a notice from a company is received; closes when our first spoken answer is recorded.

    Taken by one of two contacts it is that one's alone (`sickleave.taking`). Else those of
    `AbsenceNotice.objects.visible_to`, asked with what is already known.
    """
    unanswered = AbsenceNotice.objects.unanswered()
    of_workplaces = unanswered.filter(workplace__contact__in=CONTACTS)
    theirs = of_workplaces.values("pk").union(unanswered.filter(citizen__in=CITIZENS).values("pk"))
    rows = AbsenceNotice.objects.filter(pk__in=theirs).exclude(_barred(has_clearance))
    followed = Course.objects.open().filter(citizen=OuterRef("citizen")).order_by()
    of_citizen = Subquery(followed.values("contact")[:1])
    mine = When(workplace__contact__in=CONTACTS, then=F("workplace__contact"))
    rows = rows.filter(Q(taken_by__isnull=True) | Q(taken_by__in=CONTACTS) | ~_is_taken())
    taken = When(_is_taken() & Q(taken_by__in=CONTACTS), then=F("taken_by"))
    words = Concat(F("kind"), Value(" "), Cast(F("first_day"), TextField()), output_field=TextField())
    return in_shape(
        rows,
        "company_wrote",
        site=F("workplace_id"),
        whose=Case(taken, mine, default=of_citizen, output_field=IntegerField()),
        where=F("workplace__name"),
        due=F("received_at"),
        words=words,
    )


def _barred(has_clearance: bool) -> Q:
    return barred(EMPLOYEE, has_clearance=has_clearance, prefix="citizen__")


def _is_taken() -> Q:
    """By somebody who is one of its contacts still."""
    theirs = Course.objects.open().filter(citizen=OuterRef("citizen"), contact=OuterRef("taken_by"))
    return Q(taken_by=F("workplace__contact")) | Q(Exists(theirs))


def meeting_answered(has_clearance: bool) -> QuerySet:
    """Opens when somebody invited to a talk with a workplace declines or proposes another time; closes when it is given
    another time, cancelled or held, or they are taken out of it or answer yes.

    Those of `SickLeaveTalk.objects.visible_to`, asked with what is already known.
    """
    other = Party.objects.here().filter(
        talk=OuterRef("pk"), answer__in=[Answer.NO.value, Answer.ANOTHER_TIME.value]
    )
    rows = _theirs(SickLeaveTalk.objects.coming().filter(Exists(other)), has_clearance)
    oldest = other.order_by("answered_at").values("answered_at")[:1]
    return _of_meetings(rows, "meeting_answered", due=Subquery(oldest))


def meeting_passed(has_clearance: bool) -> QuerySet:
    """Opens the day after a talk with a workplace was to be held; closes when it is written that it was, or it is given
    another time or cancelled.

    Those of `SickLeaveTalk.objects.visible_to`, as with `meeting_answered`.
    """
    passed = SickLeaveTalk.objects.coming().filter(starts_at__lt=MORNING)
    return _of_meetings(_theirs(passed, has_clearance), "meeting_passed", due=F("starts_at"))


def _theirs(talks: QuerySet, has_clearance: bool) -> QuerySet:
    of_workplaces = talks.filter(workplace__contact__in=CONTACTS).values("pk")
    theirs = of_workplaces.union(talks.filter(citizen__in=CITIZENS).values("pk"))
    return SickLeaveTalk.objects.filter(pk__in=theirs).exclude(_barred(has_clearance))


def _of_meetings(rows: QuerySet, why: str, *, due: Combinable) -> QuerySet:
    return in_shape(
        rows,
        why,
        site=F("workplace_id"),
        whose=F("employee_id"),
        where=F("workplace__name"),
        due=due,
        words=Value(""),
    )


def workplace_due() -> QuerySet:
    """Opens when the day agreed with a workplace is today or passed; closes when we have talked with it on that day or
    after, or a new day is agreed. That its rhythm alone has come round is said among one's workplaces, not here.
    """
    agreed = OuterRef("next_contact_on")
    touched = WorkplaceTouch.objects.filter(workplace=OuterRef("pk"), on__gte=agreed)
    spoken = SpokenAnswer.objects.filter(notice__workplace=OuterRef("pk"), at__date__gte=agreed)
    rows = Workplace.objects.filter(
        ~Exists(touched), ~Exists(spoken), contact__in=CONTACTS, next_contact_on__lte=TODAY, closed_on=None
    )
    return in_shape(
        rows,
        "workplace_due",
        site=F("pk"),
        whose=F("contact_id"),
        where=F("name"),
        due=F("next_contact_on"),
        words=F("next_contact_on"),
    )
