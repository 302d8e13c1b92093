"""Matters of authority, kept apart from coaching: that something is to be decided, and when; not the decision."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.talks.models import Talk

LONGEST_NOTE = 20_000


class MatterKind(models.TextChoices):
    SUPPORT = "support", _("Forsørgelse")
    OFFER = "offer", _("Tilbud eller aktivitet")
    AVAILABILITY = "availability", _("Rådighed eller sanktion")
    SICK_LEAVE = "sick_leave", _("Sygedagpenge")
    WORK_ABILITY = "work_ability", _("Fleksjob eller førtidspension")
    AID = "aid", _("Hjælpemiddel, befordring eller mentorstøtte")
    OTHER = "other", _("Noget andet")


class MatterQuerySet(models.QuerySet):
    def without_note(self):
        return self.filter(noted_at__isnull=True)


class Matter(Personal):
    """Something that is to be decided about a citizen: what, when it arose, the hearing, and what was answered when.

    The decision is made in another system; `reference` is its number there. Every day is a day, none a moment.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="matters")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="matters")
    # The talk in which it arose, when it was one.
    talk = models.ForeignKey(Talk, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("hvad det handler om"), max_length=12, choices=MatterKind.choices)
    what = models.CharField(_("hvad der skal afgøres"), max_length=200)
    arose_on = models.DateField(_("hvornår"))
    reference = models.CharField(_("nummer i det andet system"), max_length=60, blank=True)
    hearing_sent_on = models.DateField(_("hørt"), null=True, blank=True)
    hearing_due_on = models.DateField(_("svar senest"), null=True, blank=True)
    hearing_answered_on = models.DateField(_("svaret"), null=True, blank=True)
    decided_on = models.DateField(_("afgjort"), null=True, blank=True)
    complaint_due_on = models.DateField(_("klagefrist"), null=True, blank=True)
    # It fell away: nothing is to be decided any more.
    lapsed_on = models.DateField(_("bortfaldet"), null=True, blank=True)
    # When the first note was written (notatpligt, offentlighedsloven § 13).
    noted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MatterKind.values), name="authority_kind_is_known"),
            models.CheckConstraint(condition=~Q(what=""), name="authority_says_what"),
            models.CheckConstraint(
                condition=Q(hearing_due_on__isnull=True)
                | Q(hearing_sent_on__isnull=False, hearing_due_on__gte=F("hearing_sent_on")),
                name="authority_hearing_is_sent_before_it_is_due",
                violation_error_message=_("Fristen for svar kan ikke ligge, før høringen blev sendt."),
            ),
            models.CheckConstraint(
                condition=Q(hearing_answered_on__isnull=True)
                | Q(hearing_sent_on__isnull=False, hearing_answered_on__gte=F("hearing_sent_on")),
                name="authority_hearing_is_sent_before_it_is_answered",
                violation_error_message=_("Svaret kan ikke ligge, før høringen blev sendt."),
            ),
            models.CheckConstraint(
                condition=Q(complaint_due_on__isnull=True)
                | Q(decided_on__isnull=False, complaint_due_on__gte=F("decided_on")),
                name="authority_decided_before_complaint_is_due",
                violation_error_message=_("Klagefristen kan ikke ligge, før afgørelsen er givet."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(lapsed_on__isnull=True),
                name="authority_decided_or_lapsed",
                violation_error_message=_("Det er enten afgjort eller bortfaldet."),
            ),
        ]
        indexes = [
            models.Index(fields=["citizen", "-arose_on"]),
            models.Index(
                fields=["course"], condition=Q(noted_at__isnull=True), name="authority_without_note"
            ),
        ]


class MatterNote(Personal):
    """What was learnt and done in a matter, in versions: inserted, never overwritten. The highest is in force."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="notes")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    text = models.TextField(_("notat"), max_length=LONGEST_NOTE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "version"], name="authority_note_versions_follow"),
            models.CheckConstraint(condition=~Q(text=""), name="authority_note_is_not_empty"),
        ]
