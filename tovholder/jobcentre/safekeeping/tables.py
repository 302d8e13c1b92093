"""What is carried: every table of ours, at any step of the migrations, as values that mean the same on both databases.

Left out are the log-ins (`sessions`; people log in again) and what Django makes by itself after migrating
(`contenttypes`, `auth`). The queue of mail goes along: what was promised is sent.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import ExpressionWrapper, F

Step = tuple[str, str]
Row = tuple[Any, ...]

QUEUE = "django_q.ormq"
LEFT_OUT = {"auth", "contenttypes", "sessions"}
ROWS_AT_A_TIME = 2000
# The kinds of column whose values JSON cannot carry as they are; Django reads them back from text.
_WRITTEN_AS_TEXT = (
    models.DateField,
    models.TimeField,
    models.DecimalField,
    models.UUIDField,
    models.BinaryField,
)


class Newer(Exception):
    """Steps that this program does not know."""


def steps_taken() -> list[Step]:
    """The migrations the database has, in order of name."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def last_steps(steps: Iterable[Step], loader: MigrationLoader) -> list[Step]:
    """The steps to migrate to in order to have exactly `steps`; raise `Newer` for one unknown to this program."""
    have = set(steps)
    if have - loader.disk_migrations.keys():
        raise Newer
    return [
        step
        for step in sorted(have)
        if not any(
            child.key in have and child.key[0] == step[0] for child in loader.graph.node_map[step].children
        )
    ]


def tables_at(steps: Iterable[Step]) -> list["Table"]:
    """The tables as they are after `steps`: whatever a row points to comes before it, where that is possible."""
    loader = MigrationLoader(connection)
    state = loader.project_state(last_steps(steps, loader))
    return _in_order(
        [
            Table(model)
            for model in state.apps.get_models(include_auto_created=True)
            if model._meta.app_label not in LEFT_OUT and model._meta.managed and not model._meta.proxy
        ]
    )


class Table:
    """One table: its rows out, and what to do with a row on its way in."""

    def __init__(self, model: type[models.Model], columns: list[str] | None = None) -> None:
        """`columns` gives the order of them; raises `KeyError` for one that is not there."""
        fields = {field.attname: field for field in model._meta.local_concrete_fields if not field.generated}
        self.model = model
        self.name = model._meta.label_lower
        self.columns = list(fields) if columns is None else columns
        self.fields = [fields[column] for column in self.columns]

    def pointers(self) -> list[tuple[models.Field, type[models.Model]]]:
        """The fields that hold the key of another row, each with the model it is a row of."""
        found = [(field, field.related_model) for field in self.fields if field.remote_field]
        return [(field, model) for field, model in found if isinstance(model, type)]

    def points_to(self) -> set[str]:
        return {model._meta.label_lower for _, model in self.pointers()} - {self.name}

    @property
    def points_to_itself(self) -> bool:
        return any(model is self.model for _, model in self.pointers())

    @property
    def in_database(self) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)

    def count(self) -> int:
        return self.model._base_manager.count()

    def rows(self) -> Iterator[Row]:
        """Every row in order of its key, fetched `ROWS_AT_A_TIME`."""
        wanted = [_as_it_stands(field) for field in self.fields]
        return (
            self.model._base_manager.order_by("pk").values_list(*wanted).iterator(chunk_size=ROWS_AT_A_TIME)
        )

    def understand(self) -> Callable[[list[Any]], list[Any]]:
        """Return what turns a row of a file into values of Python."""
        differ = [(at, field.to_python) for at, field in enumerate(self.fields) if _kind(field)]

        def row(values: list[Any]) -> list[Any]:
            for at, to_python in differ:
                values[at] = to_python(values[at])
            return values

        return row

    def prepare(self) -> Callable[[list[Any]], list[Any]]:
        """Return what turns values of Python into what the database takes."""
        differ = [
            (at, field)
            for at, field in enumerate(self.fields)
            if _kind(field) or isinstance(field, models.JSONField)
        ]

        def row(values: list[Any]) -> list[Any]:
            for at, field in differ:
                values[at] = field.get_db_prep_save(values[at], connection)
            return values

        return row


def _kind(field: models.Field) -> bool:
    return isinstance(getattr(field, "target_field", field), _WRITTEN_AS_TEXT)


def _as_it_stands(field: models.Field) -> Any:
    """A field that makes objects of what it reads (django-q pickles) is carried as the text it is in the database."""
    if hasattr(field, "from_db_value") and not isinstance(field, models.JSONField):
        return ExpressionWrapper(F(field.attname), output_field=models.TextField())
    return field.attname


def _in_order(tables: list[Table]) -> list[Table]:
    """By how many tables each leads on to; a ring (a unit and its employees) leads on to itself, and stays together."""
    pointed_to = {table.name: table.points_to() for table in tables}

    def place(table: Table) -> tuple[int, bool, str]:
        onward = _leads_to(table.name, pointed_to)
        return len(onward), table.name not in onward, table.name

    return sorted(tables, key=place)


def _leads_to(name: str, pointed_to: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = [name]
    while ahead:
        new = pointed_to.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


def _in_words(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} cannot be carried")


_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_in_words
).encode


def line(row: Any) -> bytes:
    """One line of a backup; the same bytes for the same values, whichever database they came from."""
    return _encode(row).encode() + b"\n"
