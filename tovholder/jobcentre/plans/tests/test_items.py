"""Goals and steps are written, changed, answered and ended; what each side has said is never lost."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, TODAY, a_goal, a_step, days
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import close_course
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.actions.write import MOST_OPEN
from tovholder.jobcentre.plans.models import Mark, PlanItem, Wording

CITIZEN, EMPLOYEE = "citizen", "employee"


def marks(item: PlanItem) -> dict[str, bool]:
    """What each side says to the wording in force."""
    item.refresh_from_db()
    standing = Mark.objects.filter(wording__item=item, wording__number=item.version, replaced_at__isnull=True)
    return {mark.side: mark.agrees for mark in standing}


def text(item: PlanItem) -> str:
    item.refresh_from_db()
    return item.wordings.get(number=item.version).text


def revise(item: PlanItem, words: str, *, by, version=None, **more) -> Wording:
    item.refresh_from_db()
    version = item.version if version is None else version
    return actions.revise_item(item, text=words, read_version=version, by=by, at=AT, **more)


def test_the_one_who_writes_agrees_and_the_other_side_is_asked(course, bo, amina):
    goal, step = a_goal(course), a_step(course, by=amina.user)
    assert (marks(goal), marks(step)) == ({CITIZEN: True}, {EMPLOYEE: True})
    assert [w.side for w in Wording.objects.order_by("pk")] == [CITIZEN, EMPLOYEE]


def test_a_step_stands_under_a_goal_or_alone(course, amina):
    goal = a_goal(course)
    assert a_step(course, under=goal).under == goal
    assert a_step(course).under is None
    other = a_goal(cast.a_course(cast.a_citizen("Liv", user=cast.a_user(Role.CITIZEN)), contact=amina))
    for wrong in (other, a_step(course)):
        with pytest.raises(Refused, match="Målet er ændret imens"):
            a_step(course, under=wrong)


def test_pressing_save_twice_is_once(course, bo):
    token = uuid4()
    assert a_step(course, token=token) == a_step(course, token=token)
    assert PlanItem.objects.count() == 1


def test_both_say_yes_and_a_change_clears_the_other_side(course, bo, amina):
    step = a_step(course, by=amina.user)
    actions.accept_item(step, read_version=1, by=bo.user, at=AT)
    assert marks(step) == {CITIZEN: True, EMPLOYEE: True}
    revise(step, "Ringe på mandag", by=bo.user)
    assert (marks(step), text(step)) == ({CITIZEN: True}, "Ringe på mandag")
    revise(step, "Ringe på tirsdag", by=amina.user)
    assert marks(step) == {EMPLOYEE: True}
    assert [w.text for w in step.wordings.order_by("number")] == [
        "Ringe til værkstedet", "Ringe på mandag", "Ringe på tirsdag",
    ]  # fmt: skip


def test_a_no_is_in_words_and_stays_when_it_becomes_a_yes(course, bo, amina):
    step = a_step(course, by=amina.user)
    with pytest.raises(Refused, match="Skriv, hvad du tænker"):
        actions.decline_item(step, words="  ", read_version=1, by=bo.user, at=AT)
    actions.decline_item(step, words="Ikke før jul", read_version=1, by=bo.user, at=AT)
    assert marks(step) == {EMPLOYEE: True, CITIZEN: False}
    actions.accept_item(step, read_version=1, by=bo.user, at=AT)
    assert marks(step) == {EMPLOYEE: True, CITIZEN: True}
    assert Mark.objects.filter(words="Ikke før jul", replaced_at__isnull=False).exists()


def test_saying_it_twice_is_once(course, bo, amina):
    step = a_step(course, by=amina.user)
    for _press in range(2):
        actions.accept_item(step, read_version=1, by=bo.user, at=AT)
    assert Mark.objects.filter(side=CITIZEN).count() == 1
    assert Record.objects.filter(what="accept_item").count() == 1


def test_a_stale_save_is_refused_and_gives_the_newer_text(course, bo, amina):
    goal = a_goal(course)
    revise(goal, "Noget, jeg bruger hænderne til", by=bo.user)
    with pytest.raises(actions.StaleWording) as stale:
        revise(goal, "Et kontorjob", by=amina.user, version=1)
    assert stale.value.newer.text == "Noget, jeg bruger hænderne til"
    assert text(goal) == "Noget, jeg bruger hænderne til"


def test_a_yes_to_a_text_that_is_no_longer_there_is_refused(course, bo, amina):
    step = a_step(course, by=amina.user)
    revise(step, "Begynde på mandag, 37 timer", by=amina.user)
    for say in (
        lambda: actions.accept_item(step, read_version=1, by=bo.user, at=AT),
        lambda: actions.decline_item(step, words="Nej", read_version=1, by=bo.user, at=AT),
    ):
        with pytest.raises(actions.StaleWording):
            say()
    assert marks(step) == {EMPLOYEE: True}


def test_the_same_words_again_change_nothing(course, bo, amina):
    step = a_step(course)
    actions.accept_item(step, read_version=1, by=amina.user, at=AT)
    revise(step, "Ringe til værkstedet", by=amina.user)
    assert (step.wordings.count(), marks(step)) == (1, {CITIZEN: True, EMPLOYEE: True})


# --- Written together -------------------------------------------------------------------------------------------------


def test_written_together_are_the_citizens_words_and_both_agree(mona, amina):
    course = mona.courses.get()
    goal = a_goal(course, by=amina.user, together=True)
    wording = goal.wordings.get()
    assert (wording.side, wording.is_together, wording.by) == (CITIZEN, True, amina.user)
    assert marks(goal) == {CITIZEN: True, EMPLOYEE: True}
    assert goal.is_top


def test_a_proposal_becomes_both_sides_when_they_go_through_it_together(mona, amina):
    step = a_step(mona.courses.get(), by=amina.user)
    revise(step, text(step), by=amina.user, together=True)
    assert (step.wordings.count(), marks(step)) == (2, {CITIZEN: True, EMPLOYEE: True})


def test_nobody_says_yes_for_a_citizen_who_can_log_in(course, bo, amina):
    with pytest.raises(Refused, match="Foreslå det i stedet"):
        a_goal(course, by=amina.user, together=True)
    step = a_step(course, by=amina.user)
    for who in (amina.user, bo.user):
        with pytest.raises(Refused, match="Foreslå det i stedet"):
            revise(step, "Andet", by=who, together=True)
    assert marks(step) == {EMPLOYEE: True}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COMPANY, Role.CITIZEN])
def test_others_write_nothing(course, role):
    stranger, step = cast.a_user(role), a_step(course)
    for write in (
        lambda: a_goal(course, by=stranger),
        lambda: revise(step, "Andet", by=stranger),
        lambda: actions.accept_item(step, read_version=1, by=stranger, at=AT),
        lambda: actions.end_item(step, ended_as="done", by=stranger, at=AT),
    ):
        with pytest.raises(Refused, match="Kun borgeren selv og en medarbejder"):
            write()


# --- Which goal is on top, and what is ended --------------------------------------------------------------------------


def tops() -> list[str]:
    return [text(item) for item in PlanItem.objects.filter(is_top=True)]


def test_one_goal_is_on_top_and_the_citizen_chooses(course, bo, amina):
    a_goal(course, "Foreslået", by=amina.user)
    assert tops() == []
    a_goal(course, "Første")
    second = a_goal(course, "Andet")
    assert tops() == ["Første"]
    actions.put_on_top(second, by=bo.user, at=AT)
    assert tops() == ["Andet"]
    with pytest.raises(Refused, match="Borgeren vælger selv"):
        actions.put_on_top(second, by=amina.user, at=AT)


def test_a_goal_proposed_is_on_top_when_the_citizen_takes_it_on(course, bo, amina):
    goal = a_goal(course, by=amina.user)
    with pytest.raises(Refused, match="sagt ja til"):
        actions.put_on_top(goal, by=bo.user, at=AT)
    actions.accept_item(goal, read_version=1, by=bo.user, at=AT)
    assert tops() == [text(goal)]


def test_a_step_is_never_on_top(course, bo):
    with pytest.raises(Refused):
        actions.put_on_top(a_step(course), by=bo.user, at=AT)


@pytest.mark.parametrize("ended_as", ["done", "aside"])
def test_done_or_laid_aside_and_taken_up_again(course, bo, amina, ended_as):
    goal, second = a_goal(course, "Første"), a_goal(course, "Andet")
    for _press in range(2):
        actions.end_item(goal, ended_as=ended_as, by=bo.user, at=AT)
    assert (tops(), Record.objects.filter(what="end_item").count()) == (["Andet"], 1)
    with pytest.raises(Refused, match="Tag det frem igen"):
        revise(goal, "Noget nyt", by=amina.user)
    actions.reopen_item(goal, by=bo.user, at=AT)
    goal.refresh_from_db()
    assert (goal.ended_at, goal.ended_as, tops()) == (None, "", ["Andet"])
    assert second.steps.count() == 0


def test_in_a_closed_course_everything_can_be_read_and_nothing_written(course, bo, amina):
    step, done = a_step(course), a_step(course, "Færdigt")
    actions.end_item(done, ended_as="done", by=bo.user, at=AT)
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    for write in (
        lambda: a_goal(course),
        lambda: revise(step, "Andet", by=bo.user),
        lambda: actions.accept_item(step, read_version=1, by=amina.user, at=AT),
        lambda: actions.end_item(step, ended_as="done", by=bo.user, at=AT),
        lambda: actions.reopen_item(done, by=bo.user, at=AT),
    ):
        with pytest.raises(Refused, match="afsluttet"):
            write()


def test_there_is_an_end_to_how_many(course, bo):
    for number in range(MOST_OPEN):
        a_step(course, f"Skridt {number}")
    with pytest.raises(Refused, match="Afslut et"):
        a_step(course)
    actions.end_item(PlanItem.objects.first(), ended_as="done", by=bo.user, at=AT)
    a_step(course)


# --- On record, without a word of it ----------------------------------------------------------------------------------


def test_every_change_is_one_line_that_holds_no_words(course, bo, amina):
    step = a_step(course, "HEMMELIG")
    revise(step, "HEMMELIG igen", by=bo.user)
    actions.decline_item(step, words="HEMMELIG", read_version=2, by=amina.user, at=AT)
    actions.end_item(step, ended_as="done", by=bo.user, at=AT)
    actions.reopen_item(step, by=bo.user, at=AT)
    lines = Record.objects.filter(subject="plans.planitem").order_by("pk")
    assert [line.what for line in lines] == [
        "write_item", "revise_item", "decline_item", "end_item", "reopen_item",
    ]  # fmt: skip
    assert {(line.kind, line.citizen) for line in lines} == {("action", bo.pk)}
    assert "HEMMELIG" not in str([line.detail for line in lines])


# --- What the database refuses ----------------------------------------------------------------------------------------


def test_two_goals_on_top_cannot_be(course):
    a_goal(course)
    other = a_goal(course, "Andet")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(pk=other.pk).update(is_top=True)


@pytest.mark.parametrize(
    "wrong", [{"is_top": True}, {"ended_as": "done"}, {"ended_at": AT}, {"kind": "wish"}]
)
def test_a_step_that_cannot_be(course, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(pk=a_step(course).pk).update(**wrong)


def test_a_goal_under_a_goal_cannot_be(course):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(pk=a_goal(course).pk).update(under=a_goal(course, "Andet"))


@pytest.mark.parametrize("wrong", ["", "x" * 501])
def test_a_wording_that_is_empty_or_too_long_cannot_be(course, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_step(course, wrong)


def test_two_marks_of_one_side_and_a_no_without_words_cannot_be(course, bo):
    wording = a_step(course).wordings.get()
    given = {"wording": wording, "citizen": bo, "by": bo.user, "at": AT}
    for wrong in ({"side": CITIZEN, "agrees": True}, {"side": EMPLOYEE, "agrees": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mark.objects.create(**given, **wrong)


# --- Two at once ------------------------------------------------------------------------------------------------------


def two() -> tuple:
    amina = cast.an_employee()
    bo = cast.a_citizen(user=cast.a_user(Role.CITIZEN))
    return bo, amina, cast.a_course(bo, contact=amina)


def test_both_change_the_same_text_at_once(own_database, monkeypatch):
    bo, amina, course = two()
    goal = a_goal(course)
    monkeypatch.setattr(Wording.objects, "create", wait_for_each_other(Wording.objects.create))
    results = at_once(
        *(
            lambda by=by, words=words: actions.revise_item(
                PlanItem.objects.get(pk=goal.pk), text=words, read_version=1, by=by, at=AT
            )
            for by, words in ((bo.user, "Bos"), (amina.user, "Aminas"))
        )
    )
    assert {type(result) for result in results} == {Wording, actions.StaleWording}
    [saved] = [result for result in results if isinstance(result, Wording)]
    [stale] = [result for result in results if isinstance(result, actions.StaleWording)]
    assert stale.newer == saved
    assert goal.wordings.count() == 2


def test_one_says_yes_while_the_other_changes_it(own_database):
    bo, amina, course = two()
    step = a_step(course, by=amina.user)
    results = at_once(
        lambda: actions.accept_item(step, read_version=1, by=bo.user, at=AT),
        lambda: actions.revise_item(step, text="Andet", read_version=1, by=amina.user, at=AT),
    )
    step.refresh_from_db()
    assert step.version == 2
    assert not Mark.objects.filter(wording__number=2, side=CITIZEN).exists(), results


def test_two_first_goals_at_once_give_one_on_top(own_database):
    _bo, _amina, course = two()
    at_once(*[lambda: a_goal(course)] * 3)
    assert (PlanItem.objects.count(), PlanItem.objects.filter(is_top=True).count()) == (3, 1)


def test_a_press_twice_at_once_is_one_mark(own_database):
    bo, amina, course = two()
    step = a_step(course, by=amina.user)
    at_once(*[lambda: actions.accept_item(step, read_version=1, by=bo.user, at=AT + days(1))] * 3)
    assert Mark.objects.filter(side=CITIZEN).count() == 1
