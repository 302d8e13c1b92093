"""What somebody asks for and a leader answers: another person for a citizen, and another unit for a course."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models.citizen import Citizen
from tovholder.jobcentre.citizens.models.course import Course
from tovholder.jobcentre.staff.models import Employee, Unit

# Neither answered nor taken back.
WAITS = Q(answered_at__isnull=True, withdrawn_at__isnull=True)


class Asked(Personal):
    """What is asked about one course, and answered once or taken back."""

    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


class ContactWish(Asked):
    """A citizen asks for another person, in words. Granted, it is never weighed against anything: it holds."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="wishes")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("hvad du ønsker"), max_length=1000)
    # The contact when it was asked, and whom the leader promised, if anybody in particular.
    instead_of = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    promised = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    granted = models.BooleanField(_("imødekommet"), null=True, blank=True)
    answer = models.TextField(_("svar til borgeren"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course"],
                condition=WAITS,
                name="citizens_one_wish_waits",
                violation_error_message=_("Du har allerede bedt om en anden. Vi svarer dig snart."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, granted__isnull=True, answer="")
                | (Q(answered_at__isnull=False, granted__isnull=False) & ~Q(answer="")),
                name="citizens_wish_is_answered_in_words",
                violation_error_message=_("Skriv et svar til borgeren."),
            ),
            models.CheckConstraint(
                condition=Q(promised__isnull=True) | (Q(granted=True) & ~Q(promised=F("instead_of"))),
                name="citizens_only_a_granted_wish_promises",
            ),
        ]
        indexes = [
            models.Index(
                fields=["course"],
                condition=WAITS,
                name="citizens_wish_waits",
            )
        ]


class UnitMove(Asked):
    """A course asked into another unit. Nothing moves before the receiving unit's leader has said yes."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="unit_moves")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="+")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enhed"))
    because = models.TextField(_("hvorfor"), max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField(_("accepteret"), null=True, blank=True)
    answer = models.TextField(_("svar"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course"],
                condition=WAITS,
                name="citizens_one_move_waits",
                violation_error_message=_("Der er allerede bedt om at flytte forløbet. Vent på svaret."),
            ),
            models.CheckConstraint(
                condition=~Q(from_unit=F("to_unit")),
                name="citizens_move_is_to_another_unit",
                violation_error_message=_("Forløbet er allerede i den enhed."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, accepted__isnull=True)
                | Q(answered_at__isnull=False, accepted__isnull=False),
                name="citizens_move_is_answered_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_unit"],
                condition=WAITS,
                name="citizens_move_waits",
            )
        ]
