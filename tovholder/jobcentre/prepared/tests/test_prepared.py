from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.test.utils import CaptureQueriesContext

from tests.cast import AT
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.prepared import Given, Prepared, how_many
from tovholder.jobcentre.staff.models import Absence, Employee

pytestmark = pytest.mark.django_db
TODAY, HOUR = date(2026, 11, 23), timedelta(hours=1)


@pytest.fixture
def away(amina, jonas):
    return [
        Absence.objects.create(employee=amina, since=date(2026, 11, 20), until=date(2026, 11, 24)),
        Absence.objects.create(employee=jonas, since=date(2026, 11, 23)),
        Absence.objects.create(employee=jonas, since=date(2026, 1, 5), until=date(2026, 1, 9)),
    ]


def away_on() -> Prepared:
    return Prepared(
        lambda: (
            Absence.objects.on(Given.day("today"))
            .filter(employee__in=Given.numbers("employees"))
            .select_related("employee__unit")
            .order_by("pk")
        )
    )


@pytest.mark.parametrize("today", [TODAY, date(2026, 11, 24), date(2026, 1, 8), date(2020, 1, 1)])
@pytest.mark.parametrize("many", [0, 1, 2, 3, 4, 5])
def test_it_gives_what_asking_anew_gives(away, amina, jonas, today, many):
    employees = [amina.pk, jonas.pk, 10_000_000, 10_000_001, 10_000_002][:many]
    anew = Absence.objects.on(today).filter(employee__in=employees).order_by("pk")
    asked = list(away_on().ask(employees=employees, today=today))
    assert [(row.pk, row.since, row.until) for row in asked] == [
        (row.pk, row.since, row.until) for row in anew
    ]
    with CaptureQueriesContext(connection) as more:
        assert all(row.employee.unit.name for row in asked)
    assert len(more) == 0, "what is selected with the rows comes with them"


def test_it_is_built_and_written_once(away, amina, jonas):
    built = []

    def build():
        built.append(1)
        return Employee.objects.filter(pk__in=Given.numbers("employees")).order_by("pk")

    prepared = Prepared(build)
    assert not built, "no query is built before it is asked"
    with CaptureQueriesContext(connection) as queries:
        assert list(prepared.ask(employees=[])) == []
        assert list(prepared.ask(employees=[amina.pk, jonas.pk, *range(10_000_000, 10_000_002)])) == [
            amina,
            jonas,
        ]
        assert list(prepared.ask(employees=range(10_000_000, 10_000_500))) == []
    assert len(built) == 1
    shapes = {query["sql"].split(" IN ")[0] for query in queries}
    assert len(queries) == 3
    assert len(shapes) == 1


def test_how_many_there_are_of_none_too(away, amina, jonas):
    prepared = Prepared(lambda: how_many(Absence.objects.filter(employee=Given.number("employee"))))
    assert [prepared.first(employee=pk) for pk in (amina.pk, jonas.pk, 10_000_000)] == [1, 2, 0]


def test_two_that_ask_at_once_get_their_own(away, amina, jonas):
    prepared = away_on()
    hers, his = (prepared.ask(employees=[each.pk], today=TODAY) for each in (amina, jonas))
    assert [row.employee for row in his] == [jonas]
    assert [row.employee for row in hers] == [amina]


def test_what_is_reckoned_from_what_is_asked_with(away, amina, jonas):
    prepared = Prepared(
        lambda: Absence.objects.filter(
            since=Given.day(lambda asked: asked.until.replace(day=5)), until=Given.day("until")
        )
    )
    assert prepared.first(until=date(2026, 1, 9)) == away[2]
    assert prepared.first(until=date(2026, 1, 10)) is None


def test_in_a_question_within_a_question(away, amina, jonas):
    absent = Absence.objects.on(Given.day("today")).filter(employee=OuterRef("pk"))
    prepared = Prepared(
        lambda: (
            Employee.objects.filter(Exists(absent) | Q(pk=Given.number("me")))
            .annotate(times=Count("absences"))
            .values_list("pk", "times")
            .order_by("pk")
        )
    )
    assert list(prepared.ask(today=date(2026, 1, 8), me=amina.pk)) == [(amina.pk, 1), (jonas.pk, 2)]
    for nobody in (None, 10**30, -(10**30)):
        assert list(prepared.ask(today=date(2026, 1, 8), me=nobody)) == [(jonas.pk, 2)]


def test_a_moment_is_compared_as_one(amina):
    """Each database keeps a moment in its own way, and gives it back as one."""
    first, second = (Record.objects.create(at=at, kind="look", what="citizen") for at in (AT, AT + HOUR))
    before = Prepared(
        lambda: (
            Record.objects.filter(pk__gte=Given.number("pk"), at__lt=Given.moment("now"))
            .values("pk", "at")
            .order_by("pk")
        )
    )
    assert list(before.ask(pk=first.pk, now=AT + HOUR)) == [{"pk": first.pk, "at": AT}]
    assert [row["pk"] for row in before.ask(pk=first.pk, now=AT + 2 * HOUR)] == [first.pk, second.pk]


@pytest.mark.parametrize(
    "at", [AT, AT + timedelta(microseconds=7), datetime(2026, 3, 29, 1, tzinfo=UTC), None]
)
def test_a_moment_comes_back_as_djangos_own(amina, at):
    """Of a column and reckoned (SQLite knows the kind of the one only), to the microsecond, in UTC; or none at all."""
    User.objects.filter(pk=amina.user_id).update(last_login=at)

    def moments():
        return User.objects.filter(pk=Given.number("pk")).values_list("last_login", Max("last_login"))

    [asked] = Prepared(moments).ask(pk=amina.user_id)
    [djangos] = User.objects.filter(pk=amina.user_id).values_list("last_login", Max("last_login"))
    assert asked == djangos == (at, at)
    assert [moment and moment.tzinfo for moment in asked] == [moment and moment.tzinfo for moment in djangos]


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.filter(pk=1),
        lambda rows: rows.order_by("-pk"),
        lambda rows: rows[:1],
        lambda rows: rows.first(),
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.all(),
        lambda rows: rows.values("pk"),
    ],
)
def test_it_cannot_be_changed_as_its_sql_would_stay(away, amina, change):
    rows = away_on().ask(employees=[amina.pk], today=TODAY)
    with pytest.raises(TypeError, match="where it is built"):
        change(rows)
