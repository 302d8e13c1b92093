"""What the suite runs on: its environment, and with --db=postgres a PostgreSQL of its own.

Loaded with `-p` (pyproject.toml), because the environment must be there before Django reads the settings.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import psycopg
import pytest

NO_SKIP = "TOVHOLDER_NO_SKIP"
CLUSTER_URL = "TOVHOLDER_TEST_CLUSTER"
PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")


class NoPostgres(Exception):
    """This machine has no PostgreSQL server to start; the text says what to do."""


class Cluster:
    """A PostgreSQL in a temporary folder, on loopback, with a password of its own, ended by its own process id."""

    def __init__(self) -> None:
        programs = find_programs()
        self.folder = Path(tempfile.mkdtemp(prefix="tovholder-postgres-"))
        self.owner = _owner()
        self.server: subprocess.Popen[bytes] | None = None
        try:
            self._make(programs)
            self._start(programs)
        except BaseException:
            self.stop()
            raise

    def _make(self, programs: Path) -> None:
        self.password = secrets.token_urlsafe(24)
        password_file = self.folder / "password"
        password_file.write_text(self.password)
        if self.owner:
            for path in (self.folder, password_file):
                shutil.chown(path, self.owner, self.owner)
        made = subprocess.run(
            [
                *(programs / "initdb", "-D", self.folder / "data", "-U", "tester", "--pwfile", password_file),
                *("-A", "scram-sha-256", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync"),
            ],
            **self._as_owner(),
        )
        if made.returncode != 0:
            raise NoPostgres(f"initdb kunne ikke lave en database: {made.stdout.decode(errors='replace')}")

    def _start(self, programs: Path) -> None:
        self.port = free_port()
        self.url = f"postgres://tester:{self.password}@127.0.0.1:{self.port}/postgres"
        given = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        settings = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
        log = (self.folder / "log").open("wb")
        with log:
            self.server = subprocess.Popen(
                [programs / "postgres", "-D", self.folder / "data", *settings],
                **{**self._as_owner(), "stdout": log},
            )
        self._wait()

    def _as_owner(self) -> dict[str, Any]:
        """PostgreSQL refuses to run as root, so root starts it as another user."""
        user = {"user": self.owner, "group": self.owner, "extra_groups": []} if self.owner else {}
        return {
            **user,
            "cwd": self.folder,
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.STDOUT,
        }

    def _wait(self) -> None:
        assert self.server
        until = time.monotonic() + 60
        while time.monotonic() < until and self.server.poll() is None:
            try:
                psycopg.connect(self.url, connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise NoPostgres(f"PostgreSQL kom ikke i gang: {(self.folder / 'log').read_text(errors='replace')}")

    def stop(self) -> None:
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # "fast": ends the connections, then itself
            try:
                self.server.wait(20)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def find_programs() -> Path:
    """Return the folder with initdb and postgres; the newest where there are several."""
    on_path = shutil.which("postgres")
    if on_path and shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found = [path.parent for place in PLACES for path in Path(place).glob("*/bin/initdb")]
    if not found:
        raise NoPostgres("Her er ingen PostgreSQL-server. På Debian og Ubuntu: apt-get install postgresql.")
    return max(found, key=lambda folder: [int(part) for part in folder.parent.name.split("@")[-1].split(".")])


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def _owner() -> str:
    """Return the user to run as: nobody special unless we are root."""
    if os.geteuid() != 0:
        return ""
    import pwd

    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("tovholder")
    group.addoption(
        "--db", choices=["sqlite", "postgres"], default="sqlite", help="database the suite runs on"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Before Django's plugin reads the settings: fresh folder, known keys, chosen database."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if not is_worker:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl+C: what was started is ended
    folder = Path(
        tempfile.mkdtemp(prefix="tovholder-test-", dir=os.environ["DATA_DIR"] if is_worker else None)
    )
    early_config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["DATA_DIR"] = str(folder)
    os.environ["TOVHOLDER_SECRET_KEY"] = "tests-" + "s" * 40
    os.environ["TOVHOLDER_CPR_KEY"] = "tests-" + "c" * 40
    os.environ.pop("TOVHOLDER_DEMO", None)
    os.environ.pop("DATABASE_URL", None)
    if early_config.known_args_namespace.db == "postgres":
        os.environ["DATABASE_URL"] = cluster_url(early_config)
    return (yield)


def cluster_url(config: pytest.Config) -> str:
    """The first process starts the cluster; pytest-xdist's workers find it in their environment."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        try:
            cluster = Cluster()
        except NoPostgres as missing:
            print(f"PostgreSQL-delen blev sprunget over. {missing}", file=sys.stderr)
            raise SystemExit(1 if os.environ.get(NO_SKIP) == "1" else 0) from None
        config.add_cleanup(cluster.stop)
        os.environ[CLUSTER_URL] = cluster.url
    return os.environ[CLUSTER_URL]
