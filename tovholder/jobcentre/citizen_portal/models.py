from django.db import models

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen

LONGEST_PLACE = 40


class Draft(Personal):
    """What a citizen is writing and has not saved: one for each place, as it was typed, and theirs alone."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="drafts")
    # A place of `drafts.PLACES`, with the number of its row where there is one: "message", "item-12".
    place = models.CharField(max_length=LONGEST_PLACE)
    typed = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citizen", "place"], name="portal_draft_once")]
        indexes = [models.Index(fields=["at"])]
