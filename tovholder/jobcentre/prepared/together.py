"""Several prepared queries sent to PostgreSQL at once.

A page asks a dozen small questions. Waiting for each answer before the next is asked takes longer than answering it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from tovholder.jobcentre.prepared.planned import may_plan

_ANSWERS = "answers_of_prepared"  # with the connection, which one thread has at a time


@contextmanager
def asked_together(*asked: QuerySet) -> Iterator[None]:
    """Within, whoever asks one of these (each from `Prepared.ask`) with the same values is given what came.

    For a page that only reads: what is written meanwhile is not seen. On SQLite, which nobody waits for, nothing is
    asked beforehand; nor where somebody reads along.
    """
    connection = connections[asked[0].db]
    if not may_plan(connection):
        yield
        return
    setattr(connection, _ANSWERS, _answers(connection, asked))
    try:
        yield
    finally:
        delattr(connection, _ANSWERS)


def _answers(connection: BaseDatabaseWrapper, asked: Sequence[QuerySet]) -> dict[tuple[str, str], list[Any]]:
    from psycopg.types.datetime import TimestamptzLoader  # not where the database is SQLite

    questions = [each.query.get_compiler(connection=connection).as_sql() for each in asked]
    answers = {}
    with connection.cursor() as cursor:
        # psycopg's own, which is in C: Django's makes each moment in Python, and a page has hundreds.
        cursor.cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(
            "; ".join(sql for sql, _values in questions),
            [value for _sql, values in questions for value in values],
        )
        for sql, values in questions:
            answers[_key(sql, values)] = cursor.fetchall()
            cursor.nextset()
    return answers


def answered(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> list[Any] | None:
    """Return the rows that came for this question, if it was among those asked together."""
    answers = getattr(connection, _ANSWERS, None)
    return answers.get(_key(sql, values)) if answers else None


def _key(sql: str, values: Sequence[Any]) -> tuple[str, str]:
    return sql, repr(values)
