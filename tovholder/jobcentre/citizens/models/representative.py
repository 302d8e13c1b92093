"""Who stands beside a citizen: a companion who comes along, or a party representative and what they may see."""

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models.citizen import Citizen
from tovholder.jobcentre.citizens.models.consent import GivenHow
from tovholder.jobcentre.periods.models import Period, PeriodQuerySet


class RepresentativeKind(models.TextChoices):
    COMPANION = "companion", _("Bisidder")
    REPRESENTATIVE = "representative", _("Partsrepræsentant")


class Sees(models.TextChoices):
    """What a party representative may be let to see: each is ticked by itself, and is a column of its own."""

    NEXT_TALK = "next_talk", _("Næste aftale")
    PLAN = "plan", _("Planen: mål og skridt")
    PAPERS = "papers", _("Papirer til arbejdsstedet")
    MESSAGES = "messages", _("Beskeder")
    TALKS = "talks", _("Noter fra samtaler, når de er delt")
    MATTERS = "matters", _("Afgørelser: det, der skal afgøres")


def _nothing() -> Q:
    return Q(**{f"sees_{what}": False for what in Sees.values})


class RepresentativeQuerySet(PeriodQuerySet):
    def standing(self, day):
        """Those who stand beside the citizen on `day`, and have not been withdrawn."""
        return self.on(day).filter(withdrawn_at__isnull=True)

    def not_over(self, day: date):
        """Those who stand now or will."""
        return self.filter(withdrawn_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gt=day))

    def over(self, day: date):
        """Those who did and do no longer."""
        return self.filter(Q(withdrawn_at__isnull=False) | Q(until__lte=day))


class Representative(Period, Personal):
    """Somebody the citizen has named: a bisidder, who sees nothing, or a partsrepræsentant, who sees what is ticked.

    Withdrawn, nothing is shown from that moment. `how` says whether the citizen pressed, or said it and it was written.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="representatives")
    kind = models.CharField(_("hvad de er"), max_length=14, choices=RepresentativeKind.choices)
    name = models.CharField(_("navn"), max_length=100)
    telephone = models.CharField(_("telefon"), max_length=20, blank=True)
    email = models.EmailField(_("mail"), blank=True)
    sees_next_talk = models.BooleanField(default=False)
    sees_plan = models.BooleanField(default=False)
    sees_papers = models.BooleanField(default=False)
    sees_messages = models.BooleanField(default=False)
    sees_talks = models.BooleanField(default=False)
    sees_matters = models.BooleanField(default=False)
    how = models.CharField(_("givet hvordan"), max_length=12, choices=GivenHow.choices)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = RepresentativeQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=RepresentativeKind.values), name="citizens_representative_is_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="citizens_representative_has_a_name"),
            models.CheckConstraint(
                condition=Q(how__in=GivenHow.values), name="citizens_representative_says_how"
            ),
            models.CheckConstraint(
                condition=Q(kind=RepresentativeKind.REPRESENTATIVE) | _nothing(),
                name="citizens_companion_sees_nothing",
                violation_error_message=_("En bisidder kan ikke se noget. Vælg partsrepræsentant i stedet."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__gte=F("named_at"), withdrawn_by__isnull=False),
                name="citizens_representative_is_named_before_withdrawn",
            ),
        ]
        indexes = [
            models.Index(
                fields=["citizen"], condition=Q(withdrawn_at__isnull=True), name="citizens_beside_the_citizen"
            )
        ]

    @property
    def is_representative(self) -> bool:
        return self.kind == RepresentativeKind.REPRESENTATIVE

    @property
    def sees(self) -> list[Sees]:
        return [what for what in Sees if getattr(self, f"sees_{what.value}")]

    @property
    def sees_in_words(self) -> list[str]:
        return [str(what.label) for what in self.sees]
