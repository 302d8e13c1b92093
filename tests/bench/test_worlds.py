"""Filled once, copied for each run, and filled anew when the code that fills them has changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench import worlds
from tests.bench.__main__ import read_arguments
from tests.bench.worlds import NOW, SqliteStore, World, digest, environment, filled


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    return SqliteStore(tmp_path / "sqlite")


@pytest.fixture
def runs(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run; the first of it makes the file."""
    made: list[list[str]] = []

    def pretend(text: str, command: list[str], env: dict[str, str]) -> None:
        made.append(command)
        file = env["DATABASE_URL"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS people (name)")
            connection.commit()

    monkeypatch.setattr(worlds.progress, "run", pretend)
    return made


def test_a_world_is_filled_once(store: SqliteStore, runs: list[list[str]], tmp_path: Path) -> None:
    world = World(5000, "aaa")
    assert filled(store, world, tmp_path) is not None, "how long it took is measured"
    assert runs[0][1:] == ["demo", "--citizens", "5000", "--seed", "1", "--today", "2026-11-24"]
    assert store.names() == {"world_5000_aaa"}
    many = len(runs)
    assert filled(store, world, tmp_path) is None
    assert len(runs) == many
    filled(store, world, tmp_path, refill=True)
    assert len(runs) == 2 * many


def test_a_new_version_takes_the_place_of_the_old(store: SqliteStore, runs: list, tmp_path: Path) -> None:
    for world in (World(5000, "aaa"), World(500, "aaa"), World(5000, "bbb")):
        filled(store, world, tmp_path)
    assert store.names() == {"world_500_aaa", "world_5000_bbb"}


def test_half_filled_is_not_filled(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(text: str, command: list[str], env: dict[str, str]) -> None:
        Path(env["DATABASE_URL"].removeprefix("sqlite:///")).write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(worlds.progress, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        filled(store, World(5000, "aaa"), tmp_path)
    assert "world_5000_aaa" not in store.names()


def test_a_run_works_on_a_copy(store: SqliteStore, runs: list, tmp_path: Path) -> None:
    filled(store, World(10, "aaa"), tmp_path)
    store.copy("world_10_aaa", "running")
    with closing(sqlite3.connect(store.file("running"))) as connection:
        connection.execute("INSERT INTO people VALUES ('Jens')")
        connection.commit()
    with closing(sqlite3.connect(store.file("world_10_aaa"))) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (0,)
    store.drop("running")
    assert store.names() == {"world_10_aaa"}


def test_the_version_follows_the_code_that_fills(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    file = tmp_path / "fills.py"
    file.write_text("a = 1")
    first = digest(tmp_path, ("**/*.py",))
    (tmp_path / "tests" / "test_fills.py").write_text("")
    assert digest(tmp_path, ("fills.py", "other/*.py")) == first
    file.write_text("a = 2")
    assert digest(tmp_path, ("fills.py",)) != first


def test_the_shell_has_its_own_keys_and_the_moment_of_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOVHOLDER_CPR_KEY", "somebody's own")
    env = environment(tmp_path, "sqlite:///x")
    assert env["TOVHOLDER_CPR_KEY"] == worlds.SECRETS["TOVHOLDER_CPR_KEY"]
    assert "TOVHOLDER_DEMO" not in env
    assert environment(tmp_path, "sqlite:///x", demo=True)["TOVHOLDER_DEMO"] == "1"
    assert float(env["TOVHOLDER_CLOCK_SHIFT"])
    assert NOW.isoformat() == "2026-11-24T08:50:00+01:00"


def test_what_is_measured_when_nothing_is_said() -> None:
    given = read_arguments([])
    assert given.sizes == [5000, 100_000]
    assert given.databases == ["sqlite", "postgres"]
    assert (given.times, given.looks) == (50, 10_000)
    assert "files" in given.parts
    quick = read_arguments(["--quick"])
    assert (quick.sizes, quick.databases, quick.times) == ([5000], ["sqlite"], 20)
    assert "files" not in quick.parts


@pytest.mark.parametrize("wrong", [["--sizes", "many"], ["--databases", "oracle"], ["--parts", "pages,x"]])
def test_a_wrong_word_is_a_sentence(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(wrong)
    assert f"»{wrong[1].split(',')[-1]}«" in capsys.readouterr().err
