"""Make a backup, and bring one back."""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.audit.record import Actor
from tovholder.jobcentre.citizens.key import another_key
from tovholder.jobcentre.safekeeping.chest import Header
from tovholder.jobcentre.safekeeping.contents import Part, Reader, Writer, opened
from tovholder.jobcentre.safekeeping.snapshot import go_on_from, last_number, one_moment
from tovholder.jobcentre.safekeeping.tables import (
    QUEUE,
    ROWS_AT_A_TIME,
    Newer,
    Step,
    Table,
    last_steps,
    steps_taken,
    tables_at,
)

# Rows which the migrations and the first start put in: an empty database has them, and those of the file take over.
_THERE_FROM_THE_START = {"staff.contactprofile", "companies.sparringtheme", "django_q.schedule"}
_IN_USE = (
    "Databasen er i brug, og en sikkerhedskopi lægges kun i en tom. Vælg en ny DATA_DIR, eller en ny base i PostgreSQL."
    " Det, der er her, er ikke rørt."
)


@dataclass(frozen=True)
class Carried:
    """What went into a file or came out of it."""

    rows: int
    tables: int
    mails: int


def back_up(path: Path, *, by: Actor, at: datetime) -> Carried:
    """Write the whole database, as it is at one moment, to a new file that only its owner and the CPR key can open.

    The file gets its name when it is whole and the log knows of it. Refuses a name that is taken, a database from a
    newer program, and a key which does not open the CPR numbers.
    """
    steps = steps_taken()
    if not steps:
        raise Refused(
            "Databasen er tom: der er intet at gemme. Se efter, om DATA_DIR og DATABASE_URL passer."
        )
    if another_key():
        raise Refused(
            "TOVHOLDER_CPR_KEY åbner ikke CPR-numrene i databasen. Sæt den nøgle, de er lavet med: ellers kan ingen "
            "læse dem, når kopien hentes tilbage."
        )
    with _new_file(path) as file:
        with one_moment():
            carried = _write(file, steps, at)
        with transaction.atomic():
            record.action("backup", by=by, at=at, rows=carried.rows)
    return carried


def _write(file: IO[bytes], steps: list[Step], at: datetime) -> Carried:
    try:
        tables = tables_at(steps)
    except Newer:
        raise Refused(
            "Databasen hører til en nyere udgave af Tovholder. Tag kopien med den udgave."
        ) from None
    parts = [Part(table.name, table.columns, table.count(), last_number(table)) for table in tables]
    writer = Writer(file, Header.new(at=at, program=version("tovholder")), steps, parts)
    for table, part in zip(tables, parts, strict=True):
        writer.write(part, table.rows())
    writer.finish()
    return _carried(parts)


