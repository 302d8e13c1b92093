"""The database itself refuses to change or remove a line, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from tovholder.jobcentre.audit import chain
from tovholder.jobcentre.audit.models import Record, Seal, Segment
from tovholder.jobcentre.audit.tests.log import TABLES, a_line, execute

pytestmark = pytest.mark.django_db


def sealed_line() -> Record:
    line = a_line()
    chain.seal()
    return line


def save_again(row, **changed):
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))


ATTEMPTS = {
    "save": lambda line, seal: save_again(line, what="nothing"),
    "save of the seal": lambda line, seal: save_again(seal, digest="0" * 64),
    "delete": lambda line, seal: line.delete(),
    "delete of the seal": lambda line, seal: seal.delete(),
    "queryset update": lambda line, seal: Record.objects.update(citizen=None),
    "queryset delete": lambda line, seal: Record.objects.filter(pk=line.pk).delete(),
    "queryset update of seals": lambda line, seal: Seal.objects.update(digest=""),
    "queryset delete of seals": lambda line, seal: Seal.objects.all().delete(),
    "bulk update": lambda line, seal: Record.objects.bulk_update([line], ["what"]),
    "upsert": lambda line, seal: Record.objects.bulk_create(
        [line], update_conflicts=True, unique_fields=["id"], update_fields=["what"]
    ),
    "raw update": lambda line, seal: execute("UPDATE audit_record SET what = 'x' WHERE id = %s", [line.pk]),
    "raw delete": lambda line, seal: execute("DELETE FROM audit_record WHERE id = %s", [line.pk]),
    "raw update of seals": lambda line, seal: execute("UPDATE audit_seal SET digest = ''"),
    "raw delete of seals": lambda line, seal: execute("DELETE FROM audit_seal"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_line_is_never_changed_or_removed(attempt):
    line = sealed_line()
    seal = Seal.objects.get(record=line.pk)
    with pytest.raises(IntegrityError, match="loggen kan ikke ændres"), transaction.atomic():
        ATTEMPTS[attempt](line, seal)
    assert Record.objects.get(pk=line.pk).what == "set_weekly_hours"
    assert chain.verify() == 1


def test_a_line_not_sealed_yet_is_held_as_well():
    line = a_line()
    with pytest.raises(IntegrityError), transaction.atomic():
        line.delete()


@pytest.mark.parametrize("table", TABLES)
def test_emptying_the_whole_table_is_refused(table):
    sealed_line()
    connection.check_constraints()  # PostgreSQL empties no table whose checks are still to come
    emptying = f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
    with pytest.raises(IntegrityError, match="loggen kan ikke ændres"), transaction.atomic():
        execute(emptying)
    assert (Record.objects.count(), Seal.objects.count()) == (1, 1)


def test_a_line_is_not_replaced_by_one_of_the_same_number():
    """SQLite's REPLACE removes what stands in its way without asking the trigger on DELETE."""
    line = sealed_line()
    statement = "INSERT INTO" if connection.vendor == "postgresql" else "REPLACE INTO"
    columns = "id, at, kind, what, role, subject, citizens, count, detail"
    values = f"{line.pk}, '2026-11-20', 'look', 'nothing', '', '', '', 0, '{{}}'"
    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"{statement} audit_record ({columns}) VALUES ({values})")
    seal = Seal.objects.get(record=line.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        execute(
            f"{statement} audit_seal (segment_id, record, digest) VALUES ({seal.segment_id}, {line.pk}, 'x')"
        )
    assert chain.verify() == 1


def test_a_segment_with_seals_stays():
    sealed_line()
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.all().delete()


def test_new_lines_are_welcome():
    before = a_line()
    assert a_line().pk > before.pk
