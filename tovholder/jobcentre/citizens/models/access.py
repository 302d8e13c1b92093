from django.db import models
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models.citizen import Citizen
from tovholder.jobcentre.staff.models import Employee


class Closeness(models.TextChoices):
    OWN = "own", _("Egne oplysninger")
    FAMILY = "family", _("Familie")


class Disqualification(models.Model):
    """Somebody an employee may never look up. Held by fingerprint, so it binds before the person is registered here."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="disqualifications")
    cpr_fingerprint = models.CharField(max_length=64, db_index=True)
    closeness = models.CharField(max_length=6, choices=Closeness.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "cpr_fingerprint"], name="citizens_disqualified_once")
        ]


class EmergencyAccess(Personal):
    """An employee opened somebody who is not theirs, for one day, and wrote why. The citizen can read it."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="emergencies")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="emergencies")
    reason = models.TextField(_("hvorfor"), max_length=500)
    day = models.DateField()
    at = models.DateTimeField()
    seen_by_leader_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="citizens_emergency_has_a_reason")
        ]
        indexes = [
            models.Index(
                fields=["-at", "-id"],
                condition=models.Q(seen_by_leader_at__isnull=True),
                name="citizens_emergency_not_seen",
            )
        ]
