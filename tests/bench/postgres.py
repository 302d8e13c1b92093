"""The suite's throw-away PostgreSQL, kept between runs so that a filled world is filled once, and as it comes: with
fsync and its own defaults, because here it is measured."""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.servers import Cluster, _owner, find_programs, free_port

GIVEN = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}


class KeptCluster(Cluster):
    """A PostgreSQL in a folder that stays; ended by its own process id."""

    def __init__(self, folder: Path) -> None:
        programs = find_programs()
        self.folder = folder
        self.owner = _owner()
        self.server: subprocess.Popen[bytes] | None = None
        if not (folder / "data" / "PG_VERSION").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            folder.chmod(0o700)
            self._make(programs)
        self.password = (folder / "password").read_text()
        try:
            self._start(programs)
        except BaseException:
            self.stop()
            raise

    def _start(self, programs: Path) -> None:
        self.port = free_port()
        self.url = self.database("postgres")
        settings = [
            part for name, value in {"port": self.port, **GIVEN}.items() for part in ("-c", f"{name}={value}")
        ]
        with (self.folder / "log").open("wb") as log:
            self.server = subprocess.Popen(
                [programs / "postgres", "-D", self.folder / "data", *settings],
                # Ctrl+C is for us: the database goes last, when everybody has left it.
                **{**self._as_owner(), "stdout": log, "start_new_session": True},
            )
        self._wait()

    def stop(self) -> None:
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # "fast": ends the connections, then itself
            try:
                self.server.wait(60)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()

    def database(self, name: str) -> str:
        return f"postgres://tester:{self.password}@127.0.0.1:{self.port}/{name}"

    def names(self) -> set[str]:
        with psycopg.connect(self.url) as connection:
            return {name for (name,) in connection.execute("select datname from pg_database")}

    def version(self) -> str:
        with psycopg.connect(self.url) as connection:
            row = connection.execute("show server_version").fetchone()
        assert row
        return str(row[0]).split()[0]

    def _major(self) -> int:
        with psycopg.connect(self.url) as connection:
            return connection.info.server_version // 10_000

    def drop(self, name: str) -> None:
        self._tell("drop database if exists {} with (force)", name)

    def create(self, name: str) -> None:
        self._tell("create database {}", name)

    def rename(self, name: str, to: str) -> None:
        self._tell("alter database {} rename to {}", name, to)

    def copy(self, name: str, to: str) -> None:
        # Of a big one, copying files is quicker than writing it all to the log; before 15 it is the only way.
        quickly = " strategy file_copy" if self._major() >= 15 else ""
        self._tell("create database {} template {}" + quickly, to, name)

    def analyse(self, name: str) -> None:
        with psycopg.connect(self.database(name), autocommit=True) as connection:
            connection.execute("vacuum (analyze)")

    def _tell(self, statement: str, *names: str) -> None:
        assert all(re.fullmatch(r"\w+", name) for name in names)
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


@contextmanager
def kept_cluster(folder: Path) -> Iterator[KeptCluster]:
    """Raises `NoPostgres` where there is none, or where it cannot start."""
    cluster = KeptCluster(folder)
    try:
        yield cluster
    finally:
        cluster.stop()
