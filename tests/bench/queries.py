"""Queries and the time in SQL of one page, seen from inside: the same page, asked for in this process.

Django's own capture counts the queries, as the suite's budgets do. The time is ours: SQLite does much of its work while
rows are fetched and at the commit, which a clock around `execute` alone never sees.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.pages import Page, Town


@dataclass
class Clock:
    seconds: float = 0.0

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            begun = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.perf_counter() - begun

        return run


class TimedCursor(CursorWrapper):
    def __init__(self, cursor: Any, db: Any, clock: Clock) -> None:
        super().__init__(cursor, db)
        self.clock = clock

    def __getattr__(self, name: str) -> Any:
        found = super().__getattr__(name)
        return self.clock.timed(found) if name.startswith("fetch") else found

    def __iter__(self) -> Iterator[Any]:
        while (row := self.fetchone()) is not None:
            yield row

    def execute(self, sql: Any, params: Any = None) -> Any:
        return self.clock.timed(super().execute)(sql, params)

    def executemany(self, sql: Any, param_list: Any) -> Any:
        return self.clock.timed(super().executemany)(sql, param_list)


@contextmanager
def sql_timed() -> Iterator[Clock]:
    """Time every execute, fetch and commit of this thread's connection."""
    clock = Clock()
    connection.ensure_connection()
    make, commit = connection.make_cursor, connection._commit
    connection.make_cursor = lambda cursor: TimedCursor(cursor, connection, clock)
    connection._commit = clock.timed(commit)
    try:
        yield clock
    finally:
        connection.make_cursor, connection._commit = make, commit


def inside_out(page: Page, town: Town, *, many: int = 11) -> tuple[int, float]:
    """Return how many queries the page makes, and the median of its milliseconds in SQL."""
    ask = _asker(page, town)
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    # Counted at once: the next request empties what was captured.
    queries = len(captured)
    milliseconds = []
    for _ in range(many):
        with sql_timed() as clock:
            ask()
        milliseconds.append(clock.seconds * 1000)
    return queries, median(milliseconds)


def _asker(page: Page, town: Town) -> Callable[[], None]:
    client = Client(headers={"accept-language": "da"})
    who, address = page.who(town), page.address(town)
    if who:
        client.cookies["sessionid"] = town.session(who)

    def ask() -> None:
        answer = client.get(address) if page.form is None else client.post(address, page.form(town))
        assert answer.status_code == page.status, f"{page.name}: {answer.status_code}"

    return ask
