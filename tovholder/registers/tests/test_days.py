"""Which day a register says: a date however Parquet keeps it, or a text that is YYYY-MM-DD and nothing else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import ibis
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tovholder.registers.engines import DuckDB, Engine, Spark
from tovholder.registers.indicators import oracle
from tovholder.registers.indicators.rows import as_day

# What one engine or another takes for a date, and no register means by one.
ODD = (
    "2024", "2024-01-05x", "2024-01", "2024-1-5", "20240105", "2024/01/05", "05-01-2024", "+2024-01-05", " 2024-01-05",
    "2024-01-05\n", "2024-01-05 00:00:00", "2024-01-05T00:00", "2024-W01-5", "infinity", "-infinity", "epoch", "today",
    "0000-01-01", "10000-01-01", "-001-01-01", "0044-03-15 (BC)", "2023-02-29", "2024-13-01", "２０２４-01-05", "",
)  # fmt: skip
TEXTS = ibis.table({"text": "string"}, name="texts")
DAYS = TEXTS.mutate(day=as_day(TEXTS.text))


@pytest.fixture(scope="module")
def duck() -> Iterator[DuckDB]:
    engine = DuckDB(memory="1GB", threads=1)
    yield engine
    engine.close()


near_a_day = st.dates().map(str) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
odd_text = st.text("0123456789-/ T:x\n", max_size=12)


@settings(max_examples=300)
@given(st.lists(near_a_day | odd_text, min_size=1, max_size=20))
@example(list(ODD))
def test_a_text_is_a_day_only_as_plain_python_reads_it(duck: DuckDB, texts: list[str]) -> None:
    duck.connection.execute("CREATE OR REPLACE TABLE texts AS SELECT unnest(?) AS text", [texts])
    assert dict(duck.fetch(DAYS)) == {text: oracle.day_of(text) for text in texts}


def test_a_column_of_dates_is_taken_as_it_is() -> None:
    days = ibis.table({"day": "date"}, name="days")
    assert as_day(days.day).equals(days.day)


@pytest.mark.spark
def test_spark_reads_a_text_as_plain_python_does(spark: Spark) -> None:
    texts = [*ODD, "2024-01-05", "0001-01-01", "9999-12-31", "2024-02-29"]
    spark.session.createDataFrame([(text,) for text in texts], "text string").createOrReplaceTempView("texts")
    assert dict(spark.fetch(DAYS)) == {text: oracle.day_of(text) for text in texts}


# A moment is the day it falls on in Denmark: whoever wrote midnight there, or at Greenwich, meant that day.
KEPT = {
    "a_date": "DATE '2024-07-05'",
    "a_moment": "TIMESTAMP '2024-07-05 13:45:00'",
    "a_moment_in_thousandths": "TIMESTAMP_MS '2024-07-05 00:00:00'",
    "midnight_in_denmark": "TIMESTAMPTZ '2024-07-04 22:00:00+00'",
    "midnight_at_greenwich": "TIMESTAMPTZ '2024-07-05 00:00:00+00'",
}


def days_read(engine: Engine, folder: Path) -> dict[str, date | None]:
    """Of a file with a row for each of `KEPT` the day it is read as; its columns are found to be dates already."""
    with duckdb.connect() as connection:
        chosen = ", ".join(f"{kept} AS {name}" for name, kept in KEPT.items())
        connection.execute(f"COPY (SELECT {chosen}) TO '{folder}/days.parquet' (FORMAT parquet)")
    table = engine.read("days", [folder / "days.parquet"], dict.fromkeys(KEPT, "date"))
    assert set(table.schema().values()) == {ibis.dtype("date")}
    [row] = engine.fetch(table)
    return dict(zip(KEPT, row, strict=True))


def test_a_day_is_read_however_parquet_keeps_it(duck: DuckDB, tmp_path: Path) -> None:
    assert days_read(duck, tmp_path) == dict.fromkeys(KEPT, date(2024, 7, 5))


@pytest.mark.spark
def test_spark_reads_a_day_however_parquet_keeps_it(spark: Spark, tmp_path: Path) -> None:
    assert days_read(spark, tmp_path) == dict.fromkeys(KEPT, date(2024, 7, 5))
