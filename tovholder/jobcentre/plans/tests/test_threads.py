"""Threads run through the story, the talks and the steps, and nobody reads more through them than elsewhere."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import AT, TODAY, a_goal, a_held_talk, a_step, a_thread, a_told, days
from tests.own_database import at_once
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import change_contact
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.models import Thread, Tie
from tovholder.jobcentre.plans.threads import could_add, history_of, threads_of


def counted(citizen, user) -> dict[str, int]:
    return {thread.name: thread.many for thread in threads_of(citizen, user, TODAY)}


def lines(thread, user) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in history_of(thread, user, TODAY)]


@pytest.fixture
def thread(course, bo, amina):
    """Through an entry, a talk, a goal and a step, in that order of time."""
    entry = a_told(bo, "Det begyndte i 2009", at=AT - days(9))
    talk = a_held_talk(course, by=amina, text="Vi talte om ryggen", at=AT - days(5))
    goal, step = a_goal(course, "Holde til det", at=AT - days(3)), a_step(course, "Stå op", at=AT - days(1))
    return a_thread(bo, "ryggen", entry, talk, goal, step)


def test_a_thread_shows_its_history_newest_first(thread, bo, amina):
    assert lines(thread, amina.user) == [
        ("item", "Stå op"), ("item", "Holde til det"), ("talk", "Vi talte om ryggen"), ("entry", "Det begyndte i 2009"),
    ]  # fmt: skip
    assert counted(bo, amina.user) == counted(bo, bo.user) == {"ryggen": 4}


def test_through_a_thread_nobody_reads_what_they_may_not(thread, course, bo, amina):
    leader = cast.a_leader(unit=amina.unit)
    assert ("entry", "Det begyndte i 2009") not in lines(thread, leader.user)
    assert counted(bo, leader.user) == {"ryggen": 3}
    private = a_held_talk(course, by=amina, text="PRIVAT", share=False)
    actions.tie(thread, private, by=amina.user, at=AT)
    assert ("talk", "PRIVAT") in lines(thread, amina.user)
    assert ("talk", "") in lines(thread, bo.user), "that we talked is known; the note is not shared"
    assert "PRIVAT" not in str(lines(thread, bo.user)) + str(could_add(a_thread(bo, "ny"), bo.user, TODAY))


def test_taken_back_is_out_of_every_thread_at_once(thread, bo, amina):
    actions.take_back(bo.story.get(), by=bo.user, at=AT)
    assert counted(bo, amina.user) == counted(bo, bo.user) == {"ryggen": 3}
    assert "2009" not in str(lines(thread, amina.user)) + str(lines(thread, bo.user))


def test_at_a_handover_the_threads_stay_and_the_new_contact_reads_them(thread, course, bo, amina, jonas):
    before = lines(thread, amina.user)
    change_contact(
        course, from_employee=amina.pk, to=jonas, reason="room", what_matters="x",
        no_joint_talk_because="Ferie", by=amina.user, at=AT, today=TODAY,
    )  # fmt: skip
    assert lines(thread, jonas.user) == before
    assert counted(bo, jonas.user) == {"ryggen": 4}


def test_one_of_that_name_already_is_the_one(thread, bo, amina):
    assert a_thread(bo, " RYGGEN  ", by=amina.user) == thread
    assert Record.objects.filter(what="begin_thread").count() == 1
    with pytest.raises(Refused, match="Giv tråden et navn"):
        a_thread(bo, "  ")


def test_tied_twice_is_once_and_untied_it_stays_where_it_is(thread, bo, amina):
    step = bo.plan_items.get(kind="step")
    actions.tie(thread, step, by=amina.user, at=AT)
    assert Tie.objects.filter(item=step).count() == 1
    tied = Tie.objects.get(item=step)
    actions.untie(tied, by=amina.user, at=AT)
    actions.untie(tied, by=amina.user, at=AT)
    assert counted(bo, bo.user) == {"ryggen": 3}
    lines = Record.objects.filter(what__in=["begin_thread", "tie", "untie"])
    assert {line.kind for line in lines} == {"action"}
    assert lines.filter(what="untie").count() == 1
    assert ("item", "Stå op") in [(line.kind, line.text) for line in could_add(thread, bo.user, TODAY)]


def test_what_is_anothers_or_not_readable_is_not_tied(thread, course, bo, amina):
    liv = cast.a_citizen("Liv", user=cast.a_user(Role.CITIZEN))
    mine_alone = a_told(bo, "Kun mig", readers="me")
    booked = cast.a_booked_talk(course, by=amina)
    for thing in (a_step(cast.a_course(liv, contact=amina)), mine_alone, booked, a_told(liv)):
        with pytest.raises(Refused, match="ikke lægges"):
            actions.tie(thread, thing, by=amina.user, at=AT)
    actions.tie(thread, mine_alone, by=bo.user, at=AT)
    assert counted(bo, amina.user) == {"ryggen": 4}
    assert counted(bo, bo.user) == {"ryggen": 5}
    with pytest.raises(Refused):
        actions.tie(thread, mine_alone, by=liv.user, at=AT)


def test_there_is_an_end_to_how_many(bo, monkeypatch):
    monkeypatch.setattr("tovholder.jobcentre.plans.actions.thread.MOST_THREADS", 1)
    a_thread(bo, "ryggen")
    with pytest.raises(Refused, match="Brug en af dem"):
        a_thread(bo, "søvnen")


def test_a_tie_to_nothing_or_to_two_things_cannot_be(thread, bo):
    step, goal = bo.plan_items.get(kind="step"), bo.plan_items.get(kind="goal")
    given = {"thread": a_thread(bo, "ny"), "citizen": bo, "by": bo.user, "at": AT}
    for wrong in ({}, {"item": step, "entry": bo.story.get()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tie.objects.create(**given, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tie.objects.create(**given | {"thread": thread}, item=goal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thread.objects.create(citizen=bo, name="RYGGEN", by=bo.user, at=AT)


def test_begun_by_two_at_once_is_one(own_database):
    bo = cast.a_citizen(user=cast.a_user(Role.CITIZEN))
    at_once(*[lambda: a_thread(bo, "ryggen")] * 3)
    assert Thread.objects.count() == 1


def test_a_long_thread_costs_what_a_short_one_does(thread, course, bo, amina):
    def cost() -> tuple[int, int, int]:
        costs = []
        for read in (lambda: threads_of(bo, amina.user, TODAY),
                     lambda: history_of(thread, amina.user, TODAY),
                     lambda: could_add(thread, amina.user, TODAY)):  # fmt: skip
            with CaptureQueriesContext(connection) as queries:
                read()
            costs.append(len(queries))
        return tuple(costs)

    few = cost()
    assert few == (1, 1, 3)
    for number in range(15):
        talk = a_held_talk(course, by=amina, text=f"Samtale {number}")
        actions.tie(thread, talk, by=amina.user, at=AT)
        a_thread(bo, f"tråd {number}", a_told(bo, f"Fortælling {number}"))
    assert cost() == few
