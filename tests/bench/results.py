"""Earlier runs, one JSON line each, and the newest earlier value of each figure on the same machine."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, read_figure
from tests.bench.machine import same_machine

Key = tuple[str, str, str]


def keep(file: Path, run: dict[str, Any], figures: Iterable[Figure]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({**run, "figures": [figure.as_json() for figure in figures]}, ensure_ascii=False)
    with file.open("a", encoding="utf-8") as out:
        out.write(line + "\n")


def read(file: Path) -> list[dict[str, Any]]:
    """Return the runs, oldest first. A line that was cut off is passed over."""
    runs = []
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    for line in lines:
        try:
            runs.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return runs


def newest(runs: Iterable[dict[str, Any]], machine: dict[str, Any]) -> dict[Key, Figure]:
    """Return each figure as it was last measured on this machine: a run of a part leaves the others comparable."""
    found: dict[Key, Figure] = {}
    for run in runs:
        if same_machine(run["machine"], machine):
            found |= {figure.key: figure for figure in map(read_figure, run["figures"])}
    return found
