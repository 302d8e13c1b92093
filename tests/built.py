"""A municipality that is built once for all the tests of a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, transaction

Built = TypeVar("Built")


@contextmanager
def built_for_all(blocker: Any, build: Callable[[], Built]) -> Iterator[Built]:
    """What `build` makes. Each test works in a transaction inside this one, which is undone when the last has run.

    PostgreSQL puts checking what points to what off until a transaction ends. It is done here: else the end of each
    test would do it again for all that was built.
    """
    with blocker.unblock(), transaction.atomic():
        built = build()
        connection.check_constraints()
        yield built
        transaction.set_rollback(True)
