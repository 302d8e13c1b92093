"""Each figure: plain Python, DuckDB and Spark say the same."""

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest
from hypothesis import given, settings

from tovholder.registers.engines import DuckDB, Engine, Spark
from tovholder.registers.indicators import oracle
from tovholder.registers.indicators.after import status_after
from tovholder.registers.indicators.lasting import how_long
from tovholder.registers.indicators.people import counted, gathered
from tovholder.registers.indicators.rows import SPELLS as COLUMNS
from tovholder.registers.indicators.rows import By, in_periods, period_at, place_of
from tovholder.registers.indicators.spells import beginning, ending, lasting_so_long, whole_spells
from tovholder.registers.indicators.support import (
    DAYS,
    WEEKS,
    each_on_support,
    each_week_on_support,
    on_support,
    weeks_of,
    weeks_on_support,
)
from tovholder.registers.oracle import persons_on_support
from tovholder.registers.period import Period, Span
from tovholder.registers.statuses import hierarchy
from tovholder.registers.tables import Month, SupportSpell
from tovholder.registers.tests.spells import MAPPING, SPELLS, fill, many, write

KNOWN = date(2024, 8, 20)
KNOWN_MONTH = Period.parse("2024M06")
TABLE = ibis.table(COLUMNS, name="spells")
SPANS = [("2023M12", "2024M04"), ("2024QMAT01", "2024QMAT02"), ("2024M02", "2024M02"), ("2024Q1", "2024Q2")]


@dataclass(frozen=True)
class Figure:
    """`keys`: how many columns say what is counted, the period's place first."""

    name: str
    keys: int
    expression: Callable[[ir.Table, Period, Period], ir.Table]
    plainly: Callable[[Sequence[SupportSpell], Sequence[Period]], Any]


FIGURES = [
    *(
        Figure(
            f"on support by {'+'.join(by) or 'nothing'}",
            1 + len(by),
            lambda table, first, last, by=by: on_support(table, first, last, MAPPING, by),
            lambda spells, periods, by=by: oracle.on_support(spells, periods, MAPPING, by),
        )
        for by in [[], [By.CLASS], [By.CLASS, By.AGE], [By.BENEFIT, By.SEX], [By.UNIT], [By.MUNICIPALITY]]
    ),
    *(
        Figure(
            f"weeks by {'+'.join(by) or 'nothing'}",
            1 + len(by),
            lambda table, first, last, by=by: weeks_on_support(table, first, last, MAPPING, by),
            lambda spells, periods, by=by: oracle.weeks_on_support(spells, periods, MAPPING, by),
        )
        for by in [[], [By.CLASS, By.UNIT], [By.AGE], [By.SEX]]
    ),
    *(
        Figure(
            f"on support by {'+'.join(by) or 'nothing'}, gathered",
            1 + len(by),
            lambda table, first, last, by=by: counted(
                gathered(each_on_support(table, first, last, MAPPING), DAYS), by, DAYS
            ),
            lambda spells, periods, by=by: oracle.on_support(spells, periods, MAPPING, by),
        )
        for by in [[], [By.CLASS, By.AGE], [By.UNIT], [By.SEX]]
    ),
    *(
        Figure(
            f"weeks by {'+'.join(by) or 'nothing'}, gathered",
            1 + len(by),
            lambda table, first, last, by=by: counted(
                gathered(each_week_on_support(table, first, last, MAPPING), WEEKS), by, WEEKS
            ),
            lambda spells, periods, by=by: oracle.weeks_on_support(spells, periods, MAPPING, by),
        )
        for by in [[], [By.SEX]]
    ),
    *(
        Figure(
            f"beginning by {'+'.join(by) or 'nothing'}",
            1 + len(by),
            lambda table, first, last, by=by: beginning(table, first, last, MAPPING, by),
            lambda spells, periods, by=by: oracle.beginning(spells, periods, MAPPING, by),
        )
        for by in [[], [By.CLASS, By.UNIT], [By.AGE, By.SEX]]
    ),
    *(
        Figure(
            f"ending by {'+'.join(by) or 'nothing'}",
            1 + len(by),
            lambda table, first, last, by=by: ending(table, first, last, MAPPING, KNOWN, by),
            lambda spells, periods, by=by: oracle.ending(spells, periods, MAPPING, KNOWN, by),
        )
        for by in [[], [By.CLASS, By.UNIT], [By.AGE, By.SEX]]
    ),
    Figure(
        "how long",
        3,
        lambda table, first, last: how_long(table, first, last, KNOWN),
        lambda spells, periods: oracle.how_long(spells, periods, KNOWN),
    ),
    Figure("lasting so long", 3, lasting_so_long, oracle.lasting_so_long),
    Figure(
        "lasting so long, those near at hand",
        3,
        lambda table, first, last: lasting_so_long(
            table, first, last, table.filter(table.until.isnull() | (table.until > first.first_day))
        ),
        oracle.lasting_so_long,
    ),
    *(
        Figure(
            f"status {days} days after",
            2,
            lambda table, first, last, days=days: status_after(table, first, last, KNOWN, days),
            lambda spells, periods, days=days: oracle.status_after(
                spells, periods, KNOWN, days, "sygedagpenge", hierarchy()
            ),
        )
        for days in hierarchy().days
    ),
]


