"""The citizen's own story, told once: who may read it is decided where the rows are asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Expression, F, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.citizens.models.citizen import barred
from tovholder.jobcentre.citizens.models.reach import IN_FORCE, SHOWN
from tovholder.jobcentre.prepared import Given

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


# Put together of constants alone, and of the columns that are asked about.
_OPEN = f"SELECT 1 FROM citizens_course c {{}} WHERE c.citizen_id = {{}} AND c.until IS NULL AND {SHOWN} AND "  # nosec B608
_COVERED = f"SELECT s.employee_id FROM staff_standin s WHERE s.stand_in_id = %s AND {IN_FORCE.format('s')}"  # nosec B608


class MayRead(Expression):
    """Whether `employee` may read, on `day`, an entry of this `citizen` that has these `readers`: in SQL of its own, as
    `citizens.models.reach`. Asked for each entry's citizen, who has at most one open course: an index each.
    """

    conditional = True

    def __init__(self, citizen: Any, readers: Any, *, employee: int | Given, day: date | Given) -> None:
        super().__init__(output_field=models.BooleanField())
        self.citizen, self.readers, self.employee, self.day = citizen, readers, employee, day

    def get_source_expressions(self) -> list[Any]:
        return [self.citizen, self.readers]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.citizen, self.readers = exprs

    def as_sql(self, compiler, connection) -> tuple[str, list[Any]]:
        (citizen, _), (readers, _) = compiler.compile(self.citizen), compiler.compile(self.readers)
        day = self.day if isinstance(self.day, Given) else connection.ops.adapt_datefield_value(self.day)
        followed = _OPEN.format("", citizen) + f"(c.contact_id = %s OR c.contact_id IN ({_COVERED}))"
        beside = _OPEN.format("JOIN citizens_drawnin d ON d.course_id = c.id", citizen)
        beside += f"d.employee_id = %s AND {IN_FORCE.format('d')}"
        sql = f"({readers} IN (%s, %s) AND EXISTS ({followed}) OR {readers} = %s AND EXISTS ({beside}))"
        theirs = [self.employee, self.employee, day, day]
        return sql, [Readers.PERSON, Readers.DRAWN_IN, *theirs, Readers.DRAWN_IN, self.employee, day, day]


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
        return self.readable_by_one(employee.pk, day, has_clearance=employee.has_clearance)

    def readable_by_one(self, employee, day, *, has_clearance: bool):
        """As `readable_by` for one who follows citizens, by number, or what stands for it and the day in a query."""
        may_read = MayRead(F("citizen"), F("readers"), employee=employee, day=day)
        kept_from = barred(employee, has_clearance=has_clearance, prefix="citizen__")
        return self.standing().filter(may_read).exclude(kept_from)


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
