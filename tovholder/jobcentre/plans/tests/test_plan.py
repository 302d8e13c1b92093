"""What is read of a plan: in one query, with what is new for whoever reads it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import AT, a_goal, a_step, days
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.plan import WORDINGS_SHOWN, ended_of, history_of, item_of, plan_of

NEXT_DAY, LATER = AT + days(1), AT + days(2)


def read(course, reader, now=LATER):
    return plan_of(course, course.citizen, reader=reader, now=now)


def new(course, reader) -> list[str]:
    return [item.text for item in read(course, reader).items if item.is_new]


def test_goals_steps_and_who_has_agreed(course, bo, amina):
    top, other = a_goal(course, "Øverst"), a_goal(course, "Et til")
    a_step(course, "Bos", under=top)
    asked = a_step(course, "Aminas", by=amina.user)
    actions.accept_item(other, read_version=1, by=amina.user, at=AT)
    plan = read(course, bo.user)
    assert plan.top.text == "Øverst"
    assert [goal.text for goal in plan.goals] == ["Et til"]
    assert [(step.text, step.author, step.under) for step in plan.steps] == [
        ("Bos", "Bo", top.pk), ("Aminas", "Amina", None),
    ]  # fmt: skip
    assert [item.pk for item in plan.waits_for_citizen] == [asked.pk]
    assert [item.text for item in plan.waits_for_employee] == ["Øverst", "Bos"]
    assert [item.text for item in plan.items if item.is_agreed] == ["Et til"]


def test_words_proposed_are_never_shown_as_the_citizens_own(course, bo, amina):
    goal = a_goal(course, "Mit eget")
    actions.revise_item(goal, text="Aminas bud", read_version=1, by=amina.user, at=AT)
    top = read(course, bo.user).top
    assert (top.own_text, top.text, top.was) == ("Mit eget", "Aminas bud", "Mit eget")
    actions.accept_item(goal, read_version=2, by=bo.user, at=AT)
    top = read(course, bo.user).top
    assert (top.own_text, top.was) == ("Aminas bud", "")


def test_disagreement_stays_visible(course, bo, amina):
    step = a_step(course, by=amina.user)
    actions.decline_item(step, words="Det er for tidligt", read_version=1, by=bo.user, at=AT)
    [item] = read(course, amina.user).items
    assert (item.citizen.agrees, item.citizen.words) == (False, "Det er for tidligt")
    assert not item.is_agreed
    assert not item.waits_for_citizen


def test_new_is_what_others_did_since_one_looked(course, bo, amina, jonas):
    mine = a_step(course, "Bos")
    theirs = a_step(course, "Aminas", by=amina.user)
    assert (new(course, bo.user), new(course, amina.user)) == (["Aminas"], ["Bos"])
    assert new(course, jonas.user) == ["Bos", "Aminas"], "a colleague's change is new to another colleague"
    record.look("my_course", bo.pk, by=bo.user, at=AT)
    assert new(course, bo.user) == []
    actions.accept_item(mine, read_version=1, by=amina.user, at=NEXT_DAY)
    assert new(course, bo.user) == ["Bos"], "an answer is new as well"
    assert new(course, amina.user) == ["Bos"], (
        "one's own answer makes nothing new, and the other's text still is"
    )
    actions.revise_item(theirs, text="Bos bud", read_version=1, by=bo.user, at=NEXT_DAY)
    assert new(course, bo.user) == ["Bos"]
    assert new(course, amina.user) == ["Bos", "Bos bud"]


def test_what_one_has_not_seen_is_not_seen_by_looking_elsewhere(course, bo, amina):
    liv = cast.a_citizen("Liv Dam")
    a_step(course, "Bos")
    record.look("note", bo.pk, by=amina.user, at=NEXT_DAY)
    record.look("citizen", liv.pk, by=amina.user, at=NEXT_DAY)
    record.action("citizen", citizen=bo.pk, by=amina.user, at=NEXT_DAY)
    assert new(course, amina.user) == ["Bos"]
    record.look("citizen", bo.pk, by=amina.user, at=LATER)
    assert new(course, amina.user) == ["Bos"], "the look of this very moment is the one that shows it"
    record.look("citizen", bo.pk, by=amina.user, at=NEXT_DAY)
    assert new(course, amina.user) == []


def test_ended_is_apart_newest_first(course, bo):
    for number, ended_as in ((1, "done"), (2, "aside")):
        step = a_step(course, f"Skridt {number}")
        actions.end_item(step, ended_as=ended_as, by=bo.user, at=AT + days(number))
    assert read(course, bo.user).items == []
    ended = ended_of(course, bo, reader=bo.user, now=LATER)
    assert [(item.text, item.ended_as) for item in ended] == [("Skridt 2", "aside"), ("Skridt 1", "done")]


@pytest.mark.parametrize("versions", [1, 200])
def test_two_hundred_versions_cost_what_one_does(course, bo, amina, versions):
    goal = a_goal(course, "Udgave 1")
    for number in range(1, versions):
        by = amina.user if number % 2 else bo.user
        actions.revise_item(goal, text=f"Udgave {number + 1}", read_version=number, by=by, at=AT)
    goal.refresh_from_db()
    with CaptureQueriesContext(connection) as queries:
        assert [item.text for item in read(course, bo.user).items] == [f"Udgave {versions}"]
    assert len(queries) == 2
    with CaptureQueriesContext(connection) as queries:
        assert item_of(goal.pk, bo, reader=bo.user, now=LATER).version == versions
        history = history_of(goal)
    assert len(queries) <= 4
    before = range(versions - 1, 0, -1)
    assert [wording.number for wording in history.wordings] == list(before)[:WORDINGS_SHOWN]
    seen = [wording.number for wording in history.wordings]
    while history.older:
        history = history_of(goal, str(history.older))
        seen += [wording.number for wording in history.wordings]
    assert seen == list(before)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "²"])
def test_a_page_of_history_that_is_no_number_is_the_first(course, before):
    assert history_of(a_goal(course), before).wordings == []
