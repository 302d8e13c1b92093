"""The whole monthly set in pandas is the command's: every line of it, none more, and the same rows refused."""

from dataclasses import astuple, replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.bench.month_in_pandas import by_length, ours, whole_set
from tests.bench.register import generate
from tests.bench.rows_in_pandas import frame, looked_at
from tovholder.registers.engines import DuckDB
from tovholder.registers.indicators.lasting import how_long
from tovholder.registers.indicators.rows import judged, sound
from tovholder.registers.monthly.figures import Asked
from tovholder.registers.monthly.files import COLUMNS, parquet_files
from tovholder.registers.monthly.run import Order
from tovholder.registers.monthly.shown import Line
from tovholder.registers.period import Span
from tovholder.registers.statuses import hierarchy
from tovholder.registers.tables import Month, benefits
from tovholder.registers.tests.spells import MAPPING, many, write

# Rows that are refused for each reason, and for several, and some that are sound and lack a name.
ODD = """
    SELECT CASE WHEN n % 23 <> 0 THEN person END AS person,
           CASE WHEN n % 11 = 0 THEN 'ukendt' WHEN n % 19 <> 0 THEN benefit END AS benefit,
           CASE WHEN n % 7 = 0 THEN since - 500 WHEN n % 13 <> 0 THEN since END AS since,
           CASE WHEN n % 5 = 0 THEN since - n % 2 ELSE until END AS until,
           CASE WHEN n % 17 = 0 THEN since + n % 2 WHEN n % 29 <> 0 THEN birth_date END AS birth_date,
           CASE WHEN n % 3 <> 0 THEN sex END AS sex, CASE WHEN n % 2 <> 0 THEN unit END AS unit,
           CASE WHEN n % 4 <> 0 THEN municipality END AS municipality
    FROM (SELECT *, (row_number() OVER ())::INTEGER AS n FROM '{folder}/0.parquet')"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("registers"), 3000, 18_000)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Few people with many rows, some alike and some of no benefit; a benefit that changes class in February 2024."""
    spells = [
        replace(each, benefit="loenmodtager") if number % 9 == 0 else each
        for number, each in enumerate(many(3000, 700, seed=3))
    ]
    folder = write(tmp_path_factory.mktemp("odd"), spells)
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({ODD.format(folder=folder)}) TO '{folder}/2.parquet' (FORMAT parquet)")
    return folder


def both(order: Order) -> tuple[dict[tuple, float | None], dict[tuple, float | None]]:
    lines, outcome = ours(order)
    asked = Asked(order.mapping, outcome.known_until, outcome.to, order.months, order.limit)
    others, refused = whole_set(frame(order.source), asked)
    assert refused == outcome.refused
    assert len(lines) == outcome.lines == len(_by_key(lines))
    assert len(others) == len(_by_key(others))
    return _by_key(lines), _by_key(others)


def _by_key(lines: list[Line]) -> dict[tuple, float | None]:
    return {astuple(line)[:-1]: line.number for line in lines}


def of(source: Path) -> Order:
    return Order("duckdb", source, Path(), benefits(), limit=1, today=date(2026, 1, 1), threads=1)


def of_odd(source: Path, month: int) -> Order:
    order = replace(of(source), mapping=MAPPING, known_until=date(2024, 8, 31))
    return replace(order, to=Month(2024, month))


def test_of_a_register_every_line_is_the_same_and_none_is_hidden(register: Path) -> None:
    lines, others = both(of(register))
    assert others == lines
    assert len(lines) > 5000
    # A share is empty where no spell was seen for so long.
    assert {key[0] for key, number in lines.items() if number is None} <= {"how_long"}


@pytest.mark.parametrize("month", [2, 3])
def test_of_odd_rows_every_line_is_the_same(odd: Path, month: int) -> None:
    lines, others = both(of_odd(odd, month))
    assert others == lines
    assert {key[0].rstrip("_0123456789") for key in lines} == {
        "on_support", "weeks_on_support", "beginning", "ending", "lasting_so_long", "how_long", "status_after",
    }  # fmt: skip


def test_of_how_long_each_count_is_the_same(odd: Path) -> None:
    """Also the persons that only decide what is shown; and where the last spells of the year are not known to last."""
    asked = Asked(MAPPING, date(2024, 7, 15), Month(2024, 6), months=1, limit=1)
    period = asked.periods(Span.ROLLING_YEAR)[0]
    rows, _refused = looked_at(frame(odd), asked)
    engine = DuckDB(threads=1)
    table = sound(judged(engine.read("register", parquet_files(odd), COLUMNS), MAPPING, hierarchy().others))
    table = table.filter(table.benefit.isin(MAPPING.codes))
    found = engine.fetch(how_long(table, period, period, asked.known_until))
    engine.close()
    assert sum(row[3] > row[5] for row in found) > 10  # more spells than persons
    assert sorted(row[1:] for row in found) == list(
        by_length(rows, period, asked).itertuples(index=False, name=None)
    )
