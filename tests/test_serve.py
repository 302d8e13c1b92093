"""`tovholder serve`, started for real on both databases."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import Schedule

from tests import servers
from tovholder.jobcentre.audit import chain
from tovholder.jobcentre.citizens.key import WHAT_IS_LOST_WITH_IT
from tovholder.jobcentre.results.models import Figure
from tovholder.jobcentre.ui.management.commands import serve


class Served:
    """A `tovholder serve` of its own folder and database, and everything it printed."""

    def __init__(self, folder: Path, database: str) -> None:
        self.port = servers.free_port()
        environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "PORT": str(self.port),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "tovholder", "serve", "--workers", "1"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.printed = ""

    def wait_until_ready(self) -> None:
        assert self.process.stdout
        lifeline = threading.Timer(240, self.process.kill)
        lifeline.start()
        for line in self.process.stdout:
            self.printed += line
            if "Tovholder kører på" in line:
                lifeline.cancel()
                return
        lifeline.cancel()
        raise AssertionError(self.printed)

    def end(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.printed += self.process.communicate(timeout=120)[0]
        return self.process.returncode

    def get(self, path: str) -> tuple[str, dict[str, str]]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Accept-Encoding": "br"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            encoded = answer.headers.get("Content-Encoding") == "br"
            return "" if encoded else answer.read().decode(), {
                k.lower(): v for k, v in answer.headers.items()
            }

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
        except OSError:
            return False
        return True

    def children(self) -> dict[int, str]:
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        ).stdout
        rows = [line.split(maxsplit=2) for line in listed.splitlines()]
        return {int(row[0]): row[2] for row in rows if int(row[1]) == self.process.pid}


@pytest.fixture
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Generator[str]:
    """The address of an empty database of the kind the suite runs on."""
    if request.config.getoption("db") == "sqlite":
        yield f"sqlite:///{tmp_path}/served.sqlite3"
        return
    cluster = os.environ[servers.CLUSTER_URL]
    name = f"served_{os.getpid()}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield cluster.replace("/postgres", f"/{name}").replace("postgres:///", "postgres://")
        connection.execute(f"drop database {name} with (force)")


@contextmanager
def served(folder: Path, database: str) -> Generator[Served]:
    server = Served(folder, database)
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.end()


def test_it_serves_twice_and_the_second_start_builds_nothing(tmp_path: Path, database: str) -> None:
    with served(tmp_path, database) as server:
        assert "Gør databasen klar" in server.printed
        assert "Samler og pakker" in server.printed
        assert WHAT_IS_LOST_WITH_IT in server.printed, "it is said before there is anything to lose"
        page, headers = server.get("/")
        assert "content-security-policy" in headers
        sheet = re.search(r"/static/vendor/dkfds/css/dkfds\.min\.[0-9a-f]{12}\.css", page)
        assert sheet, page
        _, headers = server.get(sheet[0])
        assert headers["content-encoding"] == "br"
        assert "immutable" in headers["cache-control"]
        assert server.end() == 0
        assert not server.answers()
    with served(tmp_path, database) as server:
        assert "Gør databasen klar" not in server.printed
        assert "Samler og pakker" not in server.printed
        assert server.end(signal.SIGINT) == 0
        assert "Traceback" not in server.printed


def test_when_one_program_dies_the_others_end_too(tmp_path: Path, database: str) -> None:
    with served(tmp_path, database) as server:
        (granian,) = [pid for pid, line in server.children().items() if "granian" in line]
        os.kill(granian, signal.SIGKILL)
        assert server.process.wait(120) == 1
        assert not server.answers(), "a worker of the dead server still holds the port"
        server.end()
        assert "Tovholder stopper, for webserveren gik ned" in server.printed
        assert "Traceback" not in server.printed


def refused(**options: object) -> str:
    with pytest.raises(CommandError) as wrong:
        call_command("serve", **{"demo": False, "host": "127.0.0.1", "port": "8000", "workers": 1, **options})
    assert wrong.value.returncode == 2
    return str(wrong.value)


def test_a_busy_port_is_a_sentence_before_anything_is_built() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(port=str(port))
    assert f"Port {port} på 127.0.0.1 kan ikke bruges" in said
    assert "make run PORT=" in said


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", ""])
def test_a_port_must_be_a_port(port: str) -> None:
    assert "mellem 1 og 65535" in refused(port=port)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org", "127.0.0.1.example.org"])
def test_the_demo_stays_on_the_own_machine(host: str) -> None:
    assert "kun på egen maskine" in refused(demo=True, host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_loopback_is_the_own_machine(host: str) -> None:
    assert serve.is_loopback(host)


@pytest.mark.parametrize("content", [b"not a database at all, whatever its name says" * 50, None])
def test_a_broken_database_is_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "served.sqlite3"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    finished = subprocess.run(
        [sys.executable, "-m", "tovholder", "serve", "--port", str(servers.free_port())],
        env={**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{file}"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert "Databasen kan ikke åbnes." in finished.stderr
    assert str(file) in finished.stderr
    assert "Traceback" not in finished.stderr
    assert finished.returncode == 2


def test_changed_static_files_are_collected_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    collected: list[str] = []
    found = ["a.css 10 1"]
    settings.STATIC_ROOT = tmp_path / "static"  # type: ignore[attr-defined]
    monkeypatch.setattr(serve, "static_files", lambda: iter(found))
    monkeypatch.setattr(serve, "call_command", lambda name, **options: collected.append(name))
    serve.collect_static()
    serve.collect_static()
    assert collected == ["collectstatic"]
    found[0] = "a.css 11 2"
    serve.collect_static()
    assert len(collected) == 2


@pytest.mark.django_db
def test_a_used_database_is_not_filled_with_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    filled: list[str] = []
    monkeypatch.setattr(serve, "call_command", lambda name, **options: filled.append(name))
    serve.fill()
    assert filled == ["demo"]
    monkeypatch.setattr(serve, "anybody_here", lambda: True)
    serve.fill()
    assert filled == ["demo"]


def test_the_background_worker_is_told_to_seal_the_log_once(db) -> None:
    for _ in range(2):
        serve.keep_sealing()
    schedule = Schedule.objects.get()
    assert import_string(schedule.func) is chain.seal
    assert (schedule.schedule_type, schedule.minutes) == (Schedule.MINUTES, 5)


def test_the_background_worker_is_told_to_publish_the_figures_once_a_day(db) -> None:
    for _ in range(2):
        serve.keep_publishing()
    schedule = Schedule.objects.get()
    assert schedule.schedule_type == Schedule.DAILY
    assert import_string(schedule.func)() == Figure.objects.count() > 0
    assert all(
        timezone.now() - row.published_at < timedelta(hours=1) for row in Figure.objects.order_by("pk")
    )


def test_serving_asks_for_everything_that_runs_by_itself() -> None:
    """What is built to run by itself runs: nothing is kept that `handle` forgets."""
    kept = {name for name in vars(serve) if name.startswith("keep_")}
    asked = set(serve.Command.handle.__code__.co_names)
    assert kept <= asked
