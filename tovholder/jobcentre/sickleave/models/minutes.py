"""The minutes of a sick-leave talk: a draft that is ours alone, and what was shared of it, in versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.sickleave.models.talk import Party, SickLeaveTalk


class MinutesDraft(Personal):
    """What is being written, exactly as it was typed; nobody outside reads it. `saves` tells a stale page from a fresh.

    `typed` holds the fields of the form by name (`sickleave.minutes.fields_of`).
    """

    talk = models.OneToOneField(SickLeaveTalk, on_delete=models.CASCADE, related_name="draft")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, null=True, related_name="+")
    typed = models.JSONField(default=dict)
    saves = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class MinutesVersion(Personal):
    """What was shared: inserted, never overwritten; the highest number is in force. Later ones say why.

    The conclusion is for everybody; `for_citizen` only for the one it is about. Those of the workplace read theirs only
    when the one it is about has agreed (`for_others`).
    """

    talk = models.ForeignKey(SickLeaveTalk, on_delete=models.CASCADE, related_name="versions")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, null=True, related_name="+")
    number = models.PositiveIntegerField()
    conclusion = models.TextField(_("konklusion"), max_length=2000)
    for_citizen = models.TextField(_("kun til den, det handler om"), max_length=2000, blank=True)
    for_others = models.BooleanField(default=False)
    # What we promised: all who read the conclusion read it. What each of the others does is a `PartyTask`.
    our_task = models.CharField(_("det gør jobcentret"), max_length=500, blank=True)
    our_due = models.DateField(_("senest"), null=True, blank=True)
    because = models.CharField(_("hvorfor rettet"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["talk", "number"], name="sickleave_minutes_versions_follow"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(because=""),
                name="sickleave_minutes_changed_with_a_reason",
                violation_error_message=_("Skriv, hvorfor referatet er rettet."),
            ),
            models.CheckConstraint(
                condition=Q(our_task="", our_due__isnull=True) | (~Q(our_task="") & Q(our_due__isnull=False)),
                name="sickleave_our_task_has_a_day",
                violation_error_message=_("Skriv, hvornår opgaven senest er gjort."),
            ),
        ]


class PartyTask(Personal):
    """The one thing a party does after the talk, and by when: their own part of the minutes."""

    version = models.ForeignKey(MinutesVersion, on_delete=models.CASCADE, related_name="tasks")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="tasks")
    # Only of the task of the one it is about.
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, null=True, related_name="+")
    text = models.CharField(_("opgave"), max_length=500)
    due = models.DateField(_("senest"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="sickleave_one_task_per_party")
        ]
