"""What an employee types of a talk before it is saved."""

from django.conf import settings
from django.db import models

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen


class TalkDraft(Personal):
    """What somebody is writing of a talk with a citizen, as it was typed: one for the two, and the writer's alone."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # What stands in each field of the form, by its name.
    typed = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citizen", "by"], name="talks_draft_once")]
        indexes = [models.Index(fields=["at"], name="talks_draft_at")]
