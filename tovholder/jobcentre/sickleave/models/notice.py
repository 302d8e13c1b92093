"""What companies tell us of an absence, and what we did towards them with it."""

import uuid
from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.citizens.models.citizen import Reader, barred_from
from tovholder.jobcentre.companies.models import BegunBy, CompanyPerson, Workplace
from tovholder.jobcentre.prepared import Given
from tovholder.jobcentre.staff.models import Employee


class NoticeKind(models.TextChoices):
    """What a company tells. One list, the same for the door, the telephone and the figures."""

    EXPECTED = "expected", _("En medarbejder taler om at blive sygemeldt")
    FIRST_DAY = "first_day", _("En medarbejder har meldt sig syg i dag")
    SINCE = "since", _("En medarbejder har været sygemeldt siden …")
    RECURRING = "recurring", _("En medarbejder er ofte sygemeldt i kort tid")
    RETURNED = "returned", _("En medarbejder er tilbage")


class TalkWish(models.TextChoices):
    NO = "no", _("Nej tak")
    OURSELVES = "ourselves", _("Ja, vi holder den selv")
    YOU_LEAD = "you_lead", _("Ja, og I må gerne lede mødet")


def _is_closed() -> Exists:
    return Exists(NoticeStep.objects.filter(notice=OuterRef("pk"), step=Step.CLOSED))


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user, day: date):
        """The workplace's contact, the citizen's contact and their stand-ins open a notice (not the citizen).

        A notice that names somebody the employee is barred from is not theirs either.
        """
        employee = user.employee_or_none
        if employee is None or not user.may(May.FOLLOW_CITIZENS):
            return self.none()
        of_workplace = Q(workplace__contact__in=Employee.objects.looked_after_by(employee, day))
        of_citizen = Q(citizen__in=Course.objects.of(employee, day).values("citizen"))
        return self.filter(of_workplace | of_citizen).exclude(barred_from(user, "citizen__"))

    def visible_to_one(self, reader: Reader):
        """As `visible_to` for one who follows citizens, in a prepared query: `contacts` are those they look after."""
        contacts = Given.numbers("contacts")
        followed = Course.objects.open().filter(contact__in=contacts)
        theirs = Q(workplace__contact__in=contacts) | Q(citizen__in=followed.values("citizen"))
        return self.filter(theirs).exclude(reader.barred("citizen__"))

    def standing(self):
        """Those that still say something: not corrected or withdrawn by a later one, and no mere withdrawal."""
        corrected = self.model._default_manager.filter(corrects=OuterRef("pk"))
        return self.filter(~Exists(corrected), withdraws=False)

    def unanswered(self):
        """Those that wait for us: nobody has spoken with the company, and nobody has closed them."""
        return self.standing().filter(~_is_closed(), spoken_answer__isnull=True)

    def settled(self):
        """Those that wait no more: spoken about, closed, corrected or withdrawn. A mere withdrawal is none of them."""
        spoken, superseded = Q(spoken_answer__isnull=False), Q(corrections__isnull=False)
        return self.with_successor().filter(spoken | superseded | Q(_is_closed()), withdraws=False)

    def with_successor(self):
        """With when a later one took its place (`superseded_at`, or None), and whether that was a mere withdrawal."""
        return self.annotate(
            superseded_at=F("corrections__received_at"), was_withdrawn=F("corrections__withdraws")
        )


