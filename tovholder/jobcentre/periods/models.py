"""Periods are half-open: `since` is the first day in force, `until` the first day no longer so; no `until` is open."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def on(day, prefix: str = "") -> Q:
    """The condition that a period is in force on `day`: a date, or what stands for one in a query.

    `prefix` is the path to the period row ("contacts__").
    """
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": day})
    )


class PeriodQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(on(day))

    def open(self):
        return self.filter(until__isnull=True)


class Period(models.Model):
    since = models.DateField(_("fra og med"))
    until = models.DateField(_("indtil"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            )
        ]

    @property
    def last_day(self) -> date | None:
        """The last day in force; None while it is open."""
        return self.until - timedelta(days=1) if self.until else None
