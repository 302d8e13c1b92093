"""The sick-leave talk: offered, agreed, held; who takes part, what was concluded, and one task for each party."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.sickleave.models.notice import AbsenceNotice
from tovholder.jobcentre.talks.models import Talk


class SickLeaveTalk(Personal):
    """A talk about an absence between citizen, workplace and us. Once a time is agreed there is a `Talk` of it."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="sick_leave_talks")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sick_leave_talks")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="sick_leave_talks")
    notice = models.ForeignKey(
        AbsenceNotice, on_delete=models.PROTECT, null=True, blank=True, related_name="sick_leave_talks"
    )
    talk = models.OneToOneField(
        Talk, on_delete=models.PROTECT, null=True, blank=True, related_name="sick_leave_talk"
    )
    we_lead = models.BooleanField(_("vi leder mødet"))
    form = models.CharField(_("hvordan"), max_length=12, choices=Form.choices)
    place = models.CharField(_("sted"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("tid"), null=True, blank=True)
    length = models.PositiveSmallIntegerField(
        _("minutter"), default=60, validators=[MinValueValidator(15), MaxValueValidator(240)]
    )
    agenda = models.TextField(_("dagsorden"), max_length=2000)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # What calendars know the talk by; a higher sequence replaces what was sent before (RFC 5545, 5546).
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(form__in=Form.values), name="sickleave_talk_form_is_known"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(starts_at__isnull=False),
                name="sickleave_agreed_is_a_time",
                violation_error_message=_("Skriv, hvornår I mødes."),
            ),
            models.UniqueConstraint(
                fields=["course", "workplace"],
                condition=Q(cancelled_at__isnull=True, talk__isnull=True),
                name="sickleave_one_talk_offered",
                violation_error_message=_(
                    "Der er allerede tilbudt en samtale. Aftal den, eller aflys den først."
                ),
            ),
        ]


class PartyKind(models.TextChoices):
    CITIZEN = "citizen", _("Medarbejderen")
    LEADER = "leader", _("Leder")
    REPRESENTATIVE = "representative", _("Tillidsrepræsentant")
    COMPANION = "companion", _("Bisidder")
    OTHER = "other", _("Anden")
    CENTRE = "centre", _("Jobcentret")


class Answer(models.TextChoices):
    YES = "yes", _("Kommer")
    NO = "no", _("Kan ikke komme")
    NEW_TIME = "new_time", _("Foreslår en anden tid")


class Party(Personal):
    """Somebody who takes part: their own text in the invitation, and what they answered."""

    sick_leave_talk = models.ForeignKey(SickLeaveTalk, on_delete=models.CASCADE, related_name="parties")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("hvem"), max_length=14, choices=PartyKind.choices)
    name = models.CharField(_("navn"), max_length=100)
    email = models.EmailField(_("mail"), blank=True)
    text = models.TextField(_("tekst i invitationen"), max_length=2000, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    invited_sequence = models.PositiveIntegerField(null=True, blank=True)
    answer = models.CharField(_("svar"), max_length=8, choices=Answer.choices, blank=True)
    answer_text = models.CharField(_("hvornår passer det"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PartyKind.values), name="sickleave_party_is_known"),
        ]


class Minutes(Personal):
    """The minutes of a talk, in versions: conclusion first. Private until shared; later changes say why."""

    sick_leave_talk = models.ForeignKey(SickLeaveTalk, on_delete=models.CASCADE, related_name="minutes")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    conclusion = models.TextField(_("konklusion"), max_length=4000)
    because = models.CharField(_("hvorfor ændret"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sick_leave_talk", "version"], name="sickleave_minutes_versions_follow"
            )
        ]


class PartyTask(Personal):
    """The one task that a party goes home with."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="tasks")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="tasks")
    text = models.CharField(_("opgave"), max_length=500)
    due_on = models.DateField(_("senest"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "party"], name="sickleave_one_task_a_party")
        ]


class MinutesDraft(Personal):
    """What is being typed, kept on the server until it is saved as minutes or thrown away."""

    sick_leave_talk = models.OneToOneField(SickLeaveTalk, on_delete=models.CASCADE, related_name="draft")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
