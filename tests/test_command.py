"""The installed command: help that helps, and one sentence for what goes wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tovholder import cli


@pytest.fixture(autouse=True)
def environment_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command sets these for the process it starts in."""
    for name in ("TOVHOLDER_DEMO", "TOVHOLDER_SECRET_KEY", "TOVHOLDER_CPR_KEY"):
        monkeypatch.setenv(name, os.environ.get(name, "0"))


def said_on_stopping(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, int]:
    with pytest.raises(SystemExit) as ended:
        cli.main([*arguments])
    assert isinstance(ended.value.code, int)
    return capsys.readouterr().err, ended.value.code


@pytest.mark.parametrize("arguments", [[], ["--help"], ["help"], ["-h"]])
def test_help_lists_every_word_with_a_line_and_examples(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    cli.main(arguments)
    said = capsys.readouterr().out
    for command in cli.COMMANDS:
        assert f"  {command.word} " in said
        assert command.line in said
    assert "tovholder serve --demo" in said


@pytest.mark.parametrize(("typed", "meant"), [("sevre", "serve"), ("user_", "user"), ("imprt", "import")])
def test_unknown_word_names_the_nearest(capsys: pytest.CaptureFixture[str], typed: str, meant: str) -> None:
    said, code = said_on_stopping(capsys, typed)
    assert f"kender ikke »{typed}«. Mente du »{meant}«?" in said
    assert code == 2


def test_unknown_word_far_from_all_is_sent_to_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    said, code = said_on_stopping(capsys, "xyzzy")
    assert said == "Tovholder kender ikke »xyzzy«. Se ordene: tovholder --help\n"
    assert code == 2


@pytest.mark.parametrize("command", cli.COMMANDS, ids=lambda command: command.word)
def test_every_word_is_there_and_has_its_own_help(
    command: cli.Command, capsys: pytest.CaptureFixture[str]
) -> None:
    said, code = said_on_stopping(capsys, command.word, "--help")
    assert not said
    assert code == 0


def test_a_word_gives_its_options_to_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    said, code = said_on_stopping(capsys, "serve", "--host", "192.0.2.1", "--demo")
    assert "kun på egen maskine, ikke på 192.0.2.1" in said
    assert code == 2


@pytest.mark.parametrize(("word", "is_demo"), [("check", True), ("serve", False)])
def test_a_folder_the_demo_made_needs_no_keys_but_serving_it_needs_the_flag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, is_demo: bool
) -> None:
    (tmp_path / "demo-cpr-key").write_text("k" * 64)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for name in ("TOVHOLDER_SECRET_KEY", "TOVHOLDER_CPR_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(cli, "run", lambda command, rest: None)
    cli.main([word])
    assert (os.environ["TOVHOLDER_DEMO"] == "1") == is_demo


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"TOVHOLDER_CPR_KEY": None}, "Miljøvariablen TOVHOLDER_CPR_KEY mangler."),
        ({"DATABASE_URL": "oracle-ish://x"}, "DATABASE_URL kan ikke læses."),
        ({"DATABASE_URL": "postgres://nobody:x@127.0.0.1:1/none"}, "Se efter, om PostgreSQL kører"),
        ({"DATA_DIR": "/dev/null/x"}, "Tovholder kan ikke bruge /dev/null/x"),
        ({"PORT": "otte"}, "Porten skal være et tal mellem 1 og 65535, ikke »otte«."),
    ],
    ids=lambda value: "" if isinstance(value, str) else next(iter(value)),
)
def test_what_is_wrong_in_the_environment_is_one_sentence(
    tmp_path: Path, changed: dict[str, str | None], sentence: str
) -> None:
    given = {**os.environ, "DATA_DIR": str(tmp_path), "PORT": "47311", "DATABASE_URL": None, **changed}
    finished = subprocess.run(
        [sys.executable, "-m", "tovholder", "serve"],
        env={name: value for name, value in given.items() if value is not None},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert sentence in finished.stderr
    assert "Traceback" not in finished.stderr
    assert finished.returncode == 2
