"""The figures of a whole country: the command, each indicator beside SQL by hand and pandas, and Kaplan-Meier.

python -m tests.bench.large [--persons 10000000] [--spells 60000000] [--engine spark] [--quick]

Each part has a process of its own, so that its memory is its own. Nothing is asserted but that both give the same rows.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import numpy as np

from tests.bench import by_hand, in_pandas, month_in_pandas
from tests.bench.figures import Figure
from tests.bench.lengths import ASKED, drawn
from tests.bench.register import generate
from tests.bench.rows_in_pandas import frame
from tests.bench.worlds import ROOT
from tovholder import progress
from tovholder.registers.engines import DuckDB
from tovholder.registers.indicators.after import status_after
from tovholder.registers.indicators.lasting import how_long
from tovholder.registers.indicators.rows import By
from tovholder.registers.indicators.spells import beginning, ending, lasting_so_long, whole_spells
from tovholder.registers.indicators.support import on_support, weeks_on_support
from tovholder.registers.monthly.figures import Asked
from tovholder.registers.monthly.files import COLUMNS, parquet_files
from tovholder.registers.monthly.run import Order
from tovholder.registers.period import Period
from tovholder.registers.survival import lasting
from tovholder.registers.tables import benefits

GROUP = "Registre"
QUICK = (20_000, 120_000)
COUNTRY = (10_000_000, 60_000_000)
FOR_PANDAS = (1_000_000, 6_000_000)
CORES = 2
MONTH, MONTH_BEFORE, QUARTER = Period.parse("2025M12"), Period.parse("2025M11"), Period.parse("2025Q3")
YEAR = Period.parse("2025QMAT04")
MONTHS = [Period.parse(f"{year}M{month:02}") for year in range(2011, 2026) for month in range(1, 13)]
SICK = "sygedagpenge"
EACH_MONTH = "på ydelse, hver måned i 15 år"
KEYS = {"TOVHOLDER_SECRET_KEY": "bench-" * 8, "TOVHOLDER_CPR_KEY": "bench-" * 8}


# --- The command


def the_command(register: Path, engine: str, memory: str, *more: str) -> dict[str, float]:
    """Seconds, the processors' seconds, and the most memory; of Spark without what lies in Java's own process."""
    with tempfile.TemporaryDirectory(dir=register.parent) as folder:
        command = [
            *(sys.executable, "-m", "tovholder", "results", "--engine", engine, "--threads", str(CORES)),
            *("--input", str(register), "--output", f"{folder}/figures", "--memory", memory, *more),
        ]
        begun = time.perf_counter()
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **KEYS, "DATA_DIR": folder}, capture_output=True, text=True
        )
        seconds = time.perf_counter() - begun
        if done.returncode:
            raise RuntimeError(done.stderr)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
    }


# --- Each indicator beside the same by hand


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator, what it is asked, and SQL by hand that gives the same rows, but for the place of the period."""

    define: Callable[..., Any]
    given: Sequence[Any]
    sql: str

    def expression(self, table: Any) -> Any:
        return self.define(table, *self.given)


def pairs() -> dict[str, Pair]:
    """Each indicator once."""
    mapping, known = benefits(), MONTH.last_day
    return {
        "på ydelse": Pair(on_support, (MONTH, MONTH, mapping, [By.CLASS]), by_hand.on_support(MONTH)),
        "uger": Pair(weeks_on_support, (MONTH, MONTH, mapping), by_hand.weeks_on_support(MONTH)),
        "tilgang": Pair(beginning, (MONTH, MONTH, mapping), by_hand.beginning(MONTH)),
        "afgang": Pair(ending, (MONTH_BEFORE, MONTH_BEFORE, mapping, known), by_hand.ending(MONTH_BEFORE)),
        "varighed": Pair(lasting_so_long, (MONTH, MONTH), by_hand.lasting_so_long(MONTH)),
        "hvor længe": Pair(how_long, (YEAR, YEAR, known), by_hand.how_long(YEAR, known)),
        "status efter": Pair(
            status_after, (QUARTER, QUARTER, known, 30, SICK), by_hand.status_after(QUARTER, 30, SICK)
        ),
    }


