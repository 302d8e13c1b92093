"""The same Danish order on both databases: PostgreSQL brings it, SQLite is taught it."""

from functools import lru_cache

from django.db.backends.signals import connection_created
from django.db.models import F
from django.db.models.expressions import Expression
from django.db.models.functions import Collate

from tovholder.jobcentre.names.fold import danish_key

DANISH = "da-x-icu"
# SQLite asks about the same names again and again while it sorts.
_key = lru_cache(maxsize=20_000)(danish_key)


def by_name(field: str = "name") -> Expression:
    """Order by a name column in Danish."""
    return Collate(F(field), DANISH)


def _compare(a: str, b: str) -> int:
    left, right = _key(a), _key(b)
    return (left > right) - (left < right) or (a > b) - (a < b)


def _teach_sqlite(sender: object, connection, **kwargs: object) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(DANISH, _compare)


def teach() -> None:
    connection_created.connect(_teach_sqlite, dispatch_uid="danish-order")
