from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.citizens.models import Batch
from tovholder.jobcentre.exchange.report import in_words


class FileKind(models.TextChoices):
    EMPLOYEES = "employees", _("Medarbejdere")
    COMPANIES = "companies", _("Virksomheder")
    CITIZENS = "citizens", _("Borgere")
    SUPPORT = "support", _("Ydelsesforløb")
    BENCHMARK = "benchmark", _("Tal fra jobindsats")


class RunState(models.TextChoices):
    """checking → checked → loading → finishing → applied; laid away from the first two.

    Loading is hidden: one that stops there is taken away again. From finishing on everybody sees it, and it is
    carried on.
    """

    CHECKING = "checking", _("Tjekkes")
    CHECKED = "checked", _("Tjekket")
    LOADING = "loading", _("Læses ind")
    FINISHING = "finishing", _("Gøres færdig")
    APPLIED = "applied", _("Læst ind")
    DISCARDED = "discarded", _("Lagt væk")


WORKING = (RunState.CHECKING, RunState.LOADING, RunState.FINISHING)


class ImportRun(models.Model):
    """A file, what it would do, and how far it has come. The file itself stays, encrypted, only until it is decided on.

    `counts`, `problems` and `differences` hold row numbers, columns and sentences: never a name or a CPR number.
    """

    # Comes with the form, so that a double press makes one run.
    token = models.UUIDField(unique=True)
    kind = models.CharField(_("slags"), max_length=10, choices=FileKind.choices)
    file_name = models.CharField(_("fil"), max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    # "csv" or "xlsx": wrong rows go back as the file came.
    form = models.CharField(max_length=4, default="csv")
    headings = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
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
    # Why it did not go on, to whoever comes back to see.
    stopped = models.CharField(max_length=300, blank=True)
    skip_wrong = models.BooleanField(default=False)
    # Who works on it (machine:process:key), when they last said so, and how many of its rows are done.
    worker = models.CharField(max_length=120, blank=True)
    worked_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # What it reads in, and how far it has come in what follows when that has become visible.
    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, null=True, related_name="+")
    changed_parts = models.PositiveIntegerField(default=0)
    logged_until = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[RunState.FINISHING, RunState.APPLIED]) | Q(applied_at__isnull=False),
                name="exchange_visible_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WORKING) | ~Q(worker=""), name="exchange_work_has_a_worker"
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="exchange_run_newest")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def words(self) -> str:
        return in_words(self.counts or {"rows": self.rows})

    @property
    def state_in_words(self) -> str:
        """What came of the file: a checked one may have to be put right first, or have nothing to give."""
        if self.state == RunState.CHECKED and self.wrong:
            return gettext("Skal rettes")
        if self.state == RunState.CHECKED and not self.has_something_to_do:
            return gettext("Ændrer intet")
        return str(RunState(self.state).label)

    @property
    def has_something_to_do(self) -> bool:
        return bool(self.counts["new"] or self.counts["changed"] or self.counts["beside"])

    @property
    def is_kept(self) -> bool:
        return self.parts.filter(what__in=[What.ROWS, What.BYTES]).exists()

    @property
    def is_worked_on(self) -> bool:
        return self.state in WORKING

    @property
    def done_in_words(self) -> str:
        return number_format(self.done, force_grouping=True)

    @property
    def rows_in_words(self) -> str:
        return number_format(self.rows, force_grouping=True)

    @property
    def right_in_words(self) -> str:
        return number_format(self.right, force_grouping=True)

    @property
    def wrong_in_words(self) -> str:
        return number_format(self.wrong, force_grouping=True)

    @property
    def has_wrong_rows(self) -> bool:
        return self.parts.filter(what__in=[What.WRONG, What.LATE]).exists()

    @property
    def wrong(self) -> int:
        return int(self.counts.get("wrong", 0))

    @property
    def right(self) -> int:
        """How many rows there are besides the wrong ones."""
        return self.rows - self.wrong


class What(models.TextChoices):
    """`ROWS` of a sheet, or a file's own `BYTES`; `WRONG` rows with why, and those found wrong only when all were
    read."""

    ROWS = "rows"
    BYTES = "bytes"
    WRONG = "wrong"
    LATE = "late"


class ImportPart(models.Model):
    """A piece of a file, encrypted by itself, so that nobody ever holds the whole of it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="parts")
    what = models.CharField(max_length=5, choices=What.choices)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "what", "number"], name="exchange_part_stands_once")
        ]
