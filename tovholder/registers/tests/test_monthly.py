"""A folder of spells becomes a folder of figures: all of it, or nothing; and nothing in it about few people."""

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

import duckdb
import ibis.expr.types as ir
import pytest

from tovholder.registers.engines import DuckDB, MissingColumns, Spark
from tovholder.registers.indicators import oracle
from tovholder.registers.indicators.rows import By, judged, refusals
from tovholder.registers.monthly import figures
from tovholder.registers.monthly import run as running
from tovholder.registers.monthly.figures import LASTING_WEEKS
from tovholder.registers.monthly.files import (
    COLUMNS,
    AlreadyThere,
    NothingToRead,
    folder_at_once,
    parquet_files,
)
from tovholder.registers.monthly.files import write as write_file
from tovholder.registers.monthly.run import NoSoundRow, Order, Outcome, run
from tovholder.registers.monthly.shown import HALF, OF_NOBODY, SHARE, Line
from tovholder.registers.oracle import lasts_longer
from tovholder.registers.period import Period
from tovholder.registers.statuses import hierarchy
from tovholder.registers.tables import Month, SupportSpell
from tovholder.registers.tests.spells import MAPPING, many, write

SPELLS = many(3000, 900, seed=1)
TO, TODAY = Month(2024, 6), date(2026, 11, 23)


@contextmanager
def quiet(_text: str) -> Iterator[None]:
    yield


def order(source: Path, target: Path, engine: str = "duckdb") -> Order:
    return Order(
        engine,
        source,
        target,
        MAPPING,
        limit=5,
        today=TODAY,
        to=TO,
        known_until=date(2024, 8, 31),
        threads=1,
    )


def rows(folder: Path, name: str = "*") -> list[tuple]:
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT indicator, period, split, value, measure, number, hidden FROM '{folder}/{name}.parquet'"
        )
        return sorted(found.fetchall(), key=str)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("register"), SPELLS)


@pytest.fixture(scope="module")
def made(register: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    target = tmp_path_factory.mktemp("made") / "figures"
    return target, run(order(register, target), quiet)


def test_what_is_shown_is_what_plain_python_counts(made: tuple[Path, Outcome]) -> None:
    month = Period.parse("2024M06")
    for by in ([], [By.CLASS], [By.AGE], [By.MUNICIPALITY, By.UNIT], [By.BENEFIT, By.AGE]):
        exact = oracle.on_support(SPELLS, [month], MAPPING, by)
        shown = {
            value: number
            for _, period, split, value, measure, number, hidden in rows(made[0], "on_support")
            if (period, split, measure) == (month.code, "/".join(by), "persons") and not hidden
        }
        assert shown == {"/".join(key[1:]): persons for key, (persons, _days) in exact.items()}
    days = oracle.on_support(SPELLS, [month], MAPPING)[(month,)][1]
    [full_time] = [
        row[5] for row in rows(made[0], "on_support") if row[1:5] == (month.code, "", "", "full_time_persons")
    ]
    assert full_time == pytest.approx(days / 30)


def test_nothing_is_shown_of_few(register: Path, tmp_path: Path) -> None:
    run(replace(order(register, tmp_path / "figures"), limit=120), quiet)
    found = rows(tmp_path / "figures")
    persons = [row for row in found if row[4] == "persons"]
    assert min(row[5] for row in persons if not row[6]) >= 120
    hidden = {row[:4] for row in persons if row[6]}
    assert hidden
    assert all(row[5] is None for row in found if row[:4] in hidden), (
        "full-time persons and spells follow persons"
    )


def test_benefit_and_age_are_crossed_each_month_and_no_row_gives_a_small_cell_away(
    made: tuple[Path, Outcome],
) -> None:
    """Of one benefit all ages are shown or none, and never is one benefit alone left out."""
    crossed = [row for row in rows(made[0], "on_support") if row[2] == "benefit/age" and row[4] == "persons"]
    assert {period for _indicator, period, *_rest in crossed} == {"2024M06"}
    told: dict[str, set[bool]] = {}
    for _indicator, _period, _split, value, _measure, number, hidden in crossed:
        told.setdefault(value.split("/")[0], set()).add(hidden)
        assert hidden or number == 0 or number >= 5
    assert all(len(each) == 1 for each in told.values())
    assert sum(each == {True} for each in told.values()) != 1
    assert {False} in told.values()


def test_a_file_says_what_it_is(made: tuple[Path, Outcome]) -> None:
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT key, value FROM parquet_kv_metadata('{made[0]}/on_support.parquet')"
        )
        about = {key.decode(): value.decode() for key, value in found.fetchall()}
    assert "Numerator" in about["definition"]
    assert about["mapping_version"] == "test"
    assert about["known_until"] == "2024-08-31"
    assert about["periods"].startswith("1 months to 2024M06")
    assert json.loads((made[0] / "about.json").read_text())["hidden_below"] == "5"
    classes = json.loads((made[0] / "about.json").read_text())["mapping"]
    assert classes[1:3] == [
        {"benefit": "fleksjob", "class": "work_with_support", "first_day": None, "last_day": "2024-02-10"},
        {"benefit": "fleksjob", "class": "permanent", "first_day": "2024-02-11", "last_day": None},
    ]
    assert {each["benefit"] for each in classes} == set(MAPPING.codes)
    assert sorted(path.name for path in made[0].iterdir()) == [
        "about.json", "beginning.parquet", "ending.parquet", "how_long.parquet", "lasting_so_long.parquet",
        "on_support.parquet", "status_after.parquet", "weeks_on_support.parquet",
    ]  # fmt: skip


