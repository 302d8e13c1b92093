"""Programs that a bench starts, each in a session of its own: whatever happens, they are ended by their own id."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from tovholder.progress import ProgramFailed

PATIENCE = 60  # longer than `tovholder serve` gives its own


@contextmanager
def started(
    command: Sequence[str], *, env: Mapping[str, str], out: IO[bytes] | int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program, and end it and all it has left in its session when the block is left."""
    process = subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with not_to_be_interrupted():
            _end(process)


def run(command: Sequence[str], *, env: Mapping[str, str], out: IO[bytes] | int | None = None) -> None:
    """Run a program to its end; raise `ProgramFailed` when it did not end well. Interrupted, it is ended too."""
    with started(command, env=env, out=out) as process:
        if process.wait() != 0:
            raise ProgramFailed(command, "")


def interrupted_by_term() -> None:
    """Let SIGTERM be what Ctrl+C is: everything that was started is ended on the way out."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.default_int_handler)


@contextmanager
def not_to_be_interrupted() -> Iterator[None]:
    """A second Ctrl+C must not leave anything running."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@dataclass(frozen=True)
class Running:
    pid: int
    parent: int
    kilobytes: int
    line: str


def running() -> list[Running]:
    """Return every process of this machine with the memory it holds (RSS)."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(maxsplit=3) for line in listed.splitlines()]
    return [Running(int(row[0]), int(row[1]), int(row[2]), row[3]) for row in rows if len(row) == 4]


def family(pid: int, among: Sequence[Running]) -> list[Running]:
    """Return the process and all that it, or one of those, has started."""
    found = {pid}
    while True:
        grown = found | {process.pid for process in among if process.parent in found}
        if grown == found:
            return [process for process in among if process.pid in found]
        found = grown
