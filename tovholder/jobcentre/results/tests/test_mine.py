"""An employee's own figures, counted again from the rows; and whom one citizen has met."""

import random
from fractions import Fraction

import pytest
from django.utils import timezone

from tovholder.jobcentre.citizens.models import CourseContact
from tovholder.jobcentre.results.met import Met, met_by
from tovholder.jobcentre.results.mine import Mine, Span, mine
from tovholder.jobcentre.results.publish.spans import full_months, year_to, year_to_month
from tovholder.jobcentre.results.tests.test_continuity import contact_of, same_as_before, settle, there, usual
from tovholder.jobcentre.results.tests.town import TODAY, Town
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import RoleTaken, Talk

pytestmark = pytest.mark.django_db
YEAR = year_to_month(full_months(TODAY)[-1])


@pytest.fixture
def town() -> Town:
    return Town()


def talks_between(first_day, last_day) -> list[Talk]:
    rows = Talk.objects.held().select_related("course", "employee", "joined_by").order_by("held_at", "pk")
    return [talk for talk in rows if first_day <= timezone.localtime(talk.held_at).date() <= last_day]


def check_span(span: Span, me: Employee) -> None:
    """Every talk of those days asked of the rows, one at a time."""
    talks = talks_between(span.first_day, span.last_day)
    my_citizens = [talk for talk in talks if contact_of(talk) == me]
    with_me = [talk for talk in talks if me in there(talk)]
    both = [talk for talk in my_citizens if talk in with_me]
    assert span.talks == len(with_me)
    assert (span.kept.numerator, span.kept.denominator) == (len(both), len(my_citizens))
    assert (span.own.numerator, span.own.denominator) == (len(both), len(with_me))
    received = given = 0
    for row in CourseContact.objects.order_by("pk"):
        if span.first_day <= row.since <= span.last_day:
            before = CourseContact.objects.filter(course=row.course, until=row.since).order_by("pk").last()
            if before is not None and before.employee_id != row.employee_id:
                received += row.employee_id == me.pk
                given += before.employee_id == me.pk
    assert (span.passed.received, span.passed.given) == (received, given)


def check_whom(found: Mine, me: Employee) -> None:
    mine_today = set(CourseContact.objects.on(TODAY).filter(employee=me).values_list("citizen_id", flat=True))
    met: dict[int, list[Talk]] = {}
    for talk in talks_between(*YEAR):
        if talk.citizen_id in mine_today:
            met.setdefault(talk.citizen_id, []).append(talk)
    more = [talks for talks in met.values() if len(talks) > 1]
    orders = [[contact_of(t) if contact_of(t) in there(t) else t.employee for t in talks] for talks in more]
    whom = found.whom
    assert whom.met.citizens == len(more)
    if more:
        assert whom.met.value == Fraction(
            sum(len({e for t in talks for e in there(t)}) for talks in more), len(more)
        )
        assert whom.usual.value == sum(map(usual, orders)) / len(more)
        assert whom.next_same.value == sum(map(same_as_before, orders)) / len(more)


@pytest.mark.parametrize("seed", range(2))
def test_my_figures_are_what_the_rows_say(town: Town, seed: int) -> None:
    settle(town, random.Random(seed))
    changes = 0
    for me in Employee.objects.order_by("pk"):
        found = mine(me, TODAY)
        assert (found.year.first_day, found.year.last_day) == YEAR
        assert len(found.months) == 13
        assert found.months[-1].last_day == TODAY
        assert sum(span.talks for span in found.months[:-1]) == found.year.talks
        for span in (found.year, *found.months):
            check_span(span, me)
        check_whom(found, me)
        changes += found.year.passed.received
    assert changes > 3


def test_the_roles_are_of_those_talks_i_led(town: Town) -> None:
    unit = town.unit("Nord")
    amina, lise = town.employee("Amina", unit), town.employee("Lise", unit)
    course = town.course(town.citizen(), amina)
    for day, roles in (
        ("2026-10-05", ["coach", "mentor"]),
        ("2026-10-06", ["coach"]),
        ("2026-11-06", ["coach"]),
    ):
        talk = town.talk(course, amina, day, joined_by=lise)
        RoleTaken.objects.bulk_create(RoleTaken(talk=talk, role=role) for role in roles)
    assert mine(amina, TODAY).roles == {"coach": 2, "mentor": 1}
    assert mine(lise, TODAY).roles == {}
    assert mine(lise, TODAY).year.talks == 2


def test_whom_a_citizen_has_met_is_what_the_rows_say(town: Town) -> None:
    settle(town, random.Random(3))
    first_day, last_day = year_to(TODAY)
    talks: dict = {}
    for talk in talks_between(first_day, last_day):
        talks.setdefault(talk.citizen, []).append(talk)
    assert len(talks) > 20
    for citizen, theirs in talks.items():
        found = met_by(citizen, TODAY)
        assert found is not None
        assert found.talks == len(theirs)
        assert found.employees == len({one for talk in theirs for one in there(talk)})
        assert found.own == sum(contact_of(talk) in there(talk) for talk in theirs)
        order = [contact_of(t) if contact_of(t) in there(t) else t.employee for t in theirs]
        if len(order) > 1:
            assert Fraction(found.usual.numerator, found.usual.denominator) == usual(order)
            assert Fraction(found.next_same.numerator, found.next_same.denominator) == same_as_before(order)
        else:
            assert found.usual is found.same is found.next_same is None


def test_the_one_who_was_named_that_day_counts(town: Town, django_assert_num_queries) -> None:
    unit = town.unit("Nord")
    amina, lise, ove = (town.employee(name, unit) for name in ("Amina", "Lise", "Ove"))
    citizen = town.citizen()
    course = town.course(citizen, amina)
    town.talk(course, amina, "2025-11-21", "23:59")  # a year and a day ago
    town.talk(course, amina, "2026-09-30")
    town.hand_over(course, lise, "2026-10-01")
    town.talk(course, amina, "2026-10-01")
    town.talk(course, ove, "2026-10-02", joined_by=lise)
    with django_assert_num_queries(1):
        met = met_by(citizen, TODAY)
    assert isinstance(met, Met)
    assert (met.talks, met.employees, met.own) == (3, 3, 2)
    assert met_by(town.citizen(), TODAY) is None
