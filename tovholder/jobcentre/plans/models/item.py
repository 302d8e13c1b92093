"""Goals and steps: one shape, since both are written, changed and agreed in the same way."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.talks.models import Side

LONGEST = 500


class Kind(models.TextChoices):
    GOAL = "goal", _("Mål")
    STEP = "step", _("Skridt")


class Ending(models.TextChoices):
    DONE = "done", _("Gjort")
    ASIDE = "aside", _("Lagt væk")


class PlanItem(Personal):
    """A goal, or a step under a goal or alone. What it says stands in its wordings; `version` is the one in force."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="plan_items")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="plan_items")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    under = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    # The goal the citizen has put first. It is one that the citizen wrote or said yes to.
    is_top = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=5, choices=Ending.choices, blank=True)
    # The form's own number: pressing save twice gives one.
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="plans_item_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.STEP) | Q(under__isnull=True),
                name="plans_a_goal_stands_alone",
                violation_error_message=_("Et mål kan ikke ligge under et andet mål."),
            ),
            models.CheckConstraint(
                condition=Q(is_top=False) | Q(kind=Kind.GOAL, ended_at__isnull=True),
                name="plans_only_an_open_goal_is_on_top",
                violation_error_message=_("Kun et mål, der er i gang, kan stå øverst."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_as="")
                | Q(ended_at__isnull=False, ended_as__in=Ending.values),
                name="plans_item_ended_says_how",
            ),
            models.UniqueConstraint(
                fields=["course"],
                condition=Q(is_top=True),
                name="plans_one_goal_on_top",
                violation_error_message=_("Kun ét mål kan stå øverst."),
            ),
        ]
        indexes = [
            models.Index(fields=["course"], condition=Q(ended_at__isnull=True), name="plans_item_open"),
        ]


class WordingQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(number=F("item__version"))

    def waiting_for_us(self):
        """The citizen's, of what is not ended, to which we have said neither yes nor no."""
        ours = Mark.objects.filter(wording=OuterRef("pk"), side=Side.EMPLOYEE, replaced_at__isnull=True)
        return self.in_force().filter(~Exists(ours), side=Side.CITIZEN, item__ended_at__isnull=True)


class Wording(Personal):
    """What a goal or a step says, in versions: inserted, never overwritten, with who wrote it and on which side."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="wordings")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField(_("tekst"), max_length=LONGEST)
    side = models.CharField(max_length=8, choices=Side.choices)
    # Written by an employee beside a citizen who cannot log in: the words are the citizen's.
    is_together = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="plans_wordings_follow"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="plans_wording_side_is_known"),
            models.CheckConstraint(
                condition=Q(LessThanOrEqual(Length("text"), LONGEST)) & ~Q(text=""),
                name="plans_wording_is_short",
                violation_error_message=_("Skriv mellem 1 og 500 tegn."),
            ),
        ]


class Mark(Personal):
    """What one side says to a wording: yes, or no in words. A new mark of the same side replaces the one before."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="marks")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)
    agrees = models.BooleanField()
    words = models.TextField(_("hvad du tænker"), max_length=LONGEST, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "side"],
                condition=Q(replaced_at__isnull=True),
                name="plans_one_mark_of_a_side",
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="plans_mark_side_is_known"),
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(words=""),
                name="plans_a_no_is_in_words",
                violation_error_message=_("Skriv, hvad du tænker. En sætning er nok."),
            ),
        ]
