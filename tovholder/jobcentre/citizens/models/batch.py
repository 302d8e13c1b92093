"""Rows that come many at a time and are seen all at once."""

from django.db import models
from django.db.models import BooleanField, F, Func


class Batch(models.Model):
    """What one file brought. Nobody sees any of its rows before `visible_at` is set, and then everybody sees all."""

    begun_at = models.DateTimeField()
    visible_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(visible_at__isnull=True), name="citizens_batch_not_visible"
            )
        ]


class IsVisible(Func):
    """Condition on a row's batch: none, or one that is visible. Hidden ones are few, so they are what is listed."""

    template = (
        "(%(expressions)s IS NULL OR %(expressions)s NOT IN "
        "(SELECT id FROM citizens_batch WHERE visible_at IS NULL))"
    )
    output_field = BooleanField()


class VisibleManager(models.Manager):
    """`objects` of what files bring many of: without the rows of a batch that is still being read in."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(IsVisible(F("batch")))


class Batched(models.Model):
    """A row that may have come with a batch. `including_hidden` is for reading a file in, and for nothing else."""

    batch = models.ForeignKey(
        Batch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
    )

    including_hidden = models.Manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["batch"],
                condition=models.Q(batch__isnull=False),
                name="%(app_label)s_%(class)s_batch",
            )
        ]
