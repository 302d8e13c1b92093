"""A database of one's own, where a test commits and several threads write at once.

It is a copy of the migrated test database, gone afterwards: the log is append-only, so nothing could empty it, and
what the migrations filled in stays untouched for the tests that come after.
"""

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Generator[None]:
    with django_db_blocker.unblock():
        original = connections["default"]
        copy = _copy_postgresql if original.vendor == "postgresql" else _copy_sqlite
        settings = connections.settings["default"]
        name = settings["NAME"]
        with copy(original, tmp_path) as settings["NAME"]:
            connections["default"] = own = connections.create_connection("default")
            try:
                yield
                assert connections["default"] is own, "a fixture asked for before this one left its database"
            finally:
                connections["default"].close()
                connections["default"] = original
                settings["NAME"] = name


@contextmanager
def _copy_sqlite(original: BaseDatabaseWrapper, folder: Path) -> Generator[str]:
    with original.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / "own.sqlite3")])
    yield str(folder / "own.sqlite3")


@contextmanager
def _copy_postgresql(original: BaseDatabaseWrapper, folder: Path) -> Generator[str]:
    template = original.settings_dict["NAME"]
    name = f"{template}_own"
    original.close()
    with original._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name
    finally:
        with original._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Run the tasks each in a thread with a connection of its own; return what each gave, or the error it raised."""

    def run(task: Callable[[], Any]) -> Any:
        try:
            return task()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(run, tasks))


def wait_for_each_other(function: Callable[..., Any], many: int = 2) -> Callable[..., Any]:
    """Let threads meet just before `function`, so that both have passed what stands before it.

    Where a lock keeps the second away there is nobody to meet: the first goes on after a moment.
    """
    barrier = Barrier(many)

    def meet(*args: Any, **kwargs: Any) -> Any:
        with suppress(BrokenBarrierError):
            barrier.wait(0.4)
        return function(*args, **kwargs)

    return meet
