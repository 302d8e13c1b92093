from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models.batch import Batched, VisibleManager
from tovholder.jobcentre.citizens.models.citizen import Citizen
from tovholder.jobcentre.periods.models import Period, PeriodQuerySet
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.staff.roles import Role


class Form(models.TextChoices):
    """How people meet."""

    IN_PERSON = "in_person", _("Her hos os")
    WORKPLACE = "workplace", _("På arbejdspladsen")
    WALK = "walk", _("Gåtur")
    TELEPHONE = "telephone", _("Telefon")
    VIDEO = "video", _("Video")


class Began(models.TextChoices):
    SICK_LEAVE = "sick_leave", _("Sygemelding")
    UNEMPLOYED = "unemployed", _("Ledighed")
    ASKED = "asked", _("Borgeren har selv bedt om det")
    MOVED = "moved", _("Flyttet til kommunen")


class Ended(models.TextChoices):
    WORK = "work", _("I arbejde")
    EDUCATION = "education", _("I uddannelse")
    PENSION = "pension", _("Pension")
    MOVED = "moved", _("Flyttet fra kommunen")
    OTHER = "other", _("Andet")


class CourseQuerySet(PeriodQuerySet):
    def of(self, employee: Employee, day: date):
        """Open courses whose contact is `employee`, or somebody they stand in for on `day`."""
        return self.open().filter(contact__in=Employee.objects.looked_after_by(employee, day))


class Course(Period, Batched, Personal):
    """A course of follow-up (forløb). A citizen has at most one open, and it has exactly one contact: the column."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="courses")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="courses", verbose_name=_("enhed"))
    contact = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="courses", verbose_name=_("fast medarbejder")
    )
    began_because = models.CharField(_("begyndte med"), max_length=20, choices=Began.choices)
    ended_because = models.CharField(_("sluttede med"), max_length=20, choices=Ended.choices, blank=True)
    # Agreed work, set by the employee, seen by the citizen; never derived from who the citizen is.
    weekly_hours = models.DecimalField(
        _("aftalte timer om ugen"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("0.75"),
        validators=[MinValueValidator(0), MaxValueValidator(37)],
    )
    # The next contact as agreed; empty when nothing is agreed. A held talk sets it anew or clears it.
    next_on = models.DateField(_("næste aftale"), null=True, blank=True)
    next_time = models.TimeField(null=True, blank=True)
    next_form = models.CharField(max_length=12, choices=Form.choices, blank=True)

    objects = VisibleManager.from_queryset(CourseQuerySet)()

    class Meta(Period.Meta, Batched.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(until__isnull=True),
                name="citizens_one_open_course",
                violation_error_message=_("Borgeren har allerede et åbent forløb."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | ~Q(ended_because=""),
                name="citizens_course_says_why_it_ended",
                violation_error_message=_("Skriv, hvad forløbet sluttede med."),
            ),
        ]
        indexes = [
            *Batched.Meta.indexes,
            models.Index(
                fields=["contact"], condition=Q(until__isnull=True), name="citizens_course_open_contact"
            ),
            models.Index(fields=["unit"], condition=Q(until__isnull=True), name="citizens_course_open_unit"),
        ]


class CourseContact(Period, Batched, Personal):
    """Who has been the contact of a course, and when. Of an open course one row is open and agrees with its contact."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="contacts")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")

    objects = VisibleManager.from_queryset(PeriodQuerySet)()

    class Meta(Period.Meta, Batched.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["course"],
                condition=Q(until__isnull=True),
                name="citizens_course_has_one_contact",
                violation_error_message=_("Forløbet har allerede en fast medarbejder."),
            ),
        ]


class CourseRole(Personal):
    """A role that this course needs, as chosen with the citizen."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="roles_needed")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("rolle"), max_length=12, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "role"], name="citizens_role_needed_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="citizens_role_needed_is_known"),
        ]


class HandoverReason(models.TextChoices):
    PROPOSAL = "proposal", _("Fra modtagelsen til den faste medarbejder")
    CITIZEN_ASKED = "citizen_asked", _("Borgeren har bedt om det")
    LEAVING = "leaving", _("Medarbejderen holder op")
    ROOM = "room", _("Medarbejderen har ikke timer nok")
    COMPETENCE = "competence", _("Forløbet kræver noget, en anden kan")
    CONFLICT = "conflict", _("Inhabilitet")
    UNIT = "unit", _("Borgeren skal følges i en anden enhed")


class Handover(Personal):
    """One contact hands over to the next: why, and what matters. Open until the new contact has confirmed it."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="handovers")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    from_employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    to_employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("hvorfor"), max_length=20, choices=HandoverReason.choices)
    what_matters = models.TextField(_("hvad er vigtigt"), max_length=2000)
    next_step = models.TextField(_("det næste, der er aftalt"), max_length=500, blank=True)
    citizen_wish = models.TextField(_("hvad borgeren selv ønsker"), max_length=500, blank=True)
    # The talk in which the citizen meets both, or why there is none.
    joint_talk_on = models.DateField(_("fælles samtale"), null=True, blank=True)
    no_joint_talk_because = models.CharField(_("hvorfor ikke"), max_length=200, blank=True)
    accepted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["to_employee"],
                condition=Q(confirmed_at__isnull=True),
                name="citizens_handover_unconfirmed",
            )
        ]


class DrawnInReason(models.TextChoices):
    AUTHORITY = "authority", _("Myndighed")
    MENTOR = "mentor", _("Mentor")
    COACH = "coach", _("Coach")
    COMPANY = "company", _("Kontakt til virksomheder")
    MOTIVATING = "motivating", _("Motiverende samtale")
    LANGUAGE = "language", _("Sprog")
    CITIZEN_ASKED = "citizen_asked", _("Borgeren har bedt om det")


class DrawnIn(Period, Personal):
    """A colleague drawn in beside the contact: an exception, with a reason and an end."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="drawn_in")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="drawn_in")
    reason = models.CharField(_("hvorfor"), max_length=20, choices=DrawnInReason.choices)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until__isnull=False),
                name="citizens_drawnin_has_an_end",
                violation_error_message=_("Skriv, til hvornår kollegaen er med."),
            ),
        ]
