"""Who a citizen is, where they work, what they live on, and who may never look them up."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.audit.models import Kind
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import (
    Citizen,
    Disqualification,
    EmergencyAccess,
    Employment,
    SupportSpell,
)
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.staff.models import Employee


class IsBeingReadIn(Refused):
    """The person stands in a file that is being read in at this moment."""


class NoWayIn(Refused):
    """Emergency access leads to nobody here, or to somebody this employee is kept from."""


@transaction.atomic
def register_citizen(*, digits: str, name: str, by: User | None, at: datetime, **more: Any) -> Citizen:
    """Register a person by their CPR number (ten digits, already read by `cpr.read`). No course is opened.

    Refuses the number of somebody not yet born (`WrongCpr`), and somebody whom a file is bringing (`IsBeingReadIn`).
    """
    citizen = Citizen(name=name, **more)
    citizen.set_cpr(digits)
    if citizen.birth_date > timezone.localdate(at):
        raise cpr.WrongCpr(
            _("CPR-nummeret hører til en, der ikke er født endnu. Se efter, om et ciffer er forkert.")
        )
    hidden = Citizen.including_hidden.filter(cpr_fingerprint=citizen.cpr_fingerprint)
    if hidden.exclude(pk__in=Citizen.objects.values("pk")).exists():
        raise IsBeingReadIn(
            _("Borgeren er i en fil, der læses ind lige nu. Vent lidt, og søg efter borgeren.")
        )
    citizen.save(force_insert=True)
    record.action("register_citizen", by=by, at=at, citizen=citizen.pk, on=citizen)
    return citizen


@transaction.atomic
def employ(
    citizen: Citizen,
    *,
    workplace: Workplace,
    since: date,
    by: User | None,
    at: datetime,
    until: date | None = None,
) -> Employment:
    """Record that the citizen works at a workplace."""
    employment = Employment.objects.create(citizen=citizen, workplace=workplace, since=since, until=until)
    record.action("employ", by=by, at=at, citizen=citizen.pk, on=employment, workplace=workplace.pk)
    return employment


@transaction.atomic
def begin_support(
    citizen: Citizen, *, benefit: str, since: date, by: User | None, at: datetime, until: date | None = None
) -> SupportSpell:
    """Record a spell on a benefit. The decision itself is made elsewhere."""
    spell = SupportSpell.objects.create(citizen=citizen, benefit=benefit, since=since, until=until)
    record.action("begin_support", by=by, at=at, citizen=citizen.pk, on=spell, benefit=benefit)
    return spell


@transaction.atomic
def keep_apart(
    employee: Employee, *, digits: str, closeness: str, by: User | None, at: datetime
) -> Disqualification:
    """Keep an employee from a person (themselves or family) from now on, registered here or not."""
    disqualification, _made = Disqualification.objects.get_or_create(
        employee=employee, cpr_fingerprint=cpr.fingerprint(digits), defaults={"closeness": closeness}
    )
    record.action("keep_apart", by=by, at=at, on=disqualification, employee=employee.pk, closeness=closeness)
    return disqualification


@transaction.atomic
def open_in_emergency(*, digits: str, reason: str, by: User, at: datetime, today: date) -> EmergencyAccess:
    """Open somebody who is not one's own, today only, with a reason that the leader and the citizen can read.

    Protected people without the clearance, the own file and family stay closed (`NoWayIn`, the same words as for
    somebody unknown, so that the answer tells nothing).
    """
    employee = by.employee_or_none
    if employee is None or not reason.strip():
        raise NoWayIn(_("Skriv, hvorfor du har brug for at åbne borgerens side nu."))
    citizen = Citizen.objects.with_cpr(digits).exclude(barred_from(by)).first()
    if citizen is None:
        raise NoWayIn(
            _("Der er ingen borger med det nummer, som du kan åbne. Se efter, om nummeret er rigtigt.")
        )
    access = EmergencyAccess.objects.create(
        employee=employee, citizen=citizen, reason=reason, day=today, at=at
    )
    record.action("emergency_access", by=by, at=at, citizen=citizen.pk, on=access, kind=Kind.EMERGENCY)
    return access


@transaction.atomic
def see_emergency(access: EmergencyAccess, *, by: User, at: datetime) -> None:
    """The leader has read why somebody was opened in an emergency. Twice is as good as once."""
    if EmergencyAccess.objects.filter(pk=access.pk, seen_by_leader_at__isnull=True).update(
        seen_by_leader_at=at
    ):
        record.action("see_emergency", by=by, at=at, citizen=access.citizen_id, on=access)
