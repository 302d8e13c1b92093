from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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


class LooksChoice(models.Model):
    """The one row with what the municipality has chosen that a citizen reads of those who looked."""

    with_names = models.BooleanField(_("vis navnet på den medarbejder, der så oplysningerne"), default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="portal_one_looks_choice")]

    @classmethod
    def now(cls) -> "LooksChoice":
        return cls.objects.filter(pk=1).first() or cls(pk=1)
