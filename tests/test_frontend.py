"""The design system's files come from npm, all of them, once."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tovholder.jobcentre.ui import frontend
from tovholder.progress import ProgramFailed


def test_every_file_the_style_sheet_names_is_in_place() -> None:
    named = frontend.named_in_sheet((frontend.VENDOR / "dkfds" / frontend.SHEET).read_text())
    assert len(named) > 100
    assert [
        name for name in [*named, *frontend.NAMED] if not (frontend.VENDOR / "dkfds" / name).is_file()
    ] == []


def test_licences_come_along_and_the_checker_stays_out() -> None:
    assert "MIT" in (frontend.VENDOR / "dkfds" / "LICENSE.md").read_text()
    assert "SIL OPEN FONT LICENSE" in "".join(
        path.read_text() for path in (frontend.VENDOR / "dkfds" / "fonts").rglob("license.txt")
    )
    assert not list(frontend.VENDOR.rglob("axe*"))
    assert "axe.run" in frontend.AXE.read_text()


def test_names_are_read_from_a_sheet_with_quotes_queries_and_data() -> None:
    sheet = (
        "a{b:url('../img/a.svg')} c{d:url( \"../img/b.eot?#iefix\" )} "
        "e{f:url(data:image/png;base64,xx)} g{h:url(i.css)}"
    )
    assert frontend.named_in_sheet(sheet) == ["css/i.css", "img/a.svg", "img/b.eot"]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vendor folder of its own, with the packages npm already brought."""
    monkeypatch.setattr(frontend, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(frontend, "STAMP", tmp_path / "vendor" / "files.json")
    monkeypatch.setattr(frontend, "_install", lambda: None)
    return tmp_path / "vendor"


def test_second_time_does_nothing(elsewhere: Path) -> None:
    assert frontend.bring()
    assert not frontend.bring()


@pytest.mark.parametrize("broken", ["dkfds/css/dkfds.min.css", "files.json"])
def test_a_lost_file_is_brought_again(elsewhere: Path, broken: str) -> None:
    frontend.bring()
    (elsewhere / broken).unlink()
    assert frontend.bring()
    assert (elsewhere / broken).exists()


def test_another_lock_brings_other_files(elsewhere: Path) -> None:
    frontend.bring()
    stamp = elsewhere / "files.json"
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "fingerprint": "that of an older lock"}))
    assert frontend.bring()


def test_a_file_missing_from_the_package_is_named(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(frontend, "NAMED", ("js/gone.js",))
    with pytest.raises(SystemExit):
        frontend.main()
    assert re.search(r"mangler filer.*js/gone\.js", capsys.readouterr().err)


def npm_calls(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, on_machine: str | None, fails: bool
) -> list[str]:
    """Run the installation with stand-ins for every program, and return what it would have run."""
    calls: list[str] = []
    venv = tmp_path / "venv"
    venv.mkdir()

    def stand_in(text: str, command: list[str], **where: object) -> None:
        calls.append(" ".join(command))
        if fails and command[0] == on_machine:
            raise ProgramFailed(command, "too old")

    monkeypatch.setattr(frontend, "run", stand_in)
    monkeypatch.setattr(frontend.shutil, "which", lambda name: on_machine)
    monkeypatch.setattr(sys, "executable", str(venv / "python"))
    frontend._install()
    return [call.replace(str(venv), "venv") for call in calls]


def test_the_machines_npm_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert npm_calls(monkeypatch, tmp_path, on_machine="/usr/bin/npm", fails=False) == [
        "/usr/bin/npm ci --ignore-scripts"
    ]


@pytest.mark.parametrize("on_machine", [None, "/usr/bin/npm"])
def test_without_a_usable_npm_node_comes_from_pypi_with_hashes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, on_machine: str | None
) -> None:
    calls = npm_calls(monkeypatch, tmp_path, on_machine=on_machine, fails=True)
    assert "--require-hashes" in calls[-2]
    assert calls[-2].endswith("frontend.lock")
    assert calls[-1] == "venv/npm ci --ignore-scripts"


def test_runs_without_django() -> None:
    """Set-up runs it before there is a database, and as a program of its own."""
    without = "import sys; sys.modules['django'] = None; from tovholder.jobcentre.ui import frontend; frontend.bring"
    subprocess.run([sys.executable, "-c", without], check=True, env={"PATH": os.environ["PATH"]})
