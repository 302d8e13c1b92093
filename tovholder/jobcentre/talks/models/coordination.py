"""Minutes of coordination about a citizen: beside those of talks, and nothing else about employees is timed."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.staff.models import Employee


class CoordinatedWith(models.TextChoices):
    COLLEAGUE = "colleague", _("En kollega")
    DEPARTMENT = "department", _("En anden afdeling")
    PARTNER = "partner", _("En samarbejdspartner")


MINUTES_COORDINATED = (5, 10, 15, 30)


class Coordination(Personal):
    """Minutes about a citizen with somebody else: what kind of somebody, never what was said. Nothing else is timed."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="coordinated")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    with_whom = models.CharField(_("med hvem"), max_length=10, choices=CoordinatedWith.choices)
    minutes = models.PositiveSmallIntegerField(_("minutter"))
    at = models.DateTimeField()
    # The form's own number: pressing twice is once.
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(with_whom__in=CoordinatedWith.values), name="talks_coordinated_with_somebody"
            ),
            models.CheckConstraint(
                condition=Q(minutes__in=MINUTES_COORDINATED), name="talks_coordinated_minutes_are_on_a_button"
            ),
        ]
        indexes = [
            models.Index(fields=["citizen", "-at"], name="talks_coordinated_about"),
            models.Index(fields=["employee", "-at"], name="talks_coordinated_by"),
        ]
