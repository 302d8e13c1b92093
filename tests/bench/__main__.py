"""`python -m tests.bench`: fill what is missing, measure, print one table, keep the figures, compare with the last."""

import argparse
import fcntl
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench import assignment, large, learning, machine, processes, results, worlds
from tests.bench.figures import Figure, read_figure
from tests.bench.postgres import kept_cluster
from tests.bench.table import table
from tests.bench.worlds import PostgresStore, SqliteStore, Store, World
from tests.servers import NoPostgres
from tovholder.progress import ProgramFailed, stop

DATABASES = ("sqlite", "postgres")
# The last puts more years into the world it measures.
HOUSE_PARTS = ("start", "pages", "suggestions", "throughput", "memory", "figures")
PARTS = (*HOUSE_PARTS, "files", "assignment", "learning", "registers")
FILLED_IN = {5000: 60, 100_000: 1200}  # seconds, by citizens
FILES_WORLD = 500  # citizens already there when a big file comes
RUNNING = "running"


def words(known: tuple[str, ...] | None, text: str) -> list[str]:
    chosen = [word.strip() for word in text.split(",") if word.strip()]
    for word in chosen:
        if known is not None and word not in known:
            raise argparse.ArgumentTypeError(f"»{word}« er ikke en af {', '.join(known)}")
    return chosen


def numbers(text: str) -> list[int]:
    try:
        return [int(word) for word in words(None, text)]
    except ValueError:
        raise argparse.ArgumentTypeError(f"»{text}« er ikke hele tal med komma imellem") from None


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make bench", description="Mål, hvad Tovholder koster, og sammenlign med sidste gang."
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="5.000 borgere på SQLite, 20 gange hver side; under to minutter")
    add("--sizes", type=numbers, help="antal borgere (ellers 5000,100000)")
    add("--databases", type=partial(words, DATABASES), help=f"ellers {','.join(DATABASES)}")
    add(
        "--pages",
        type=partial(words, None),
        default=[],
        help="sider, som i tests/bench/pages.py (ellers alle)",
    )
    add("--parts", type=partial(words, PARTS), help=f"ellers {','.join(PARTS)}")
    add("--times", type=int, help="gange hver side (ellers 50)")
    add("--looks", type=int, help="sider, før hukommelsen læses igen (ellers 10000)")
    add("--file-citizens", type=int, default=100_000, help="borgere i den store fil (ellers 100000)")
    add("--file-spells", type=int, default=1_000_000, help="ydelsesforløb i den store fil (ellers 1000000)")
    add("--file-types", type=partial(words, ("csv", "xlsx")), default=["csv", "xlsx"], help="ellers csv,xlsx")
    add("--refill", action="store_true", help="fyld byerne på ny, også dem, der er der")
    add(
        "--folder",
        type=Path,
        default=worlds.ROOT / ".bench",
        help="hvor byer og resultater ligger (ellers .bench)",
    )
    given = parser.parse_args(arguments)
    given.folder = given.folder.resolve()
    quick = given.quick
    given.sizes = given.sizes or ([5000] if quick else [5000, 100_000])
    given.databases = given.databases or (["sqlite"] if quick else list(DATABASES))
    given.parts = given.parts or list(HOUSE_PARTS if quick else PARTS)
    given.times = given.times or (20 if quick else 50)
    given.looks = given.looks or (500 if quick else 10_000)
    given.seconds = 1.0 if quick else 5.0
    return given


