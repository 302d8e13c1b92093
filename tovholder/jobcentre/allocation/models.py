"""What counts how much when people are shared out, and proposals: looked at by people, who decide."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.assignment.problem import Weights
from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course, Handover
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.staff.models import Employee, Unit

# What is weighed, in the order it is shown. What an hour too many costs is not chosen: it is always the last way out.
WEIGHED = ("present", "earlier", "workplace", "competence", "language", "unit", "fair")
HEAVIEST = 100
GIVEN_UP_AFTER = timedelta(minutes=15)
_DEFAULTS = Weights()


def _points(name: str, label) -> models.DecimalField:
    return models.DecimalField(
        label,
        max_digits=4,
        decimal_places=1,
        default=Decimal(str(getattr(_DEFAULTS, name))),
        validators=[MinValueValidator(0), MaxValueValidator(HEAVIEST)],
    )


class WeightChoice(models.Model):
    """The one row with what the centre has chosen to count, in points."""

    present = _points("present", _("at skifte fast medarbejder"))
    earlier = _points("earlier", _("en helt ny, når en kollega kender borgeren"))
    workplace = _points("workplace", _("at arbejdsstedet har en anden fast kontakt"))
    competence = _points("competence", _("en rolle, medarbejderen ikke har"))
    language = _points("language", _("et sprog, medarbejderen ikke taler"))
    unit = _points("unit", _("en medarbejder i en anden enhed"))
    fair = _points("fair", _("en time mere end en jævn fordeling"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="allocation_one_choice"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__gte": 0, f"{name}__lte": HEAVIEST}),
                    name=f"allocation_{name}_is_points",
                )
                for name in WEIGHED
            ),
        ]

    @classmethod
    def now(cls) -> "WeightChoice":
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def points(self) -> dict[str, float]:
        return {name: float(getattr(self, name)) for name in WEIGHED}

    @property
    def weights(self) -> Weights:
        return Weights(**self.points)


class ProposalKind(models.TextChoices):
    NEWCOMERS = "newcomers", _("Nye borgere")
    LEAVING = "leaving", _("En medarbejder holder op")
    UNIT = "unit", _("Hele enheden")
    HOUSE = "house", _("Hele huset")


class ProposalQuerySet(models.QuerySet):
    def ready(self):
        return self.filter(ready_at__isnull=False)

    def under_way(self, at: datetime):
        """Asked for, and not given up: whoever reckons may have been stopped without a word."""
        return self.filter(ready_at=None, failed_at=None, asked_at__gt=at - GIVEN_UP_AFTER)


class Proposal(models.Model):
    """Who could follow whom, with a proof of how far from the best it is at most. Nothing happens until it is accepted.

    Points: `cost` of the proposal, `cost_today` of everybody where they are, `bound` what nothing can be below. Of a
    unit and of the house, `cost` is what is left of today's when the moves proposed are made. No names are kept.
    """

    kind = models.CharField(max_length=10, choices=ProposalKind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+")
    leaving = models.ForeignKey(Employee, on_delete=models.CASCADE, null=True, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    weights = models.JSONField(default=dict)
    cost = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    cost_today = models.FloatField(null=True)
    # [code, what to fill in] as in assignment/explain.py, by number and code.
    shortages = models.JSONField(default=list)
    # Of the house: {unit: {"today": points, "bound": points}}.
    units = models.JSONField(default=dict)
    # For how many today's contact is the best.
    staying = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(null=True)
    stopped = models.CharField(max_length=10, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="house", unit__isnull=True) | Q(~Q(kind="house"), unit__isnull=False),
                name="allocation_the_house_has_no_unit",
            ),
            models.CheckConstraint(
                condition=Q(kind="leaving", leaving__isnull=False)
                | Q(~Q(kind="leaving"), leaving__isnull=True),
                name="allocation_somebody_leaves",
            ),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True)
                | Q(cost__isnull=False, bound__isnull=False, cost_today__isnull=False),
                name="allocation_ready_is_proven",
            ),
        ]

    @property
    def gap(self) -> float:
        """At most this share of the proposal's cost could be saved by any other."""
        return _share(self.cost, self.bound)

    @property
    def distance(self) -> float:
        """At most this share of what today costs could be saved."""
        return _share(self.cost_today, self.bound)


def _share(cost: float | None, bound: float | None) -> float:
    return max(0.0, cost - bound) / cost if cost and bound is not None else 0.0


class OpenMoves(models.QuerySet):
    def waiting(self):
        return self.filter(answered_at__isnull=True)


class ProposedMove(Personal):
    """One citizen to another contact. `reasons` and `alternatives` hold numbers and codes, never a name."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="moves")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    from_employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    to_employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    # Nobody has followed the citizen yet but the one who receives.
    is_new = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    # [employee, points more]
    alternatives = models.JSONField(default=list)
    saves = models.FloatField(null=True)
    place = models.PositiveIntegerField()
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    handover = models.ForeignKey(Handover, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = OpenMoves.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "course"], name="allocation_moved_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, accepted__isnull=True)
                | Q(answered_at__isnull=False, accepted__isnull=False),
                name="allocation_answered_with_yes_or_no",
            ),
        ]


class ProposedWorkplaceMove(models.Model):
    """One workplace to another contact, so that its people and its contact meet."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="workplace_moves")
    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="+")
    from_employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    to_employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    # Of how many people there, how many the proposed one follows, and today's.
    meets = models.PositiveIntegerField()
    meets_today = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    saves = models.FloatField(null=True)
    place = models.PositiveIntegerField()
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    objects = OpenMoves.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "workplace"], name="allocation_workplace_moved_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, accepted__isnull=True)
                | Q(answered_at__isnull=False, accepted__isnull=False),
                name="allocation_workplace_answered_with_yes_or_no",
            ),
        ]
