from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.exchange.report import in_words


class FileKind(models.TextChoices):
    EMPLOYEES = "employees", _("Medarbejdere")
    COMPANIES = "companies", _("Virksomheder")
    CITIZENS = "citizens", _("Borgere")
    SUPPORT = "support", _("Ydelsesforløb")
    BENCHMARK = "benchmark", _("Tal fra jobindsats")


class RunState(models.TextChoices):
    CHECKED = "checked", _("Tjekket")
    APPLIED = "applied", _("Læst ind")
    DISCARDED = "discarded", _("Lagt væk")


class ImportRunQuerySet(models.QuerySet):
    def without_content(self):
        """The report alone, and whether the file is still there; the file itself stays where it is."""
        kept = ExpressionWrapper(Q(content__isnull=False), output_field=models.BooleanField())
        return self.defer("content").annotate(is_kept=kept)


class ImportRun(models.Model):
    """A file and its dry run. The file itself stays, encrypted, only until it is read in, laid away or replaced.

    `counts`, `problems` and `differences` hold row numbers, columns and sentences: never a name or a CPR number.
    """

    # Comes with the form, so that a double press makes one run.
    token = models.UUIDField(unique=True)
    kind = models.CharField(_("slags"), max_length=10, choices=FileKind.choices)
    file_name = models.CharField(_("fil"), max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField(null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    state = models.CharField(_("tilstand"), max_length=10, choices=RunState.choices, default=RunState.CHECKED)
    applied_at = models.DateTimeField(null=True)
    # What the file would do, as a digest: when it no longer agrees, our data has changed since the dry run.
    plan = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    differences = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RunState.CHECKED) | Q(content__isnull=True),
                name="exchange_file_is_kept_only_until_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.APPLIED) | Q(applied_at__isnull=False),
                name="exchange_applied_says_when",
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="exchange_run_newest")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def words(self) -> str:
        return in_words(self.counts)

    @property
    def state_in_words(self) -> str:
        """What came of the file: a checked one may have to be put right first, or have nothing to give."""
        if self.state == RunState.CHECKED and self.counts["wrong"]:
            return gettext("Skal rettes")
        if self.state == RunState.CHECKED and not self.has_something_to_do:
            return gettext("Ændrer intet")
        return str(RunState(self.state).label)

    @property
    def has_something_to_do(self) -> bool:
        return bool(self.counts["new"] or self.counts["changed"] or self.counts["beside"])
