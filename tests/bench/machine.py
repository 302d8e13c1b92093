"""What the figures were measured on. No name of the machine: only what it can do, and which versions run on it."""

import os
import platform
import sqlite3
import subprocess
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

# A newer Python or Django is something to compare, another processor is not.
IDENTITY = ("cpu", "cores", "ram_gb", "system")


def describe(root: Path) -> dict[str, Any]:
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "ram_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.system(),
        "python": platform.python_version(),
        "django": version("django"),
        "granian": version("granian"),
        "sqlite": sqlite3.sqlite_version,
        "commit": _commit(root),
        "load": round(os.getloadavg()[0], 2),  # of others, when the run began
    }


def same_machine(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in IDENTITY)


def in_words(machine: dict[str, Any]) -> str:
    parts = [
        f"{machine['cpu']}, {machine['cores']} kerner, {machine['ram_gb']} GB",
        f"Python {machine['python']}, Django {machine['django']}, granian {machine['granian']}",
        f"SQLite {machine['sqlite']}",
    ]
    if "postgres" in machine:
        parts.append(f"PostgreSQL {machine['postgres']}")
    parts += [f"udgave {machine['commit']}", f"belastning fra andre {machine['load']}"]
    return " · ".join([*parts, "Python yderst til højre: ms for et fast stykke arbejde, før og efter"])


def pace_ms() -> float:
    """Return the milliseconds that a fixed piece of Python takes now.

    A shared machine may take half as long again a minute later, and a Python that was compiled without being tuned
    (pyenv does so unless told otherwise) takes a third longer than a distribution's. Times of two runs compare only as
    far as this does.
    """
    return median(_fixed_piece() for _ in range(9))


def _fixed_piece() -> float:
    begun = time.perf_counter()
    words: dict[int, str] = {}
    for number in range(30_000):
        words[number % 1000] = f"{number} {words.get(number % 999, '')}"[:20]
    return (time.perf_counter() - begun) * 1000


def is_busy(machine: dict[str, Any]) -> bool:
    """Others had more than a quarter of the processors: then times say as much of them as of us."""
    return bool(machine["load"] > machine["cores"] / 4)


def _cpu() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _commit(root: Path) -> str:
    def git(*words: str) -> str:
        finished = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True)
        return finished.stdout.strip()

    try:
        commit, changed = git("rev-parse", "--short", "HEAD"), git("status", "--porcelain")
    except OSError:
        return "ukendt"
    return f"{commit or 'ukendt'}{' med ændringer' if changed else ''}"
