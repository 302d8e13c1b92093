"""Many rows of one model written as they are: making an object of the model for each takes five times as long."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection, models

AT_ONCE = 100  # rows in one statement: one for each row takes SQLite twice as long, and more gain nothing


class Rows:
    """Writes rows of `model`; each gives the `stated` columns in that order, all others get the model's default.

    Days are given as text (2026-11-27), which both databases take. What the model makes of itself when it is saved must
    be among what is stated.
    """

    def __init__(self, model: type[models.Model], *stated: str) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
        others = [field for name, field in fields.items() if name not in stated]
        self.rest = tuple(field.get_db_prep_save(field.get_default(), connection) for field in others)
        columns = [*(fields[name].column for name in stated), *(field.column for field in others)]
        quoted = ", ".join(map(connection.ops.quote_name, columns))
        table = connection.ops.quote_name(model._meta.db_table)
        self.sql = f"INSERT INTO {table} ({quoted}) VALUES "  # nosec B608
        self.marks = f"({', '.join(['%s'] * len(columns))})"
        self.at_once = min(AT_ONCE, (connection.features.max_query_params or 65_535) // len(columns))

    def insert(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write the rows, in the caller's transaction."""
        left = iter(rows)
        with connection.cursor() as cursor:
            while some := [(*row, *self.rest) for row in islice(left, self.at_once)]:
                sql = self.sql + ", ".join([self.marks] * len(some))
                cursor.execute(sql, [*chain.from_iterable(some)])


def default(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name).get_default()  # type: ignore[union-attr]
