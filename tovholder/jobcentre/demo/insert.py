"""Many rows into a table at once: what `bulk_create` does, less what it weighs and compiles for every row.

Measured on 5,000 citizens (370,000 rows): the whole fill takes 22 seconds of processor time, with `bulk_create` 32.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

_AS_THEY_ARE = {str, int, bool, type(None)}


def insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert rows that have their numbers already, and so have all they point at. Signals are not sent.

    PostgreSQL takes them in one stream, which takes half as long as a statement for each.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    fields = model._meta.local_concrete_fields
    # Names of our own tables and columns, quoted by the database's own rules.
    table, *names = map(
        connection.ops.quote_name, (model._meta.db_table, *(field.column for field in fields))
    )
    into = f"{table} ({', '.join(names)})"
    values = zip(*(_column(field, rows, connection) for field in fields), strict=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            places = ", ".join("%s" for _field in fields)
            sql = f"INSERT INTO {into} VALUES ({places})"  # nosec B608
            cursor.executemany(sql, list(values))


def _column(field: models.Field, rows: Sequence[models.Model], connection: Any) -> list[Any]:
    """Return what the database takes for one field of every row."""
    values: Iterable[Any]
    if type(field).pre_save is models.Field.pre_save:
        values = map(attrgetter(field.attname), rows)
    else:
        values = (field.pre_save(row, add=True) for row in rows)
    moment, day = connection.ops.adapt_datetimefield_value, connection.ops.adapt_datefield_value
    prepared = {datetime: moment, date: day}
    anyhow = partial(field.get_db_prep_save, connection=connection)
    return [
        value if type(value) in _AS_THEY_ARE else prepared.get(type(value), anyhow)(value) for value in values
    ]
