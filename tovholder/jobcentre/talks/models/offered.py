"""The times an employee offers to the people they follow, and what the municipality has chosen about booking."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.periods.models import Period, PeriodQuerySet
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.when.offered import LONGEST, SHORTEST


class OfferedTimeQuerySet(PeriodQuerySet):
    def between(self, first: date, last: date):
        """Those in force on some day from `first` to `last`, both with."""
        return self.filter(since__lte=last).filter(Q(until__isnull=True) | Q(until__gt=first))


class OfferedTime(Period):
    """From when to when an employee can be booked on a weekday, in talks of so many minutes; a single day is a period
    of one day. What is taken of it is never kept here: that follows from the talks that are booked.
    """

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="offered_times")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    starts = models.TimeField()
    ends = models.TimeField()
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    # The ways to meet that the employee lets people choose among, with a blank between them.
    forms = models.CharField(max_length=60)
    place = models.CharField(_("sted"), max_length=100, blank=True)

    objects = OfferedTimeQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(weekday__lte=6), name="talks_offered_on_a_weekday"),
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends")), name="talks_offered_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST), name="talks_offered_is_a_talk_long"
            ),
            models.CheckConstraint(condition=~Q(forms=""), name="talks_offered_has_a_form"),
        ]
        indexes = [models.Index(fields=["employee", "since"])]

    @property
    def ways(self) -> list[Form]:
        return [Form(form) for form in self.forms.split()]


class BookingChoice(models.Model):
    """The one row with what the municipality has chosen about booking."""

    notice_hours = models.PositiveSmallIntegerField(
        _("en tid kan tidligst vælges så mange timer frem"), default=24, validators=[MaxValueValidator(336)]
    )
    days_ahead = models.PositiveSmallIntegerField(
        _("en tid kan vælges så mange dage frem"),
        default=28,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    usual_minutes = models.PositiveSmallIntegerField(
        _("en aftalt samtale, der ikke siger hvor længe, varer så mange minutter"),
        default=60,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )

    remind_days = models.PositiveSmallIntegerField(
        _("borgere, der ønsker det, mindes om en tid så mange dage før (0 er slet ikke)"),
        default=1,
        validators=[MaxValueValidator(14)],
    )

    CHOSEN = ("notice_hours", "days_ahead", "usual_minutes", "remind_days")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="talks_one_booking_choice")]

    @classmethod
    def now(cls) -> "BookingChoice":
        return cls.objects.filter(pk=1).first() or cls(pk=1)
