from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, Expression, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access import permissions
from tovholder.jobcentre.names.fields import Named
from tovholder.jobcentre.periods.models import Period, PeriodQuerySet, on


class StaffProfile(models.TextChoices):
    """The three profiles of the model; most are the first."""

    EMPLOYMENT = "employment", _("Beskæftigelsesfaglig medarbejder")
    JOB_CONSULTANT = "job_consultant", _("Jobkonsulent")
    JOB_EFFORT = "job_effort", _("Jobindsatsmedarbejder")


class Unit(Named):
    name = models.CharField(_("navn"), max_length=100, unique=True)
    telephone = models.CharField(_("telefon"), max_length=20)
    receiver = models.ForeignKey(
        "staff.Employee",
        on_delete=models.PROTECT,
        null=True,
        related_name="receives_for",
        verbose_name=_("modtager nye"),
    )

    def __str__(self) -> str:
        return self.name


class EmployeeQuerySet(models.QuerySet):
    def working(self, day: date):
        """Those who still work here on `day`, also when it is known that they stop later."""
        return self.exclude(left_on__lte=day)

    def who_follow_citizens(self, day: date):
        """Those whose work it is, whatever their profile, and who work on `day`."""
        return self.working(day).filter(user__role__in=[permissions.Role.EMPLOYEE, permissions.Role.LEADER])

    def who_can_be_contact(self, day: date):
        """Those who follow citizens in their role, have a profile the centre lets be a contact, and work on `day`."""
        return self.who_follow_citizens(day).filter(profile__in=ContactProfile.objects.values("profile"))

    def who_can_take_more(self, day: date):
        """Those who can be a contact and are not about to stop: nobody is proposed to somebody who leaves."""
        return self.who_can_be_contact(day).filter(left_on__isnull=True)

    def covered_by(self, employee, day):
        """Those whose people `employee` looks after on `day`."""
        return self.filter(on(day, "stand_ins__"), stand_ins__stand_in=employee)

    def looked_after_by(self, employee, day):
        """The numbers of `employee` and those they cover for, as one list: joined by OR they would find no index."""
        covered = self.covered_by(employee, day).values("pk")
        return self.filter(pk=employee.pk).values("pk").union(covered)


class Employee(Named):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="employee")
    number = models.CharField(_("medarbejdernummer"), max_length=20, unique=True)
    name = models.CharField(_("navn"), max_length=100)
    profile = models.CharField(_("profil"), max_length=20, choices=StaffProfile.choices)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="employees", verbose_name=_("enhed")
    )
    weekly_hours = models.DecimalField(
        _("timer til borgere om ugen"),
        max_digits=4,
        decimal_places=1,
        default=Decimal(30),
        validators=[MinValueValidator(0), MaxValueValidator(48)],
    )
    telephone = models.CharField(_("telefon"), max_length=20)
    telephone_hours = models.CharField(_("telefontid"), max_length=40, default="8–16")
    email = models.EmailField(_("mail"))
    has_clearance = models.BooleanField(_("må følge beskyttede borgere"), default=False)
    # The first day the employee no longer works here.
    left_on = models.DateField(_("stoppet"), null=True, blank=True)
    # Who is proposed when the employee is away; each absence says for itself who it is.
    usual_stand_in = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dækker som regel"),
    )

    # Where the picture is, if there is one: drawn anew at every change, so that nobody can guess it, and a browser may
    # keep what it found there.
    face = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    objects = EmployeeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def has_left(self, day: date) -> bool:
        return self.left_on is not None and self.left_on <= day

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][0] + words[-1][0]).upper() if len(words) > 1 else self.name[:2].upper()


class EmployeeLanguage(models.Model):
    """A language an employee can hold a talk in, beside Danish."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("sprog"), max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "language"], name="staff_language_once"),
            models.CheckConstraint(condition=~Q(language=""), name="staff_language_has_a_name"),
        ]


class EmployeePictureQuerySet(models.QuerySet):
    def served_on(self, day: date):
        """Those of employees who work here on `day`."""
        return self.exclude(employee__left_on__lte=day)


class EmployeePicture(models.Model):
    """An employee's face, for the people who are to meet them: one small picture, made again from what was sent."""

    employee = models.OneToOneField(
        Employee, on_delete=models.CASCADE, related_name="picture", primary_key=True
    )
    image = models.BinaryField()

    objects = EmployeePictureQuerySet.as_manager()


class PulseQuestion(models.TextChoices):
    MEANING = "meaning", _("Mit arbejde gav mening i den her uge")
    DEVELOPMENT = "development", _("Jeg lærte noget, jeg kan bruge")
    COORDINATION = "coordination", _("Samarbejdet gled, uden at jeg brugte min tid på at koordinere")


class PulseTally(models.Model):
    """How many have given this answer in this week: a number, and nothing about whose answers it counts.

    No row for an answer, no user, no unit, no moment: neither the log nor the order of rows leads to a person.
    """

    week = models.DateField()  # its Monday
    question = models.CharField(max_length=12, choices=PulseQuestion.choices)
    answer = models.PositiveSmallIntegerField()
    many = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "question", "answer"], name="staff_pulse_tally_once"),
            models.CheckConstraint(
                condition=Q(answer__gte=1, answer__lte=5), name="staff_pulse_on_the_scale"
            ),
        ]


class ContactProfile(models.Model):
    """The centre's choice of who can be a contact. One row per profile that can."""

    profile = models.CharField(max_length=20, choices=StaffProfile.choices, unique=True)


class Absence(Period):
    """An employee away. Never why: only when, and who stands in (`covers`, one after another)."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="absences")

    objects = PeriodQuerySet.as_manager()


class StandInQuerySet(PeriodQuerySet):
    def for_employee(self, employee, day):
        return self.on(day).filter(stand_in=employee).select_related("employee")


class StandIn(Period):
    """`stand_in` looks after `employee`'s people, workplaces and notices in this time, and hands back by itself."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="stand_ins")
    stand_in = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="stands_in")
    # The absence it covers; none where the employee has left and the unit's leader covers until all have somebody.
    absence = models.ForeignKey(
        Absence, on_delete=models.PROTECT, null=True, blank=True, related_name="covers"
    )

    objects = StandInQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(employee=models.F("stand_in")),
                name="staff_standin_is_another",
                violation_error_message=_("En medarbejder kan ikke dække for sig selv."),
            ),
        ]


def away(day: date | Expression) -> Exists:
    """Annotation for employees: are they away on `day`?"""
    return Exists(Absence.objects.on(day).filter(employee=OuterRef("pk")))
