"""A thread runs through entries of the story, talks, goals and steps, so that nobody has to tell it twice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.plans.models.item import PlanItem
from tovholder.jobcentre.plans.models.story import StoryEntry
from tovholder.jobcentre.talks.models import Talk

LONGEST_NAME = 40
TIED = ("talk", "entry", "item")


class Thread(Personal):
    """Something that comes up again and again, by a word or two: "formiddagene", "ryggen"."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="threads")
    name = models.CharField(_("tråd"), max_length=LONGEST_NAME)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="plans_thread_has_a_name"),
            models.UniqueConstraint(
                "citizen",
                Lower("name"),
                name="plans_thread_once",
                violation_error_message=_("Den tråd er der allerede."),
            ),
        ]


def _only(tied: str) -> Q:
    return Q(**{f"{name}__isnull": name != tied for name in TIED})


class Tie(Personal):
    """One thing that a thread runs through: a talk, an entry of the story, or a goal or step."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="ties")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, null=True, blank=True, related_name="ties")
    entry = models.ForeignKey(
        StoryEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="ties"
    )
    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, null=True, blank=True, related_name="ties")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_only("talk") | _only("entry") | _only("item"), name="plans_tie_is_to_one_thing"
            ),
            *(
                models.UniqueConstraint(
                    fields=["thread", tied],
                    condition=Q(**{f"{tied}__isnull": False}),
                    name=f"plans_{tied}_tied_once",
                )
                for tied in TIED
            ),
        ]
