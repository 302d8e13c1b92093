from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models.batch import Batched, VisibleManager
from tovholder.jobcentre.citizens.models.citizen import Citizen
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.periods.models import Period, PeriodQuerySet


class Employment(Period, Batched, Personal):
    """A citizen who works at a workplace."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="employments")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="employments")

    objects = VisibleManager.from_queryset(PeriodQuerySet)()

    class Meta(Period.Meta, Batched.Meta):
        pass


class Benefit(models.TextChoices):
    """Benefits (ydelser). Their class (temporary, permanent …) is dated data in `registers/benefits.toml`."""

    UNEMPLOYMENT = "a_dagpenge", _("A-dagpenge")
    CASH = "kontanthjaelp", _("Kontanthjælp")
    EDUCATION = "uddannelseshjaelp", _("Uddannelseshjælp")
    INTEGRATION = "sho_ydelse", _("Selvforsørgelses- og hjemrejseydelse")
    SICKNESS = "sygedagpenge", _("Sygedagpenge")
    CLARIFICATION = "jobafklaring", _("Jobafklaringsforløb")
    RESOURCE = "ressourceforloeb", _("Ressourceforløb")
    REHABILITATION = "revalidering", _("Revalidering")
    WAITING = "ledighedsydelse", _("Ledighedsydelse")
    FLEX = "fleksjob", _("Fleksjob")
    DISABILITY = "foertidspension", _("Førtidspension")
    SENIOR = "seniorpension", _("Seniorpension")
    EARLY = "tidlig_pension", _("Tidlig pension")
    WITHDRAWAL = "efterloen", _("Efterløn")


class SupportSpell(Period, Batched, Personal):
    """A spell on a benefit (ydelsesforløb), as the register or the file says it."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="support_spells")
    benefit = models.CharField(_("ydelse"), max_length=20, choices=Benefit.choices)

    objects = VisibleManager.from_queryset(PeriodQuerySet)()

    class Meta(Period.Meta, Batched.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(benefit__in=Benefit.values), name="citizens_benefit_is_known"),
        ]
