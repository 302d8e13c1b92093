"""A query that is put into SQL once and asked many times.

What Django needs to make the SQL of a query is often many times what the database needs to answer it. Where a page asks
the same each time it is opened, with other numbers and days, it is written once for each process:

    _BEFORE = Prepared(lambda: Message.objects.filter(course__in=Given.numbers("courses"), at__lt=Given.moment("now")))
    rows = _BEFORE.ask(courses=[3, 4], now=now)

What changes is `Given`, a value among what is asked with, and nothing else: a longer list, another day, another reader
give the same SQL (but a list of one, two or three is written out). What changes the SQL itself (a condition more for
some) is a query of its own.
"""

import json
from collections.abc import Callable, Collection
from copy import copy
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from operator import attrgetter
from threading import RLock
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    DateTimeField,
    Expression,
    Field,
    QuerySet,
    Value,
)
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from tovholder.jobcentre.prepared.planned import Statement, may_plan
from tovholder.jobcentre.prepared.together import answered

Find = str | Callable[[Any], Any]
_Key = tuple[str, tuple[tuple[str, int], ...]]  # the database's alias, and which lists hold a few
Rows = TypeVar("Rows", bound=QuerySet)

# Building and writing a query takes one thread at a time: the first pages of a new process are asked for at once, and
# nobody may get one that is half made. A query that is written is asked without it.
_ONE_AT_A_TIME = RLock()


class Given(Expression):
    """A value of `field`'s type among what the query is asked with: by its name, or reckoned from it (`asked.now`)."""

    def __init__(self, find: Find, field: Field) -> None:
        super().__init__(output_field=field)
        self.find = attrgetter(find) if isinstance(find, str) else find

    @classmethod
    def number(cls, find: Find) -> "Given":
        """A whole number; one that no column can hold (an address may have any) equals none."""
        return _Number(find, BigIntegerField())

    @classmethod
    def numbers(cls, name: str) -> "Given":
        """Any amount of whole numbers, for `…__in=`."""
        return _Numbers(name)

    @classmethod
    def day(cls, find: Find) -> "Given":
        return cls(find, DateField())

    @classmethod
    def moment(cls, find: Find) -> "Given":
        return cls(find, DateTimeField())

    def as_sql(self, compiler, connection) -> tuple[str, list[Any]]:
        return "%s", [self]  # `ask` puts the value in its place

    def value(self, asked: SimpleNamespace, connection) -> Any:
        return self.output_field.get_db_prep_value(self.find(asked), connection)

    def kind(self, connection) -> str | None:
        """The type of the column it is like."""
        return self.output_field.db_type(connection)


class _Number(Given):
    def value(self, asked: SimpleNamespace, connection) -> int | None:
        found = self.find(asked)
        return None if found is None or abs(int(found)) > BigIntegerField.MAX_BIGINT else int(found)


class _Numbers(Given):
    """A few are written one by one, so that a database plans for as few: most lists hold one or two (a contact, and
    whom they cover for; an open course). More are one parameter, however many they are.
    """

    few: dict[str, int] = {}  # while a query is written: the lists that hold a few, and how many

    def __init__(self, name: str) -> None:
        super().__init__(name, BigIntegerField())
        self.name = name

    def as_sql(self, compiler, connection) -> tuple[str, list[Any]]:
        few = _Numbers.few.get(self.name)
        if few:
            return f"({', '.join(['%s'] * few)})", [Given.number(partial(self._nth, n)) for n in range(few)]
        if connection.vendor == "postgresql":
            return "(SELECT unnest(%s::bigint[]))", [self]
        return "(SELECT value FROM json_each(%s))", [self]

    def _nth(self, n: int, asked: SimpleNamespace) -> int:
        return next(islice(self.find(asked), n, None))

    def value(self, asked: SimpleNamespace, connection) -> Any:
        numbers = [int(number) for number in self.find(asked)]
        return numbers if connection.vendor == "postgresql" else json.dumps(numbers)

    def kind(self, connection) -> str | None:
        return f"{super().kind(connection)}[]"


_FEW = 3


def _few_in(asked: SimpleNamespace) -> tuple[tuple[str, int], ...]:
    """The lists asked with that hold a few, and how many."""
    return tuple(
        (name, len(value))
        for name, value in vars(asked).items()
        if isinstance(value, Collection) and not isinstance(value, str) and 0 < len(value) <= _FEW
    )


class Prepared(Generic[Rows]):
    """`build` gives the query, with `Given` where a value is to be; it is called once, when the query is first asked.

    It must not look at anything that changes: what it reads then is in the SQL for as long as the process lives.
    """

    def __init__(self, build: Callable[[], Rows]) -> None:
        self._build = build
        self._rows: Rows | None = None
        self._written: dict[_Key, _Written] = {}

    def ask(self, **asked: Any) -> Rows:
        """Return the rows, read when they are gone through. They cannot be filtered, sorted or cut any further."""
        rows = (self._rows if self._rows is not None else self._built()).all()
        query: _Asked = rows.query  # type: ignore[assignment]  # so the one that is kept has said
        query.written, query.asked = self._written, SimpleNamespace(**asked)
        return rows

    def _built(self) -> Rows:
        with _ONE_AT_A_TIME:
            if self._rows is None:
                rows = self._build()
                rows.query.__class__ = _Kept
                self._rows = rows
            return self._rows

    def first(self, **asked: Any) -> Any:
        """Return the first row, or None; the query is written so that it gives few."""
        return next(iter(self.ask(**asked)), None)


