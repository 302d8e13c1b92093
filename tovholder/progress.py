"""Anything that may take more than two seconds says so: a line when it starts, dots while it runs, its time at the end.

Standard library only: the installation uses it before anything is installed.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Print `text`, a dot every second while the block runs, and the seconds it took."""
    done = threading.Event()
    print(f"  {text} ", end="", flush=True)
    started = time.monotonic()

    def dots() -> None:
        while not done.wait(1):
            print(".", end="", flush=True)

    thread = threading.Thread(target=dots, daemon=True)
    thread.start()
    try:
        yield
    except BaseException:
        done.set()
        thread.join()
        print(" gik ikke.", flush=True)
        raise
    done.set()
    thread.join()
    print(f" {time.monotonic() - started:.1f} s".replace(".", ","), flush=True)


class ProgramFailed(Exception):
    """A program ended with an error; `output` is everything it said."""

    def __init__(self, command: Sequence[str], output: str) -> None:
        super().__init__(f"{command[0]} fejlede.")
        self.output = output


def run(
    text: str, command: Sequence[str], cwd: str | None = None, env: Mapping[str, str] | None = None
) -> None:
    """Run `command` under `progress(text)` and keep what it says for `ProgramFailed`."""
    with progress(text):
        finished = subprocess.run(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if finished.returncode != 0:
            raise ProgramFailed(command, finished.stdout.decode(errors="replace"))


def stop(sentence: str, code: int = 2) -> NoReturn:
    """End the program with one sentence that says what to do."""
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(code)
