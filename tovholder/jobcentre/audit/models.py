"""What was done and what was read. Rows name numbers only, never a person's name, and outlive what they speak of."""

from functools import cache
from typing import Any

from django.db import models
from django.db.models.base import ModelState
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.looks import saw


class Kind(models.TextChoices):
    LOOK = "look", _("Åbnet")
    LIST = "list", _("Vist i en liste")
    SEARCH = "search", _("Fundet ved en søgning")
    EXPORT = "export", _("Taget med ud i en fil")
    REFUSAL = "refusal", _("Afvist")
    EMERGENCY = "emergency", _("Åbnet med nødadgang")
    ACTION = "action", _("Ændret")
    ENTRY = "entry", _("Log ind og ud")


class Record(models.Model):
    """One line of the log. No foreign keys: the line stays when the person it speaks of is erased."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=60)
    actor = models.BigIntegerField(null=True)
    role = models.CharField(max_length=12, blank=True)
    unit = models.BigIntegerField(null=True)
    citizen = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    # A list of people as ",3,14,15,": one line a list, and still findable by one citizen's number.
    citizens = models.TextField(blank=True)
    count = models.PositiveIntegerField(default=0)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["citizen", "-at"]),
            models.Index(fields=["actor", "-at"]),
            models.Index(fields=["kind", "-at"]),
        ]


class Segment(models.Model):
    """A month of the chain. It begins from the last digest of the month before (its anchor)."""

    month = models.DateField(unique=True)
    anchor = models.CharField(max_length=64)
    # What an expired month leaves behind, so that the months after it still verify.
    expired_at = models.DateTimeField(null=True)
    last_digest = models.CharField(max_length=64, blank=True)
    length = models.PositiveBigIntegerField(default=0)


class Seal(models.Model):
    """One link: the digest of the link before and of one record. Seals are given in order, by one writer."""

    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="seals")
    record = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)


class Personal(models.Model):
    """A row about one citizen. Reading it is noticed, and the page is held back unless the look is recorded."""

    WHOSE = "citizen_id"  # the column that says whose row it is

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        """As Django's own, without what only a new row needs (defaults, signals): a page reads a hundred."""
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True))
        row._state = state = ModelState()
        state.adding, state.db = False, db
        saw(row.__dict__.get(cls.WHOSE))
        return row

    def _get_FIELD_display(self, field):  # noqa: N802 - Django calls it so
        """As Django's own, which puts all the words of a field together anew for each that is shown."""
        value = getattr(self, field.attname)
        word = _words(field).get(value, value)
        return word if word is None else str(word)


@cache
def _words(field: models.Field) -> dict[Any, Any]:
    """The word of each value, which is not in a language before it is shown."""
    return dict(field.flatchoices)
