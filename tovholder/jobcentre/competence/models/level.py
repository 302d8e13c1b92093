"""How well somebody does something: as they see it themselves, and as agreed. Periods: what was before is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.periods.models import Period, PeriodQuerySet
from tovholder.jobcentre.staff.models import Employee


class Level(models.IntegerChoices):
    """The scale, each with its anchor in words (`ANCHORS`). It says what one does, never how good one is."""

    NONE = 0, _("Ikke endnu")
    KNOWS = 1, _("Kender det")
    TOGETHER = 2, _("Sammen med en")
    ALONE = 3, _("Alene")
    TEACHES = 4, _("Lærer fra sig")


ANCHORS = {
    Level.NONE: _("Jeg har ikke arbejdet med det endnu."),
    Level.KNOWS: _("Jeg ved, hvad det er, og hvem jeg skal spørge."),
    Level.TOGETHER: _("Jeg gør det med en kollega ved siden af."),
    Level.ALONE: _("Jeg klarer det selv i de fleste forløb."),
    Level.TEACHES: _("Jeg klarer også det svære, og andre lærer det af mig."),
}


class OwnView(Period):
    """How an employee sees themselves in one competence. Private until they share it; never used to assign anybody."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="own_views")
    competence = models.ForeignKey("competence.Competence", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    is_unsure = models.BooleanField(_("her er jeg usikker"), default=False)
    wants = models.BooleanField(_("det vil jeg gerne"), default=False)
    is_shared = models.BooleanField(_("min leder må se det"), default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["employee", "competence"],
                condition=Q(until__isnull=True),
                name="competence_one_own_view",
            ),
            models.CheckConstraint(condition=Q(level__lte=4), name="competence_own_view_on_the_scale"),
        ]


class AgreedBecause(models.TextChoices):
    TALK = "talk", _("Aftalt i udviklingssamtalen")
    TRAINING = "training", _("Lært og bekræftet")
    BEFORE = "before", _("Aftalt, før der var niveauer")


class AgreedLevel(Period):
    """What leader and employee agree on. The leader sees it, assignment uses it, and it decides the roles mastered."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="agreed_levels")
    competence = models.ForeignKey("competence.Competence", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    because = models.CharField(_("hvorfor"), max_length=10, choices=AgreedBecause.choices)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["employee", "competence"],
                condition=Q(until__isnull=True),
                name="competence_one_agreed_level",
            ),
            models.CheckConstraint(condition=Q(level__lte=4), name="competence_agreed_on_the_scale"),
        ]
