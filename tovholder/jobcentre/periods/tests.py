import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.cast import TODAY, days
from tovholder.jobcentre.periods.models import on
from tovholder.jobcentre.periods.operations import NoOverlap
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn

pytestmark = pytest.mark.django_db

# Hypothesis runs its examples inside one test; each example undoes what it did.
in_one_test = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def amina() -> Employee:
    return cast.an_employee("Amina Yusuf")


@pytest.fixture
def jonas(amina) -> Employee:
    return cast.an_employee("Jonas Holm")


def away(employee: Employee, since: int, until: int | None) -> Absence:
    return Absence.objects.create(
        employee=employee, since=TODAY + days(since), until=None if until is None else TODAY + days(until)
    )


def refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("since", "until", "is_refused"),
    [
        (0, 10, True),  # the same
        (3, 5, True),  # inside
        (-5, 20, True),  # around
        (-5, 1, True),  # over the first day
        (9, 20, True),  # over the last day
        (9, None, True),
        (-5, None, True),
        (-5, 0, False),  # adjacent before
        (10, 20, False),  # adjacent after
        (10, None, False),
        (5, 5, False),  # zero days, in the middle
        (0, 0, False),
        (10, 10, False),
    ],
)
def test_what_stands_beside_a_closed_period(amina, since, until, is_refused):
    away(amina, 0, 10)
    assert refused(lambda: away(amina, since, until)) == is_refused


@pytest.mark.parametrize(
    ("since", "until", "is_refused"),
    [(0, None, True), (-9, None, True), (30, 40, True), (-9, 1, True), (-9, 0, False), (30, 30, False)],
)
def test_what_stands_beside_an_open_period(amina, since, until, is_refused):
    away(amina, 0, None)
    assert refused(lambda: away(amina, since, until)) == is_refused


def test_another_employees_period_is_no_overlap(amina, jonas):
    away(amina, 0, 10)
    assert not refused(lambda: away(jonas, 0, 10))


def test_a_period_of_no_days_keeps_nobody_out(amina):
    away(amina, 5, 5)
    assert not refused(lambda: away(amina, 0, 10))


def test_a_period_may_not_be_moved_into_another(amina, jonas):
    away(amina, 0, 10)
    later = away(amina, 10, 20)
    of_jonas = away(jonas, 5, 8)

    def change(absence, **to):
        return refused(lambda: Absence.objects.filter(pk=absence.pk).update(**to))

    assert change(later, since=TODAY + days(9))
    assert change(of_jonas, employee=amina)
    assert not change(later, since=TODAY + days(10), until=None), "a period may stand where it stands"
    assert not change(later, since=TODAY + days(12), until=TODAY + days(12))


def test_a_period_ends_no_earlier_than_it_begins(amina):
    assert refused(lambda: away(amina, 5, 4))
    with pytest.raises(ValidationError, match="Slutdatoen ligger før startdatoen"):
        Absence(employee=amina, since=TODAY, until=TODAY - days(1)).validate_constraints()


def test_the_refusal_can_be_taken_back_and_laid_down_again(amina):
    law, editor = (
        NoOverlap("staff_absence", ["employee_id"]),
        SimpleNamespace(connection=connection, execute=execute),
    )
    connection.check_constraints()  # PostgreSQL changes no table whose checks are still to come
    law.database_backwards("staff", editor, None, None)
    away(amina, 0, 10)
    assert not refused(lambda: away(amina, 5, 6))
    Absence.objects.all().delete()
    connection.check_constraints()
    law.database_forwards("staff", editor, None, None)
    away(amina, 0, 10)
    assert refused(lambda: away(amina, 5, 6))


TABLES = {
    *("citizens_course", "citizens_coursecontact", "citizens_employment", "citizens_supportspell"),
    *("companies_workplacecontact", "competence_agreedlevel", "competence_ownview"),
    *("staff_absence", "staff_standin"),
}


def test_what_a_new_row_is_compared_with_is_looked_up_by_whom_it_is_about():
    """A workplace may have a thousand employments: looking through them for each new one took four times as long."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which has an index of its own for each
            cursor.execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'x'")
            assert {table for (table,) in cursor.fetchall()} == TABLES
            return
        cursor.execute(
            "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_overlap_%'"
        )
        triggers = cursor.fetchall()
        assert sorted(table for table, _ in triggers) == sorted([*TABLES, *TABLES])
        for table, sql in triggers:
            looked_for = re.sub(r"RAISE\(.*?\)", "1", sql[sql.index("SELECT") : sql.index(";")])
            (first, *_) = re.findall(r'other\."(\w+)" = NEW', looked_for)
            cursor.execute("EXPLAIN QUERY PLAN " + re.sub(r'NEW\."?\w+"?', "1", looked_for))
            (step,) = [row[3] for row in cursor.fetchall()]
            assert step.startswith("SEARCH other USING"), (table, step)
            assert step.endswith(f"({first}=?)"), (table, step)


def execute(statement: str, params: None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


day_or_open = st.none() | st.integers(0, 12)
a_period = st.tuples(st.integers(0, 12), day_or_open).map(
    lambda p: (p[0], p[1] if p[1] is None else max(p[0], p[1]))
)
FAR = 40


def days_of(period) -> set[int]:
    """The slow, obvious answer: every day the period is in force, of the days anybody asks about."""
    since, until = period
    return {day for day in range(FAR) if since <= day and (until is None or day < until)}


@in_one_test
@given(periods=st.lists(st.tuples(st.booleans(), a_period), max_size=7))
def test_the_database_refuses_what_shares_a_day_and_nothing_else(amina, jonas, periods):
    kept: dict[Employee, set[int]] = {amina: set(), jonas: set()}
    with transaction.atomic():
        for is_amina, period in periods:
            employee = amina if is_amina else jonas
            shares_a_day = bool(kept[employee] & days_of(period))
            assert refused(lambda e=employee, p=period: away(e, *p)) == shares_a_day, (period, kept[employee])
            if not shares_a_day:
                kept[employee] |= days_of(period)
        transaction.set_rollback(True)


@in_one_test
@given(periods=st.lists(a_period, max_size=6), day=st.integers(-2, 14))
def test_on_gives_the_periods_in_force_that_day(jonas, periods, day):
    with transaction.atomic():
        rows = {
            cast.a_stand_in(cast.an_employee(), jonas, since=_day(s), until=_day(u)): (s, u)
            for s, u in periods
        }
        expected = {row for row, period in rows.items() if day in days_of(period)}
        assert set(StandIn.objects.on(_day(day))) == expected
        found = Employee.objects.filter(on(_day(day), "stand_ins__"))
        assert set(found) == {row.employee for row in expected}
        transaction.set_rollback(True)


def _day(number: int | None) -> date | None:
    return None if number is None else TODAY + timedelta(days=number)


def test_open_periods_are_those_without_an_end(amina, jonas):
    cast.a_stand_in(amina, jonas, since=TODAY - days(9), until=TODAY)
    still = cast.a_stand_in(amina, jonas, since=TODAY, until=None)
    assert list(StandIn.objects.open()) == [still]
