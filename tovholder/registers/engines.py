"""Where an expression is reckoned: DuckDB on this machine, or Spark on as many as there are.

Ibis only writes the SQL; the engines are asked in their own way. So nothing of pandas or pyarrow is needed, and an
engine that is not used need not be installed. None reaches outside the machine: DuckDB may not fetch extensions, and
Spark stays on loopback unless `SPARK_MASTER` names a cluster.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import ibis
import ibis.expr.types as ir

Rows = list[tuple[Any, ...]]
DUCKDB_DATES = ("DATE", *("TIMESTAMP" + of for of in ("", "_S", "_MS", "_NS", " WITH TIME ZONE")))
SPARK_DATES = ("date", "timestamp", "timestamp_ntz")
# A moment with a zone is the day it falls on here: right for midnight as Danes and as Greenwich write it.
ZONE = "Europe/Copenhagen"
DUCKDB_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
SPARK_WHOLE = ("tinyint", "smallint", "int", "bigint")


class NoEngine(Exception):
    """The engine is not installed here; the message says what to do."""


class MissingColumns(ValueError):
    """The files lack columns; the message names them."""


class Engine(Protocol):
    """Tables by name, expressions over them, and their rows."""

    def read(self, name: str, files: Sequence[Path], columns: Mapping[str, str]) -> ir.Table:
        """The Parquet files as one table of `columns` and their types ("date": the day, or text that may be one).

        Of `columns` a file need not have those with a type that ends in "?". MissingColumns for others.
        """
        ...

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Reckon it once, for several that ask. What was kept under the name before is let go."""
        ...

    def fetch(self, expression: ir.Table) -> Rows: ...

    def close(self) -> None: ...


class DuckDB:
    """In this process, in memory; what does not fit in `memory` goes to `spill`, and is gone when the process ends."""

    def __init__(self, *, memory: str = "4GB", threads: int | None = None, spill: Path | None = None) -> None:
        import duckdb
        from ibis.backends.sql.compilers import DuckDBCompiler

        settings: dict[str, Any] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": memory,
            "preserve_insertion_order": False,
            "temp_directory": str(spill) if spill else "",
            **({"threads": threads} if threads else {}),
        }
        self.connection = duckdb.connect(":memory:", config=settings)
        self.connection.execute(f"SET TimeZone = '{ZONE}'")
        self._compiler = DuckDBCompiler()

    def sql(self, expression: ir.Table) -> str:
        return str(self._compiler.to_sqlglot(expression).sql(dialect=self._compiler.dialect))

    def read(self, name: str, files: Sequence[Path], columns: Mapping[str, str]) -> ir.Table:
        source = self.connection.read_parquet([str(file) for file in files], union_by_name=True)
        found = dict(zip(source.columns, map(str, source.types), strict=True))
        types = _types(columns, found, dates=DUCKDB_DATES, whole=DUCKDB_WHOLE)
        source.project(", ".join(_chosen(types, found, '"'))).create_view(name)
        return ibis.table(types, name=name)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        self.connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS {self.sql(expression)}')
        return ibis.table(expression.schema(), name=name)

    def fetch(self, expression: ir.Table) -> Rows:
        return self.connection.execute(self.sql(expression)).fetchall()

    def close(self) -> None:
        self.connection.close()


class Spark:
    """In processes of its own: on this machine, or on the cluster that `SPARK_MASTER` names.

    Where a session runs already it is used, as it is, and left running.
    """

    def __init__(self, *, memory: str = "4g", threads: int | None = None, spill: Path | None = None) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise NoEngine("Spark er ikke installeret her. Skriv `make setup-spark`, og prøv igen.") from None
        from ibis.backends.sql.compilers import PySparkCompiler

        master = os.environ.get("SPARK_MASTER", f"local[{threads or '*'}]")
        settings = {
            "spark.driver.memory": memory.lower().removesuffix("b"),
            "spark.sql.session.timeZone": ZONE,
            "spark.sql.shuffle.partitions": str(4 * (threads or os.cpu_count() or 1)),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
            **({"spark.local.dir": str(spill)} if spill else {}),
            **(
                {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
                if master.startswith("local")
                else {}
            ),
        }
        self._is_ours = SparkSession.getActiveSession() is None
        builder = SparkSession.builder.master(master).appName("tovholder")
        for key, value in settings.items():
            builder = builder.config(key, value)
        self.session: Any = builder.getOrCreate() if self._is_ours else SparkSession.getActiveSession()
        self._kept: dict[str, Any] = {}
        self._compiler = PySparkCompiler()

    def sql(self, expression: ir.Table) -> str:
        return str(self._compiler.to_sqlglot(expression).sql(dialect=self._compiler.dialect))

    def read(self, name: str, files: Sequence[Path], columns: Mapping[str, str]) -> ir.Table:
        source = self.session.read.option("mergeSchema", "true").parquet(*map(str, files))
        found = dict(source.dtypes)
        types = _types(columns, found, dates=SPARK_DATES, whole=SPARK_WHOLE)
        source.selectExpr(*_chosen(types, found, "`")).createOrReplaceTempView(name)
        return ibis.table(types, name=name)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        kept = self.session.sql(self.sql(expression)).persist()
        kept.createOrReplaceTempView(name)
        if before := self._kept.get(name):
            before.unpersist()
        self._kept[name] = kept
        return ibis.table(expression.schema(), name=name)

    def fetch(self, expression: ir.Table) -> Rows:
        return [tuple(row) for row in self.session.sql(self.sql(expression)).collect()]

    def close(self) -> None:
        for kept in self._kept.values():
            kept.unpersist()
        if self._is_ours:
            self.session.stop()


ENGINES: Mapping[str, type[DuckDB] | type[Spark]] = {"duckdb": DuckDB, "spark": Spark}


def _types(
    columns: Mapping[str, str], found: Mapping[str, str], *, dates: Iterable[str], whole: Iterable[str]
) -> dict[str, str]:
    """What each column is read as: dates and whole numbers as they are where that is what is wanted, else as text."""
    missing = [name for name, wanted in columns.items() if name not in found and not wanted.endswith("?")]
    if missing:
        raise MissingColumns(", ".join(missing))
    types = {}
    for name, wanted in columns.items():
        kind = found.get(name, "")
        if wanted.startswith("date") and kind in dates:
            types[name] = "date"
        elif wanted.startswith("key") and kind in whole:
            types[name] = "int64"
        else:
            types[name] = "string"
    return types


def _chosen(types: Mapping[str, str], found: Mapping[str, str], quote: str) -> list[str]:
    """Each column in its type, as SQL; what is missing is empty."""
    sql = {"string": "STRING", "int64": "BIGINT", "date": "DATE"}
    given = {name: f"{quote}{name}{quote}" if name in found else "''" for name in types}
    return [f"CAST({given[name]} AS {sql[kind]}) AS {quote}{name}{quote}" for name, kind in types.items()]
