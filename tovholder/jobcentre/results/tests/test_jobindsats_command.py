"""`tovholder jobindsats`: through the same door as the file, and against the real public answer where it is at hand."""

import contextlib
from pathlib import Path

import pytest

from conftest import PUBLIC_FILES
from tovholder.cli import main
from tovholder.jobcentre.results.actions import choose_municipality, read_benchmark
from tovholder.jobcentre.results.models import BenchmarkFigure
from tovholder.jobcentre.results.tests.files import SMALL_JSON
from tovholder.jobcentre.results.tests.stand_in import Says, StandIn, described, jobindsats
from tovholder.jobcentre.results.tests.town import NOW, TODAY

pytestmark = pytest.mark.django_db
PUBLIC = PUBLIC_FILES / "jobindsats-y30r21-2020-2021.json"


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.JOBINDSATS_TOKEN = tmp_path, "hemmelig"


def say(capsys, settings, there: StandIn, *words: str) -> str:
    settings.JOBINDSATS_URL = there.url
    with contextlib.suppress(SystemExit):
        main(["jobindsats", *words])
    said = capsys.readouterr()
    return said.out + said.err


def rows() -> list[tuple]:
    return list(
        BenchmarkFigure.objects.order_by("area", "period", "group").values_list(
            "area", "period", "group", "expected", "actual", "rank", "source"
        )
    )


def test_fetched_and_read_in_it_is_what_the_file_gives(capsys, settings) -> None:
    with jobindsats(described(), Says(SMALL_JSON)) as there:
        said = say(capsys, settings, there)
        assert "16 nye tal, 0 rettede, 0 som før." in said
        assert "Vælg kommunen under Resultater" in said
        choose_municipality("Skovsø", by=None, at=NOW, today=TODAY)
        said = say(capsys, settings, there)
        assert "0 nye tal, 0 rettede, 16 som før." in said
        assert "året til og med 4. kvartal 2024: Skovsø havde " in said
        assert len(there.asked) == 2, "the second time it was kept"
    fetched = rows()
    BenchmarkFigure.objects.all().delete()
    read_benchmark(SMALL_JSON, by=None, at=NOW)
    assert rows() == fetched


def test_a_trial_changes_nothing_and_the_answer_can_be_saved_once(capsys, settings, tmp_path: Path) -> None:
    with jobindsats(described(), Says(SMALL_JSON)) as there:
        said = say(capsys, settings, there, "--dry-run", "--save", str(tmp_path / "svar.json"))
        assert "16 nye tal, 0 rettede, 0 som før. Intet er læst ind." in said
        assert not BenchmarkFigure.objects.exists()
        assert (tmp_path / "svar.json").read_bytes() == SMALL_JSON
        said = say(capsys, settings, there, "--save", str(tmp_path / "svar.json"))
        assert "svar.json er der allerede. Vælg et andet navn." in said


@pytest.mark.parametrize("periods", ["0", "41", "-1"])
def test_periods_have_their_bounds(capsys, settings, periods: str) -> None:
    with jobindsats(Says()) as there:
        assert "--periods er fra 1 til 40." in say(capsys, settings, there, "--periods", periods)
        assert there.asked == []


def test_what_goes_wrong_is_one_sentence_and_nothing_is_read(capsys, settings) -> None:
    with jobindsats(Says(status=401)) as there:
        said = say(capsys, settings, there)
    assert "Jobindsats siger nej til nøglen (401)." in said
    assert "Traceback" not in said
    assert "hemmelig" not in said
    with jobindsats(described(), Says(SMALL_JSON.replace(b'"8,20"', b'"otte"'))) as there:
        said = say(capsys, settings, there)
    assert not BenchmarkFigure.objects.exists()


@pytest.mark.public_files
def test_viborg_over_time_from_the_real_answer(capsys, settings) -> None:
    periods = ["2020QMAT02", "2020QMAT04", "2021QMAT02", "2021QMAT04"]
    with jobindsats(described(Period=periods), Says(PUBLIC.read_bytes())) as there:
        assert "1568 nye tal" in say(capsys, settings, there)
        choose_municipality("Viborg", by=None, at=NOW, today=TODAY)
        said = say(capsys, settings, there)
    assert there.asked[1][2] == {"area": "*", "period": periods, "_ygrp_y30r21": "*"}
    lines = [line for line in said.splitlines() if ": Viborg havde " in line]
    assert len(lines) == 4
    assert lines[0].startswith("året til og med 4. kvartal 2021: Viborg havde 30 færre fuldtidspersoner")
    assert all("af 98." in line for line in lines)
