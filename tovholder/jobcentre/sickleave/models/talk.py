"""A talk at or with a workplace about somebody's absence (sygefraværssamtale), and those who are invited to it."""

import uuid
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.companies.models import CompanyPerson, Workplace
from tovholder.jobcentre.sickleave.models.notice import AbsenceNotice
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Talk


class LedBy(models.TextChoices):
    CENTRE = "centre", _("Vi leder mødet")
    COMPANY = "company", _("Virksomheden leder, og vi er med")


class PartyRole(models.TextChoices):
    CITIZEN = "citizen", _("Medarbejderen")
    LEADER = "leader", _("Leder")
    REPRESENTATIVE = "representative", _("Tillidsrepræsentant")
    COMPANION = "companion", _("Bisidder")
    OTHER = "other", _("Anden deltager")


class Answer(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nej")
    ANOTHER_TIME = "another", _("Et andet tidspunkt")


class SickLeaveTalkQuerySet(models.QuerySet):
    def visible_to(self, user, day: date):
        """Theirs whose the notice is: the workplace's contact, the citizen's contact, and who covers for them."""
        # Asked of the one notice: in a list of them SQLite would read every notice of the house first.
        return self.filter(Exists(AbsenceNotice.objects.visible_to(user, day).filter(pk=OuterRef("notice"))))

    def coming(self):
        return self.filter(held_at__isnull=True, cancelled_at__isnull=True)


class SickLeaveTalk(Personal):
    """A talk about an absence that was told: offered, then its parties invited, held or cancelled.

    `citizen` and `workplace` are those of the notice: nobody, when nobody we know was named. With a citizen who takes
    part and has an open course it is an ordinary `Talk` between the two as well.
    """

    notice = models.ForeignKey(AbsenceNotice, on_delete=models.PROTECT, related_name="sick_leave_talks")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="+")
    citizen = models.ForeignKey(
        Citizen, on_delete=models.SET_NULL, null=True, blank=True, related_name="sick_leave_talks"
    )
    talk = models.OneToOneField(
        Talk, on_delete=models.SET_NULL, null=True, blank=True, related_name="sick_leave_talk"
    )
    # Who of ours leads it or joins it. They stay its organiser in every calendar, whoever writes to the parties.
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    led_by = models.CharField(_("hvem leder mødet"), max_length=8, choices=LedBy.choices)
    agenda = models.TextField(_("dagsorden"), max_length=1000, blank=True)
    form = models.CharField(_("hvordan"), max_length=12, choices=Form.choices)
    place = models.CharField(_("sted"), max_length=100, blank=True)
    starts_at = models.DateTimeField(_("aftalt til"))
    minutes = models.PositiveSmallIntegerField(
        _("minutter"), validators=[MinValueValidator(10), MaxValueValidator(240)]
    )
    # How often what stands in the parties' calendars was changed (SEQUENCE of RFC 5545).
    sequence = models.PositiveIntegerField(default=0)
    offered_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # The form's own number (pressing twice gives one talk), and its name in every calendar (UID).
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = SickLeaveTalkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(form__in=Form.values), name="sickleave_talk_form_is_known"),
            models.CheckConstraint(condition=Q(led_by__in=LedBy.values), name="sickleave_talk_is_led"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="sickleave_talk_held_or_cancelled",
                violation_error_message=_("Et aflyst møde kan ikke også være holdt."),
            ),
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(held_at__isnull=True, cancelled_at__isnull=True),
                name="sickleave_one_talk_at_a_time",
                violation_error_message=_("Der er allerede tilbudt et møde om meldingen."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["workplace"],
                condition=Q(held_at__isnull=True, cancelled_at__isnull=True),
                name="sickleave_talk_coming_at",
            ),
            models.Index(
                fields=["citizen"],
                condition=Q(held_at__isnull=True, cancelled_at__isnull=True),
                name="sickleave_talk_coming_with",
            ),
            models.Index(
                fields=["employee", "starts_at"],
                condition=Q(held_at__isnull=True, cancelled_at__isnull=True),
                name="sickleave_talk_coming_of",
            ),
        ]


class PartyQuerySet(models.QuerySet):
    def here(self):
        """Those who are still of the party."""
        return self.filter(removed_at__isnull=True)

    def blind(self):
        """As those outside may read them: without whom it is about, which is not even fetched."""
        return self.select_related("talk__workplace__contact__unit", "talk__employee__unit").defer(
            "talk__citizen", "talk__notice", "talk__talk"
        )


class Party(models.Model):
    """Somebody invited to a sick-leave talk. Of the one it is about, name and mail stand with the citizen alone.

    A party knows of itself only: no other's name, mail, answer or part is shown to it.
    """

    talk = models.ForeignKey(SickLeaveTalk, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(_("rolle"), max_length=14, choices=PartyRole.choices)
    name = models.CharField(_("navn"), max_length=100, blank=True)
    email = models.EmailField(_("mail"), blank=True)
    company_person = models.ForeignKey(
        CompanyPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    # What their mail says in our own words; empty is what is written to that role.
    text = models.CharField(_("tekst i mailen"), max_length=1000, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    was_there = models.BooleanField(default=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=PartyRole.values), name="sickleave_party_role_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(role="citizen") | Q(name="", email="", company_person__isnull=True),
                name="sickleave_party_citizen_unnamed",
            ),
            models.CheckConstraint(
                condition=Q(role="citizen") | ~Q(name=""),
                name="sickleave_party_has_a_name",
                violation_error_message=_("Skriv deltagerens navn."),
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", *Answer.values]), name="sickleave_party_answer_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="another", proposed_at__isnull=False)
                | (~Q(answer="another") & Q(proposed_at__isnull=True)),
                name="sickleave_party_proposes_a_time",
                violation_error_message=_("Skriv det tidspunkt, der passer bedre."),
            ),
            models.UniqueConstraint(
                fields=["talk"],
                condition=Q(role="citizen", removed_at__isnull=True),
                name="sickleave_party_citizen_once",
            ),
            models.UniqueConstraint(
                fields=["talk", "email"],
                condition=~Q(email="") & Q(removed_at__isnull=True),
                name="sickleave_party_mail_once",
                violation_error_message=_("Der er allerede en deltager med den mail."),
            ),
        ]