def _carried(parts: list[Part]) -> Carried:
    mails = sum(part.rows for part in parts if part.name == QUEUE)
    return Carried(sum(part.rows for part in parts), len(parts), mails)


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file under a name of its own, given the name `path` when the block ends well, and otherwise gone."""
    if path.exists():
        raise Refused(f"{path} er der allerede. Vælg et andet navn.")
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.unfinished")
    # Readable by its owner alone, from the first byte on.
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        _name(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _name(unfinished: Path, path: Path) -> None:
    try:
        os.link(unfinished, path)  # unlike renaming, this refuses a name that somebody took meanwhile
    except FileExistsError:
        raise Refused(f"{path} er der allerede. Vælg et andet navn.") from None
    except OSError:
        unfinished.rename(path)  # a memory stick knows no links
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def restore(path: Path, *, by: Actor, at: datetime, without_mail: bool = False) -> Carried:
    """Fill an empty database from a backup: the tables as they were then, all rows or none, then up to this program.

    Everything the database refuses is refused here too. Raises `Unreadable` and `AnotherKey`; refuses a database that
    is in use, a file from a newer program, and mail which was signed with another secret key (unless `without_mail`).
    """
    with opened(path) as reader:
        _refuse_lost_mail(reader, without_mail)
        _migrate_to(reader)
        tables = {table.name: table for table in tables_at(reader.steps)}
        try:
            with transaction.atomic():
                _refuse_used(tables.values())
                _clear(tables.values())
                _fill(reader, tables, without_mail)
                reader.finish()
                record.action("restore", by=by, at=at, made_at=reader.header.made_at)
        except DatabaseError as wrong:
            reason = str(wrong).strip().splitlines()[0]
            raise Refused(
                f"Databasen tager ikke imod sikkerhedskopien, så intet er lagt ind. (Den siger: {reason})"
            ) from wrong
        carried = _carried(reader.parts)
    call_command("migrate", interactive=False, verbosity=0)
    return carried


def _refuse_lost_mail(reader: Reader, without_mail: bool) -> None:
    mails = _carried(reader.parts).mails
    if mails and not without_mail and not reader.header.is_our_secret_key:
        raise Refused(
            f"I sikkerhedskopien venter {mails} breve, der er underskrevet med en anden TOVHOLDER_SECRET_KEY og ellers "
            f"går tabt. Sæt den, der var i brug {reader.header.made_at[:10]}, eller lad brevene ligge: --without-mail"
        )


def _migrate_to(reader: Reader) -> None:
    executor = MigrationExecutor(connection)
    try:
        targets = last_steps(reader.steps, executor.loader)
    except Newer:
        raise Refused(
            f"Sikkerhedskopien er fra en nyere udgave af Tovholder ({reader.header.program}). Hent den udgave, og prøv "
            "igen."
        ) from None
    before = steps_taken()
    if set(before) - executor.loader.disk_migrations.keys():
        raise Refused(_IN_USE)
    _refuse_used(tables_at(before))
    if set(before) - set(reader.steps):
        # Not back a step: that may lose rows, and nobody asked for it.
        raise Refused(
            "Sikkerhedskopien er fra en ældre udgave af Tovholder, end databasen er gjort klar til. Begynd på en "
            "database uden tabeller (en ny DATA_DIR, eller en ny base i PostgreSQL): så lægges den ind og bringes på "
            "højde med programmet."
        )
    executor.migrate(targets)
    if set(steps_taken()) != set(reader.steps):
        raise Refused(
            "Databasen kan ikke bringes på det trin, sikkerhedskopien er fra. Hent den udgave, og prøv igen."
        )


def _refuse_used(tables: Iterable[Table]) -> None:
    for table in tables:
        if table.name not in _THERE_FROM_THE_START and table.model._base_manager.exists():
            raise Refused(_IN_USE)


def _clear(tables: Iterable[Table]) -> None:
    for table in tables:
        if table.name in _THERE_FROM_THE_START:
            table.model._base_manager.all().delete()


def _fill(reader: Reader, tables: dict[str, Table], without_mail: bool) -> None:
    still_to_come = {part.name for part in reader.parts}
    promised: set[str] = set()
    for part in reader.parts:
        table = tables[part.name]
        promised |= table.points_to()
        if part.name == QUEUE and without_mail:
            reader.pass_by(part)
        else:
            # PostgreSQL remembers every row whose promise is to be kept later: only where it must be.
            _keep_promises("DEFERRED" if promised & still_to_come or table.points_to_itself else "IMMEDIATE")
            _insert(table, part, reader.rows(part))
        still_to_come.discard(part.name)
        go_on_from(table, part.last_number)
    _keep_promises("IMMEDIATE")


def _keep_promises(when: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def _insert(table: Table, part: Part, rows: Iterator[list[Any]]) -> None:
    if part.columns != table.columns:
        raise Refused(
            f"Sikkerhedskopien har andre kolonner i {part.name}, end dens egen udgave af Tovholder."
        )
    understand, prepare = table.understand(), table.prepare()
    while some := [prepare(understand(row)) for row in islice(rows, ROWS_AT_A_TIME)]:
        _put(table, some)


def _put(table: Table, rows: list[list[Any]]) -> None:
    columns = ", ".join(connection.ops.quote_name(field.column) for field in table.fields)
    places = ", ".join(["%s"] * len(table.fields))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table.in_database} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table.in_database} ({columns}) VALUES ({places})", rows)  # nosec B608