class AbsenceNotice(Personal):
    """What a company told us about an absence (fraværsmelding): never edited, only answered (`SpokenAnswer`), and
    corrected or withdrawn by a later one (`corrects`, `withdraws`).
    """

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="notices")
    sender = models.ForeignKey(CompanyPerson, on_delete=models.PROTECT, null=True, related_name="+")
    begun_by = models.CharField(max_length=8, choices=BegunBy.choices)
    kind = models.CharField(_("hvad sker der"), max_length=10, choices=NoticeKind.choices)
    first_day = models.DateField(_("første fraværsdag"), null=True, blank=True)
    # Of a return: the first day at work again, in part when there are `hours_a_week`.
    back_on = models.DateField(_("første dag tilbage"), null=True, blank=True)
    expected_last_day = models.DateField(_("ventes at vare til og med"), null=True, blank=True)
    # Whether wages are paid during the absence; unknown decides nothing but how the law's deadline is worded.
    wages_paid = models.BooleanField(_("betaler løn under sygdom"), null=True, blank=True)
    hours_a_week = models.PositiveSmallIntegerField(
        _("timer om ugen"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(37)]
    )
    # Named only when the employee knows and agrees; else advice without a name.
    employee_agrees = models.BooleanField(_("medarbejderen ved det og er indforstået"), default=False)
    person_name = models.CharField(_("medarbejderens navn"), max_length=150, blank=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.SET_NULL, null=True, related_name="absence_notices")
    talk = models.CharField(_("vil en samtale hjælpe"), max_length=10, choices=TalkWish.choices)
    text = models.CharField(_("vil I fortælle mere"), max_length=300, blank=True)
    # The text looked like health information, and whoever wrote it confirmed that it is not.
    said_not_health = models.BooleanField(default=False)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    withdraws = models.BooleanField(default=False)
    # Where the workplace's contact and the citizen's are two people: the one who takes it.
    taken_by = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # A name that nobody here matched goes after a while, with the text; kind, days and workplace stay.
    name_erased_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person_name="") | Q(employee_agrees=True),
                name="sickleave_named_only_when_agreed",
                violation_error_message=_("Skriv kun navnet, når medarbejderen ved det og er indforstået."),
            ),
            models.CheckConstraint(
                condition=Q(citizen__isnull=True) | ~Q(person_name=""),
                name="sickleave_citizen_only_when_named",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["first_day", "since"]) | Q(first_day__isnull=False),
                name="sickleave_first_day_is_told",
                violation_error_message=_("Skriv den første fraværsdag."),
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                name="sickleave_corrected_once",
                violation_error_message=_("Meldingen er allerede rettet. Hent siden igen."),
            ),
            models.CheckConstraint(
                condition=Q(withdraws=False) | Q(corrects__isnull=False),
                name="sickleave_withdraws_something",
            ),
            models.CheckConstraint(
                condition=Q(back_on__isnull=True) | Q(kind="returned"),
                name="sickleave_only_a_return_has_a_day_back",
            ),
            models.CheckConstraint(
                condition=Q(name_erased_at__isnull=True) | Q(person_name=""),
                name="sickleave_an_erased_name_is_gone",
            ),
        ]
        indexes = [
            models.Index(fields=["workplace", "-received_at"]),
        ]


class SpokenAnswer(models.Model):
    """Somebody of ours has spoken with the company about its notice. A mail or a look is not an answer."""

    notice = models.OneToOneField(AbsenceNotice, on_delete=models.CASCADE, related_name="spoken_answer")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Step(models.TextChoices):
    """What a company can follow beside that we received it and have spoken."""

    TALK_OFFERED = "talk_offered", _("Samtale tilbudt")
    TALK_AGREED = "talk_agreed", _("Samtale aftalt")
    CLOSED = "closed", _("Afsluttet")


class NoticeStep(models.Model):
    """What we did towards the company about its notice: the same steps whoever it is about, known to us or not."""

    notice = models.ForeignKey(AbsenceNotice, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12, choices=Step.choices)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "step"], name="sickleave_step_once"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="sickleave_step_is_known"),
        ]


class CallRequest(models.Model):
    """Somebody at a company whom we cannot verify asks to be called. No citizen is named, and nothing is told."""

    company = models.CharField(_("virksomhed"), max_length=200)
    caller = models.CharField(_("jeres navn"), max_length=100)
    telephone = models.CharField(_("telefon"), max_length=20)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(answered_at__isnull=True), name="sickleave_wants_a_call"
            )
        ]
