"""A process that is ended with -9 in the middle of a file, for real, on whichever database the suite runs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from tests.own_database import own_database  # noqa: F401
from tovholder.jobcentre.citizens.models import Batch, Citizen, SupportSpell
from tovholder.jobcentre.exchange.models import ImportRun, RunState
from tovholder.jobcentre.exchange.tests import big
from tovholder.jobcentre.exchange.tests.conftest import a_house

MANY = 4000


@pytest.fixture
def folder(own_database, tmp_path: Path) -> Path:  # noqa: F811
    a_house()
    (tmp_path / "borgere.csv").write_bytes(big.as_csv(big.CITIZENS, big.citizens(MANY)))
    (tmp_path / "ydelser.csv").write_bytes(big.as_csv(big.SPELLS, big.spells(MANY * 5)))
    return tmp_path


def address() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    who = f"{given['USER']}:{quote(given['PASSWORD'], safe='')}"
    return f"postgres://{who}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def reading_in(file: Path) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "DATA_DIR": str(settings.DATA_DIR),
        "DATABASE_URL": address(),
        "TOVHOLDER_DEMO": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tovholder", "import", str(file), "--yes"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def kill_when(process: subprocess.Popen[str], is_there: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not is_there():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < until
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def said(file: Path) -> str:
    process = reading_in(file)
    text = process.communicate(timeout=300)[0]
    assert process.returncode == 0, text
    return text


def test_ended_in_the_middle_it_leaves_nothing_that_is_seen_and_begins_anew(folder: Path) -> None:
    kill_when(reading_in(folder / "borgere.csv"), Citizen.including_hidden.exists)
    run = ImportRun.objects.get()
    assert (run.state, Citizen.objects.count()) == (RunState.LOADING, 0)
    assert 0 < Citizen.including_hidden.count() <= MANY
    text = said(folder / "borgere.csv")
    assert "Rydder op efter en indlæsning, der blev afbrudt: Borgere" in text
    assert (Citizen.objects.count(), big.hidden(), Batch.objects.count()) == (MANY, 0, 1)
    assert len(big.lines_of("import_citizen")) == MANY


def test_ended_after_it_was_seen_the_next_start_finishes_it(folder: Path) -> None:
    kill_when(reading_in(folder / "borgere.csv"), Citizen.objects.exists)
    assert Citizen.objects.count() == MANY, "seen all at once"
    text = said(folder / "ydelser.csv")
    assert [run.state for run in ImportRun.objects.order_by("pk")] == [RunState.APPLIED] * 2
    assert len(big.lines_of("import_citizen")) == MANY, text
    assert (SupportSpell.objects.count(), len(big.lines_of("import_support"))) == (MANY * 5, MANY)
