from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.cast import AT, a_user, an_employee
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit import chain, record
from tovholder.jobcentre.audit.actions import NotYet, expire_month
from tovholder.jobcentre.audit.chain import BrokenChain, seal, verify
from tovholder.jobcentre.audit.models import Kind, Record, Seal, Segment
from tovholder.jobcentre.audit.tests.log import a_line, execute, triggers_dropped

JANUARY, FEBRUARY, MARCH = (datetime(2026, month, 10, 12, tzinfo=UTC) for month in (1, 2, 3))


@pytest.fixture
def lines(db) -> list[Record]:
    """Five sealed lines, with every field filled in somewhere."""
    amina = an_employee("Amina Yusuf").user
    record.look("citizen", 7, by=amina, at=AT)
    record.look_at_list("my_day", [7, 8], by=amina, at=AT, filter="contact_due")
    record.action(
        "change", by=amina, at=AT, citizen=7, on=amina, before="æ", after=[1, 2.5, None, {"b": 1, "a": 2}]
    )
    record.refusal("team", by=a_user(Role.MANAGER), at=AT)
    seal()
    return list(Record.objects.order_by("pk"))


def test_every_line_is_sealed_once(lines):
    assert verify() == len(lines) == Seal.objects.count() >= 5
    assert seal() == 0
    a_line()
    assert seal() == 1
    assert verify() == len(lines) + 1


def test_seals_come_in_portions(lines):
    for _ in range(7):
        a_line()
    assert [seal(most=3), seal(most=3), seal(most=3), seal(most=3)] == [3, 3, 1, 0]
    assert verify() == len(lines) + 7


def test_an_empty_log_holds(db):
    assert (seal(), verify()) == (0, 0)


CHANGES = {
    "at": "2026-11-20 09:00:01+00:00", "kind": "action", "what": "my_day", "actor": 999, "role": "leader", "unit": 999,
    "citizen": 9, "subject": "x", "subject_id": 9, "citizens": ",9,", "count": 9, "detail": '{"filter": "x"}',
}  # fmt: skip


@pytest.mark.parametrize("field", CHANGES)
def test_a_changed_field_is_found(lines, field):
    line = next(line for line in lines if line.kind == Kind.LOOK)
    with triggers_dropped():
        execute(f"UPDATE audit_record SET {field} = %s WHERE id = %s", [CHANGES[field], line.pk])
    with pytest.raises(BrokenChain, match=f"Linje {line.pk} er ændret"):
        verify()


def test_every_field_of_a_line_is_sealed():
    assert CHANGES.keys() | {"id"} == {field.column for field in Record._meta.concrete_fields}


def test_a_removed_line_is_found(lines):
    with triggers_dropped():
        execute("DELETE FROM audit_record WHERE id = %s", [lines[1].pk])
    with pytest.raises(BrokenChain, match=f"Linje {lines[1].pk} er fjernet"):
        verify()


def test_a_line_removed_with_its_seal_is_found_at_the_next(lines):
    with triggers_dropped():
        execute("DELETE FROM audit_record WHERE id = %s", [lines[1].pk])
        execute("DELETE FROM audit_seal WHERE record = %s", [lines[1].pk])
    with pytest.raises(BrokenChain, match=f"Linje {lines[2].pk} "):
        verify()


def test_two_lines_that_changed_places_are_found(lines):
    one, other = lines[1].pk, lines[2].pk
    with triggers_dropped():
        for from_, to in ((one, -1), (other, one), (-1, other)):
            execute("UPDATE audit_seal SET record = %s WHERE record = %s", [to, from_])
    with pytest.raises(BrokenChain, match=f"Linje {other} "):
        verify()


def test_a_line_slipped_in_between_is_found(lines):
    late = a_line()
    with triggers_dropped():
        last = Seal.objects.order_by("-pk").first()
        execute("UPDATE audit_seal SET record = %s WHERE id = %s", [late.pk, last.pk])
    with pytest.raises(BrokenChain, match=f"Linje {late.pk} "):
        verify()


def test_a_line_committed_late_with_a_lower_number_is_sealed_too(lines):
    newest = lines[-1].pk
    Record.objects.create(pk=newest + 10, at=AT, kind=Kind.LOOK, what="citizen")
    seal()
    late = Record.objects.create(pk=newest + 5, at=AT - timedelta(seconds=1), kind=Kind.LOOK, what="citizen")
    assert seal() == 1
    assert Seal.objects.order_by("-pk").first().record == late.pk
    assert verify() == len(lines) + 2


def three_months() -> None:
    for month in (JANUARY, JANUARY, FEBRUARY, MARCH, MARCH):
        a_line(at=month)
    seal()


