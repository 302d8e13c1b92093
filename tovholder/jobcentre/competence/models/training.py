"""Training: what it teaches, when and where; and who has signed up, in the order of their steps."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.models.catalogue import Competence
from tovholder.jobcentre.competence.models.level import Level
from tovholder.jobcentre.staff.models import Employee, Unit

MOST_PLACES = 200


class Step(models.TextChoices):
    """A wish is the employee's own; from signing up on, the leader sees it."""

    WISH = "wish", _("Vil gerne")
    SIGNED_UP = "signed_up", _("På venteliste")
    PLACE = "place", _("Har en plads")
    TAKEN_PART = "taken_part", _("Har været med")
    CONFIRMED = "confirmed", _("Bekræftet")
    WITHDRAWN = "withdrawn", _("Meldt fra")


SEATED = [Step.PLACE.value, Step.TAKEN_PART.value, Step.CONFIRMED.value]


class TrainingQuerySet(models.QuerySet):
    def ahead(self, at: datetime):
        """Those that have not begun and still will."""
        return self.filter(starts_at__gt=at, cancelled_at__isnull=True)

    def with_taken(self):
        return self.annotate(taken=Count("sign_ups", filter=Q(sign_ups__step__in=SEATED)))


class Training(models.Model):
    """Something to learn from: an introduction, a course of an afternoon, a colleague followed for a day."""

    name = models.CharField(_("navn"), max_length=100)
    about = models.TextField(_("hvad I laver"), max_length=1000)
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="trainings")
    level = models.PositiveSmallIntegerField(_("giver niveauet"), choices=Level.choices)
    starts_at = models.DateTimeField(_("begynder"), db_index=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutter"), validators=[MinValueValidator(15), MaxValueValidator(5 * 480)]
    )
    where = models.CharField(_("sted"), max_length=200)
    places = models.PositiveSmallIntegerField(
        _("pladser"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enhed"))
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    cancelled_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=4), name="competence_training_gives_a_level"
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="competence_training_has_room"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60


class SignUp(models.Model):
    """An employee and a training: how far they are. Each seat is given to one."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="sign_ups")
    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="sign_ups")
    step = models.CharField(max_length=10, choices=Step.choices)
    seat = models.PositiveSmallIntegerField(null=True)
    # What the waiting list goes by.
    signed_up_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training", "employee"], name="competence_signed_up_once"),
            models.UniqueConstraint(
                fields=["training", "seat"],
                condition=Q(seat__isnull=False),
                name="competence_seat_once",
                violation_error_message=_("Pladsen er taget imens."),
            ),
            models.CheckConstraint(
                condition=Q(step__in=SEATED, seat__isnull=False)
                | (~Q(step__in=SEATED) & Q(seat__isnull=True)),
                name="competence_a_place_has_a_seat",
            ),
        ]
