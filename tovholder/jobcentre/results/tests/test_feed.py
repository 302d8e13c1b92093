"""From rows to held talks: who was there, who was named that day, who covered, whom the citizen had asked for."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from tovholder.continuity.talks import Held
from tovholder.jobcentre.results.publish.talks import held_between, held_of
from tovholder.jobcentre.results.tests.feed import held_talks
from tovholder.jobcentre.results.tests.test_continuity import (
    asked_for,
    contact_of,
    covering,
    settle,
    there,
)
from tovholder.jobcentre.results.tests.town import TODAY, Town
from tovholder.jobcentre.talks.models import Talk

pytestmark = pytest.mark.django_db
SINCE = TODAY - timedelta(days=500)


@pytest.fixture
def town() -> Town:
    return Town()


def walked(talk: Talk) -> Held:
    """One talk, every row about it looked at."""
    others = {one.pk for one in there(talk)} - {contact_of(talk).pk}
    return Held(
        talk.citizen_id,
        timezone.localtime(talk.held_at).date(),
        tuple(one.pk for one in there(talk)),
        contact_of(talk).pk,
        talk.course.unit_id,
        frozenset({one.pk for one in covering(talk)} & others),
        frozenset({one.pk for one in asked_for(talk)} & others),
    )


def talks_since() -> list[Talk]:
    held = Talk.objects.held().select_related("course", "employee", "joined_by").order_by("held_at", "pk")
    return [talk for talk in held if timezone.localtime(talk.held_at).date() >= SINCE]


@pytest.mark.parametrize("seed", range(3))
def test_the_feed_is_what_a_walk_through_the_rows_finds(town: Town, seed: int) -> None:
    settle(town, random.Random(seed))
    found = held_talks(since=SINCE, today=TODAY)
    assert found == [walked(talk) for talk in talks_since()]
    assert sum(len(talk.by) == 2 for talk in found) > 10
    assert any(talk.standing_in for talk in found)
    assert any(talk.asked_for for talk in found)


def test_the_one_who_covers_is_known_also_where_the_contact_was_there(town: Town) -> None:
    unit = town.unit("Nord")
    amina, lise = town.employee("Amina", unit), town.employee("Lise", unit)
    town.stand_in(amina, lise, "2026-10-05", "2026-10-12")
    course = town.course(town.citizen(), amina)
    town.drawn_in(course, lise, "2026-10-11", "2026-10-14")
    for day in ("2026-10-04", "2026-10-05", "2026-10-11", "2026-10-12", "2026-10-14"):
        town.talk(course, lise, day, joined_by=amina)
    found = held_talks(since=SINCE, today=TODAY)
    assert found == [walked(talk) for talk in talks_since()]
    assert [bool(talk.standing_in) for talk in found] == [False, True, True, False, False]
    assert [bool(talk.asked_for) for talk in found] == [False, False, True, True, False]


def test_the_talks_of_a_few_are_those_of_the_feed_without_the_notes(town: Town) -> None:
    settle(town, random.Random(7))
    some = {talk.citizen_id for talk in talks_since()[:20]}
    someone = talks_since()[0].employee
    expected = [
        Held(talk.citizen, talk.on, talk.by, talk.contact, talk.unit)
        for talk in held_talks(since=SINCE, today=TODAY)
        if talk.citizen in some or someone.pk in talk.by
    ]
    between = held_between(SINCE, TODAY)
    arms = (
        between.filter(citizen__in=some),
        between.filter(employee=someone),
        between.filter(joined_by=someone),
    )
    assert held_of(*arms) == expected


def test_the_talks_of_a_few_are_one_query(town: Town, django_assert_num_queries) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    course = town.course(town.citizen(), amina)
    town.talk(course, amina, "2026-10-05")
    mine = held_between(SINCE, TODAY).filter(employee=amina)
    for arms in ((mine,), (mine, mine)):
        with django_assert_num_queries(1):
            assert len(held_of(*arms)) == 1


def test_before_the_first_was_named_nobody_was(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    course = town.course(town.citizen(), amina, since="2026-10-02")
    town.talk(course, amina, "2026-10-01", "23:59")
    town.talk(course, amina, "2026-10-02", "00:00")
    contacts = [None, amina.pk]
    assert [talk.contact for talk in held_talks(since=SINCE, today=TODAY)] == contacts
    assert [talk.contact for talk in held_of(held_between(SINCE, TODAY))] == contacts


def test_nobody_is_there_twice(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    town.talk(town.course(town.citizen(), amina), amina, "2026-10-01", joined_by=amina)
    assert [talk.by for talk in held_talks(since=SINCE, today=TODAY)] == [(amina.pk,)]
