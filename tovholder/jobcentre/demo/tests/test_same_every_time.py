"""The same seed and day give the same municipality; another gives another."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models, transaction

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.competence.actions import load_catalogues
from tovholder.jobcentre.demo import actions, cast
from tovholder.jobcentre.demo.actions import fill
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import ORDER
from tovholder.jobcentre.demo.tests.conftest import TODAY
from tovholder.jobcentre.followup.reasons import reasons_for
from tovholder.jobcentre.staff.models import Unit

ENCRYPTED = "cpr_encrypted"
# What is another each time: what is encrypted, and how long the machine took to find a proposal.
DIFFER = {("citizens_citizen", ENCRYPTED), ("allocation_proposal", "seconds")}


class Undo(Exception):
    pass


def rows_of(**arguments: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Fill, read every row, undo. Keys become places in the order of saving, which no earlier fill has moved."""
    try:
        with transaction.atomic():
            fill(**arguments)
            rows = {model._meta.label: _rows(model) for model in ORDER}
            raise Undo
    except Undo:
        return rows


def _rows(model: type[models.Model]) -> list[tuple[Any, ...]]:
    fields = [
        field for field in model._meta.concrete_fields if not field.primary_key and field.name != ENCRYPTED
    ]
    places = {field: _places(field.related_model) for field in fields if field.is_relation}
    return [
        tuple(
            places[field].get(getattr(row, field.attname))
            if field.is_relation
            else getattr(row, field.attname)
            for field in fields
        )
        for row in model._base_manager.order_by("pk")
    ]


def _places(model: type[models.Model]) -> dict[int, int]:
    keys = model._base_manager.order_by("pk").values_list("pk", flat=True)
    return {key: place for place, key in enumerate(keys)}


@pytest.mark.django_db
def test_another_seed_or_day_gives_other_rows() -> None:
    first = rows_of(citizens=60, seed=7, today=TODAY)
    assert len(first["citizens.Citizen"]) == 60
    other_seed = rows_of(citizens=60, seed=8, today=TODAY)
    other_day = rows_of(citizens=60, seed=7, today=date(2026, 11, 24))
    for label in ("citizens.Citizen", "talks.Talk", "sickleave.AbsenceNotice"):
        assert first[label] != other_seed[label]
        assert first[label] != other_day[label]


@pytest.mark.one_database
def test_another_process_fills_the_same_into_every_table(
    django_db_setup: None, migrated: Path, tmp_path: Path
) -> None:
    """The command itself, in two folders, with Python's own dice thrown differently."""
    started = [demo_in(tmp_path / seed, migrated, seed) for seed in ("1", "2")]
    for process in started:
        assert process.wait(timeout=240) == 0
    first, second = (tables_of(tmp_path / seed / "demo.sqlite3") for seed in ("1", "2"))
    assert len(first["citizens_citizen"]) == 60
    assert len(first["results_figure"]) > 100
    assert len(first["allocation_proposedmove"]) > 0
    assert not {name for name in first.keys() | second.keys() if first[name] != second[name]}


def demo_in(folder: Path, migrated: Path, hash_seed: str) -> subprocess.Popen[bytes]:
    folder.mkdir()
    shutil.copyfile(migrated, folder / "demo.sqlite3")
    given = {
        "PYTHONHASHSEED": hash_seed,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
    }
    command = [
        sys.executable,
        "-m",
        "tovholder",
        "demo",
        "--citizens",
        "60",
        "--seed",
        "7",
        "--today",
        "2026-11-24",
    ]
    return subprocess.Popen(command, env=os.environ | given, stdout=subprocess.DEVNULL)


