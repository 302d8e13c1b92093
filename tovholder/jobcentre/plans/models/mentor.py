"""Mentor support as a grant (mentorstøtte): aim, hours, from–to. Apart from the role of mentor in a talk."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.periods.models import Period, PeriodQuerySet

LONGEST_AIM, LONGEST_EVALUATION = 500, 2000
# No six months are longer. What the law says of the very day is the action's to hold (law/mentor.py).
LONGEST_GRANT = timedelta(days=184)


class MentorGrantQuerySet(PeriodQuerySet):
    def to_evaluate(self, day):
        """Those that end on `day` or before, with no word of how they went."""
        return self.filter(evaluated_at__isnull=True, until__lte=day)


class MentorGrant(Period, Personal):
    """One grant: what it is to lead to, hours a week, who the mentor is, and at most six months. Extended by a new one.

    `until` is the first day without it. The decision itself is made elsewhere.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="mentor_grants")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="mentor_grants")
    aim = models.CharField(_("mål"), max_length=LONGEST_AIM)
    mentor = models.CharField(_("mentor"), max_length=100)
    weekly_hours = models.DecimalField(
        _("timer om ugen"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(37)],
    )
    # The grant before, when this one extends it.
    extends = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="extended_by"
    )
    evaluation = models.TextField(_("hvordan gik det"), max_length=LONGEST_EVALUATION, blank=True)
    evaluated_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = MentorGrantQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until__isnull=False, until__lte=F("since") + LONGEST_GRANT),
                name="plans_mentor_grant_is_at_most_six_months",
                violation_error_message=_("Mentorstøtte kan højst vare seks måneder ad gangen."),
            ),
            models.CheckConstraint(
                condition=~Q(aim="") & ~Q(mentor=""), name="plans_mentor_grant_says_what_and_who"
            ),
            models.CheckConstraint(
                condition=Q(weekly_hours__gt=0, weekly_hours__lte=37), name="plans_mentor_grant_has_hours"
            ),
            models.CheckConstraint(
                condition=Q(evaluated_at__isnull=True, evaluation="")
                | (Q(evaluated_at__isnull=False) & ~Q(evaluation="")),
                name="plans_mentor_grant_is_evaluated_in_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["course"], condition=Q(evaluated_at__isnull=True), name="plans_mentor_not_evaluated"
            )
        ]
