"""What a citizen has said that a workplace may read."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models.citizen import Citizen
from tovholder.jobcentre.companies.models import Workplace


class ConsentTo(models.TextChoices):
    """What can be shared with a workplace: each is asked about by itself."""

    PART_TIME_PLAN = "part_time_plan", _("Plan for at komme tilbage")
    RETENTION_PLAN = "retention_plan", _("Fastholdelsesplan")
    POSSIBILITY_STATEMENT = "possibility_statement", _("Mulighedserklæring, del 1")


class GivenHow(models.TextChoices):
    THEMSELVES = "themselves", _("Selv, i Mit forløb")
    ORALLY = "orally", _("Mundtligt, skrevet ned af en medarbejder")


class Consent(Personal):
    """A citizen lets one workplace read one thing (samtykke): given when and how, and open until taken back.

    Given anew for the same thing, the earlier one ends at that moment. `words` are the citizen's own to the workplace.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="consents")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(_("hvad der deles"), max_length=24, choices=ConsentTo.choices)
    how = models.CharField(_("givet hvordan"), max_length=12, choices=GivenHow.choices)
    words = models.CharField(_("til arbejdsstedet"), max_length=500, blank=True)
    given_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "workplace", "to"],
                condition=Q(taken_back_at__isnull=True),
                name="citizens_one_open_consent",
                violation_error_message=_("Der er allerede givet samtykke. Hent siden igen."),
            ),
            models.CheckConstraint(condition=Q(to__in=ConsentTo.values), name="citizens_consent_is_known"),
            models.CheckConstraint(condition=Q(how__in=GivenHow.values), name="citizens_consent_says_how"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__gte=F("given_at"), taken_back_by__isnull=False),
                name="citizens_consent_ends_after_it_is_given",
            ),
        ]
