"""What a backup, a restoring and a verifying refuse, each with a sentence, and that nothing is left behind."""

import os
import stat
from collections.abc import Callable, Generator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tovholder.jobcentre.audit import chain
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.key import IS_ANOTHER, another_key
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.safekeeping import chest, contents, whole
from tovholder.jobcentre.safekeeping.actions import back_up
from tovholder.jobcentre.safekeeping.tables import steps_taken
from tovholder.jobcentre.safekeeping.tests.conftest import NOW
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.ui.management.commands import serve

ANOTHER = "another key, of more than thirty-two characters"


@pytest.fixture
def backup(little: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup in many pieces."""
    monkeypatch.setattr(chest, "_PIECE", 100)
    back_up(tmp_path / "backup", by=None, at=NOW)
    return tmp_path / "backup"


@pytest.fixture
def another_cpr_key(settings: Any) -> Generator[Callable[[], None]]:
    def change() -> None:
        settings.CPR_KEY = ANOTHER
        forget()

    def forget() -> None:
        cpr._cipher.cache_clear()
        cpr._key.cache_clear()

    yield change
    forget()


def refused(*words: Any) -> tuple[str, int]:
    with pytest.raises(CommandError) as ended:
        call_command(*map(str, words), stdout=StringIO())
    return str(ended.value), ended.value.returncode


@pytest.mark.django_db
def test_what_the_key_opens_is_said_before_it_is_lost(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("backup", str(tmp_path / "no" / "folder"), stdout=said)
    assert "mistes nøglen, kan ingen læse dem igen" in said.getvalue()


def test_a_whole_backup_is_told_so(backup: Path) -> None:
    said = StringIO()
    call_command("verify", str(backup), stdout=said)
    assert "er hel" in said.getvalue()
    assert "over 3 linjer" in said.getvalue()
    call_command("verify", stdout=said)
    assert "I orden: alt, der peges på, er der." in said.getvalue()


def header_of(path: Path) -> chest.Header:
    with path.open("rb") as file:
        return chest.read_header(file)


def test_nothing_in_the_file_can_be_read_and_only_by_its_owner(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    content = backup.read_bytes()
    for told in ("Åse", "Ødum", "Unge", "staff", "unit"):
        assert told.encode() not in content
    header = header_of(backup)
    assert len({header.cpr_key, header.secret_key, header.salt}) == 3


def test_two_backups_of_the_same_have_nothing_in_common(backup: Path) -> None:
    back_up(backup.with_name("second"), by=None, at=NOW)
    first, second = map(header_of, (backup, backup.with_name("second")))
    assert {first.cpr_key, first.secret_key, first.salt}.isdisjoint(
        {second.cpr_key, second.secret_key, second.salt}
    )


# --- Damaged ----------------------------------------------------------------------------------------------------------


def pieces(path: Path) -> list[int]:
    """Where each piece begins, and where the file ends."""
    with path.open("rb") as file:
        chest.read_header(file)
        starts = []
        while length := file.read(4):
            starts.append(file.tell() - 4)
            file.seek(int.from_bytes(length, "big"), os.SEEK_CUR)
        return [*starts, file.tell()]


def cut_in_the_first_line(path: Path) -> bytes:
    return path.read_bytes()[:10]


def cut_in_the_middle_of_a_piece(path: Path) -> bytes:
    return path.read_bytes()[: pieces(path)[5] + 50]


def cut_between_two_pieces(path: Path) -> bytes:
    return path.read_bytes()[: pieces(path)[-2]]


def without_a_piece(path: Path) -> bytes:
    at, content = pieces(path), path.read_bytes()
    return content[: at[2]] + content[at[3] :]


def two_pieces_exchanged(path: Path) -> bytes:
    at, content = pieces(path), path.read_bytes()
    return content[: at[2]] + content[at[3] : at[4]] + content[at[2] : at[3]] + content[at[4] :]


def a_bit_flipped(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[pieces(path)[4] + 20] ^= 1
    return bytes(content)


def another_day_in_the_header(path: Path) -> bytes:
    return path.read_bytes().replace(b"2026-11-23", b"2026-11-22", 1)


def something_added(path: Path) -> bytes:
    return path.read_bytes() + b"x"


def nothing(path: Path) -> bytes:
    return b""


def something_else(path: Path) -> bytes:
    return b"PK\x03\x04" + bytes(500)


DAMAGES = [
    *(cut_in_the_first_line, cut_in_the_middle_of_a_piece, cut_between_two_pieces, without_a_piece),
    *(
        two_pieces_exchanged,
        a_bit_flipped,
        another_day_in_the_header,
        something_added,
        nothing,
        something_else,
    ),
]


def test_a_damaged_file_cannot_be_read_and_leaves_nothing(backup: Path, ready: Callable) -> None:
    ready(connection.vendor)
    for damage in DAMAGES:
        damaged = backup.with_name(damage.__name__)
        damaged.write_bytes(damage(backup))
        for word in ("verify", "restore"):
            sentence, code = refused(word, damaged)
            assert code == 2, (damage, sentence)
            assert "ikke hel" in sentence or "ikke en sikkerhedskopi" in sentence
        assert not Record.objects.exists()
        assert not Unit.objects.exists()
    call_command("restore", str(backup), stdout=StringIO())
    assert Unit.objects.get().name == "Unge"


def test_a_file_that_is_not_there_cannot_be_read(backup: Path) -> None:
    assert refused("verify", backup.with_name("nowhere"))[1] == 2


def test_rows_that_are_not_what_was_counted_are_found(
    little: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours, not damage: the seal holds, the sum does not."""
    monkeypatch.setattr(contents.hashlib, "sha256", contents.hashlib.sha512)
    back_up(tmp_path / "backup", by=None, at=NOW)
    monkeypatch.undo()
    sentence, code = refused("verify", tmp_path / "backup")
    assert (code, "passer ikke med sig selv" in sentence) == (2, True)


# --- Keys -------------------------------------------------------------------------------------------------------------


def test_another_key_is_refused_before_anything_is_written(
    backup: Path, empty: Callable, another_cpr_key: Callable
) -> None:
    empty(connection.vendor)
    another_cpr_key()
    for word in ("verify", "restore"):
        sentence, code = refused(word, backup)
        assert "Sæt den nøgle, som var i brug 2026-11-23" in sentence
        assert code == 1
    assert not connection.introspection.table_names()


def test_nothing_is_saved_or_served_under_a_key_that_opens_no_numbers(
    little: None, tmp_path: Path, another_cpr_key: Callable
) -> None:
    assert not another_key()
    serve.refuse_another_key()
    another_cpr_key()
    assert another_key()
    assert "åbner ikke CPR-numrene" in refused("backup", tmp_path / "backup")[0]
    with pytest.raises(CommandError) as ended:
        serve.refuse_another_key()
    assert (str(ended.value), ended.value.returncode) == (IS_ANOTHER, 2)
    assert refused("verify")[1] == 1
    assert not list(tmp_path.glob("*backup*"))


def test_a_database_without_numbers_takes_any_key(own_database: None, another_cpr_key: Callable) -> None:
    another_cpr_key()
    assert not another_key()


# --- Names and places -------------------------------------------------------------------------------------------------


def test_a_name_that_is_taken_is_refused(backup: Path) -> None:
    before = backup.read_bytes()
    sentence, code = refused("backup", backup)
    assert "er der allerede. Vælg et andet navn." in sentence
    assert (code, backup.read_bytes()) == (1, before)


def test_a_name_that_is_taken_meanwhile_is_refused(little: None, tmp_path: Path, monkeypatch: Any) -> None:
    path = tmp_path / "backup"
    finish = contents.Writer.finish

    def somebody_is_quicker(writer: contents.Writer) -> None:
        finish(writer)
        path.write_text("theirs")

    monkeypatch.setattr(contents.Writer, "finish", somebody_is_quicker)
    assert "er der allerede" in refused("backup", path)[0]
    assert path.read_text() == "theirs"
    assert [path] == [found for found in tmp_path.iterdir() if "backup" in found.name]


def test_a_disk_that_is_full_leaves_nothing(little: None, tmp_path: Path, monkeypatch: Any) -> None:
    def full(chest: chest.Sealing) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(chest.Sealing, "finish", full)
    sentence, code = refused("backup", tmp_path / "backup")
    assert "kan ikke skrives (No space left on device)" in sentence
    assert code == 2
    assert not [found for found in tmp_path.iterdir() if "backup" in found.name]
    assert not Record.objects.filter(what="backup").exists()


def test_no_copy_without_a_line_in_the_log(little: None, tmp_path: Path, monkeypatch: Any) -> None:
    back_up(tmp_path / "first", by=None, at=NOW)
    assert Record.objects.filter(what="backup").count() == 1

    def cannot(*given: Any, **named: Any) -> None:
        raise RuntimeError("the log is away")

    monkeypatch.setattr("tovholder.jobcentre.audit.record.action", cannot)
    with pytest.raises(RuntimeError):
        back_up(tmp_path / "second", by=None, at=NOW)
    assert not (tmp_path / "second").exists()


# --- Where it is restored ---------------------------------------------------------------------------------------------


def test_a_database_in_use_is_left_as_it_is(backup: Path) -> None:
    before = Record.objects.count()
    sentence, code = refused("restore", backup)
    assert "Databasen er i brug" in sentence
    assert (code, Record.objects.count(), Citizen.objects.count()) == (1, before, 1)


def test_a_database_in_use_is_not_even_brought_up_to_date(backup: Path) -> None:
    """Refused before its tables are touched, though it is a step behind the file."""
    steps = MigrationRecorder(connection)
    steps.record_unapplied("exchange", "0002_big_files")
    try:
        before = steps_taken()
        assert "er i brug" in refused("restore", backup)[0]
        assert steps_taken() == before
    finally:
        steps.record_applied("exchange", "0002_big_files")


def test_an_empty_database_has_nothing_to_save(own_database: None, empty: Callable, tmp_path: Path) -> None:
    empty(connection.vendor)
    assert "Databasen er tom" in refused("backup", tmp_path / "backup")[0]
    assert refused("verify")[1] == 1


def test_steps_this_program_does_not_know_are_refused(little: None, tmp_path: Path, empty: Callable) -> None:
    """A file from a newer program, here made as one: a step is in it which this one has not."""
    back_up(tmp_path / "backup", by=None, at=NOW)
    with contents.opened(tmp_path / "backup") as reader:
        steps = [*reader.steps, ("staff", "9999_flying")]
        with (tmp_path / "newer").open("wb") as file:
            contents.Writer(file, reader.header, steps, []).finish()
    empty(connection.vendor)
    assert "fra en nyere udgave af Tovholder" in refused("restore", tmp_path / "newer")[0]
    assert not connection.introspection.table_names()


def test_a_database_of_a_newer_program_is_not_saved_by_an_older(little: None, tmp_path: Path) -> None:
    MigrationRecorder(connection).record_applied("staff", "9999_flying")
    assert "hører til en nyere udgave" in refused("backup", tmp_path / "backup")[0]


def test_an_older_backup_asks_for_a_database_without_tables(
    little: None, tmp_path: Path, ready: Callable
) -> None:
    back_up(tmp_path / "backup", by=None, at=NOW)
    with contents.opened(tmp_path / "backup") as reader, (tmp_path / "older").open("wb") as file:
        steps = [step for step in reader.steps if step[0] != "exchange"]
        contents.Writer(file, reader.header, steps, []).finish()
    ready(connection.vendor)
    assert "Begynd på en database uden tabeller" in refused("restore", tmp_path / "older")[0]


def test_a_row_the_database_refuses_leaves_no_row_at_all(
    little: None, tmp_path: Path, ready: Callable
) -> None:
    """A unit whose receiver is not there: found when the last row is in."""
    with connection.constraint_checks_disabled():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")
        Unit.objects.create(name="Uden", telephone="12345678", receiver_id=987654)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = DEFAULT")
    sentence, code = refused("verify")
    assert code == 1
    back_up(tmp_path / "backup", by=None, at=NOW)
    ready(connection.vendor)
    sentence, code = refused("restore", tmp_path / "backup")
    assert "så intet er lagt ind" in sentence
    assert code == 1
    assert not Unit.objects.exists()
    assert not Record.objects.exists()


# --- The log inside ---------------------------------------------------------------------------------------------------


def changed(statement: str) -> None:
    on = " ON audit_record" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for moment in ("update", "delete"):
            cursor.execute(f'DROP TRIGGER "audit_record_no_{moment}"{on}')
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE audit_record SET actor = 7 WHERE what = 'b'", "er ændret"),
        ("DELETE FROM audit_record WHERE what = 'b'", "er fjernet"),
        ("DELETE FROM audit_record WHERE what = 'c'", "er fjernet"),
    ],
)
def test_a_changed_log_is_found_in_the_file(
    little: None, tmp_path: Path, statement: str, sentence: str
) -> None:
    changed(statement)
    back_up(tmp_path / "backup", by=None, at=NOW)
    said, code = refused("verify", tmp_path / "backup")
    assert sentence in said
    assert code == 1


def test_a_number_that_does_not_open_is_found_in_the_file(little: None, tmp_path: Path) -> None:
    Citizen.objects.update(cpr_fingerprint="0" * 64)
    back_up(tmp_path / "backup", by=None, at=NOW)
    assert refused("verify", tmp_path / "backup")[1] == 1
    assert refused("verify")[1] == 1


def test_lines_sealed_late_are_found_and_few_are_remembered(
    little: None, tmp_path: Path, monkeypatch: Any
) -> None:
    """Links come in the order of sealing, lines in the order of number: those between are all that is kept."""
    late = Record.objects.order_by("-pk").first().pk + 5
    Record.objects.create(pk=late, what="d", kind="action", at=NOW)
    assert chain.seal() == 1
    Record.objects.create(pk=late - 1, what="e", kind="action", at=NOW)
    assert chain.seal() == 1
    back_up(tmp_path / "backup", by=None, at=NOW)
    most, take = 0, whole._Lines.take

    def taken(lines: whole._Lines, number: int) -> Any:
        nonlocal most
        found = take(lines, number)
        most = max(most, len(lines.waiting))
        return found

    monkeypatch.setattr(whole._Lines, "take", taken)
    assert whole.look_through(tmp_path / "backup").sealed == 5
    assert most == 1