def test_a_file_holds_any_name_and_number_as_it_is(tmp_path: Path) -> None:
    names = ["", " ", "NULL", '"', "a,b", "'", "\\N", "to\nlinjer", "to\r\nlinjer", "æøå;\t", '""']
    numbers = [None, 0.0, 0.1 + 0.2, 1e-300, 12345678901234.0]
    lines = [Line("i", "2024M06", "unit", name, "persons", number) for name in names for number in numbers]
    write_file(tmp_path, "it's", lines, {"definition": "what it's"})
    expected = [
        ("i", "2024M06", "unit", each.value, "persons", each.number, each.number is None) for each in lines
    ]
    assert rows(tmp_path) == sorted(expected, key=str)
    assert [path.name for path in tmp_path.iterdir()] == ["it's.parquet"]


def test_numbers_are_rounded_after_the_small_ones_are_hidden(
    register: Path, made: tuple[Path, Outcome], tmp_path: Path
) -> None:
    run(replace(order(register, tmp_path / "rounded"), round_to=10), quiet)
    exact, around = ({row[:5]: row[5:] for row in rows(folder)} for folder in (made[0], tmp_path / "rounded"))
    assert exact.keys() == around.keys()
    for line, (number, hidden) in exact.items():
        if line[4] in OF_NOBODY:
            assert around[line] == (number, hidden), line
            continue
        assert around[line] == (None if hidden else (round(number) + 5) // 10 * 10, hidden), line
    assert {"3", "7"} & {str(number)[-3] for number, _hidden in exact.values() if number}, (
        "not round by themselves"
    )
    assert json.loads((tmp_path / "rounded" / "about.json").read_text())["rounded_to"] == "10"
    assert json.loads((made[0] / "about.json").read_text())["rounded_to"] == "1"


def test_one_persons_second_spell_is_not_told(made: tuple[Path, Outcome]) -> None:
    """Spells and persons of a flow beside each other would tell of the few who come twice."""
    for name in ("beginning", "ending", "status_after"):
        found = rows(made[0], name)
        assert {measure for _, _, _, _, measure, _, _ in found} == {"spells"}, name
        assert any(not hidden for *_, hidden in found)


def test_how_long_spells_last_is_what_plain_python_says(made: tuple[Path, Outcome]) -> None:
    """Of the year to June, each followed until 1 August: the last wholly known month is August."""
    period = Period.parse("2024QMAT02")
    exact = oracle.how_long(SPELLS, [period], date(2024, 8, 31))
    found = {row[2:5]: row[5:] for row in rows(made[0], "how_long")}
    assert {row[1] for row in rows(made[0], "how_long")} == {"2024QMAT02"}
    shown = 0
    for benefit in MAPPING.codes:
        seen = [
            (days, int(n < numbers[1]))
            for (_period, of, days), numbers in exact.items()
            if of == benefit
            for n in range(numbers[0])
        ]
        assert found["benefit", benefit, "spells"] == (len(seen), False)
        half, is_hidden = found["benefit", benefit, HALF]
        assert is_hidden or lasts_longer(seen, int(half)) <= 0.5 < lasts_longer(seen, int(half) - 1)
        for weeks in LASTING_WEEKS:
            share, is_hidden = found["benefit/weeks", f"{benefit}/{weeks}", SHARE]
            assert is_hidden or share == pytest.approx(lasts_longer(seen, 7 * weeks))
            shown += not is_hidden
    assert shown > 10


def test_how_long_the_spells_of_few_last_is_not_told(register: Path, tmp_path: Path) -> None:
    run(replace(order(register, tmp_path / "figures"), limit=5000), quiet)
    found = rows(tmp_path / "figures", "how_long")
    assert found
    assert all(number is None and hidden for *_line, number, hidden in found)


def test_every_period_and_indicator_is_there(made: tuple[Path, Outcome]) -> None:
    found = {(row[0], row[1]) for row in rows(made[0])}
    assert {period for name, period in found if name == "on_support"} == {"2024M06", "2024Q2", "2024QMAT02"}
    assert ("ending", "2024M06") in found
    assert ("status_after_30", "2024Q2") in found
    assert ("status_after_182", "2023Q4") in found


@pytest.fixture(scope="module")
def not_believed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("not_believed")
    bad = [
        ("1", "sygedagpenge", "2024-01-01", None, "1970-01-01"),
        ("2", "sygedagpenge", "2024-01-01", "2024-02-30", "1970-01-01"),
        ("3", "sygedagpenge", "engang", None, "1970-01-01"),
        ("4", "sygedagpenge", "2024-01-01", None, None),
        ("5", "sygedagpenge", "2024-01-01", "2024-01-01", "1970-01-01"),
        ("6", "borgerløn", "2024-01-01", None, "1970-01-01"),
        ("7", "foertidspension", "2022-12-31", None, "1970-01-01"),
        ("", "sygedagpenge", "2024-01-01", None, "1970-01-01"),
        (None, None, None, None, None),
        ("8", "loenmodtager", "2024-01-01", "", "1970-01-01"),
        ("9", "sygedagpenge", "2024", None, "1970-01-01"),
        ("10", "sygedagpenge", "2024-01-05x", None, "1970-01-01"),
    ]
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE r (person VARCHAR, benefit VARCHAR, since VARCHAR, until VARCHAR, birth_date VARCHAR)"
        )
        connection.executemany("INSERT INTO r VALUES (?, ?, ?, ?, ?)", bad)
        connection.execute(f"COPY r TO '{folder}/r.parquet'")
    return folder


