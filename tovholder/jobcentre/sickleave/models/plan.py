"""What citizen and workplace agree on paper: coming back in part, staying on, and what is possible meanwhile."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.talks.models import Side


class DocumentKind(models.TextChoices):
    RETURN = "return", _("Plan for at komme tilbage på nedsat tid")
    RETENTION = "retention", _("Fastholdelsesplan")
    ABILITY = "ability", _("Mulighedserklæring, første del")


class WorkplaceDocument(Personal):
    """A record of its own, shared with the workplace only with the citizen's consent. Never what the doctor writes."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="workplace_documents")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="workplace_documents")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="sickleave_document_is_known"
            ),
            models.UniqueConstraint(
                fields=["course", "workplace", "kind"],
                condition=Q(ended_at__isnull=True),
                name="sickleave_one_document_of_a_kind",
            ),
        ]


class DocumentVersion(Personal):
    """One version of it: inserted, never overwritten. The highest number is the one in force."""

    document = models.ForeignKey(WorkplaceDocument, on_delete=models.CASCADE, related_name="versions")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    functions = models.TextField(_("hvilke opgaver er påvirket"), max_length=2000, blank=True)
    considerations = models.TextField(_("hvilke hensyn kan hjælpe"), max_length=2000, blank=True)
    agreed = models.TextField(_("det er I blevet enige om"), max_length=2000, blank=True)
    evaluate_on = models.DateField(_("ses på igen"), null=True, blank=True)
    side = models.CharField(max_length=8, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "version"], name="sickleave_document_versions_follow")
        ]


class ReturnStep(Personal):
    """From a day on, so many hours a week at work."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="steps")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(_("fra"))
    hours = models.DecimalField(
        _("timer om ugen"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(48)],
    )
    tasks = models.CharField(_("opgaver"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "since"], name="sickleave_step_a_day")]
