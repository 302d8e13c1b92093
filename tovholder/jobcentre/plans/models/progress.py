"""How it goes, as the citizen sees it: their own, and read by others only where they say so."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.citizen import barred_from

HIGHEST = 10


class ProgressQuestion(models.TextChoices):
    """Our own wording. It is no test that others have tried, and is not said to be one (docs/decisions/0033)."""

    BELIEF = "belief", _("Tror du på, at du kan klare et arbejde?")
    NEXT_STEP = "next_step", _("Ved du, hvad dit næste skridt er?")
    HEALTH = "health", _("Kan du klare hverdagen, som dit helbred er nu?")
    NETWORK = "network", _("Har du nogen omkring dig, du kan få hjælp af?")


class ProgressQuerySet(models.QuerySet):
    def readable_by(self, user: User, day: date):
        """The citizen's own; and those the contact, or whoever covers, may read because the citizen shares them."""
        if user.may(May.OWN_COURSE):
            return self.filter(citizen__user=user)
        employee = user.employee_or_none
        if employee is None or not user.may(May.FOLLOW_CITIZENS):
            return self.none()
        shared = self.filter(citizen__in=ProgressShared.objects.values("citizen"))
        followed = Course.objects.of(employee, day).values("citizen")
        return shared.filter(citizen__in=followed).exclude(barred_from(user, "citizen__"))


class Progress(Personal):
    """One answer of one day, from 0 (not at all) to 10 (fully). Never added up, and never anybody's figure."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="progress")
    question = models.CharField(max_length=12, choices=ProgressQuestion.choices)
    day = models.DateField()
    answer = models.PositiveSmallIntegerField()

    objects = ProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citizen", "question", "day"], name="plans_progress_once_a_day"),
            models.CheckConstraint(condition=Q(answer__lte=HIGHEST), name="plans_progress_on_the_scale"),
        ]
        indexes = [models.Index(fields=["citizen", "-day"])]


class ProgressShared(Personal):
    """The citizen lets the contact read how it goes. There is a row as long as they do."""

    citizen = models.OneToOneField(Citizen, on_delete=models.CASCADE, related_name="progress_shared")
    at = models.DateTimeField()
