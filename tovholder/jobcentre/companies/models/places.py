from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.companies.numbers import check_cvr, check_p_number
from tovholder.jobcentre.names.fields import Named
from tovholder.jobcentre.periods.models import Period, PeriodQuerySet
from tovholder.jobcentre.staff.models import Employee


class Company(Named):
    cvr = models.CharField(_("CVR-nummer"), max_length=8, unique=True, validators=[check_cvr])
    name = models.CharField(_("navn"), max_length=200)
    industry = models.CharField(_("branche"), max_length=100, blank=True)
    # The default for new workplaces; the workplace's own contact decides.
    contact = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="+", verbose_name=_("fast kontakt")
    )
    closed_on = models.DateField(_("ophørt"), null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Relation(models.TextChoices):
    """How close a workplace is to us; it decides how often we talk (`WorkplaceChoice`)."""

    PARTNERSHIP = "partnership", _("Partnerskab")
    OTHER = "other", _("Almindelig kontakt")


class WorkplaceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every workplace for those who follow citizens; a company's own for the people of the company."""
        if user.may(May.FOLLOW_CITIZENS):
            return self
        person = getattr(user, "company_person", None) if user.may(May.COMPANY_DOOR) else None
        return self.filter(pk=person.workplace_id) if person else self.none()

    def with_contact(self):
        return self.select_related("company", "contact__unit")


class Workplace(Named):
    """Where people work (a P-number). It has exactly one contact."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="workplaces")
    p_number = models.CharField(_("P-nummer"), max_length=10, unique=True, validators=[check_p_number])
    name = models.CharField(_("navn"), max_length=200)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postcode = models.CharField(_("postnummer"), max_length=4, blank=True)
    city = models.CharField(_("by"), max_length=60, blank=True)
    telephone = models.CharField(_("telefon"), max_length=20, blank=True, db_index=True)
    contact = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="workplaces", verbose_name=_("fast kontakt")
    )
    closed_on = models.DateField(_("ophørt"), null=True, blank=True)
    relation = models.CharField(_("forhold"), max_length=11, choices=Relation.choices, default=Relation.OTHER)
    # Agreed with the workplace each time; else the rhythm of its relation says when (`companies.rhythm`).
    next_contact_on = models.DateField(_("næste aftalte kontakt"), null=True, blank=True)

    objects = WorkplaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values), name="companies_relation_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class WorkplaceContact(Period):
    """Who has been a workplace's contact, and when. Exactly one row is open, and it agrees with `Workplace.contact`."""

    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="contacts")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(_("begrundelse"), max_length=200, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["workplace"],
                condition=Q(until__isnull=True),
                name="companies_workplace_has_one_contact",
                violation_error_message=_("Arbejdsstedet har allerede en fast kontakt."),
            ),
        ]


class CompanyPersonQuerySet(models.QuerySet):
    def with_contact(self):
        """With their workplace, and the employee it meets."""
        return self.select_related("workplace__contact__unit", "workplace__company")


class CompanyPerson(Named):
    """Somebody at a company we may talk to, at a known address."""

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(_("navn"), max_length=100)
    title = models.CharField(_("stilling"), max_length=100, blank=True)
    email = models.EmailField(_("mail"))
    telephone = models.CharField(_("telefon"), max_length=20, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="company_person",
    )

    objects = CompanyPersonQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