@dataclass
class Run:
    """One run: what was asked for, where it lies, and what has been measured so far."""

    given: argparse.Namespace
    figures: list[Figure]

    def measure(self, what: str, order: dict[str, Any], env: dict[str, str]) -> None:
        """Measure in a process with Django; figures come line by line, so an interrupted run keeps what it has."""
        out = self.given.folder / "measured.jsonl"
        out.unlink(missing_ok=True)
        try:
            processes.run([*worlds.inside(what), "--order", json.dumps(order), "--out", str(out)], env=env)
        finally:
            if out.exists():
                lines = out.read_text(encoding="utf-8").splitlines()
                self.figures += [read_figure(json.loads(line)) for line in lines]

    def house(self, store: Store, citizens: int) -> None:
        parts = [part for part in HOUSE_PARTS if part in self.given.parts]
        if not parts:
            return
        group = group_of(store, citizens)
        say(f"\n{group}")
        order = {
            "group": group,
            "citizens": citizens,
            "pages": self.given.pages,
            "times": self.given.times,
            "seconds": self.given.seconds,
            "looks": self.given.looks,
            "parts": parts,
            "log": str(self.given.folder / "house.log"),
        }
        with self.copy_of(store, citizens) as data:
            self.measure("house", order, worlds.environment(data, store.url(RUNNING)))

    def files(self, store: Store) -> None:
        if "files" not in self.given.parts:
            return
        group = f"{store.label}, store filer"
        say(f"\n{group}")
        for file_type in self.given.file_types:
            order = {
                "group": group,
                "folder": str(self.given.folder / "files"),
                "citizens": self.given.file_citizens,
                "spells": self.given.file_spells,
                "file_type": file_type,
            }
            with self.copy_of(store, FILES_WORLD) as data:
                self.measure("files", order, worlds.environment(data, store.url(RUNNING), demo=True))

    def shared_out(self) -> None:
        """Who follows whom, beside what else could be used: no database in it, so once a run."""
        if "assignment" in self.given.parts:
            quick = self.given.quick
            say("\nFordeling")
            self.figures += assignment.measure(quick=quick, rivals=not quick)
        if "learning" in self.given.parts:
            say("\nLæring")
            self.figures += learning.measure()

    def registers(self) -> None:
        """A register's figures, small; `make bench-large` has the country's."""
        if "registers" in self.given.parts:
            say("\nRegistre")
            persons, spells = large.QUICK
            folder = self.given.folder / "registers"
            self.figures += large.measure(folder, persons=persons, spells=spells, quick=True)

    @contextmanager
    def copy_of(self, store: Store, citizens: int) -> Iterator[Path]:
        """A copy of a filled world, gone afterwards; the folder is where the house keeps its files."""
        data = self.given.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        world = World(citizens, worlds.digest())
        seconds = worlds.filled(store, world, data, refill=self.given.refill)
        if seconds is not None:
            aim = FILLED_IN.get(citizens)
            self.figures.append(Figure(group_of(store, citizens), "Fylde byen", seconds, "s", aim=aim))
        store.copy(world.name, RUNNING)
        try:
            yield data
        finally:
            store.drop(RUNNING)


def group_of(store: Store, citizens: int) -> str:
    return f"{store.label}, " + f"{citizens:,} borgere".replace(",", ".")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Two benches at once would measure each other."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stop(
                "Der måles allerede i denne mappe. Vent, til det er færdigt, eller vælg en anden med --folder."
            )
        yield


def stores(given: argparse.Namespace, about: dict[str, Any], stack: ExitStack) -> Iterator[Store]:
    """The kinds of database that were asked for, each ready when it is its turn."""
    if "sqlite" in given.databases:
        yield SqliteStore(given.folder / "sqlite")
    if "postgres" in given.databases:
        try:
            cluster = stack.enter_context(kept_cluster(given.folder / "postgres"))
        except NoPostgres as missing:
            say(f"PostgreSQL-delen blev sprunget over. {missing}")
            return
        about["postgres"] = cluster.version()
        yield PostgresStore(cluster)


def measure_all(run: Run, about: dict[str, Any]) -> None:
    with ExitStack() as stack:
        for store in stores(run.given, about, stack):
            for citizens in run.given.sizes:
                run.house(store, citizens)
            run.files(store)
    run.shared_out()
    run.registers()


def main() -> None:
    given = read_arguments()
    processes.interrupted_by_term()
    file, about = given.folder / "results.jsonl", machine.describe(worlds.ROOT)
    if machine.is_busy(about):
        say(f"Maskinen er optaget af andet (belastning {about['load']}): tiderne bliver længere, end de er.")
    with alone(given.folder):
        before = results.newest(results.read(file), about)
        run = Run(given, [])
        ended = told(lambda: measure_all(run, about))
        if run.figures:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            options = {name: value for name, value in vars(given).items() if name != "folder"}
            results.keep(file, {"at": at, "machine": about, "options": options}, run.figures)
            say(f"\n{machine.in_words(about)}\n{table(run.figures, before)}\n\nGemt i {file}")
    raise SystemExit(ended)


def told(measure: Callable[[], None]) -> int:
    """Run it, and return the code to end with: a time is never a failure, only what could not be measured is."""
    try:
        measure()
    except KeyboardInterrupt:
        say("\nAfbrudt. Det, der er målt, er gemt.")
        return 130
    except ProgramFailed as failed:
        say(f"\nMålingen stoppede her. {failed.output}".rstrip())
        return 1
    return 0


if __name__ == "__main__":
    main()
