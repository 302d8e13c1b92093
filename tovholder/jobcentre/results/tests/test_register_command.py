"""`tovholder results`: sentences that say what to do, and what became of the rows."""

import contextlib
import json
from pathlib import Path

import duckdb
import pytest

from tovholder.cli import main
from tovholder.registers.monthly.shown import OF_NOBODY
from tovholder.registers.tests.spells import many, write


def say(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command says, whichever way it ends."""
    with contextlib.suppress(SystemExit):
        main(["results", *words])
    said = capsys.readouterr()
    return said.out + said.err


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = write(tmp_path / "register", many(300, 100, seed=3))
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 1 AS person, 'borgerløn' AS benefit, '2024-01-01' AS since, '' AS until, "
                           f"'1970-01-01' AS birth_date) TO '{folder}/odd.parquet'")  # fmt: skip
    return folder


def test_it_says_what_was_read_refused_and_written(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--input", str(register), "--output", str(tmp_path / "out"), "--to", "2024-06", "--months", "2"]
    said = say(capsys, *words)
    assert "301 rækker er læst. 1 kunne ikke bruges: 1 har en ydelse, vi ikke kender på den dag." in said
    assert "til og med 2024-06 ligger i" in said
    assert "Tilgang" in said
    assert (tmp_path / "out" / "on_support.parquet").exists()
    assert "Tal skrives aldrig oven i andre: vælg en ny mappe." in say(capsys, *words)


def test_it_rounds_where_it_is_asked_to(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    say(capsys, "--input", str(register), "--output", str(out), "--to", "2024-06", "--round", "5")
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT number, measure FROM '{out}/*.parquet' WHERE number > 0"
        ).fetchall()
    numbers = [number for number, measure in found if measure not in OF_NOBODY]
    assert numbers
    assert all(number % 5 == 0 for number in numbers)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--limit", "3"], "--limit er mindst 5"),
        (["--months", "0"], "--months mindst 1"),
        (["--to", "juni"], "»juni« er ikke en måned. Skriv den som 2026-10."),
        (["--known-until", "i dag"], "»i dag« er ikke en dato. Skriv den som 2026-11-23."),
        (["--round", "7"], "--round"),
        (["--memory", "meget"], "»meget« er ikke en mængde hukommelse. Skriv den som 4GB."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    words: list[str], sentence: str, register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = say(capsys, "--input", str(register), "--output", str(tmp_path / "out"), *words)
    assert sentence in said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()


OTHER = """
version = "byrådets, 2026"
[[benefit]]
code = "sygedagpenge"
name = "Sygedagpenge"
class = "other"
source = "byrådet"
"""


def test_the_municipality_may_bring_its_own_classes(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, out = tmp_path / "classes.toml", tmp_path / "out"
    mapping.write_text(OTHER, encoding="utf-8")
    words = ["--input", str(register), "--output", str(out), "--to", "2024-06", "--mapping", str(mapping)]
    assert "en ydelse, vi ikke kender på den dag" in say(capsys, *words)
    about = json.loads((out / "about.json").read_text(encoding="utf-8"))
    assert about["mapping_version"] == "byrådets, 2026"
    assert about["mapping"] == [
        {"benefit": "sygedagpenge", "class": "other", "first_day": None, "last_day": None}
    ]
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT DISTINCT value FROM '{out}/*.parquet' WHERE split = 'class'")
        assert found.fetchall() == [("other",)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "kan ikke læses."),
        ("æ".encode("latin-1"), "kan ikke læses."),
        (b"version = 1", "er ikke skrevet som"),
        (OTHER.encode() + b"first_day = '2026-01-01'", "er ikke skrevet som"),
        (OTHER.encode() + b"first_day = 2026-01-01T10:00:00", "er ikke skrevet som"),
        (OTHER.encode() + OTHER[OTHER.index("[[") :].encode(), "har sygedagpenge to klasser på samme dag."),
        (OTHER.replace('"sygedagpenge"', '"borgerløn"').encode(), "står borgerløn, som mangler i"),
    ],
)
def test_classes_that_cannot_be_used_are_one_sentence(
    text: bytes | None, sentence: str, register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "classes.toml"
    if text is not None:
        mapping.write_bytes(text)
    said = say(capsys, "--input", str(register), "--output", str(tmp_path / "out"), "--mapping", str(mapping))
    assert sentence in said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()


def test_files_that_are_not_there_or_lack_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    out = ["--output", str(tmp_path / "out")]
    assert "ingen Parquet-filer" in say(capsys, "--input", str(tmp_path / "empty"), *out)
    (tmp_path / "empty" / "broken.parquet").write_bytes(b"PAR1 but no more")
    assert "broken.parquet kan ikke læses som Parquet." in say(
        capsys, "--input", str(tmp_path / "empty"), *out
    )
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 1 AS person) TO '{tmp_path}/empty/broken.parquet'")
    assert "Filerne mangler benefit, since, until, birth_date." in say(
        capsys, "--input", str(tmp_path / "empty"), *out
    )