def between(first: Period, last: Period) -> list[Period]:
    return [period_at(first.span, place) for place in range(place_of(first), place_of(last) + 1)]


def keyed(rows: Sequence[tuple[Any, ...]], figure: Figure, span: Span) -> dict[tuple[Any, ...], Any]:
    """As the oracle gives it: {(period, …): numbers}."""
    found = {}
    for row in rows:
        numbers = tuple(map(int, row[figure.keys :]))
        found[(period_at(span, row[0]), *row[1 : figure.keys])] = numbers[0] if len(numbers) == 1 else numbers
    assert len(found) == len(rows), "a key comes once"
    return found


@pytest.fixture(scope="module")
def duck() -> Iterator[DuckDB]:
    engine = DuckDB(memory="1GB", threads=1)
    yield engine
    engine.close()


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
@pytest.mark.parametrize(("first", "last"), SPANS[:3])
def test_duckdb_says_what_plain_python_says(duck: DuckDB, figure: Figure, first: str, last: str) -> None:
    start, stop = Period.parse(first), Period.parse(last)
    sql = duck.sql(figure.expression(TABLE, start, stop))

    @settings(max_examples=10)
    @given(SPELLS)
    def same(spells: list[SupportSpell]) -> None:
        fill(duck.connection, spells)
        found = keyed(duck.connection.execute(sql).fetchall(), figure, start.span)
        assert found == figure.plainly(spells, between(start, stop))

    same()


@pytest.mark.parametrize("by", [[], [By.CLASS], [By.AGE, By.CLASS]], ids="+".join)
@pytest.mark.parametrize(
    ("first", "last"), [("2022M01", "2025M12"), ("2023Q1", "2025Q4"), ("2022Y", "2025Y")]
)
def test_many_periods_at_once_are_each_by_itself(duck: DuckDB, first: str, last: str, by: list[By]) -> None:
    """Somebody born on 29 February is thirty on 1 March of a year without one, and turns forty on the day itself."""
    born = [date(1996, 2, 29), date(1994, 2, 28), date(1984, 2, 29), date(1993, 12, 31), date(1994, 1, 1)]
    spells = [replace(one, birth_date=born[one.person % 5]) for one in many(300, 40, seed=3)]
    fill(duck.connection, spells)
    periods = between(Period.parse(first), Period.parse(last))
    found = duck.fetch(on_support(TABLE, periods[0], periods[-1], MAPPING, by))
    alone = [row for each in periods for row in duck.fetch(on_support(TABLE, each, each, MAPPING, by))]
    assert sorted(found) == sorted(alone)