REFUSED = {"no_person": 2, "unknown_benefit": 2, "bad_date": 5, "ends_before_it_begins": 1}


def test_what_cannot_be_believed_is_left_out_and_told(not_believed: Path, tmp_path: Path) -> None:
    outcome = run(order(not_believed, tmp_path / "out"), quiet)
    assert outcome.rows == 12
    assert outcome.refused == REFUSED


@pytest.mark.spark
def test_spark_believes_no_more(not_believed: Path, spark: Spark) -> None:
    rows = spark.read("odd", parquet_files(not_believed), COLUMNS)
    found = spark.fetch(refusals(judged(rows, MAPPING, hierarchy().others)))
    assert {reason: count for reason, count, _newest in found} == {**REFUSED, None: 2}


@pytest.mark.parametrize(
    ("newest", "known", "month"),
    [
        (date(2024, 7, 30), date(2024, 7, 30), Month(2024, 6)),
        (date(2024, 7, 31), date(2024, 7, 31), Month(2024, 7)),
        (date(2062, 1, 1), TODAY, Month(2026, 10)),
    ],
)
def test_the_last_whole_month_the_rows_know(newest: date, known: date, month: Month, tmp_path: Path) -> None:
    """A first day in years to come is no news from there."""
    born = date(1980, 1, 1)
    write(
        tmp_path / "in",
        [SupportSpell(n, "sygedagpenge", newest - timedelta(n), None, born) for n in range(3)],
    )
    outcome = run(replace(order(tmp_path / "in", tmp_path / "out"), to=None, known_until=None), quiet)
    assert (outcome.known_until, outcome.to) == (known, month)


# --- All or nothing


