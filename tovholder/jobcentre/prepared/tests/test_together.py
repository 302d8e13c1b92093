"""What is asked together gives what asking one by one gives; PostgreSQL is asked once, SQLite as before."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from tests.cast import AT
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.prepared import Given, Prepared, how_many
from tovholder.jobcentre.prepared.together import asked_together
from tovholder.jobcentre.staff.models import Absence, Employee

pytestmark = pytest.mark.django_db
TODAY, HOUR = date(2026, 11, 23), timedelta(hours=1)


class Asked:
    """The statements that reach the database, while nobody reads along."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        self.statements.append(sql)
        return execute(sql, params, many, context)


@pytest.fixture
def asked():
    seen = Asked()
    with connection.execute_wrapper(seen):
        yield seen.statements


@pytest.fixture
def away(amina, jonas):
    return [
        Absence.objects.create(employee=amina, since=date(2026, 11, 20), until=date(2026, 11, 24)),
        Absence.objects.create(employee=jonas, since=date(2026, 11, 23)),
    ]


EMPLOYEES = Given.numbers("employees")
AWAY = Prepared(
    lambda: Absence.objects.filter(employee__in=EMPLOYEES).select_related("employee").order_by("pk")
)
NAMES = Prepared(
    lambda: (
        Employee.objects.filter(pk__in=EMPLOYEES).order_by("unit__name", "pk").values_list("name", flat=True)
    )
)
TIMES = Prepared(
    lambda: (
        Employee.objects.filter(pk__in=EMPLOYEES)
        .annotate(n=Count("absences"))
        .order_by("-n", "pk")
        .values("pk", "n")
    )
)
BOTH = Prepared(
    lambda: (
        Employee.objects.filter(pk__in=EMPLOYEES)
        .values("pk")
        .union(Absence.objects.filter(employee__in=EMPLOYEES).values("employee"), all=True)
        .order_by("pk")
    )
)
MANY = Prepared(lambda: how_many(Absence.objects.filter(employee__in=EMPLOYEES)))
LOOKED = Prepared(lambda: Record.objects.filter(at__lt=Given.moment("now")).order_by("pk"))
# Ordered by what is not among what is read.
LATEST = Prepared(
    lambda: (
        Employee.objects.filter(pk__in=EMPLOYEES).distinct().order_by("-absences__since").values_list("name")
    )
)
ALL = (AWAY, NAMES, TIMES, BOTH, MANY, LATEST)


def answers(employees):
    found = [list(query.ask(employees=employees)) for query in ALL]
    return [*found, [(row.pk, row.at, row.kind) for row in LOOKED.ask(now=AT + HOUR)]]


@pytest.mark.parametrize("many", [0, 1, 2])
def test_the_same_as_one_by_one(away, amina, jonas, many, asked):
    Record.objects.create(at=AT, kind="look", what="citizen")
    employees = [amina.pk, jonas.pk][:many]
    one_by_one = answers(employees)
    assert bool(one_by_one[0]) == bool(many)
    del asked[:]
    with asked_together(*(query.ask(employees=employees) for query in ALL), LOOKED.ask(now=AT + HOUR)):
        assert answers(employees) == one_by_one
        assert [row.employee.name for row in AWAY.ask(employees=employees)] == [
            row.employee.name for row in one_by_one[0]
        ]
    assert len(asked) == (1 if connection.vendor == "postgresql" else len(ALL) + 2)
    assert one_by_one[-1][0][1] == AT
    assert one_by_one[-1][0][1].utcoffset() == timedelta(0)


def test_other_values_are_another_question(away, amina, jonas):
    with asked_together(AWAY.ask(employees=[amina.pk])):
        assert list(AWAY.ask(employees=[jonas.pk])) == away[1:]
        assert list(AWAY.ask(employees=[amina.pk])) == away[:1]


def test_afterwards_it_is_asked_anew_also_when_it_went_wrong(away, amina):
    def goes_wrong():
        with asked_together(AWAY.ask(employees=[amina.pk])):
            away[0].delete()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        goes_wrong()
    assert list(AWAY.ask(employees=[amina.pk])) == []


def test_whoever_reads_along_sees_each_question(away, amina):
    with CaptureQueriesContext(connection) as queries, asked_together(AWAY.ask(employees=[amina.pk])):
        assert len(AWAY.ask(employees=[amina.pk])) == 1
    assert len(queries) == 1
    assert "staff_absence" in queries[0]["sql"]