@given(SPELLS)
def test_whole_spells_as_plain_python_walks_them(duck: DuckDB, spells: list[SupportSpell]) -> None:
    fill(duck.connection, spells)
    found = duck.fetch(whole_spells(TABLE))
    assert sorted(found, key=str) == sorted(oracle.whole_spells(spells), key=str)


@given(SPELLS)
def test_persons_by_class_are_those_of_the_first_oracle(duck: DuckDB, spells: list[SupportSpell]) -> None:
    fill(duck.connection, spells)
    month = Period.parse("2024M02")
    expected = persons_on_support(spells, Month(2024, 2), MAPPING)
    found = {row[1]: row[2] for row in duck.fetch(on_support(TABLE, month, month, MAPPING, [By.CLASS]))}
    assert found == {key: count for key, count in expected.by_class.items() if count}
    total = duck.fetch(on_support(TABLE, month, month, MAPPING))
    assert sum(row[1] for row in total) == expected.total


def test_what_is_counted_so_far_holds_all_rows_of_the_day(duck: DuckDB) -> None:
    sql = duck.sql(lasting_so_long(TABLE, KNOWN_MONTH, KNOWN_MONTH))
    assert "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW" in sql


@pytest.mark.parametrize(
    "expression", [whole_spells(TABLE), lasting_so_long(TABLE, KNOWN_MONTH, KNOWN_MONTH)]
)
def test_two_that_begin_on_one_day_are_of_one_spell(duck: DuckDB, expression: ir.Table) -> None:
    """An engine may take either first, and another the next time: no window may lean on which another took."""
    born, june = date(1960, 5, 5), date(2023, 6, 1)
    before = SupportSpell(1, "sygedagpenge", date(2023, 1, 1), date(2023, 2, 1), born)
    alike = [SupportSpell(1, "sygedagpenge", june, None, born, unit) for unit in ("Nord", "Syd", "Nord")]
    found = _found(duck, expression, before, *alike)
    assert len([row for row in found if row[3] is None or isinstance(row[3], int)]) == 1


@pytest.mark.parametrize("by", [[], [By.CLASS], [By.AGE, By.CLASS], [By.BENEFIT]], ids="+".join)
def test_many_periods_make_no_more_rows_than_spells(duck: DuckDB, by: list[By]) -> None:
    """Fifteen years hold 180 months: no step may have a row for each spell in each of them. Nothing is timed."""
    spells = [
        replace(one, since=one.since - timedelta(365 * (number % 15)))
        for number, one in enumerate(many(3000, 900, seed=4))
    ]
    months = Period.parse("2011M01"), Period.parse("2025M12")
    fill(duck.connection, spells)
    in_each = in_periods(TABLE, *months).count().as_table()
    [(without_stretches,)] = duck.fetch(in_each)
    assert without_stretches > 50 * len(spells)
    assert max(_rows_of_steps(duck, on_support(TABLE, *months, MAPPING, by))) <= 4 * len(spells)


def _rows_of_steps(duck: DuckDB, expression: ir.Table) -> list[int]:
    """How many rows left each step of the plan."""
    told = duck.connection.execute(f"EXPLAIN (ANALYZE, FORMAT json) {duck.sql(expression)}").fetchall()
    steps, rows = [json.loads(told[0][1])], []
    for step in steps:
        rows.append(step.get("operator_cardinality", 0))
        steps += step["children"]
    assert len(rows) > 5
    return rows


# --- The rules, on examples a person can check


def _found(duck: DuckDB, expression: ir.Table, *spells: SupportSpell) -> list[tuple[Any, ...]]:
    fill(duck.connection, spells)
    return sorted(duck.fetch(expression), key=str)


