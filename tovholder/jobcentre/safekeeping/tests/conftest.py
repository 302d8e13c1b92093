"""Databases to carry between: one that is filled, and empty ones of either kind."""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections, transaction
from django_q.models import Task

from tests import servers
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit import chain, record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Citizen, Disqualification, EmergencyAccess
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate.days import at
from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.safekeeping.tables import LEFT_OUT
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.ui.management.commands.serve import keep_sealing

TODAY = date(2026, 11, 23)
NOW: datetime = at(TODAY, 8, 50)
KINDS = ("sqlite", "postgresql")


@pytest.fixture
def filled(own_database: None, settings: Any) -> None:
    """The cast, and a row of what the cast does not have; a number that a removed row has had."""
    settings.DEMO = True
    call_command("demo", citizens="0", today=TODAY.isoformat(), verbosity=0)
    keep_sealing()
    queue_mail(to="anna@example.dk", subject="Jeres kontakt", body="Hej\n\næøå")
    Task.objects.create(
        id="0" * 32, name="a", func="b", args=("ø", 1), kwargs={"x": None}, started=NOW, stopped=NOW
    )
    with transaction.atomic():
        record.action(
            "import",
            by=None,
            at=NOW.replace(microsecond=123),
            file='"æ\t\\.csv',
            and_so=[None, 0.5, {"ø": 1}],
        )
    jens, bente = cast.citizen("jens"), Employee.objects.order_by("pk").first()
    EmergencyAccess.objects.create(employee=bente, citizen=jens, reason="Akut", day=TODAY, at=NOW)
    Disqualification.objects.create(
        employee=bente, cpr_fingerprint=cpr.fingerprint("0101010101"), closeness="family"
    )
    Unit.objects.create(name="Findes ikke mere", telephone="12345678").delete()
    assert chain.seal()


@pytest.fixture
def little(own_database: None) -> None:
    """A unit, a citizen, and three lines in a sealed log."""
    unit = Unit.objects.create(name="Unge", telephone="12345678")
    login = User.objects.create(username="anna", role=Role.EMPLOYEE)
    unit.receiver = Employee.objects.create(user=login, number="1", name="Anna", unit=unit, weekly_hours=37)
    unit.save(update_fields=["receiver"])
    number = "6101909901"
    Citizen.objects.create(
        name="Åse Ødum",
        cpr_encrypted=cpr.encrypt(number),
        cpr_fingerprint=cpr.fingerprint(number),
        birth_date=cpr.birth_date(number),
    )
    for what in ("a", "b", "c"):
        record.action(what, by=None, at=NOW)
    assert chain.seal() == 3


@pytest.fixture
def empty(tmp_path: Path) -> Generator[Callable[[str], None]]:
    """`empty(kind)` makes a database without tables the one at hand, until the test ends."""
    with _made(tmp_path) as make:
        yield make


@pytest.fixture
def ready(tmp_path: Path, migrated: Callable[[str], str]) -> Generator[Callable[[str], None]]:
    """As `empty`, for a database with its tables: what a house has that was started once and is not used yet."""
    with _made(tmp_path, migrated) as make:
        yield make


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Generator[Callable[[str], str]]:
    """`migrated(kind)` names a database with tables, to be copied: made once, as it takes ten seconds."""
    folder = tmp_path_factory.mktemp("migrated")
    with ExitStack() as at_the_end:

        @cache
        def name(kind: str) -> str:
            described = at_the_end.enter_context(_new(kind, f"migrated_{os.getpid()}", folder))
            with at_hand(described):
                call_command("migrate", verbosity=0)
            return str(described["NAME"])

        yield name


@contextmanager
def _made(folder: Path, like: Callable[[str], str] | None = None) -> Generator[Callable[[str], None]]:
    with ExitStack() as at_the_end:
        numbers = count()

        def make(kind: str) -> None:
            name = f"made_{os.getpid()}_{next(numbers)}"
            described = at_the_end.enter_context(_new(kind, name, folder, like(kind) if like else None))
            at_the_end.enter_context(at_hand(described))

        yield make


def _new(
    kind: str, name: str, folder: Path, copied: str | None = None
) -> AbstractContextManager[dict[str, Any]]:
    return _sqlite(folder / name, copied) if kind == "sqlite" else _postgresql(name, copied)


@contextmanager
def at_hand(described: dict[str, Any]) -> Generator[None]:
    alias, before = connections.settings["default"], connections["default"]
    connections.settings["default"] = described
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before
        connections.settings["default"] = alias


@contextmanager
def _sqlite(path: Path, copied: str | None) -> Generator[dict[str, Any]]:
    if copied:
        shutil.copyfile(copied, path)
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
    described = deepcopy(connections.settings["default"])
    yield described | {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


@contextmanager
def _postgresql(name: str, copied: str | None) -> Generator[dict[str, Any]]:
    cluster = os.environ[servers.CLUSTER_URL]
    with psycopg.connect(cluster, autocommit=True) as server:
        server.execute(f"create database {name}" + (f" template {copied}" if copied else ""))
        try:
            yield deepcopy(connections.settings["default"]) | {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": name,
                "HOST": server.info.host,
                "PORT": server.info.port,
                "USER": server.info.user,
                "PASSWORD": server.info.password,
                "OPTIONS": {},
            }
        finally:
            server.execute(f"drop database {name} with (force)")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that is carried, read by the models of today: what two databases are compared by."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in LEFT_OUT or model._meta.proxy:
            continue
        names = [field.attname for field in model._meta.local_concrete_fields]
        rows = model._base_manager.order_by("pk").values_list(*names)
        found[model._meta.label_lower] = [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows
        ]
    return found


def kinds_not_tried(found: dict[str, list[tuple[Any, ...]]]) -> set[str]:
    """Kinds of column that no row of `found` has a value in."""
    tried: set[str] = set()
    kinds: set[str] = set()
    for name, rows in found.items():
        for place, field in enumerate(apps.get_model(name)._meta.local_concrete_fields):
            kinds.add(field.get_internal_type())
            if any(row[place] is not None for row in rows):
                tried.add(field.get_internal_type())
    return kinds - tried


def without(*names: str, of: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows for name, rows in of.items() if name not in names}