def how_many(rows: QuerySet) -> QuerySet:
    """The query that counts them, to be prepared itself: one row with one number, of none too."""
    counted = rows.order_by().values(together=Value(1)).annotate(n=Count("pk"))
    return counted.values_list("n", flat=True)


class _Written:
    """A query in the SQL of one database: the compiler knows which columns it reads, and into what."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self.compiler = compiler
        self.sql, parameters = compiler.as_sql()
        self.parameters: tuple[Any, ...] = tuple(parameters)
        self.given = [each for each in self.parameters if isinstance(each, Given)]
        self.statement: Statement | None = None

    def compiler_for(self, connection, asked: SimpleNamespace) -> SQLCompiler:
        """As the one it was written by, with the values in their places."""
        sql, values = (self._planned if may_plan(connection) else self._whole)(connection, asked)
        compiler = self._of(connection)
        compiler.as_sql = lambda *_args, **_kwargs: (sql, values)  # type: ignore[method-assign]
        compiler.get_converters = lambda expressions: self._converters(connection, expressions)  # type: ignore[method-assign]
        rows = answered(connection, sql, values)
        if rows is not None:
            # What it is ordered by and nobody reads stands last in a row.
            rows = [row[: compiler.col_count] for row in rows] if compiler.has_extra_select else rows
            compiler.execute_sql = lambda *_args, **_kwargs: iter([rows])  # type: ignore[method-assign,assignment]
        return compiler

    def _whole(self, connection, asked: SimpleNamespace) -> tuple[str, tuple[Any, ...]]:
        values = (
            each.value(asked, connection) if isinstance(each, Given) else each for each in self.parameters
        )
        return self.sql, tuple(values)

    def _planned(self, connection, asked: SimpleNamespace) -> tuple[str, tuple[Any, ...]]:
        statement = self.statement
        if statement is None:
            kinds = [each.kind(connection) if isinstance(each, Given) else None for each in self.parameters]
            statement = self.statement = Statement(self.sql, self.parameters, kinds, connection)
        statement.make_known(connection)  # not `self.statement`: another thread may just have made one too
        return statement.execute, tuple(each.value(asked, connection) for each in self.given)

    def _of(self, connection) -> SQLCompiler:
        compiler = copy(self.compiler)
        compiler.connection = connection
        return compiler

    def _converters(self, connection, expressions: list[Expression]) -> dict[int, Any]:
        """What makes Python's values of the columns: the same each time, and kept with the connection, whose it is."""
        kept = vars(connection).setdefault("converters_of_prepared", {})
        if self not in kept:
            kept[self] = _quick(self._of(connection).get_converters(expressions), connection)
        return kept[self]


def _quick(converters: dict[int, Any], connection) -> dict[int, Any]:
    """The same, with our own for the moments of SQLite: Django's asks settings and time zone anew for each of them."""
    slow = getattr(connection.ops, "convert_datetimefield_value", None)
    if slow is None or connection.timezone is not UTC:
        return converters
    return {
        column: ([_moment if each == slow else each for each in of_it], expression)
        for column, (of_it, expression) in converters.items()
    }


def _moment(value: datetime | str | None, _expression, _connection) -> datetime | None:
    """A moment as SQLite keeps it, in UTC and without saying so; a column that was reckoned comes as text."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class _Kept(Query):
    """A query as it was built. What is asked is never changed, so that it shares all it is made of with this one."""

    def chain(self, klass=None) -> "_Asked":
        asked = _Asked.__new__(_Asked)
        vars(asked).update(vars(self))
        return asked


class _Asked(Query):
    """A query with its SQL and what it is asked with. Changing it would not change the SQL, so it cannot be changed."""

    written: dict[_Key, _Written]
    asked: SimpleNamespace

    def get_compiler(self, using=None, connection=None, elide_empty=True) -> SQLCompiler:
        connection = connections[using] if using else connection
        key = connection.alias, _few_in(self.asked)
        written = self.written.get(key) or self._write(key, connection, elide_empty)
        return written.compiler_for(connection, self.asked)

    def _write(self, key: _Key, connection, elide_empty: bool) -> _Written:
        with _ONE_AT_A_TIME:
            if key not in self.written:
                whole = Query.clone(self)  # writing counts in it, and it is asked as it was built
                compiler = Query.get_compiler(whole, connection=connection, elide_empty=elide_empty)
                _Numbers.few = dict(key[1])
                try:
                    self.written[key] = _Written(compiler)
                finally:
                    _Numbers.few = {}
            return self.written[key]

    def clone(self):
        raise TypeError("A prepared query is asked as it was written: filter and sort where it is built.")
