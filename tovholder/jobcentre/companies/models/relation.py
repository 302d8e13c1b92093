"""What stands between us and a workplace: how often we talk, when we did, what is agreed, and what we note. No citizen
is in any of it.
"""

import uuid
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.companies.models.places import CompanyPerson, Relation, Workplace
from tovholder.jobcentre.periods.models import Period, PeriodQuerySet
from tovholder.jobcentre.prepared import Given
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import looked_after_by

LONGEST_TALK = 480

# The themes a house begins with, in the language they are kept in; shown in the reader's.
THEMES = (
    gettext_noop("Den første samtale"),
    gettext_noop("Arbejde, der kan tilpasses"),
    gettext_noop("Tilbage på nedsat tid"),
    gettext_noop("Drypvis fravær"),
    gettext_noop("Regler og refusion"),
    gettext_noop("Noget andet"),
)


class BegunBy(models.TextChoices):
    COMPANY = "company", _("Virksomheden")
    CENTRE = "centre", _("Jobcentret")


class How(models.TextChoices):
    CALL = "call", _("Telefon")
    VISIT = "visit", _("Besøg hos dem")
    MEETING = "meeting", _("Møde her eller et andet sted")
    SPARRING = "sparring", _("Sparring")


class WorkplaceChoice(models.Model):
    """The one row with what the municipality has chosen: how often we talk with each kind of workplace."""

    partnership_months = models.PositiveSmallIntegerField(
        _("måneder mellem samtaler med dem, I har partnerskab med"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    other_months = models.PositiveSmallIntegerField(
        _("måneder mellem samtaler med andre arbejdssteder"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )

    CHOSEN = ("partnership_months", "other_months")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="companies_one_choice")]

    @classmethod
    def now(cls) -> "WorkplaceChoice":
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def months(self, relation: str) -> int:
        return self.partnership_months if relation == Relation.PARTNERSHIP else self.other_months


class SparringTheme(Period):
    """What a company asks advice about. Ended, never deleted: what was written down keeps its theme."""

    name = models.CharField(_("tema"), max_length=60)
    place = models.PositiveSmallIntegerField()

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(until__isnull=True),
                name="companies_theme_once",
                violation_error_message=_("Temaet står der allerede."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """In the reader's language where it is one of ours; what the municipality wrote stays in its words."""
        return gettext(self.name) if self.name in THEMES else self.name


class WorkplaceTouch(models.Model):
    """A contact with a workplace that is no row elsewhere: a call, a visit, a meeting, or advice without a citizen
    (sparring: theme and minutes). No text, so that nobody can stand in it.
    """

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="touches")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        CompanyPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField(_("dag"))
    how = models.CharField(_("hvordan"), max_length=8, choices=How.choices)
    begun_by = models.CharField(max_length=8, choices=BegunBy.choices)
    theme = models.ForeignKey(
        SparringTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutter"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TALK)],
    )
    # Our advice about a notice: the notice is the contact, and this tells what was talked about.
    about_notice = models.BooleanField(default=False)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how="sparring", theme__isnull=False, minutes__isnull=False)
                | (~Q(how="sparring") & Q(theme__isnull=True, minutes__isnull=True)),
                name="companies_sparring_has_theme_and_minutes",
                violation_error_message=_("Sparring har et tema og et antal minutter."),
            ),
            models.CheckConstraint(
                condition=Q(about_notice=False) | Q(how="sparring"), name="companies_only_advice_answers"
            ),
            models.CheckConstraint(condition=Q(how__in=How.values), name="companies_how_is_known"),
            models.CheckConstraint(
                condition=Q(begun_by__in=BegunBy.values), name="companies_begun_by_is_known"
            ),
        ]
        indexes = [models.Index(fields=["workplace", "-on", "-id"], name="companies_touches")]


class Agreement(Period):
    """What we and a workplace have agreed (aftale): ended, never deleted."""

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="agreements")
    what = models.CharField(_("hvad er aftalt"), max_length=300)
    person = models.ForeignKey(
        CompanyPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(what=""),
                name="companies_agreement_says_what",
                violation_error_message=_("Skriv, hvad I har aftalt."),
            ),
        ]


class Audience(models.TextChoices):
    """Who reads a note. The company is the widest: what it may read, we may too."""

    CONTACT = "contact", _("Kun den faste kontakt og den, der dækker")
    FOLLOWERS = "followers", _("Alle, der følger borgere")
    COMPANY = "company", _("Også virksomheden: den står på deres side")


class WorkplaceNoteQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(taken_down_at__isnull=True)

    def visible_to(self, user, day: date):
        """By audience: the workplace's contact and who covers read all; other employees not those for the contact;
        a company its own, and nobody else any.
        """
        if user.may(May.COMPANY_DOOR):
            person = getattr(user, "company_person", None)
            return self.for_company(person.workplace_id) if person else self.none()
        employee = user.employee_or_none
        if employee is None or not user.may(May.FOLLOW_CITIZENS):
            return self.none()
        return self.for_employee(looked_after_by(employee, day))

    def for_employee(self, contacts: list[int] | Given):
        """Those of an employee who looks after the people of these contacts."""
        return self.filter(Q(workplace__contact__in=contacts) | ~Q(audience=Audience.CONTACT))

    def for_company(self, workplace: int):
        return self.filter(workplace=workplace, audience=Audience.COMPANY)


class WorkplaceNote(models.Model):
    """What is worth knowing about a workplace, for those it is written for. Taken down, never changed or deleted."""

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField(_("note"), max_length=1000)
    audience = models.CharField(_("hvem er den til"), max_length=9, choices=Audience.choices)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = WorkplaceNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="companies_note_says_something",
                violation_error_message=_("Skriv noten først."),
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="companies_audience_is_known"
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at__isnull=True) | Q(taken_down_at__gte=F("at")),
                name="companies_note_stood_first",
            ),
        ]
