"""The papers that a citizen, a workplace and we make together: in versions, and the workplace's only with consent."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from tovholder.absence.return_plan import MOST_HOURS, MOST_WEEKS
from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Consent, ConsentTo, Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.talks.models import Side


class PaperKind(models.TextChoices):
    """The papers there are; each is shared by a consent of its own."""

    PART_TIME_PLAN = ConsentTo.PART_TIME_PLAN.value, ConsentTo.PART_TIME_PLAN.label
    RETENTION_PLAN = ConsentTo.RETENTION_PLAN.value, ConsentTo.RETENTION_PLAN.label
    POSSIBILITY_STATEMENT = ConsentTo.POSSIBILITY_STATEMENT.value, ConsentTo.POSSIBILITY_STATEMENT.label


class WorkplacePaperQuerySet(models.QuerySet):
    def visible_to(self, user, day: date):
        """The papers of the citizens this person may open; the citizen's own. The workplace's are `shared_with` it."""
        return self.filter(citizen__in=Citizen.objects.visible_to(user, day))

    def with_state(self):
        """With when it was written last (`written_at`), and whether the workplace can read it (`is_shared`)."""
        newest = PaperVersion.objects.filter(paper=OuterRef("pk")).order_by("-version")
        shared = PaperVersion.objects.shared().filter(paper=OuterRef("pk"))
        return self.annotate(written_at=Subquery(newest.values("at")[:1]), is_shared=Exists(shared))

    def newest_of(self, citizen):
        """A citizen's, those written last first, each with its workplace and its state. `citizen` may be `Given`."""
        rows = self.filter(citizen=citizen).select_related("workplace").with_state()
        return rows.order_by("-written_at", "-pk")

    def to_evaluate(self, day):
        """Retention plans whose day of evaluation (`evaluate_on`) is `day` or has passed, and has no evaluation."""
        newest = PaperVersion.objects.filter(paper=OuterRef("pk")).order_by("-version")
        evaluated = PaperEvaluation.objects.filter(paper=OuterRef("pk"), due_on__gte=OuterRef("evaluate_on"))
        plans = self.filter(kind=PaperKind.RETENTION_PLAN)
        with_day = plans.annotate(evaluate_on=Subquery(newest.values("evaluate_on")[:1]))
        return with_day.filter(~Exists(evaluated), evaluate_on__lte=day)


class WorkplacePaper(Personal):
    """One paper about a citizen's work at one workplace, of the course it was begun in. What it says is in versions."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="workplace_papers")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="workplace_papers")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=24, choices=PaperKind.choices)
    begun_at = models.DateTimeField()

    objects = WorkplacePaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "workplace", "kind"],
                name="sickleave_one_paper_of_a_kind",
                violation_error_message=_("Papiret findes allerede. Hent siden igen."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values), name="sickleave_paper_kind_is_known"
            ),
        ]


class PaperVersionQuerySet(models.QuerySet):
    def shared(self):
        """Those a consent that stands lets their workplace read, while the course is open."""
        return self.filter(
            paper__course__until__isnull=True,
            shared__consent__taken_back_at__isnull=True,
            shared__consent__workplace=F("paper__workplace"),
        )

    def shared_with(self, workplace: int):
        """What the workplace with that number may read. The company's side reads papers through this alone."""
        return self.shared().filter(paper__workplace=workplace)


class PaperVersion(Personal):
    """What a paper says, as somebody wrote it: inserted, never overwritten. The highest number is the one in force.

    No field here is for illness: what is asked is what is difficult at work, and what has been agreed.
    """

    paper = models.ForeignKey(WorkplacePaper, on_delete=models.CASCADE, related_name="versions")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    side = models.CharField(max_length=8, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # The text looked like health information, and whoever wrote it confirmed that it is not.
    said_not_health = models.BooleanField(default=False)
    # A part-time plan begins on its first day; a possibility statement is of a period.
    first_day = models.DateField(_("første dag"), null=True, blank=True)
    last_day = models.DateField(_("til og med"), null=True, blank=True)
    full_hours = models.PositiveSmallIntegerField(
        _("fuld tid"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    evaluate_on = models.DateField(_("evalueres"), null=True, blank=True)
    workplace_does = models.TextField(_("det gør arbejdsstedet"), max_length=2000, blank=True)
    citizen_does = models.TextField(_("det gør medarbejderen"), max_length=2000, blank=True)
    we_do = models.TextField(_("det gør jobcentret"), max_length=2000, blank=True)
    hard_at_work = models.TextField(_("det er svært på arbejdet"), max_length=2000, blank=True)
    agreed = models.TextField(_("det er aftalt"), max_length=2000, blank=True)

    objects = PaperVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "version"], name="sickleave_paper_versions_follow"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="sickleave_paper_side_is_known"),
            # A plan for coming back, a retention plan, or a possibility statement: never half of two.
            models.CheckConstraint(
                condition=Q(
                    first_day__isnull=False, full_hours__isnull=False, last_day=None, evaluate_on=None
                )
                | Q(first_day=None, full_hours=None, last_day=None, evaluate_on__isnull=False)
                | Q(first_day__isnull=False, full_hours=None, last_day__isnull=False, evaluate_on=None),
                name="sickleave_paper_is_one_of_three",
                violation_error_message=_("Skriv de dage, papiret handler om."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="sickleave_paper_ends_after_it_begins",
                violation_error_message=_("Perioden kan ikke slutte, før den begynder."),
            ),
            models.CheckConstraint(
                condition=Q(full_hours__isnull=True) | Q(full_hours__range=(1, MOST_HOURS)),
                name="sickleave_full_hours_are_hours",
            ),
        ]


class PlanStage(Personal):
    """Some weeks of a plan for coming back: how many hours a week, and with which tasks."""

    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="stages")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    week = models.PositiveSmallIntegerField(_("fra uge"))
    weeks = models.PositiveSmallIntegerField(_("antal uger"))
    hours = models.PositiveSmallIntegerField(_("timer om ugen"))
    tasks = models.CharField(_("opgaver"), max_length=500, blank=True)

    class Meta:
        ordering = ["week"]
        constraints = [
            models.UniqueConstraint(fields=["version", "week"], name="sickleave_week_begins_one_stage"),
            models.CheckConstraint(
                condition=Q(
                    week__range=(1, MOST_WEEKS), weeks__range=(1, MOST_WEEKS), hours__range=(1, MOST_HOURS)
                ),
                name="sickleave_stage_is_weeks_and_hours",
            ),
        ]


class PaperAnswer(Personal):
    """The citizen agrees with a version or does not, in their own words. The newest answer holds."""

    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="answers")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    words = models.TextField(_("dine ord"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(words=""),
                name="sickleave_disagreement_has_words",
                violation_error_message=_("Skriv, hvad du ikke er enig i."),
            )
        ]


class PaperShared(models.Model):
    """Which version a consent lets the workplace read: the one the citizen saw. Another asks for another consent."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="shared_paper")
    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="shared")


class PaperEvaluation(Personal):
    """How a retention plan went, written when its day came. `due_on` is the day it was for."""

    paper = models.ForeignKey(WorkplacePaper, on_delete=models.CASCADE, related_name="evaluations")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    words = models.TextField(_("hvordan gik det"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "due_on"],
                name="sickleave_evaluated_once",
                violation_error_message=_("Planen er allerede evalueret. Hent siden igen."),
            )
        ]
