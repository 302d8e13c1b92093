"""`python -m tests.bench` itself, small: a served house of ten citizens, measured, kept, and compared with itself."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.processes import family, running
from tests.bench.serving import BARE_NAME
from tests.bench.worlds import ROOT

pytestmark = pytest.mark.journey
COMMAND = [sys.executable, "-m", "tests.bench", "--sizes", "10", "--databases", "sqlite", "--times", "2"]


def bench(folder: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "--folder", str(folder), *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_it_measures_keeps_compares_and_leaves_nothing(tmp_path: Path) -> None:
    asked = ["--quick", "--pages", "my_day,hold_talk", "--parts"]
    first = bench(tmp_path, *asked, "start,pages,throughput,memory", "--looks", "20")
    said, _ = first.communicate(timeout=300)
    assert first.returncode == 0, said
    (line,) = (tmp_path / "results.jsonl").read_text().splitlines()
    figures = {figure["name"]: figure for figure in json.loads(line)["figures"]}
    assert figures["Fylde byen"]["value"] > 0
    assert figures["Min dag"]["queries"] > 3
    assert figures["Min dag"]["page"] > 5_000
    assert figures["Gemme en samtale"]["value"] > 0
    for page in ("Min dag", "Gemme en samtale"):
        assert re.fullmatch(r"Python [\d,]+", figures[page]["note"]), "how quick Python was just then"
    assert figures["Hukommelse efter start: det hele"]["value"] > 100
    for connections in ("1 forbindelse", "4 forbindelser", "16 forbindelser"):
        bare, day = figures[f"{BARE_NAME}, {connections}"], figures[f"Min dag, {connections}"]
        assert bare["value"] > 0
        assert day["value"] > 0
        assert "% af bar side" in day["note"]
    assert figures["Blandede sider, 4 forbindelser"]["value"] > 0
    assert figures["Hukommelse efter 20 sider: det hele"]["value"] > 100
    assert "world_10_" in str(list((tmp_path / "sqlite").iterdir()))
    assert not (tmp_path / "sqlite" / "running.sqlite3").exists()
    # So much that it is still at it when it is interrupted.
    second = bench(tmp_path, *asked, "start,pages,memory", "--looks", "1000000")
    _wait_for(second, "sider i blanding")
    started = {process.pid for process in family(second.pid, running())}
    assert len(started) > 5
    # Not SIGINT, though it ends alike: a shell that runs this in the background has its children ignore that one.
    second.send_signal(signal.SIGTERM)
    said, _ = second.communicate(timeout=120)
    assert second.returncode == 130, said
    assert "Fylder" not in said
    assert "Afbrudt" in said
    # Its time now, then its time before, then how they compare.
    assert re.search(r"^  Min dag +[\d.,]+ ms .* [\d.,]+ ms +\d+,\d\d\b", said, re.MULTILINE), said
    assert not started & {process.pid for process in running() if "<defunct>" not in process.line}


def _wait_for(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout
    said = ""
    until = time.monotonic() + 120
    while word not in said and time.monotonic() < until:
        said += process.stdout.read(1)
    assert word in said, said