def beside_sql(register: Path, memory: str, times: int) -> dict[str, tuple[float, float]]:
    """Seconds of ours and of SQL by hand: each the best of `times`, in turns, on the same connection."""
    with tempfile.TemporaryDirectory(dir=register.parent) as spill:
        engine = DuckDB(memory=memory, threads=CORES, spill=Path(spill))
        table = engine.read("register", parquet_files(register), COLUMNS)
        found = {}
        for name, pair in pairs().items():
            seconds: list[list[float]] = [[], []]
            answers: list[list[tuple[Any, ...]]] = [[], []]
            for _ in range(times):
                for side, text in enumerate((engine.sql(pair.expression(table)), pair.sql)):
                    begun = time.perf_counter()
                    answers[side] = engine.connection.execute(text).fetchall()
                    seconds[side].append(time.perf_counter() - begun)
            ours, other = sorted(row[1:] for row in answers[0]), sorted(answers[1])
            assert ours == other, f"{name}: {ours} is not {other}"
            found[name] = (min(seconds[0]), min(seconds[1]))
        engine.close()
    return found


def beside_pandas(register: Path) -> dict[str, tuple[float, float, float | None]]:
    """Seconds of ours, of pandas, and of SQL by hand where there is one; in turns, from the files and from memory.

    pandas reads no Parquet of itself here: DuckDB reads it for it, only the columns it needs.
    """
    with tempfile.TemporaryDirectory(dir=register.parent) as spill:
        engine = DuckDB(memory="4GB", threads=CORES, spill=Path(spill))
        table = engine.read("register", parquet_files(register), COLUMNS)
        read, frame = _timed(
            lambda: engine.connection.execute("SELECT person, benefit, since, until FROM register").df()
        )
        kept = engine.keep("kept", table)
        of_files, of_kept = ours_beside_pandas(table), ours_beside_pandas(kept)
        found: dict[str, tuple[float, float, float | None]] = {}
        for name, work in theirs(frame).items():
            expression, sql = of_files[name]
            from_files, answer = _timed(lambda asked=expression: engine.fetch(asked))  # type: ignore[misc]
            in_memory, again = _timed(lambda asked=of_kept[name][0]: engine.fetch(asked))  # type: ignore[misc]
            by_sql = _timed(lambda asked=sql: engine.connection.execute(asked).fetchall())[0] if sql else None  # type: ignore[misc]
            of_pandas, other = _timed(work)
            assert sorted(answer) == sorted(again)
            answer = sorted(row[-len(other[0]) :] for row in answer)
            assert answer == other, f"{name}: {answer} is not {other}"
            found[f"{name}, fra filerne"] = (from_files, read + of_pandas, by_sql)
            found[f"{name}, i hukommelsen"] = (in_memory, of_pandas, None)
        engine.close()
    return found


def the_set_beside_pandas(register: Path) -> tuple[float, float]:
    """Seconds of the whole monthly set, and of all its lines in pandas: both from the files, with nothing hidden."""
    order = Order("duckdb", register, Path(), benefits(), limit=1, today=date(2026, 1, 1), threads=CORES)
    seconds, (lines, outcome) = _timed(lambda: month_in_pandas.ours(order))
    asked = Asked(order.mapping, outcome.known_until, outcome.to, order.months, order.limit)
    of_pandas, (others, _refused) = _timed(lambda: month_in_pandas.whole_set(frame(register), asked))
    assert sorted(map(astuple, lines), key=str) == sorted(map(astuple, others), key=str)
    return seconds, of_pandas


