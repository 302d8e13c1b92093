from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.absence.pattern import DRIP
from tovholder.jobcentre.prepared import Prepared


class SickLeaveChoice(models.Model):
    """The one row with what the municipality has chosen about sick leave: targets, gaps and how long a name is kept."""

    answer_within_hours = models.PositiveSmallIntegerField(
        _("svar til virksomheden inden for så mange timer i åbningstiden"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(40)],
    )
    company_within_days = models.PositiveSmallIntegerField(
        _("kontakt med virksomheden senest så mange dage efter første fraværsdag"),
        default=1,
        validators=[MaxValueValidator(56)],
    )
    citizen_within_days = models.PositiveSmallIntegerField(
        _("samtale med borgeren senest så mange dage efter første fraværsdag"),
        default=14,
        validators=[MaxValueValidator(182)],
    )
    keep_name_days = models.PositiveSmallIntegerField(
        _("navnet på en, vi ikke kender, slettes efter så mange dage"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    merge_gap_days = models.PositiveSmallIntegerField(
        _("fravær er ét sygeforløb, når der er højst så mange dage på arbejde imellem"),
        default=14,
        validators=[MaxValueValidator(60)],
    )
    drip_occurrences = models.PositiveSmallIntegerField(
        _("fraværet er drypvis fra så mange gange på et år"),
        default=DRIP,
        validators=[MinValueValidator(2), MaxValueValidator(20)],
    )

    CHOSEN = (
        "answer_within_hours",
        "company_within_days",
        "citizen_within_days",
        "keep_name_days",
        "merge_gap_days",
        "drip_occurrences",
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="sickleave_one_choice")]

    @classmethod
    def now(cls) -> "SickLeaveChoice":
        return next(iter(cls.asked()), None) or cls(pk=1)

    @staticmethod
    def asked() -> "models.QuerySet[SickLeaveChoice]":
        return _CHOICE.ask()

    def names_go_until(self, at: datetime) -> datetime:
        """What was told at this moment or earlier is kept without the name of somebody we do not know."""
        return at - timedelta(days=self.keep_name_days)


_CHOICE = Prepared(lambda: SickLeaveChoice.objects.filter(pk=1))