def test_each_month_begins_where_the_one_before_ends(db):
    three_months()
    january, february, march = Segment.objects.order_by("month")
    assert [s.month for s in (january, february, march)] == [date(2026, m, 1) for m in (1, 2, 3)]
    assert [s.seals.count() for s in (january, february, march)] == [2, 1, 2]
    assert january.anchor == "0" * 64
    assert february.anchor == january.seals.order_by("pk").last().digest
    assert march.anchor == february.seals.get().digest
    assert verify() == 5


def test_a_month_begins_at_midnight_in_denmark(db):
    a_line(at=datetime(2026, 1, 31, 22, 59, tzinfo=UTC))
    a_line(at=datetime(2026, 1, 31, 23, 1, tzinfo=UTC))
    seal()
    assert [s.month.month for s in Segment.objects.order_by("month")] == [1, 2]


def test_a_line_of_last_month_committed_late_joins_the_month_being_sealed(db):
    three_months()
    a_line(at=JANUARY)
    seal()
    assert Segment.objects.count() == 3
    assert verify() == 6


def test_a_changed_anchor_is_found(db):
    three_months()
    Segment.objects.filter(month=date(2026, 2, 1)).update(anchor="f" * 64)
    with pytest.raises(BrokenChain, match="2026-02 begynder ikke, hvor den forrige slutter"):
        verify()


def test_an_expired_month_leaves_the_rest_verifying(db):
    three_months()
    assert chain.expire(date(2026, 1, 1), at=AT) == 2
    assert not Record.objects.filter(at=JANUARY).exists()
    assert (Record.objects.count(), verify()) == (3, 3)
    gone = Segment.objects.get(month=date(2026, 1, 1))
    assert (gone.length, gone.expired_at, gone.seals.count()) == (2, AT, 0)
    a_line(at=MARCH)
    seal()
    assert verify() == 4
    assert chain.expire(date(2026, 2, 1), at=AT) == 1
    assert verify() == 3


def test_what_is_left_after_an_expired_month_is_still_guarded(db):
    three_months()
    chain.expire(date(2026, 1, 1), at=AT)
    line = Record.objects.get(at=FEBRUARY)
    with triggers_dropped():
        execute("UPDATE audit_record SET citizen = 9 WHERE id = %s", [line.pk])
    with pytest.raises(BrokenChain, match=f"Linje {line.pk} er ændret"):
        verify()


def test_lines_of_another_month_stay_when_one_expires(db):
    three_months()
    unsealed = a_line(at=JANUARY)
    chain.expire(date(2026, 1, 1), at=AT)
    assert Record.objects.filter(pk=unsealed.pk).exists(), (
        "nobody has sealed it, so nothing says it was there"
    )


def test_the_newest_month_cannot_expire(db):
    three_months()
    with pytest.raises(BrokenChain, match="nyeste måned"):
        chain.expire(date(2026, 3, 1), at=AT)
    assert verify() == 5


def test_expiring_is_an_action_with_a_line_of_its_own_and_keeps_what_is_too_young(db):
    three_months()
    owner = a_user(Role.DATA_OWNER)
    with pytest.raises(NotYet, match="2026-01 skal gemmes i 10 måneder"):
        expire_month(date(2026, 1, 1), keep_months=10, by=owner, at=AT)
    assert Record.objects.count() == 5
    assert expire_month(date(2026, 1, 1), keep_months=9, by=owner, at=AT) == 2
    line = Record.objects.get(what="expire_log_month")
    assert (line.actor, line.detail) == (owner.pk, {"month": "2026-01-01", "lines": 2})
    seal()
    assert verify() == 4


def test_the_command_seals_everything(db):
    for _ in range(3):
        a_line()
    said = StringIO()
    call_command("seal_log", stdout=said)
    assert said.getvalue() == "3 linjer forseglet.\n"
    assert verify() == 3


def test_many_sealing_at_once_make_one_chain(own_database, monkeypatch):
    for _ in range(40):
        a_line()
    monkeypatch.setattr(chain, "digest", wait_for_each_other(chain.digest, 3))
    sealed = at_once(*[lambda: seal(most=15)] * 3)
    while count := seal():
        sealed.append(count)
    assert sum(sealed) == 40, sealed
    monkeypatch.undo()
    assert verify() == Seal.objects.count() == 40


def test_one_more_line_while_sealing_waits_for_the_next_round(own_database):
    a_line()
    results = at_once(seal, a_line, a_line, seal, a_line)
    assert not [result for result in results if isinstance(result, Exception)], results
    seal()
    assert verify() == Record.objects.count() == 4
