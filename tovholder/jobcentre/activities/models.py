"""What a citizen does on the way: where it happens, for how long, and what came of it."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.periods.models import Period, PeriodQuerySet, on
from tovholder.jobcentre.plans.models import PlanItem
from tovholder.jobcentre.prepared import Given

FEWEST_HOURS, MOST_HOURS = Decimal("0.5"), Decimal(37)


class Where(models.TextChoices):
    """Where it happens, in the order in which it is asked: the real world first."""

    WORKPLACE = "workplace", _("På en arbejdsplads")
    EDUCATION = "education", _("På en uddannelse")
    OWN = "own", _("Noget, borgeren selv har sat i gang")
    TREATMENT = "treatment", _("Behandling")
    INTERNAL = "internal", _("Internt tilbud")


REAL_WORLD = (Where.WORKPLACE, Where.EDUCATION)


class Placement(models.TextChoices):
    """How somebody is at a workplace. The law's own words."""

    INTERNSHIP = "internship", _("Virksomhedspraktik")
    WAGE_SUBSIDY = "wage_subsidy", _("Løntilskud")
    PAID_HOURS = "paid_hours", _("Lønnede timer eller småjob")
    COMMUNITY_WORK = "community_work", _("Nytteindsats")


class Agreed(models.TextChoices):
    """Who has said yes. What nobody has said yes to is a proposal, and counts nowhere."""

    BOTH = "both", _("Borgeren og vi")
    ALL = "all", _("Borgeren, arbejdsstedet og vi")
    PROPOSED = "proposed", _("Ingen endnu: det er et forslag")


class Outcome(models.TextChoices):
    """What came of it; the words beside say how."""

    HIRED = "hired", _("Ansat på stedet")
    WORK = "work", _("Arbejde et andet sted")
    EDUCATION = "education", _("I gang med en uddannelse")
    NEXT = "next", _("Videre til noget nyt")
    DONE = "done", _("Gennemført som aftalt")
    STOPPED = "stopped", _("Stoppede før tid")
    NEVER_BEGAN = "never_began", _("Kom ikke i gang")


class ActivityQuerySet(PeriodQuerySet):
    def visible_to(self, user, day: date):
        """The activities of the citizens this person may open; the citizen's own. Nobody's from a company."""
        return self.filter(citizen__in=Citizen.objects.visible_to(user, day))

    def agreed(self):
        """Without what is only proposed."""
        return self.exclude(agreed=Agreed.PROPOSED)

    def placed_on(self, day: date | Given):
        """Agreed, and at a workplace on `day`."""
        return self.agreed().filter(on(day), where=Where.WORKPLACE)


class Activity(Period, Personal):
    """Something the citizen does (aktivitet), of the course it was agreed in. At a workplace it is a placement.

    `until` is open where no end is agreed. `outcome` is empty until somebody has said what came of it.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="activities")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="activities")
    where = models.CharField(_("hvor"), max_length=9, choices=Where.choices)
    workplace = models.ForeignKey(
        Workplace, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    placement = models.CharField(_("art"), max_length=14, choices=Placement.choices, blank=True)
    what = models.CharField(_("hvad"), max_length=200)
    # Why not in the real world, where it is an internal offer.
    because = models.CharField(_("hvorfor et internt tilbud"), max_length=300, blank=True)
    hours = models.DecimalField(
        _("timer om ugen"),
        max_digits=3,
        decimal_places=1,
        validators=[MinValueValidator(FEWEST_HOURS), MaxValueValidator(MOST_HOURS)],
    )
    step = models.ForeignKey(
        PlanItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    agreed = models.CharField(_("hvem har sagt ja"), max_length=8, choices=Agreed.choices)
    outcome = models.CharField(
        _("hvad kom der ud af det"), max_length=11, choices=Outcome.choices, blank=True
    )
    outcome_words = models.CharField(_("med ord"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(where__in=Where.values), name="activities_where_is_known"),
            models.CheckConstraint(
                condition=Q(where=Where.WORKPLACE, workplace__isnull=False, placement__in=Placement.values)
                | (~Q(where=Where.WORKPLACE) & Q(workplace__isnull=True, placement="")),
                name="activities_a_placement_has_a_workplace",
                violation_error_message=_("Vælg et arbejdssted, og hvad det er for en aftale."),
            ),
            models.CheckConstraint(
                condition=(Q(where=Where.INTERNAL) & ~Q(because=""))
                | (~Q(where=Where.INTERNAL) & Q(because="")),
                name="activities_an_internal_offer_says_why",
                violation_error_message=_("Skriv, hvorfor det skal være et internt tilbud."),
            ),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="activities_says_what",
                violation_error_message=_("Skriv, hvad der skal ske."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=FEWEST_HOURS, hours__lte=MOST_HOURS),
                name="activities_hours_fit_a_week",
                violation_error_message=_("Skriv timer om ugen fra 0,5 til 37."),
            ),
            models.CheckConstraint(
                condition=Q(agreed__in=[Agreed.BOTH, Agreed.PROPOSED])
                | Q(agreed=Agreed.ALL, where=Where.WORKPLACE),
                name="activities_agreed_by_those_who_are_there",
                violation_error_message=_("Vælg, hvem der har sagt ja."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="", outcome_words="")
                | (
                    Q(ended_at__isnull=False, outcome__in=Outcome.values, until__isnull=False)
                    & ~Q(outcome_words="")
                ),
                name="activities_ended_says_what_came_of_it",
                violation_error_message=_("Skriv, hvad der kom ud af det. En sætning er nok."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["workplace"],
                condition=Q(workplace__isnull=False),
                name="activities_at_workplace",
            ),
        ]

    @property
    def is_real(self) -> bool:
        return self.where in REAL_WORLD

    @property
    def is_proposed(self) -> bool:
        return self.agreed == Agreed.PROPOSED

    @property
    def kind(self) -> str:
        """What it is in a word or two: the placement's own name, else where it happens."""
        return self.get_placement_display() if self.placement else self.get_where_display()