def test_a_run_that_fails_leaves_nothing(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(running, "write_about", full)
    with pytest.raises(OSError, match="disk full"):
        run(order(register, tmp_path / "out"), quiet)
    assert list(tmp_path.iterdir()) == []


def test_killed_it_leaves_nothing_half_written_and_the_next_clears_up(register: Path, tmp_path: Path) -> None:
    """Killed with no chance to clear up, at its last file but one."""
    target = tmp_path / "out"
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from tovholder.registers.monthly import run as running\n"
        "from tovholder.registers.tests.test_monthly import order, quiet\n"
        "def wait(*given):\n"
        "    print('nearly', flush=True)\n"
        "    time.sleep(60)\n"
        "running.write_about = wait\n"
        f"running.run(order(Path({str(register)!r}), Path({str(target)!r})), quiet)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "nearly\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert not target.exists()
    [left] = tmp_path.iterdir()
    assert left.name.startswith(".")
    assert (left / "on_support.parquet").exists(), "it was on its way"
    run(order(register, target), quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_another_run_is_writing_stays(tmp_path: Path) -> None:
    other = tmp_path / f".out.{os.getppid()}.half"
    other.mkdir()
    with folder_at_once(tmp_path / "out"):
        pass
    assert other.exists()


def test_nothing_is_written_over(register: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(AlreadyThere):
        run(order(register, tmp_path / "out"), quiet)
    with pytest.raises(NothingToRead):
        run(order(tmp_path / "out", tmp_path / "other"), quiet)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        (tmp_path / "in").mkdir()
        connection.execute(f"COPY (SELECT 1 AS person, 'su' AS benefit) TO '{tmp_path}/in/r.parquet'")
    with pytest.raises(MissingColumns, match="since, until, birth_date"):
        run(order(tmp_path / "in", tmp_path / "out"), quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_not_one_sound_row_is_no_result(tmp_path: Path) -> None:
    write(tmp_path / "in", [replace(spell, benefit="borgerløn") for spell in SPELLS[:4]])
    with pytest.raises(NoSoundRow):
        run(order(tmp_path / "in", tmp_path / "out"), quiet)


# --- How much is gone through: rows are counted, nothing is timed


class Counting(DuckDB):
    """How often each table stands in what is asked."""

    tables: ClassVar[Counter[str]] = Counter()

    def sql(self, expression: ir.Table) -> str:
        text = super().sql(expression)
        self.tables.update(re.findall(r'FROM "(\w+)"', text))
        return text


def test_a_periods_rows_are_found_once_however_many_ways_they_are_counted(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(running.ENGINES, "duckdb", Counting)
    read = []
    for times in (1, 3):
        monkeypatch.setattr(Counting, "tables", Counter())
        monkeypatch.setattr(figures, "GROUPS", figures.GROUPS * times)
        run(order(register, tmp_path / f"figures-{times}"), quiet)
        read.append(Counting.tables)
    once, thrice = read
    assert thrice["gathered"] == 3 * (once["gathered"] - 1) + 1, "one is crossed, and that only once"
    assert (thrice["register"], thrice["close"]) == (once["register"], once["close"])
    assert once["register"] == 3, "looked over, found near, and how long so far"


def test_no_pandas_is_loaded(register: Path, tmp_path: Path) -> None:
    """It is there, since others bring it, and takes longer to load than a municipality's month to reckon."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tovholder.registers.monthly.run import run\n"
        "from tovholder.registers.tests.test_monthly import order, quiet\n"
        f"run(order(Path({str(register)!r}), Path({str(tmp_path / 'out')!r})), quiet)\n"
        "print(sorted({'pandas', 'pyarrow'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_several_months_are_each_what_they_are_alone(
    register: Path, made: tuple[Path, Outcome], tmp_path: Path
) -> None:
    run(replace(order(register, tmp_path / "figures"), months=7), quiet)
    several, alone = rows(tmp_path / "figures"), rows(made[0])
    periods = {row[:2] for row in alone}
    assert [row for row in several if row[:2] in periods] == alone
    assert {row[1] for row in several if row[0] == "weeks_on_support"} == {
        f"{month.year}M{month.month:02}" for month in _months_to(TO, 7)
    }


def _months_to(last: Month, count: int) -> list[Month]:
    months = [last]
    while len(months) < count:
        months.append(Month.of(months[-1].first_day - timedelta(1)))
    return months


# --- Engines


def test_duckdb_fetches_no_extension() -> None:
    engine = DuckDB()
    with pytest.raises(duckdb.Error, match="sqlite"):
        engine.connection.execute("SELECT * FROM sqlite_scan('x.db', 't')")
    names = ("autoinstall_known_extensions", "autoload_known_extensions")
    assert [engine.connection.execute(f"SELECT current_setting('{name}')").fetchone() for name in names] == [
        (False,)
    ] * 2
    engine.close()


@pytest.mark.spark
def test_spark_writes_the_same_files(
    made: tuple[Path, Outcome], register: Path, tmp_path: Path, spark: Spark
) -> None:
    outcome = run(order(register, tmp_path / "figures", "spark"), quiet)
    assert outcome == made[1]
    duck, spark = rows(made[0]), rows(tmp_path / "figures")
    assert [row[:5] for row in spark] == [row[:5] for row in duck]
    assert [row[5] for row in spark] == pytest.approx([row[5] for row in duck])
