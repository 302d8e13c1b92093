"""The citizen's own story, told once: who may read it is decided where the rows are asked for."""

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course, DrawnIn
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.staff.models import Employee

# More than twenty thousand words.
LONGEST_ENTRY = 160_000
FIRST_YEAR, LAST_YEAR = 1900, 2100


class About(models.TextChoices):
    HEALTH = "health", _("Helbred")
    WORK = "work", _("Arbejdsliv")


class Readers(models.TextChoices):
    PERSON = "person", _("Min faste medarbejder")
    DRAWN_IN = "drawn_in", _("Min faste medarbejder og de kolleger, der er med")
    ME = "me", _("Kun mig selv")


class StoryQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at__isnull=True)

    def readable_by(self, user: User, day: date):
        """The entries this person may read on `day`, in the citizen's own choice: the contact and whoever covers, those
        drawn in where the citizen let them, and the citizen. No leader, no emergency access, nobody from outside; and
        nothing that is withdrawn.
        """
        standing = self.standing()
        if user.may(May.OWN_COURSE):
            return standing.filter(citizen__user=user)
        employee = user.employee_or_none
        if employee is None or not user.may(May.FOLLOW_CITIZENS):
            return standing.none()
        # Asked for each entry's citizen, who has at most one open course: an index each, and few rows.
        theirs = Course.objects.open().filter(citizen=OuterRef("citizen"))
        covered = Employee.objects.covered_by(employee, day).values("pk")
        followed = theirs.filter(Q(contact=employee) | Q(contact__in=covered))
        beside = DrawnIn.objects.on(day).filter(employee=employee).values("course")
        return standing.filter(
            Q(Exists(followed), readers__in=[Readers.PERSON, Readers.DRAWN_IN])
            | Q(Exists(theirs.filter(pk__in=beside)), readers=Readers.DRAWN_IN)
        ).exclude(barred_from(user, "citizen__"))


class StoryEntry(Personal):
    """Something the citizen tells about health or working life, in their own words, in any order."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="story")
    about = models.CharField(_("handler om"), max_length=6, choices=About.choices)
    readers = models.CharField(_("hvem må læse"), max_length=8, choices=Readers.choices)
    text = models.TextField(_("historie"), max_length=LONGEST_ENTRY)
    # A year is what people remember.
    from_year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    to_year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    version = models.PositiveIntegerField(default=1)
    # Written by the contact beside a citizen who cannot log in: the words are the citizen's.
    is_together = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=About.values), name="plans_story_is_about_something"
            ),
            models.CheckConstraint(
                condition=Q(readers__in=Readers.values), name="plans_story_says_who_reads"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="plans_story_is_not_empty"),
            models.CheckConstraint(
                condition=Q(is_together=False) | ~Q(readers=Readers.ME),
                name="plans_story_written_together_is_read",
                violation_error_message=_("En historie, I har skrevet sammen, skal kunne læses."),
            ),
            models.CheckConstraint(
                condition=Q(from_year__isnull=True)
                | Q(to_year__isnull=True)
                | Q(to_year__gte=F("from_year")),
                name="plans_story_ends_after_it_began",
                violation_error_message=_("Det kan ikke slutte, før det begyndte. Se på årstallene."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["citizen"], condition=Q(withdrawn_at__isnull=True), name="plans_story_standing"
            ),
            models.Index(
                fields=["withdrawn_at"],
                condition=Q(withdrawn_at__isnull=False),
                name="plans_story_withdrawn",
            ),
        ]
