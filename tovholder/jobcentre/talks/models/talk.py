import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.staff.roles import Role

ABOUT = 200


class TalkQuerySet(models.QuerySet):
    def held(self):
        return self.filter(held_at__isnull=False)

    def booked(self):
        return self.filter(held_at__isnull=True, cancelled_at__isnull=True, starts_at__isnull=False)

    def shared(self):
        return self.held().filter(shared_at__isnull=False)


class Talk(Personal):
    """A talk between a citizen and an employee: booked (starts_at), held (held_at) or cancelled."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="talks")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="talks")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="talks")
    # A colleague who was there too: at a warm handover, or drawn in.
    joined_by = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    form = models.CharField(_("hvordan"), max_length=12, choices=Form.choices)
    place = models.CharField(_("sted"), max_length=100, blank=True)
    starts_at = models.DateTimeField(_("aftalt til"), null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # Of a booked talk how long it is to last, where that is known; of a held one how long it lasted.
    minutes = models.PositiveSmallIntegerField(
        _("minutter"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    shared_at = models.DateTimeField(null=True, blank=True)
    kept_private_because = models.CharField(_("hvorfor ikke delt"), max_length=200, blank=True)
    # The citizen has answered whether they were heard, or said no thanks: which of the two is kept nowhere.
    heard_is_closed = models.BooleanField(default=False)
    # What it is to be about, in the words of the citizen who booked it.
    about = models.CharField(_("hvad det handler om"), max_length=ABOUT, blank=True)
    # It stands in a time that its employee offers and the citizen chose: nobody else can have that one.
    in_offered = models.BooleanField(default=False)
    # When the citizen booked, moved or cancelled it, if that was the last that happened to it.
    by_citizen_at = models.DateTimeField(null=True, blank=True)
    # How often what stands in a calendar was changed (SEQUENCE of RFC 5545).
    sequence = models.PositiveIntegerField(default=0)
    # When the citizen was reminded of it, at the time it has now.
    reminded_at = models.DateTimeField(null=True, blank=True)
    # The citizen has had it by mail as a calendar takes it, and is to have every change of it.
    in_calendar = models.BooleanField(default=False)
    # The form's own number (pressing save twice gives one talk), and its name in every calendar (UID).
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = TalkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(form__in=Form.values), name="talks_form_is_known"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="talks_held_or_cancelled",
                violation_error_message=_("En aflyst samtale kan ikke også være holdt."),
            ),
            models.CheckConstraint(
                condition=Q(shared_at__isnull=True) | Q(held_at__isnull=False),
                name="talks_shared_only_when_held",
            ),
            models.UniqueConstraint(
                fields=["employee", "starts_at"],
                condition=Q(in_offered=True, held_at__isnull=True, cancelled_at__isnull=True),
                name="talks_an_offered_time_once",
                violation_error_message=_("Tiden er lige taget af en anden. Vælg en anden tid."),
            ),
        ]
        indexes = [
            models.Index(fields=["citizen", "-held_at"]),
            models.Index(
                fields=["course", "starts_at"],
                condition=Q(held_at__isnull=True, cancelled_at__isnull=True),
                name="talks_booked",
            ),
            models.Index(
                fields=["employee", "starts_at"],
                condition=Q(held_at__isnull=True, cancelled_at__isnull=True),
                name="talks_booked_with",
            ),
            models.Index(
                fields=["course"],
                condition=Q(held_at__isnull=False, shared_at__isnull=True, kept_private_because=""),
                name="talks_not_shared",
            ),
            models.Index(
                fields=["by_citizen_at"],
                condition=Q(by_citizen_at__isnull=False),
                name="talks_by_citizen",
            ),
        ]


class RoleTaken(models.Model):
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=12, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "role"], name="talks_role_once")]


class Note(Personal):
    """The note of a talk, in versions: inserted, never overwritten. The highest number is the one in force.

    What the citizen said, word for word, stands apart from what the employee writes; it is shared, or private, with it.
    """

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="notes")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    text = models.TextField(_("note"), max_length=20_000)
    citizen_words = models.TextField(_("borgerens egne ord"), max_length=5_000, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "version"], name="talks_note_versions_follow")]


class Side(models.TextChoices):
    CITIZEN = "citizen", _("Borgeren")
    EMPLOYEE = "employee", _("Medarbejderen")


class Message(Personal):
    """A message between a citizen and their contact. Unanswered until the other side writes or they have talked."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="messages")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=8, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("besked"), max_length=2000)
    at = models.DateTimeField()
    # The citizen's message that this one answers is answered at this moment.
    answered_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["citizen", "-at"]),
            models.Index(
                fields=["course"],
                condition=Q(side="citizen", answered_at__isnull=True),
                name="talks_message_unanswered",
            ),
        ]


class HeardQuestion(models.TextChoices):
    """What a citizen may answer after a talk. The wording is our own."""

    FELT_MET = "felt_met", _("Følte du dig mødt?")
    KNOWS_ME = "knows_me", _("Ved din medarbejder, hvordan du har det?")
    OWN_SAY = "own_say", _("Er du selv med til at bestemme i din plan?")


class HeardTally(models.Model):
    """How many in this unit have given this answer in this month: a number, and nothing about whose answers it counts.

    No row for an answer, no talk, no employee, no moment (docs/decisions/0033).
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day: of the answer, not of the talk
    question = models.CharField(max_length=12, choices=HeardQuestion.choices)
    answer = models.PositiveSmallIntegerField()
    many = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "month", "question", "answer"], name="talks_heard_once"),
            models.CheckConstraint(
                condition=Q(answer__gte=1, answer__lte=5), name="talks_heard_on_the_scale"
            ),
        ]
