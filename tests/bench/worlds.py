"""Filled municipalities: each made once for its size, database and the code that fills it, and copied for each run."""

import hashlib
import os
import shutil
import sqlite3
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.bench.postgres import KeptCluster
from tovholder import progress

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 24)
NOW = datetime.combine(TODAY, clock_time(8, 50), ZoneInfo("Europe/Copenhagen"))
SEED = 1
# What decides how a world comes out; a change in any of it makes new worlds.
FILLED_BY = (
    "tovholder/jobcentre/demo/**/*.py",
    "tovholder/jobcentre/demo/**/*.toml",
    "tovholder/jobcentre/*/migrations/*.py",
    "tovholder/jobcentre/names/*.py",
    "tovholder/jobcentre/citizens/cpr.py",
    "tests/bench/long_history.py",
    "tests/bench/long_plan.py",
)
SECRETS = {"TOVHOLDER_SECRET_KEY": "bench-" + "s" * 40, "TOVHOLDER_CPR_KEY": "bench-" + "c" * 40}


def digest(root: Path = ROOT, patterns: tuple[str, ...] = FILLED_BY) -> str:
    hashed = hashlib.sha256(f"{TODAY} {SEED}".encode())
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        if not {"tests", "tests.py"} & set(path.relative_to(root).parts[1:]):
            hashed.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return hashed.hexdigest()[:12]


@dataclass(frozen=True)
class World:
    """A filled municipality by its database's name, and how many citizens it has."""

    citizens: int
    version: str

    @property
    def name(self) -> str:
        return f"{self.prefix}{self.version}"

    @property
    def prefix(self) -> str:
        return f"world_{self.citizens}_"


class Store(ABC):
    """Where one kind of database keeps its worlds. Names are plain words; `url` is for DATABASE_URL."""

    label: str

    @abstractmethod
    def url(self, name: str) -> str: ...
    @abstractmethod
    def names(self) -> set[str]: ...
    @abstractmethod
    def create(self, name: str) -> None: ...
    @abstractmethod
    def drop(self, name: str) -> None: ...
    @abstractmethod
    def finish(self, name: str, to: str) -> None:
        """Make a filled database ready to be copied, under its final name."""

    @abstractmethod
    def copy(self, name: str, to: str) -> None: ...


class SqliteStore(Store):
    label = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def url(self, name: str) -> str:
        return f"sqlite:///{self.file(name)}"

    def names(self) -> set[str]:
        return {path.stem for path in self.folder.glob("*.sqlite3")}

    def create(self, name: str) -> None:
        self.drop(name)

    def drop(self, name: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.file(name)}{ending}").unlink(missing_ok=True)

    def finish(self, name: str, to: str) -> None:
        with closing(sqlite3.connect(self.file(name))) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.file(name).rename(self.file(to))

    def copy(self, name: str, to: str) -> None:
        self.drop(to)
        shutil.copyfile(self.file(name), self.file(to))


class PostgresStore(Store):
    label = "PostgreSQL"

    def __init__(self, cluster: KeptCluster) -> None:
        self.cluster = cluster

    def url(self, name: str) -> str:
        return self.cluster.database(name)

    def names(self) -> set[str]:
        return self.cluster.names()

    def create(self, name: str) -> None:
        self.drop(name)
        self.cluster.create(name)

    def drop(self, name: str) -> None:
        self.cluster.drop(name)

    def finish(self, name: str, to: str) -> None:
        self.cluster.analyse(name)
        self.cluster.rename(name, to)

    def copy(self, name: str, to: str) -> None:
        self.drop(to)
        self.cluster.copy(name, to)


def environment(data: Path, url: str, *, demo: bool = False) -> dict[str, str]:
    """Return the environment of every program of a bench: its own folder, keys, database, and the demo's moment.

    Python keeps what it has compiled, as it does for everybody: a shell that forbids it would make every start slower.
    """
    left_out = ("TOVHOLDER_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    shift = (NOW - datetime.now(UTC)).total_seconds()
    return {
        **kept,
        **SECRETS,
        **({"TOVHOLDER_DEMO": "1"} if demo else {}),
        "DATA_DIR": str(data),
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tovholder.config.settings",
        "TOVHOLDER_CLOCK_SHIFT": str(shift),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "tests" / "clock"), str(ROOT)]),
    }


def filled(store: Store, world: World, data: Path, *, refill: bool = False) -> float | None:
    """Fill a world unless it is there; a half-filled one never bears its name. Older versions of it go.

    Return the seconds the demo itself took, as anybody's `tovholder demo` does; None where the world was there.
    """
    if world.name in store.names() and not refill:
        return None
    for name in _older(store, world):
        store.drop(name)
    filling = f"filling_{world.citizens}"
    store.create(filling)
    # A demo shell of its own: without the demo, its CPR numbers would be refused.
    env = environment(data, store.url(filling), demo=True)
    what = f"{store.label}, " + f"{world.citizens:,} borgere".replace(",", ".")
    tovholder = str(Path(sys.executable).with_name("tovholder"))
    size = ["--citizens", str(world.citizens), "--seed", str(SEED), "--today", TODAY.isoformat()]
    begun = time.perf_counter()
    progress.run(f"Fylder {what}", [tovholder, "demo", *size], env=env)
    seconds = time.perf_counter() - begun
    progress.run("Ti års historie til én borger", inside("long_history"), env=env)
    progress.run("Forsegler loggen", [tovholder, "seal"], env=env)
    store.finish(filling, world.name)
    return seconds


def _older(store: Store, world: World) -> Iterator[str]:
    return (name for name in store.names() if name.startswith(world.prefix))


def inside(*words: str) -> list[str]:
    """The command of a part that works with Django, in a process whose environment has chosen the database."""
    return [sys.executable, "-m", "tests.bench.inside", *words]