def test_half_a_year_is_half_a_person(duck: DuckDB) -> None:
    year = Period.parse("2023Y")
    half = SupportSpell(1, "sygedagpenge", date(2023, 1, 1), date(2023, 7, 2), date(1960, 5, 5))
    [(_place, persons, days)] = _found(duck, on_support(TABLE, year, year, MAPPING), half)
    assert (persons, days / 365) == (1, pytest.approx(26 / 52, abs=0.002))


@pytest.mark.parametrize(
    ("again", "spells"), [(date(2023, 10, 31), 1), (date(2023, 11, 1), 2), (date(2023, 12, 24), 2)]
)
def test_a_spell_ends_only_after_a_whole_month_without(duck: DuckDB, again: date, spells: int) -> None:
    """The first ends on 5 September, so the month without is October."""
    first = SupportSpell(1, "sygedagpenge", date(2023, 6, 1), date(2023, 9, 6), date(1960, 5, 5))
    later = SupportSpell(1, "sygedagpenge", again, None, date(1960, 5, 5))
    assert len(_found(duck, whole_spells(TABLE), first, later)) == spells
    year = Period.parse("2023Y")
    [(_place, begun, _persons)] = _found(duck, beginning(TABLE, year, year, MAPPING), first, later)
    assert begun == spells


@pytest.mark.parametrize(("known", "ended"), [(date(2023, 10, 30), 0), (date(2023, 10, 31), 1)])
def test_nothing_has_ended_before_the_month_after_is_known(duck: DuckDB, known: date, ended: int) -> None:
    year = Period.parse("2023Y")
    one = SupportSpell(1, "sygedagpenge", date(2023, 6, 1), date(2023, 9, 6), date(1960, 5, 5))
    assert len(_found(duck, ending(TABLE, year, year, MAPPING, known), one)) == ended


def test_a_week_has_the_month_of_its_thursday(duck: DuckDB) -> None:
    """Monday 29 January 2024 lies in the week of Thursday 1 February."""
    monday = SupportSpell(1, "sygedagpenge", date(2024, 1, 29), date(2024, 1, 30), date(1960, 5, 5))
    january, february = Period.parse("2024M01"), Period.parse("2024M02")
    found = _found(duck, weeks_on_support(TABLE, january, february, MAPPING), monday)
    assert found == [(place_of(february), 1, 1)]


def test_a_week_is_counted_under_the_same_row_whatever_is_asked(duck: DuckDB) -> None:
    """Two rows alike but for unit and sex: the first unit's brings the weeks, also when only the sex is asked."""
    january, born = Period.parse("2024M01"), date(1960, 5, 5)
    days = date(2024, 1, 1), date(2024, 1, 15)
    alike = [
        SupportSpell(1, "sygedagpenge", *days, born, "Syd", sex="K"),
        SupportSpell(1, "sygedagpenge", *days, born, "Nord", sex="M"),
    ]
    by_sex = _found(duck, weeks_on_support(TABLE, january, january, MAPPING, [By.SEX]), *alike)
    crossed = _found(duck, weeks_on_support(TABLE, january, january, MAPPING, [By.UNIT, By.SEX]), *alike)
    assert [row[1:] for row in by_sex] == [("M", 1, 2)]
    assert [row[1:] for row in crossed] == [("Nord", "M", 1, 2)]


def test_those_with_one_row_are_gathered_without_a_name(duck: DuckDB) -> None:
    """As many rows as there are ways of being counted, and those of people who have several."""
    month = Period.parse("2024M01")
    ones = [
        SupportSpell(n, "sygedagpenge", date(2024, 1, 2), date(2024, 1, 4), date(1960, 5, 5))
        for n in range(50)
    ]
    twice = [replace(ones[0], since=date(2024, 1, 10), until=None), replace(ones[0], benefit="fleksjob")]
    found = _found(duck, gathered(each_on_support(TABLE, month, month, MAPPING), DAYS), *ones, *twice)
    people = sorted((row[1], row[-1]) for row in found if row[1] is not None)
    assert people == [(0, 0), (0, 0)], "one for each benefit"
    assert [row[-2:] for row in found if row[1] is None] == [(98, 49)]


