"""What PostgreSQL plans once; on SQLite, which plans in no time, the same is asked and nothing is kept."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import CharField, Func
from django.test.utils import CaptureQueriesContext

from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.prepared.planned import Statement
from tovholder.jobcentre.staff.models import Absence, Employee

TODAY = date(2026, 11, 23)
STATEMENTS = {"postgresql": 1, "sqlite": 0}


@pytest.fixture
def away(amina, jonas):
    return Absence.objects.create(employee=amina, since=date(2026, 11, 20), until=date(2026, 11, 24))


def away_on() -> Prepared:
    return Prepared(
        lambda: Absence.objects.on(Given.day("today")).filter(employee__in=Given.numbers("employees"))
    )


def known_here(prepared: Prepared) -> list[str]:
    """The statements of a prepared query which this session of the server knows."""
    if connection.vendor != "postgresql":
        return []
    names = [kept.statement.name for kept in prepared._written.values() if kept.statement]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE name = ANY(%s)", [names])
        return [name for (name,) in cursor.fetchall()]


def test_however_it_is_asked_it_is_one_statement(away, amina, jonas):
    prepared = away_on()
    many = [amina.pk, jonas.pk, *range(10_000_000, 10_000_200)]
    for employees in ([], many[:4], dict.fromkeys(many)):
        for today in (TODAY, date(2026, 1, 8)):
            list(prepared.ask(employees=employees, today=today))
    assert len(known_here(prepared)) == STATEMENTS[connection.vendor]


@pytest.mark.parametrize("kept", [list, tuple, frozenset, dict.fromkeys])
@pytest.mark.parametrize("few", [1, 2, 3])
def test_a_few_are_written_one_by_one_so_that_it_is_planned_for_as_few(away, amina, jonas, few, kept):
    prepared = away_on()
    everybody = [amina.pk, jonas.pk, 10_000_000, 10_000_001]
    for employees in (everybody, kept(everybody[:few])):
        assert list(prepared.ask(employees=employees, today=TODAY)) == [away]
        assert list(prepared.ask(employees=employees, today=date(2026, 1, 8))) == []
    assert list(prepared.ask(employees=kept(everybody[-few:]), today=TODAY)) == []
    many, written_out = prepared._written.values()
    assert ("unnest" in many.sql) or ("json_each" in many.sql)
    assert f"IN ({', '.join(['%s'] * few)})" in written_out.sql
    assert len(known_here(prepared)) == 2 * STATEMENTS[connection.vendor]


def test_the_server_plans_it_once_from_the_first_time(away, amina):
    """Not anew five times, and then each time that a plan for all values looks dearer: planning takes longest."""
    prepared = away_on()
    for _ in range(3):
        list(prepared.ask(employees=[amina.pk], today=TODAY))
    with connection.cursor() as cursor:
        for name in known_here(prepared):
            cursor.execute(
                "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE name = %s", [name]
            )
            assert cursor.fetchone() == (3, 0)


def test_whoever_reads_along_sees_the_whole_query(away, amina):
    prepared = away_on()
    with CaptureQueriesContext(connection) as queries:
        in_whole = list(prepared.ask(employees=[amina.pk], today=TODAY))
    assert len(queries) == 1
    assert "staff_absence" in queries[0]["sql"]
    assert not known_here(prepared)
    assert list(prepared.ask(employees=[amina.pk], today=TODAY)) == in_whole == [away]


@pytest.mark.parametrize("name", ["Nørre's 100 %", "%s", "$1", "%%s '' \\"])
def test_what_never_changes_stands_in_it_as_it_is(amina, jonas, name):
    Employee.objects.filter(pk=jonas.pk).update(name=name)
    prepared = Prepared(lambda: Employee.objects.filter(name=name, unit=Given.number("unit")))
    assert prepared.first(unit=jonas.unit_id) == jonas
    assert prepared.first(unit=10_000_000) is None
    assert list(Prepared(lambda: Employee.objects.filter(name=name)).ask()) == [jonas]


def test_a_per_cent_sign_of_the_sql_itself_is_one(jonas):
    # Doubled for Func, and again as everything is that is asked with values.
    sign = Func(template="'%%%%'", output_field=CharField())
    prepared = Prepared(lambda: Employee.objects.filter(pk=Given.number("pk")).annotate(sign=sign))
    assert prepared.first(pk=jonas.pk).sign == "%"


def test_a_new_session_is_told_anew(own_database):
    """A database restarts, and a connection grows old."""
    prepared = Prepared(lambda: Employee.objects.filter(pk=Given.number("pk")))
    for _ in range(2):
        assert prepared.first(pk=1) is None
        assert len(known_here(prepared)) == STATEMENTS[connection.vendor]
        connection.close()


def test_what_is_undone_undoes_no_statement(away, amina):
    prepared = away_on()
    with transaction.atomic():
        list(prepared.ask(employees=[amina.pk], today=TODAY))
        transaction.set_rollback(True)
    assert list(prepared.ask(employees=[amina.pk], today=TODAY)) == [away]


def test_one_that_another_thread_made_at_the_same_moment_is_not_taken_for_known(away, amina, monkeypatch):
    make_known = Statement.make_known

    def and_another_comes(statement, connection):
        make_known(statement, connection)
        [kept] = prepared._written.values()
        kinds = [each.kind(connection) if isinstance(each, Given) else None for each in kept.parameters]
        kept.statement = Statement(kept.sql, kept.parameters, kinds, connection)

    monkeypatch.setattr(Statement, "make_known", and_another_comes)
    prepared = away_on()
    for _ in range(2):
        assert list(prepared.ask(employees=[amina.pk], today=TODAY)) == [away]


def test_behind_a_pooler_nothing_is_left_with_the_server(away, amina, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    prepared = away_on()
    assert list(prepared.ask(employees=[amina.pk], today=TODAY)) == [away]
    assert not known_here(prepared)
