from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models.citizen import Citizen
from tovholder.jobcentre.companies.models import Workplace


class Shared(models.TextChoices):
    """What a citizen may let a workplace see. Health, story, benefits, goals and steps are not on the list."""

    TALK = "talk", _("At der er en samtale, og hvornår")
    MINUTES = "minutes", _("Konklusionen og arbejdspladsens opgave efter samtalen")
    RETURN = "return", _("Planen for at komme tilbage på nedsat tid")
    RETENTION = "retention", _("Fastholdelsesplanen")
    ABILITY = "ability", _("Mulighedserklæringens første del")


class Consent(Personal):
    """The citizen lets one workplace see one thing, until they take it back."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="consents")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("hvad må arbejdspladsen se"), max_length=10, choices=Shared.choices)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "workplace", "what"],
                condition=Q(withdrawn_at__isnull=True),
                name="citizens_consent_once",
            ),
            models.CheckConstraint(condition=Q(what__in=Shared.values), name="citizens_consent_is_known"),
        ]
