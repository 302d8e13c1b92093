"""Filling an empty database with Hedelund, and logging in as one of its people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.contrib.auth import login
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.allocation import actions as allocation
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.audit.models import Kind
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.models import Company, SparringTheme
from tovholder.jobcentre.competence.actions import load_catalogues
from tovholder.jobcentre.competence.levels import needs_of_roles
from tovholder.jobcentre.competence.models import Competence
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate import waves
from tovholder.jobcentre.demo.generate.days import at as moment
from tovholder.jobcentre.demo.generate.municipality import ORDER, Municipality
from tovholder.jobcentre.demo.insert import insert
from tovholder.jobcentre.staff.models import Employee, Unit

_SOON_SHARED_OUT = 2000


class NotEmpty(Refused):
    """The database already holds people, and the demo is never mixed with them."""


def _say_nothing(town: Municipality) -> None:
    pass


@transaction.atomic
def fill(
    *,
    citizens: int = 500,
    seed: int = 1,
    today: date,
    at: datetime | None = None,
    progress: Callable[[Municipality], None] = _say_nothing,
) -> Municipality:
    """Fill an empty database with Hedelund as it stands at `at` (ten to nine on `today`, when not given).

    All or nothing; the same for the same arguments, but for what encryption makes new each time. Refuses a database
    that holds people (`NotEmpty`). `progress` is told whenever some more are saved.
    """
    if any(model.objects.exists() for model in (User, Employee, Citizen, Company)):
        raise NotEmpty(
            _(
                "Her er allerede mennesker i databasen. Vælg en tom mappe med DATA_DIR, og prøv igen: intet er ændret."
            )
        )
    now = at or moment(today, 8, 50)
    themes = SparringTheme.objects.on(today).order_by("place", "pk")
    load_catalogues(by=None, at=now)
    town = Municipality(
        numbered_from=_highest_numbers(),
        themes=list(themes),
        needs=needs_of_roles(today),
        competences=_competences(today),
    )
    with _room_to_write():
        for _wave in waves(town, citizens=citizens, seed=seed, today=today, now=now):
            for model, rows in town.wave():
                insert(model, rows)
            progress(town)
    _go_on_from_there()
    for name, unit in town.units.items():
        unit.receiver = town.receivers[name]
    Unit.objects.bulk_update(town.units.values(), ["receiver"])
    _write_log(town, now, citizens=citizens, seed=seed, today=today)
    return town


@transaction.atomic
def propose(*, by: User | None = None, at: datetime) -> None:
    """Have a proposal ready for the leader of the cast's unit, and one of the house while that is soon done."""
    unit = cast.user(cast.LEADER).employee.unit
    asked = allocation.ask_about_unit(unit, by=by, at=at, later=False)
    allocation.work_out([proposal.pk for proposal in asked], by=by, at=at)
    if Citizen.objects.count() <= _SOON_SHARED_OUT:
        asked = allocation.ask_about_house(by=by, at=at, later=False)
        allocation.work_out([proposal.pk for proposal in asked], by=by, at=at)


def _competences(today: date) -> dict[str, int]:
    return {one.code: one.kept_as for one in Competence.objects.on(today)}


def _highest_numbers() -> dict[type[models.Model], int]:
    return {model: model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0 for model in ORDER}


def _go_on_from_there() -> None:
    """Let the database give out the numbers after those that were used."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), ORDER):
            cursor.execute(statement)


@contextmanager
def _room_to_write() -> Iterator[None]:
    """Let SQLite keep a quarter of a gigabyte: with less, a large fill writes the pages of an index again and again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute("PRAGMA cache_size = -262144")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {before}")


def _write_log(town: Municipality, now: datetime, *, citizens: int, seed: int, today: date) -> None:
    for look in town.looks:
        record.look("citizen", look.citizen.pk, by=look.by, at=look.at)
    for access in town.emergencies:
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
