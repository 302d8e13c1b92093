from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.permissions import May, Role
from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models.batch import Batched, VisibleManager
from tovholder.jobcentre.citizens.models.reach import Disqualified, Reached
from tovholder.jobcentre.names.fields import Named
from tovholder.jobcentre.prepared import Given


class CitizenQuerySet(models.QuerySet):
    def visible_to(self, user, day: date):
        """The citizens this person may open on `day`. Protected people, own file and family are barred in here."""
        return self.within_reach_of(user, day).exclude(barred_from(user))

    def within_reach_of(self, user, day: date):
        """Those the person's work leads to, before anybody is barred; lists count with it, only `visible_to` shows."""
        if user.may(May.OWN_COURSE):
            return self.filter(user=user)
        employee = user.employee_or_none
        if employee is None or not user.may(May.FOLLOW_CITIZENS):
            return self.none()
        led = employee.unit_id if user.role == Role.LEADER else None
        return self.filter(pk__in=Reached(employee.pk, day, led))

    def visible_to_one(self, reader: "Reader"):
        """As `visible_to` for one who follows citizens, with what stands for them and the day in a prepared query."""
        return self.within_reach_of_one(reader).exclude(reader.barred())

    def within_reach_of_one(self, reader: "Reader"):
        """As `within_reach_of`, in the same way."""
        employee, today = Given.number("employee"), Given.day("today")
        return self.filter(pk__in=Reached(employee, today, Given.number("unit") if reader.leads else None))

    def with_cpr(self, digits: str):
        return self.filter(cpr_fingerprint=cpr.fingerprint(digits))


class Reader(NamedTuple):
    """What it is about an employee that makes for another query, and not only for another value in it."""

    leads: bool
    has_clearance: bool

    @classmethod
    def of(cls, user) -> "Reader":
        return cls(user.role == Role.LEADER, user.employee.has_clearance)

    def barred(self, prefix: str = "") -> Q:
        """As `barred_from`, of whoever a prepared query is asked for."""
        return barred(Given.number("employee"), has_clearance=self.has_clearance, prefix=prefix)


class Citizen(Named, Batched, Personal):
    """A person. Everything about them hangs on their courses; the number is encrypted and found by fingerprint."""

    WHOSE = "id"

    cpr_encrypted = models.TextField(editable=False)
    cpr_fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    birth_date = models.DateField(_("fødselsdag"), db_index=True)
    name = models.CharField(_("navn"), max_length=150)
    is_protected = models.BooleanField(_("navne- og adressebeskyttet"), default=False)
    language = models.CharField(_("sprog"), max_length=40, default="dansk")
    needs_interpreter = models.BooleanField(_("tolk"), default=False)
    telephone = models.CharField(_("telefon"), max_length=20, blank=True, db_index=True)
    email = models.EmailField(_("mail"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="citizen"
    )
    is_demo = models.BooleanField(default=False)

    objects = VisibleManager.from_queryset(CitizenQuerySet)()

    class Meta(Batched.Meta):
        pass

    def __str__(self) -> str:
        return self.name

    def set_cpr(self, digits: str) -> None:
        self.cpr_encrypted = cpr.encrypt(digits)
        self.cpr_fingerprint = cpr.fingerprint(digits)
        self.birth_date = cpr.birth_date(digits)
        self.is_demo = cpr.is_demo(digits)

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][0] + words[-1][0]).upper() if len(words) > 1 else self.name[:2].upper()

    def age(self, today: date) -> int:
        birthday_passed = (today.month, today.day) >= (self.birth_date.month, self.birth_date.day)
        return today.year - self.birth_date.year - (not birthday_passed)


def barred_from(user, prefix: str = "") -> Q:
    """Condition on citizens that this person is kept from: protected without clearance, the own file, family.

    `prefix` is the path to the citizen ("citizen__").
    """
    if user.may(May.OWN_COURSE):
        return Q(**{f"{prefix}pk__in": []})
    employee = user.employee_or_none
    return barred(
        employee.pk if employee else None,
        has_clearance=employee is not None and employee.has_clearance,
        prefix=prefix,
    )


def barred(employee: Any, *, has_clearance: bool, prefix: str = "") -> Q:
    """The same for an employee's number (or what stands for it in a query), or None for somebody who is none."""
    theirs = Q(**{f"{prefix}cpr_fingerprint__in": Disqualified(employee)})
    return theirs if has_clearance else theirs | Q(**{f"{prefix}is_protected": True})
