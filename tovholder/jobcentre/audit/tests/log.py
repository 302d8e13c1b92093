"""Lines of the log to test on, and the burglar who comes past the triggers."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import connection

from tests.cast import AT
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.audit.operations import AppendOnly

TABLES = ("audit_record", "audit_seal")


def a_line(citizen: int = 1, *, at: datetime = AT, **detail: Any) -> Record:
    return record.action("set_weekly_hours", by=None, at=at, citizen=citizen, **detail)


def execute(statement: str, params: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@contextmanager
def triggers_dropped() -> Generator[None]:
    """What somebody with the keys of the database could do."""
    editor = SimpleNamespace(connection=connection, execute=execute)
    for table in TABLES:
        AppendOnly(table).database_backwards("audit", editor, None, None)
    yield
    for table in TABLES:
        AppendOnly(table).database_forwards("audit", editor, None, None)
