from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.sickleave.models.notice import AbsenceNotice, BegunBy
from tovholder.jobcentre.staff.models import Employee


class Theme(models.TextChoices):
    BEFORE = "before", _("En medarbejder er på vej til at blive syg")
    TALK = "talk", _("Den svære samtale")
    DRIP = "drip", _("Fravær, der kommer og går")
    PART_TIME = "part_time", _("Tilbage på nedsat tid")
    ADAPTING = "adapting", _("At tilpasse arbejdet")
    RULES = "rules", _("Regler og frister")
    OTHER = "other", _("Andet")


class Sparring(models.Model):
    """Advice to a company, about nobody in particular: what about, and for how long."""

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="sparring")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(
        AbsenceNotice, on_delete=models.PROTECT, null=True, blank=True, related_name="sparring"
    )
    begun_by = models.CharField(max_length=8, choices=BegunBy.choices)
    theme = models.CharField(_("hvad handlede det om"), max_length=10, choices=Theme.choices)
    minutes = models.PositiveSmallIntegerField(
        _("minutter"), validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="sickleave_theme_is_known")
        ]
        indexes = [models.Index(fields=["workplace", "-at"])]
