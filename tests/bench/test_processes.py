"""Whatever a bench starts is ended, and nothing else."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.processes import Running, family, run, running, started
from tovholder.progress import ProgramFailed

HAS_A_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(600)
"""


def is_there(pid: int) -> bool:
    return any(process.pid == pid and "<defunct>" not in process.line for process in running())


def test_a_program_and_its_children_are_gone_after_the_block(tmp_path: Path) -> None:
    said = tmp_path / "pid"
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    try:
        command = [sys.executable, "-c", HAS_A_CHILD, str(said)]
        pids: set[int] = set()

        def interrupted() -> None:
            with started(command, env=os.environ) as process:
                while not (said.exists() and said.read_text()):
                    time.sleep(0.01)
                pids.update({process.pid, int(said.read_text())})
                assert pids <= {one.pid for one in family(process.pid, running())}
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert [pid for pid in pids if is_there(pid)] == []
        assert is_there(bystander.pid)
    finally:
        bystander.kill()
        bystander.wait()


def test_a_program_that_fails_is_told(tmp_path: Path) -> None:
    run([sys.executable, "-c", ""], env=os.environ)
    with pytest.raises(ProgramFailed):
        run([sys.executable, "-c", "raise SystemExit(3)"], env=os.environ)


def test_a_family_is_the_process_and_all_below_it() -> None:
    rows = [
        Running(1, 0, 0, ""),
        Running(4, 3, 0, ""),
        Running(3, 2, 0, ""),
        Running(2, 1, 0, ""),
        Running(9, 1, 0, ""),
    ]
    assert {process.pid for process in family(2, rows)} == {2, 3, 4}