def tables_of(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a database as it lies there, without what is encrypted and what was measured."""
    with closing(sqlite3.connect(file)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        columns = {
            name: [
                row[1]
                for row in database.execute(f"PRAGMA table_info({name})")
                if (name, row[1]) not in DIFFER
            ]
            for (name,) in names
        }
        return {
            name: database.execute(
                f"SELECT {', '.join(map(quoted, there))} FROM {name} ORDER BY 1"
            ).fetchall()
            for name, there in columns.items()
        }


# A leap day, a Sunday, Christmas Day, and the first days after two benefits are to close.
@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 3, 1), date(2025, 12, 25), date(2027, 1, 2)])
def test_the_story_holds_on_any_day(today: date) -> None:
    fill(citizens=60, today=today)
    now = at(today, 8, 50)
    codes = {reason.code for reason in reasons_for(cast.user("nadia"), now=now)}
    assert codes == {
        "company_wrote",
        "waiting_for_me",
        "meeting_answered",
        "meeting_passed",
        "contact_due",
        "workplace_due",
        "no_next_contact",
        "new_to_me",
        "note_not_shared",
        "matter_not_noted",
        "mentor_ends",
        "plan_to_evaluate",
    }
    assert cast.citizen("jens").talks.booked().get().starts_at.date() == today
    assert cast.course("fatima").next_on < today
    assert not Citizen.objects.filter(talks__held_at__gt=now).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "there"), [(0, 10), (10, 10), (25, 25)])
def test_the_named_people_are_always_there(asked: int, there: int) -> None:
    fill(citizens=asked, today=TODAY)
    assert Citizen.objects.count() == there
    assert {one.name for one in cast.CITIZENS} <= set(Citizen.objects.values_list("name", flat=True))
    assert Course.objects.open().filter(contact=cast.employee("nadia")).exists()


@pytest.mark.parametrize(
    ("today", "monday", "friday"),
    [
        (date(2026, 11, 23), date(2026, 11, 16), date(2026, 11, 27)),
        (date(2026, 11, 26), date(2026, 11, 23), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 23), date(2026, 12, 4)),
        (date(2026, 11, 29), date(2026, 11, 23), date(2026, 12, 4)),
    ],
)
def test_last_monday_and_next_friday(today: date, monday: date, friday: date) -> None:
    days = Days(today, at(today, 8))
    assert days.last_monday() == monday
    assert days.next_friday() == friday


def test_a_workday_is_no_weekend_and_no_holiday() -> None:
    days = Days(date(2026, 5, 20), at(date(2026, 5, 20), 8))
    assert days.back_to_workday(date(2026, 5, 14)) == date(2026, 5, 13)  # Ascension Day
    assert days.on_to_workday(date(2026, 5, 23)) == date(2026, 5, 26)  # Whitsun


@pytest.mark.django_db
def test_rows_are_as_bulk_create_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    # Loaded for good: its numbers are the database's own, and PostgreSQL takes none back when a fill is undone.
    load_catalogues(by=None, at=at(TODAY, 8))
    lean = raw_rows()
    monkeypatch.setattr(actions, "insert", lambda model, rows: model._base_manager.bulk_create(rows))
    assert lean == raw_rows()
    assert len(lean["talks_talk"]) > 200


def raw_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Fill, read every column as the database has it, undo."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            fill(citizens=25, today=TODAY)
            rows = {}
            for model in ORDER:
                columns = [f.column for f in model._meta.local_concrete_fields if f.name != ENCRYPTED]
                cursor.execute(
                    f"SELECT {', '.join(map(quoted, columns))} FROM {model._meta.db_table} "
                    f"ORDER BY {quoted(model._meta.pk.column)}"
                )
                rows[model._meta.db_table] = [tuple(map(as_stored, row)) for row in cursor.fetchall()]
            raise Undo
    except Undo:
        return rows


def quoted(column: str) -> str:
    return connection.ops.quote_name(column)


def as_stored(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.mark.django_db
def test_what_comes_after_gets_a_number_of_its_own() -> None:
    fill(citizens=0, today=TODAY)
    highest = max(User.objects.values_list("pk", flat=True))
    assert User.objects.create(username="ny", role="employee").pk > highest
    unit = Unit.objects.create(name="Ny enhed", telephone="00 00 00 00")
    assert unit.pk > cast.employee("nadia").unit_id
