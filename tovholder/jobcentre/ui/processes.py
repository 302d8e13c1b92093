"""The programs that serve together: started together, ended together, and nobody else's touched."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from types import FrameType, TracebackType

from django.core.management import CommandError

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 15


class Stopped(BaseException):
    """We were asked to stop."""


class Processes:
    """A handful of child processes; leaving the block ends those that still run."""

    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Processes":
        self.before = {number: signal.signal(number, self._stop) for number in STOPPING}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None
    ) -> bool:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        self._end_all()
        for number, handler in self.before.items():
            signal.signal(number, handler)
        return isinstance(wrong, Stopped)

    def start(self, name: str, command: list[str]) -> None:
        # A session of its own: Ctrl+C reaches only us, and we pass it on once.
        self.running[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)

    def wait_for(self, host: str, port: int, seconds: float = 120) -> None:
        """Return when the port answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._fail_if_one_died()
            try:
                socket.create_connection((host, port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise CommandError(f"Webserveren svarede ikke inden for {seconds:.0f} sekunder.")

    def watch(self) -> None:
        """Stay until we are asked to stop, or one of them dies."""
        while True:
            self._fail_if_one_died()
            time.sleep(0.5)

    def _fail_if_one_died(self) -> None:
        for name, process in self.running.items():
            if process.poll() is not None:
                raise CommandError(f"Tovholder stopper, for {name} gik ned (kode {process.returncode}).")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        raise Stopped

    def _end_all(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for process in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, until - time.monotonic()))
            # Each has a session of its own, so whoever is left in it is its child: a dead server leaves workers behind.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
