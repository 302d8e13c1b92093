"""One moment of the database, read while people go on working."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction

from tovholder.jobcentre.safekeeping.tables import Table


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is as it was at the first reading, and nobody waits for it."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection.ensure_connection()
    # Not `atomic`: on SQLite ours begins by taking the one writer's place.
    connection.connection.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        connection.connection.execute("ROLLBACK")


def last_number(table: Table) -> int:
    """The highest number a row of `table` ever had, 0 for none: a number in the log must never mean another row."""
    key = table.model._meta.pk
    if not isinstance(key, models.AutoField):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)",
                [table.in_database, key.column],
            )
        else:
            cursor.execute(
                "SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [table.model._meta.db_table]
            )
        return cursor.fetchone()[0] or 0


def go_on_from(table: Table, number: int) -> None:
    """The next row of `table` gets a number above `number`."""
    if not number:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            column = table.model._meta.pk.column
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table.in_database, column, number]
            )
            return
        name = table.model._meta.db_table
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, number])
