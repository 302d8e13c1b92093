"""What is published: public figures as read, our own as they may be shown, and what the municipality chose."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.companies.models import Company
from tovholder.jobcentre.staff.models import Unit
from tovholder.registers.disclosure import LIMIT

JOBINDSATS = "jobindsats.dk, tabel Y30R21 (Styrelsen for Arbejdsmarked og Rekruttering)"
INVENTED = "Opdigtede tal til demoen, i samme form som jobindsats.dk, tabel Y30R21"
HIGHEST_LIMIT = 50
LONGEST_AREA = 60
LONGEST_GROUP = 100
LONGEST_MEASURE = 120
SHARE_DECIMALS = 6


class Rounding(models.IntegerChoices):
    NOT = 1, _("Vis de præcise antal")
    FIVE = 5, _("Afrund til nærmeste 5")
    TEN = 10, _("Afrund til nærmeste 10")


class MunicipalityChoice(models.Model):
    """The one row with what the municipality has chosen for its figures."""

    area = models.CharField(_("kommune"), max_length=LONGEST_AREA, blank=True)
    small_number_limit = models.PositiveSmallIntegerField(
        _("mindste antal personer, der vises"),
        default=LIMIT,
        validators=[MinValueValidator(LIMIT), MaxValueValidator(HIGHEST_LIMIT)],
    )

    round_to = models.PositiveSmallIntegerField(
        _("antal afrundes til nærmeste"), choices=Rounding.choices, default=Rounding.NOT
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(round_to__in=Rounding.values), name="results_rounding_is_known"
            ),
            models.CheckConstraint(condition=Q(pk=1), name="results_one_choice"),
            models.CheckConstraint(
                condition=Q(small_number_limit__gte=LIMIT),
                name="results_small_numbers_stay_hidden",
                violation_error_message=_("Tal om færre end 5 personer vises aldrig."),
            ),
        ]

    @classmethod
    def now(cls) -> "MunicipalityChoice":
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class BenchmarkFigure(models.Model):
    """Expected and actual full-time persons of one municipality, period and benefit group, as jobindsats gives them.

    `difference` is actual minus expected; shares are per cent of the population; rank 1 is most below the expected.
    """

    area = models.CharField(max_length=LONGEST_AREA)
    period = models.CharField(max_length=12)
    ends_on = models.DateField()
    group = models.CharField(max_length=LONGEST_GROUP)
    is_total = models.BooleanField()
    expected = models.PositiveIntegerField()
    actual = models.PositiveIntegerField()
    difference = models.IntegerField()
    expected_share = models.DecimalField(max_digits=9, decimal_places=SHARE_DECIMALS)
    actual_share = models.DecimalField(max_digits=9, decimal_places=SHARE_DECIMALS)
    share_difference = models.DecimalField(max_digits=9, decimal_places=SHARE_DECIMALS)
    rank = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "period", "group"], name="results_benchmark_once")
        ]


class Indicator(models.TextChoices):
    TEMPORARY = "temporary", _("Midlertidig forsørgelse")
    PERMANENT = "permanent", _("Permanent forsørgelse")
    UNDER_30 = "under_30", _("Under 30 år")
    SICK = "sick", _("Sygedagpenge")
    SICK_WEEKS = "sick_weeks", _("Hvor længe på sygedagpenge")
    COMPANY_CONTACT = "company_contact", _("Kontakt med virksomheden")
    SPOKEN_ANSWER = "spoken_answer", _("Svar til virksomheden")
    CITIZEN_TALK = "citizen_talk", _("Samtale med borgeren")
    OWN_EMPLOYEE = "own_employee", _("Egen medarbejder")
    USUAL_EMPLOYEE = "usual_employee", _("Den medarbejder, borgeren møder mest")
    SAME_EMPLOYEE = "same_employee", _("To samtaler med den samme")
    EMPLOYEES_MET = "employees_met", _("Medarbejdere, en borger møder")
    NEXT_SAME = "next_same", _("Den samme som gangen før")
    OWN_CITIZENS = "own_citizens", _("Medarbejdernes samtaler med egne borgere")
    HANDOVERS = "handovers", _("Skift af fast medarbejder")
    COMPANY_BEGAN = "company_began", _("Kontakter, virksomhederne begynder")
    TOLD_IN_TIME = "told_in_time", _("Meldinger senest på første fraværsdag")
    AT_WORKPLACE = "at_workplace", _("Samtaler på arbejdspladsen")
    WE_CHAIR = "we_chair", _("Samtaler, vi leder")
    FELT_MET = "felt_met", _("Borgere, der føler sig mødt")
    KNOWS_ME = "knows_me", _("Medarbejderen ved, hvordan borgeren har det")
    OWN_SAY = "own_say", _("Borgeren er med til at bestemme")
    REAL_WORLD = "real_world", _("Aktiviteter i virkeligheden")
    COORDINATION = "coordination", _("Tid på koordinering")
    FULL_TIME = "full_time", _("Fuldtidspersoner på en ydelse")
    INFLOW = "inflow", _("Tilgang")
    OUTFLOW = "outflow", _("Afgang")
    SO_LONG = "so_long", _("Hvor længe på ydelsen til nu")
    AFTER_SICK = "after_sick", _("Uden ydelse efter sygedagpenge")
    SICK_LASTING = "sick_lasting", _("Hvor længe sygefravær varer")
    SICK_ENDS = "sick_ends", _("Hvordan sygefravær ender")
    MODEL = "model", _("Lever vi modellen?")


class Figure(models.Model):
    """One published number of the whole centre, a unit, or what a company has told us. A hidden number is not kept."""

    indicator = models.CharField(max_length=20, choices=Indicator.choices)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # The day it holds for, or the last day of the period it is counted over.
    day = models.DateField()
    # Which part of the indicator: "" is the figure itself, else a code of the app's `indicators`.
    group = models.CharField(max_length=20, blank=True)
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    value = models.FloatField(null=True)
    suppressed = models.BooleanField()
    version = models.CharField(max_length=60)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "day", "group"], name="results_figure_of_a_unit_once"
            ),
            models.UniqueConstraint(
                fields=["indicator", "day", "group"],
                condition=Q(unit__isnull=True, company__isnull=True),
                name="results_figure_of_the_centre_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "company", "day", "group"], name="results_figure_of_a_company_once"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(company__isnull=True), name="results_figure_of_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(suppressed=False)
                | Q(numerator__isnull=True, denominator__isnull=True, value__isnull=True),
                name="results_hidden_is_not_kept",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True)
                | Q(denominator__isnull=True)
                | Q(numerator__lte=F("denominator")),
                name="results_share_is_a_part",
            ),
        ]


class Chart(models.Model):
    """A drawn chart, kept under the digest of what it shows and the language it says it in."""

    key = models.CharField(max_length=64, unique=True)
    svg = models.TextField()


class Study(models.Model):
    """One municipality before and after a change, beside the mixture of others: as it was reckoned, in numbers.

    `content` is a `tovholder.evidence.told.Told`; figures of whole municipalities, nothing of a person.
    """

    measure = models.CharField(max_length=LONGEST_MEASURE)
    unit = models.CharField(max_length=30, blank=True)
    area = models.CharField(max_length=LONGEST_AREA)
    since = models.CharField(max_length=12)
    source = models.CharField(max_length=200)
    content = models.JSONField()
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "area"], name="results_study_once")]