def test_every_week_has_one_month() -> None:
    months = between(Period.parse("2020M01"), Period.parse("2029M12"))
    for earlier, later in itertools.pairwise(months):
        assert weeks_of(earlier)[1] + 1 == weeks_of(later)[0]
        assert weeks_of(earlier)[1] - weeks_of(earlier)[0] + 1 in (4, 5)


def test_one_status_the_first_of_the_hierarchy(duck: DuckDB) -> None:
    quarter = Period.parse("2023Q3")
    sick = SupportSpell(1, "sygedagpenge", date(2023, 7, 1), date(2023, 9, 1), date(1960, 5, 5))
    job = SupportSpell(1, "loenmodtager", date(2023, 9, 1), None, date(1960, 5, 5))
    flex = SupportSpell(1, "fleksjob", date(2023, 9, 15), None, date(1960, 5, 5))
    names = hierarchy().names

    def status(*spells: SupportSpell) -> str:
        [(_place, number, count, persons)] = _found(
            duck, status_after(TABLE, quarter, quarter, KNOWN, 30), *spells
        )
        assert (count, persons) == (1, 1)
        return names[number]

    assert status(sick) == "Selvforsørgelse"
    assert status(sick, job) == "Lønmodtagerbeskæftigelse"
    assert status(sick, job, flex) == "Fleksjob"
    day = date(2023, 9, 30)  # thirty days after the last
    assert status(sick, replace(job, until=day)) == "Selvforsørgelse", "no job that day"
    assert status(sick, replace(job, until=day + timedelta(1))) == "Lønmodtagerbeskæftigelse"
    assert status(sick, replace(job, since=day)) == "Lønmodtagerbeskæftigelse"


@pytest.mark.parametrize(("days", "band"), [(34, 0), (35, 1), (370, 5), (371, 6), (1098, 7), (1099, 8)])
def test_bands_are_whole_weeks(duck: DuckDB, days: int, band: int) -> None:
    month = Period.parse("2026M06")
    began = date.fromordinal(month.last_day.toordinal() - days)
    one = SupportSpell(1, "sygedagpenge", began, None, date(1960, 5, 5))
    assert _found(duck, lasting_so_long(TABLE, month, month), one) == [
        (place_of(month), "sygedagpenge", band, 1)
    ]


# --- Spark


@pytest.fixture(scope="module")
def two_engines(
    spark: Spark, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[SupportSpell], list[tuple[Engine, ir.Table]]]:
    spells = many(400, 60, seed=8)
    folder = write(tmp_path_factory.mktemp("register"), spells)
    files = sorted(folder.glob("*.parquet"))
    columns = {
        name: {"person": "key", "since": "date", "until": "date", "birth_date": "date"}.get(name, "text")
        for name in COLUMNS
    }
    engines: list[Engine] = [DuckDB(memory="1GB", threads=1), spark]
    return spells, [(engine, engine.read("register", files, columns)) for engine in engines]


@pytest.mark.spark
@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_spark_and_duckdb_say_what_plain_python_says(two_engines: Any, figure: Figure) -> None:
    spells, engines = two_engines
    first, last = map(Period.parse, SPANS[len(figure.name) % 4])
    expected = figure.plainly(spells, between(first, last))
    assert expected
    for engine, table in engines:
        assert keyed(engine.fetch(figure.expression(table, first, last)), figure, first.span) == expected


@pytest.mark.spark
def test_whole_spells_on_spark(two_engines: Any) -> None:
    spells, engines = two_engines
    for engine, table in engines:
        assert sorted(engine.fetch(whole_spells(table)), key=str) == sorted(
            oracle.whole_spells(spells), key=str
        )
