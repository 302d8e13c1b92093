"""Filling an empty database with Hedelund, and logging in as one of its people."""

from collections.abc import Callable
from datetime import date, datetime

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.audit.models import Kind
from tovholder.jobcentre.citizens.models import Citizen, EmergencyAccess
from tovholder.jobcentre.companies.models import Company
from tovholder.jobcentre.demo.generate import build
from tovholder.jobcentre.demo.generate.days import at as moment
from tovholder.jobcentre.demo.generate.municipality import ORDER, Municipality
from tovholder.jobcentre.staff.models import Employee, Unit

_BATCH = 2000


class NotEmpty(Refused):
    """The database already holds people, and the demo is never mixed with them."""


def _say_nothing(line: str) -> None:
    pass


@transaction.atomic
def fill(
    *,
    citizens: int = 500,
    seed: int = 1,
    today: date,
    at: datetime | None = None,
    progress: Callable[[str], None] = _say_nothing,
) -> Municipality:
    """Fill an empty database with Hedelund as it stands at `at` (ten to nine on `today`, when not given).

    All or nothing; the same for the same arguments, but for what encryption makes new each time. Refuses a database
    that holds people (`NotEmpty`).
    """
    if any(model.objects.exists() for model in (User, Employee, Citizen, Company)):
        raise NotEmpty(
            _(
                "Her er allerede mennesker i databasen. Vælg en tom mappe med DATA_DIR, og prøv igen: intet er ændret."
            )
        )
    now = at or moment(today, 8, 50)
    town = build(citizens=citizens, seed=seed, today=today, now=now, tell=progress)
    for model in ORDER:
        model._base_manager.bulk_create(town.rows[model], batch_size=_BATCH)
    for name, unit in town.units.items():
        unit.receiver = town.receivers[name]
    Unit.objects.bulk_update(town.units.values(), ["receiver"])
    _write_log(town, now, citizens=citizens, seed=seed, today=today)
    return town


def _write_log(town: Municipality, now: datetime, *, citizens: int, seed: int, today: date) -> None:
    for look in town.looks:
        record.look("citizen", look.citizen.pk, by=look.by, at=look.at)
    for access in town.of(EmergencyAccess):
        record.action(
            "emergency_access",
            by=access.employee.user,
            at=access.at,
            citizen=access.citizen_id,
            on=access,
            kind=Kind.EMERGENCY,
        )
    record.action("demo_fill", by=None, at=now, citizens=citizens, seed=seed, today=today.isoformat())


@transaction.atomic
def log_in(request: HttpRequest, *, user: User, at: datetime) -> None:
    """Log in as one of the demo's people, on record as every log-in; refuses anybody else (`Refused`)."""
    if not (user.is_demo and user.is_active):
        raise Refused(_("Kun prøvekommunens mennesker kan logge ind med ét klik."))
    login(request, user)
    record.action("demo_login", by=user, at=at, kind=Kind.ENTRY)
