"""A query that PostgreSQL plans once for each connection, and is asked for by its name.

Planning the twenty queries of a citizen's page takes PostgreSQL longer than answering them. A statement it has prepared
is planned anew a few times, and then by one plan for all values where that is no dearer.
"""

import itertools
import re
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db.backends.base.base import BaseDatabaseWrapper

_NAMES = (f"tovholder_{number}" for number in itertools.count(1))
# The statements that the server knows by name, of each of its sessions: a new session knows none.
_KNOWN: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def may_plan(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the server keeps what it is told.

    Not behind a pooler that gives each transaction another session (Django's own setting says so); and where somebody
    reads along, the whole query is what they want to see.
    """
    return (
        connection.vendor == "postgresql"
        and not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
        and not connection.queries_logged
    )


class Statement:
    """SQL with what changes numbered ($1, $2), each of the column type in `types`; None there: it never changes."""

    def __init__(
        self,
        sql: str,
        parameters: Sequence[Any],
        types: Sequence[str | None],
        connection: BaseDatabaseWrapper,
    ) -> None:
        self.name = next(_NAMES)
        numbers = itertools.count(1)
        places = iter(
            f"${next(numbers)}" if kind else connection.ops.compose_sql("%s", [value])  # type: ignore[attr-defined]
            for value, kind in zip(parameters, types, strict=True)
        )
        whole = re.sub("%%|%s", lambda found: "%" if found[0] == "%%" else next(places), sql)
        changing = [kind for kind in types if kind]
        described = f" ({', '.join(changing)})" if changing else ""
        self.prepare = f"PREPARE {self.name}{described} AS {whole}"
        values = ", ".join(["%s"] * len(changing))
        self.execute = f"EXECUTE {self.name} ({values})" if changing else f"EXECUTE {self.name}"

    def make_known(self, connection: BaseDatabaseWrapper) -> None:
        """Tell the server, the first time in its session; what is undone later does not undo it."""
        connection.ensure_connection()
        known = _KNOWN.setdefault(connection.connection, set())
        if self.name not in known:
            with connection.cursor() as cursor:
                cursor.execute(self.prepare)
            known.add(self.name)
