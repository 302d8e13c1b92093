"""The house as everybody starts it: `tovholder serve`, two workers, on a free port of this machine."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.asking import Line, request
from tests.bench.processes import family, running, started
from tests.servers import free_port

BARE, BARE_NAME = "/log-ind/", "Log ind (bar side)"
BUILDING = ("Samler og pakker", "Gør databasen klar")  # in the words of `tovholder serve`
TIMEOUT = 240
WORKERS = 2


class NotServed(Exception):
    """The house did not come up; the text is what it said."""


@dataclass(frozen=True)
class House:
    port: int
    pid: int
    seconds: float  # from the start of the program to its first page
    said: str

    @property
    def built_nothing(self) -> bool:
        """The start had neither files to collect nor a step of the database to take: it says when it has."""
        return not any(line in self.said for line in BUILDING)

    def megabytes(self) -> tuple[float, float]:
        """Return the memory (RSS) of the web server with all its workers, and of everything that was started."""
        processes = family(self.pid, running())
        web = [process for process in processes if "granian" in process.line]
        workers = {process.pid: process for one in web for process in family(one.pid, processes)}
        return (
            sum(process.kilobytes for process in workers.values()) / 1024,
            sum(process.kilobytes for process in processes) / 1024,
        )


@contextmanager
def served(env: Mapping[str, str], log: Path) -> Iterator[House]:
    port = free_port()
    command = [str(Path(sys.executable).with_name("tovholder")), "serve"]
    command += ["--port", str(port), "--workers", str(WORKERS)]
    begun = time.perf_counter()
    with log.open("wb") as out, started(command, env={**env, "PYTHONUNBUFFERED": "1"}, out=out) as server:
        while not _answers(port):
            if server.poll() is not None or time.perf_counter() - begun > TIMEOUT:
                raise NotServed(log.read_text(errors="replace"))
            time.sleep(0.01)
        seconds = time.perf_counter() - begun
        yield House(port, server.pid, seconds, log.read_text(errors="replace"))


def _answers(port: int) -> bool:
    try:
        with Line(port) as line:
            line.ask(request(BARE_NAME, BARE, cookies={}))
    except OSError:
        return False
    return True
