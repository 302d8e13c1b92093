"""What worked, written by those who do it: short, saying how it is known; open to comment; seen to again on a date."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.models.catalogue import Competence
from tovholder.jobcentre.staff.models import Employee


class KnownBy(models.TextChoices):
    EXPERIENCE = "experience", _("Egen erfaring")
    OWN_FIGURES = "own_figures", _("Husets egne tal")
    STUDY = "study", _("En undersøgelse")


class HowOften(models.TextChoices):
    NEVER = "never", _("Aldrig")
    DAILY = "daily", _("Hver dag")
    WEEKLY = "weekly", _("Hver uge")


class PracticeNote(models.Model):
    """Something that lifts practice, tied to a competence. Never about a citizen one could know."""

    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="practice_notes")
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("hvad virkede"), max_length=2000)
    known_by = models.CharField(_("hvor ved vi det fra"), max_length=12, choices=KnownBy.choices)
    link = models.URLField(_("link"), max_length=300, blank=True)
    written_by = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="practice_notes")
    written_at = models.DateTimeField(db_index=True)
    review_on = models.DateField(_("ses efter"))
    withdrawn_at = models.DateTimeField(null=True)
    # Title and text as `fold` makes them: what a search is compared with.
    search_text = models.TextField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(known_by=KnownBy.STUDY) | ~Q(link=""),
                name="competence_study_has_a_link",
                violation_error_message=_("Skriv linket til undersøgelsen."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class PracticeComment(models.Model):
    note = models.ForeignKey(PracticeNote, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("kommentar"), max_length=1000)
    written_by = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()


class Following(models.Model):
    """An employee follows a field (by its code, the same in every catalogue): what is new comes by mail."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="followings")
    field = models.CharField(max_length=40)
    how_often = models.CharField(max_length=6, choices=HowOften.choices)
    # What was written up to then has been sent, or was there before.
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "field"], name="competence_follows_once"),
        ]
