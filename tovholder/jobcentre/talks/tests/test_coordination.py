"""Coordination: one tap is one row; where the time goes is counted as a slow walk counts it."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import close_course
from tovholder.jobcentre.talks import actions
from tovholder.jobcentre.talks.models import Coordination, Talk
from tovholder.jobcentre.talks.time_spent import Spent, added, spent_by, spent_on


def tap(course, *, by, minutes=15, with_whom="colleague", token=None, at=AT):
    user = getattr(by, "user", by)
    return actions.coordinate(
        course, with_whom=with_whom, minutes=minutes, token=token or uuid4(), by=user, at=at
    )


def test_one_tap_is_one_row_however_often_it_is_pressed(course, amina):
    token = uuid4()
    assert tap(course, by=amina, token=token) == tap(course, by=amina, token=token, minutes=30)
    row = Coordination.objects.get()
    assert (row.citizen, row.employee, row.with_whom, row.minutes) == (course.citizen, amina, "colleague", 15)
    line = Record.objects.get(what="coordinate")
    assert (line.kind, line.citizen, line.detail) == (
        "action", course.citizen_id, {"with_whom": "colleague", "minutes": 15},
    )  # fmt: skip


def test_a_closed_course_and_others_than_employees_are_refused(course, amina):
    with pytest.raises(Refused):
        tap(course, by=cast.a_user(Role.CITIZEN))
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    with pytest.raises(Refused, match="afsluttet"):
        tap(course, by=amina)
    assert not Coordination.objects.exists()


def test_a_slip_is_taken_away_by_the_one_who_wrote_it(course, amina, jonas):
    row = tap(course, by=amina)
    with pytest.raises(Refused):
        actions.take_away_coordination(row, by=jonas.user, at=AT)
    actions.take_away_coordination(row, by=amina.user, at=AT)
    assert not Coordination.objects.exists()
    assert Record.objects.filter(what="take_away_coordination", citizen=course.citizen_id).exists()


@pytest.mark.parametrize("wrong", [{"minutes": 7}, {"with_whom": "nobody"}])
def test_the_database_knows_only_the_buttons(course, amina, wrong):
    row = tap(course, by=amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        Coordination.objects.filter(pk=row.pk).update(**wrong)


def test_the_share_of_nothing_is_none():
    assert Spent().share is None
    assert Spent(30, 10).share == 0.25
    assert Spent(0, 10).share == 1
    assert added([Spent(1, 2, 3), Spent(4, 5, 6)]) == Spent(5, 7, 9)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_walking_gives(amina, jonas, seed, django_assert_num_queries):
    rng = random.Random(seed)
    courses = [cast.a_course(cast.a_citizen(f"Borger {n}"), contact=amina) for n in range(3)]
    for _row in range(40):
        course, who = rng.choice(courses), rng.choice([amina, jonas])
        at = AT - timedelta(hours=rng.randint(0, 24 * 100))
        about = {"citizen": course.citizen, "course": course, "employee": who}
        if rng.random() < 0.5:
            Coordination.objects.create(
                **about, with_whom="partner", minutes=rng.choice([5, 10, 15, 30]), at=at
            )
        else:
            Talk.objects.create(
                **about, form="walk", held_at=rng.choice([at, None]), minutes=rng.choice([None, 20, 45])
            )
    first, last = TODAY - days(60), TODAY - days(3)

    def walk(chosen) -> Spent:
        found = Spent()
        for talk in Talk.objects.all():
            if talk.held_at and first <= timezone.localdate(talk.held_at) <= last and chosen(talk):
                found += Spent(talk.minutes or 0, 0, talk.minutes is None)
        for row in Coordination.objects.all():
            if first <= timezone.localdate(row.at) <= last and chosen(row):
                found += Spent(0, row.minutes)
        return found

    for course in courses:
        with django_assert_num_queries(2):
            found = spent_on(course.citizen, first, last)
        assert found == walk(lambda row, course=course: row.citizen_id == course.citizen_id)
    with django_assert_num_queries(2):
        months = spent_by(amina, first, last)
    assert added(months.values()) == walk(lambda row: row.employee_id == amina.pk)
    assert all(month.day == 1 for month in months)