def ours_beside_pandas(table: Any) -> dict[str, tuple[Any, str | None]]:
    """Name: our expression, and SQL by hand: each indicator, and two that many of them are made of."""
    return {
        **{name: (pair.expression(table), pair.sql) for name, pair in pairs().items()},
        EACH_MONTH: (on_support(table, MONTHS[0], MONTHS[-1], benefits(), [By.CLASS]), None),
        "hele forløb": (_in_all(whole_spells(table)), None),
    }


def theirs(frame: Any) -> dict[str, Callable[[], Any]]:
    return {
        "på ydelse": lambda: in_pandas.on_support(frame, MONTH),
        "uger": lambda: in_pandas.weeks_on_support(frame, MONTH),
        "tilgang": lambda: in_pandas.beginning(frame, MONTH),
        "afgang": lambda: in_pandas.ending(frame, MONTH_BEFORE),
        "varighed": lambda: in_pandas.lasting_so_long(frame, MONTH),
        "status efter": lambda: in_pandas.status_after(frame, QUARTER, 30, SICK),
        EACH_MONTH: lambda: in_pandas.each_month(frame, MONTHS),
        "hele forløb": lambda: in_pandas.in_all(in_pandas.whole_spells(frame)),
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    answer = work()
    return time.perf_counter() - begun, answer


def _in_all(spells: Any) -> Any:
    """How many, and how many days they have in all: so that both must reckon where each begins and ends."""
    days = spells.until.fill_null(ibis.literal(in_pandas.FAR.date())).delta(spells.since, unit="day")
    return spells.agg(spells=spells.count(), days=days.sum())


def kaplan_meier(spells: int) -> dict[str, Any]:
    days, ended = drawn(spells)
    begun = time.perf_counter()
    found = lasting(days, ended)
    return {"seconds": time.perf_counter() - begun, "after": [found.after(day) for day in ASKED]}


def lifelines(spells: int) -> dict[str, Any]:
    """The same by lifelines, which wants an older pandas and so has a Python of its own."""
    script = Path(__file__).with_name("beside_lifelines.py")
    done = subprocess.run([_beside(), script, str(spells)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def _beside() -> Path:
    """The other Python, made once for each lock."""
    lock = ROOT / "requirements" / "beside.lock"
    folder = ROOT / ".bench" / f"beside-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    python, made = folder / "bin" / "python", folder / "made"
    if not made.exists():
        progress.run("Laver et sted til lifelines", [sys.executable, "-m", "venv", "--clear", str(folder)])
        install = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        progress.run("Henter lifelines", [*install, "--require-hashes", "-r", str(lock)])
        made.touch()
    return python


INSIDE: dict[str, Callable[..., Any]] = {
    "command": lambda register, *more: the_command(Path(register), *more),
    "sql": lambda register, memory, times: beside_sql(Path(register), memory, times),
    "pandas": lambda register: beside_pandas(Path(register)),
    "set_in_pandas": lambda register: the_set_beside_pandas(Path(register)),
    "kaplan_meier": kaplan_meier,
}


def apart(what: str, *given: Any) -> Any:
    """In a process of its own."""
    command = [sys.executable, "-m", "tests.bench.large", "--inside", json.dumps([what, *given])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


# --- All of it


def measure(
    folder: Path,
    *,
    persons: int,
    spells: int,
    engine: str = "duckdb",
    memory: str = "4GB",
    quick: bool = False,
) -> Iterator[Figure]:
    register = generate(folder, persons, spells)
    found = apart("command", str(register), engine, memory)
    name = f"månedens tal, {_number(spells)} forløb, {engine}"
    note = f"{found['processor']:.1f} s af processorerne" if engine == "duckdb" else ""
    yield Figure(GROUP, name, found["seconds"], "s", aim=120, note=note)
    if engine == "duckdb":
        yield Figure(GROUP, f"{name}: hukommelse", found["megabytes"], "MB", aim=8192)
        yield from _beside_others(folder, register, spells, memory, quick)
        if not quick and spells > FOR_PANDAS[1]:
            fewer = apart("command", str(generate(folder, *FOR_PANDAS)), engine, memory)
            ratio = (found["seconds"] / fewer["seconds"]) / (spells / FOR_PANDAS[1])
            name = f"tid for hver række, mod {_number(FOR_PANDAS[1])} forløb"
            yield Figure(GROUP, name, ratio, "gange", aim=1.2, note=f"{fewer['seconds']:.1f} s")


def _beside_others(folder: Path, register: Path, spells: int, memory: str, quick: bool) -> Iterator[Figure]:
    for each, (ours, other) in apart("sql", str(register), memory, 5 if quick else 2).items():
        note = f"{ours:.2f} s mod {other:.2f} s"
        name = f"{each}, {_number(spells)} forløb, mod SQL i hånden"
        yield Figure(GROUP, name, ours / other, "gange", aim=2, note=note)
    small = QUICK if quick else FOR_PANDAS
    for each, (ours, other, sql) in apart("pandas", str(generate(folder, *small))).items():
        note = f"{ours:.2f} s mod {other:.2f} s" + (f"; SQL i hånden {sql:.2f} s" if sql else "")
        name = f"{each}, {_number(small[1])} forløb, mod pandas"
        # Of one month SQL by hand is not ten times as quick either, but for weeks: docs/decisions/0025.
        aim = 0.1 if EACH_MONTH in each and not quick else None
        yield Figure(GROUP, name, ours / other, "gange", aim=aim, note=note)
    ours, other = apart("set_in_pandas", str(generate(folder, *small)))
    name = f"månedens sæt, {_number(small[1])} forløb, mod pandas"
    yield Figure(GROUP, name, ours / other, "gange", note=f"{ours:.2f} s mod {other:.2f} s")
    many = 100_000 if quick else 10_000_000
    lasts = apart("kaplan_meier", many)
    yield Figure(GROUP, f"Kaplan-Meier, {_number(many)} forløb", lasts["seconds"], "s", aim=5)
    if not quick:
        theirs = lifelines(many)
        assert np.allclose(lasts["after"], theirs["after"], rtol=0, atol=1e-9), (lasts, theirs)
        note = f"{lasts['seconds']:.2f} s mod {theirs['seconds']:.2f} s, samme andele"
        name = f"Kaplan-Meier, {_number(many)} forløb, mod lifelines"
        yield Figure(GROUP, name, lasts["seconds"] / theirs["seconds"], "gange", note=note)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-large")
    add = parser.add_argument
    add("--persons", type=int, default=COUNTRY[0])
    add("--spells", type=int, default=COUNTRY[1])
    add("--engine", choices=("duckdb", "spark"), default="duckdb")
    add("--memory", default="4GB", help="så megen hukommelse må motoren bruge (ellers 4GB)")
    add("--quick", action="store_true", help="120.000 forløb")
    add("--folder", type=Path, default=ROOT / ".bench" / "registers")
    add("--figures", type=Path, help="skriv også tallene her, et på hver linje")
    add("--inside", type=json.loads, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        what, *order = given.inside
        sys.stdout.write(json.dumps(INSIDE[what](*order)) + "\n")
        return
    persons, spells = QUICK if given.quick else (given.persons, given.spells)
    sys.stdout.write(f"belastning før: {os.getloadavg()[0]:.1f}\n")
    for figure in measure(
        given.folder,
        persons=persons,
        spells=spells,
        engine=given.engine,
        memory=given.memory,
        quick=given.quick,
    ):
        sys.stdout.write(f"{figure.name}: {figure.value:.4g} {figure.unit} {figure.note}\n")
        sys.stdout.flush()
        if given.figures:
            with given.figures.open("a", encoding="utf-8") as out:
                out.write(json.dumps(figure.as_json(), ensure_ascii=False) + "\n")
    sys.stdout.write(f"belastning efter: {os.getloadavg()[0]:.1f}\n")


if __name__ == "__main__":
    main()
