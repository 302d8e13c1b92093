"""What goes into a backup comes out of it, on the same kind of database and on the other."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django_q.models import OrmQ

from tests import cast
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import chain
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import CourseContact
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.safekeeping import actions, tables
from tovholder.jobcentre.safekeeping.actions import back_up, restore
from tovholder.jobcentre.safekeeping.contents import opened
from tovholder.jobcentre.safekeeping.tests.conftest import KINDS, NOW, everything, kinds_not_tried, without
from tovholder.jobcentre.safekeeping.whole import look_through
from tovholder.jobcentre.staff.actions import set_picture
from tovholder.jobcentre.staff.models import EmployeePicture, Unit


@pytest.mark.django_db
def test_a_row_comes_after_what_it_points_to_but_for_one_ring() -> None:
    """A unit has a receiver, and an employee a unit."""
    done: set[str] = set()
    before_their_time = set()
    for table in tables.tables_at(tables.steps_taken()):
        done.add(table.name)
        before_their_time |= {(table.name, other) for other in table.points_to() - done}
    assert before_their_time == {("staff.employee", "staff.unit")}


def kinds_at_hand() -> tuple[str, ...]:
    return KINDS if connection.vendor == "postgresql" else ("sqlite",)


def test_a_restored_database_is_the_one_that_was_saved(filled: None, tmp_path: Path, empty: Callable) -> None:
    """From the database of the suite into each kind, and from there into the first kind again."""
    before = everything()
    assert not kinds_not_tried(before), "give the sample (conftest.filled) a row with such a column"
    first = connection.vendor
    for kind in (*kinds_at_hand(), first):
        path = tmp_path / f"{len(before['audit.record'])}.backup"
        back_up(path, by=None, at=NOW)
        before = everything()
        empty(kind)
        restore(path, by=None, at=NOW)
        after = everything()
        assert without("audit.record", of=after) == without("audit.record", of=before)
        *lines, restored = after["audit.record"]
        # The file was written before the log knew of it.
        assert lines == before["audit.record"][:-1]
        assert Record.objects.get(pk=restored[0]).what == "restore"
        before = after


def test_a_face_is_the_same_to_the_last_byte(own_database: None, tmp_path: Path, ready: Callable) -> None:
    amina = cast.an_employee("Amina Yusuf")
    every_byte = bytes(range(256))
    address = set_picture(amina, image=every_byte, by=amina.user, at=NOW).face
    back_up(tmp_path / "backup", by=None, at=NOW)
    for kind in kinds_at_hand():
        ready(kind)
        restore(tmp_path / "backup", by=None, at=NOW)
        kept = EmployeePicture.objects.select_related("employee").get()
        assert (kept.employee_id, kept.employee.face, bytes(kept.image)) == (amina.pk, address, every_byte)


def test_the_same_rows_have_the_same_sum_on_both_databases(
    filled: None, tmp_path: Path, ready: Callable
) -> None:
    back_up(tmp_path / "first", by=None, at=NOW)
    sums = look_through(tmp_path / "first").sums
    for kind in kinds_at_hand():
        ready(kind)
        restore(tmp_path / "first", by=None, at=NOW)
        back_up(tmp_path / kind, by=None, at=NOW)
        again = look_through(tmp_path / kind).sums
        assert {name for name in sums if sums[name] != again[name]} == {"audit.record"}


def test_the_comparing_sees_one_changed_row(filled: None) -> None:
    before = everything()
    CompanyPerson.objects.filter(pk=CompanyPerson.objects.aggregate(Max("pk"))["pk__max"]).update(title="x")
    assert everything() != before


def test_a_restored_database_works_on(filled: None, tmp_path: Path, ready: Callable) -> None:
    gone = Unit.objects.aggregate(Max("pk"))["pk__max"] + 1
    mails = waiting_mails()
    back_up(tmp_path / "backup", by=None, at=NOW)
    for kind in kinds_at_hand():
        ready(kind)
        assert restore(tmp_path / "backup", by=None, at=NOW).mails == len(mails) > 0
        assert waiting_mails() == mails
        the_chain_goes_on()
        a_number_is_never_used_again(gone)
        what_the_database_refused_it_still_refuses()


def waiting_mails() -> list[Any]:
    return sorted(row.task["args"] for row in OrmQ.objects.all())


def the_chain_goes_on() -> None:
    held = chain.verify()
    assert chain.seal()
    assert chain.verify() > held > 0


def a_number_is_never_used_again(gone: int) -> None:
    """The log speaks of rows by number, also of those that are gone."""
    assert Unit.objects.create(name="Ny", telephone="12345678").pk == gone + 1


def what_the_database_refused_it_still_refuses() -> None:
    row = CourseContact.objects.filter(until__isnull=True).earliest("pk")
    row.pk, row.until = None, row.since.replace(year=row.since.year + 10)
    with pytest.raises(IntegrityError, match="overlap"), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(IntegrityError, match="loggen kan ikke"), transaction.atomic():
        Record.objects.update(count=7)
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), transaction.atomic():  # noqa: PT012
        Unit.objects.create(name="Endnu en", telephone="12345678", receiver_id=987654)
        connection.check_constraints()


def test_mail_signed_with_another_secret_is_not_lost_in_silence(
    filled: None, tmp_path: Path, empty: Callable, settings: Any
) -> None:
    back_up(tmp_path / "backup", by=None, at=NOW)
    empty(connection.vendor)
    settings.SECRET_KEY = "another secret key of thirty-two characters"
    with pytest.raises(Refused, match="breve, der er underskrevet med en anden TOVHOLDER_SECRET_KEY"):
        restore(tmp_path / "backup", by=None, at=NOW)
    assert not connection.introspection.table_names()
    restore(tmp_path / "backup", by=None, at=NOW, without_mail=True)
    assert not OrmQ.objects.exists()
    assert CompanyPerson.objects.exists()


def test_a_writer_meanwhile_waits_for_nobody_and_is_in_no_half(
    filled: None, tmp_path: Path, monkeypatch: Any
) -> None:
    """Somebody writes to a table that is still to be read, after another has been."""
    written: list[Any] = []

    def write_from_another_connection() -> None:
        try:
            written.append(Unit.objects.create(name="Imens", telephone="12345678"))
            CompanyPerson.objects.update(title="Imens")
        finally:
            connections.close_all()

    rows = tables.Table.rows

    def interrupted(table: tables.Table) -> Any:
        if not written and table.name == "staff.unit":
            somebody = threading.Thread(target=write_from_another_connection)
            somebody.start()
            somebody.join(10)
            assert not somebody.is_alive()
        return rows(table)

    monkeypatch.setattr(tables.Table, "rows", interrupted)
    units = Unit.objects.count()
    back_up(tmp_path / "backup", by=None, at=NOW)
    assert written
    with opened(tmp_path / "backup") as reader:
        assert [part.rows for part in reader.parts if part.name == "staff.unit"] == [units]
        for part in reader.parts:
            for row in reader.rows(part):
                assert "Imens" not in row


def test_rows_are_read_and_written_some_at_a_time(
    filled: None, tmp_path: Path, ready: Callable, monkeypatch: Any
) -> None:
    monkeypatch.setattr(tables, "ROWS_AT_A_TIME", 3)
    monkeypatch.setattr(actions, "ROWS_AT_A_TIME", 3)
    ahead, most = 0, 0

    def understand(table: tables.Table) -> Any:
        whole = original(table)

        def row(values: Any) -> Any:
            nonlocal ahead, most
            ahead += 1
            most = max(most, ahead)
            return whole(values)

        return row

    original, insert = tables.Table.understand, actions._put

    def put(*given: Any) -> None:
        nonlocal ahead
        insert(*given)
        ahead = 0

    back_up(tmp_path / "backup", by=None, at=NOW)
    ready(connection.vendor)
    monkeypatch.setattr(tables.Table, "understand", understand)
    monkeypatch.setattr(actions, "_put", put)
    restore(tmp_path / "backup", by=None, at=NOW)
    assert most == 3


def test_a_backup_from_before_a_step_is_brought_up_to_it(
    filled: None, tmp_path: Path, empty: Callable
) -> None:
    """An older program's database, saved by this one before it is migrated; restored, it is up to date."""
    empty(connection.vendor)
    executor = MigrationExecutor(connection)
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] != "exchange"])
    old = tables.steps_taken()
    assert not any(app == "exchange" for app, _ in old)
    Unit.objects.create(name="Før", telephone="12345678")
    back_up(tmp_path / "old", by=None, at=NOW)
    empty(connection.vendor)
    restore(tmp_path / "old", by=None, at=NOW)
    assert Unit.objects.get().name == "Før"
    assert set(tables.steps_taken()) > set(old)
