"""What to learn next, against every plan there is; and what is claimed of it."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.assignment.covering import cover
from tovholder.assignment.learning import BOTH, HOURS_ONLY, PLACES_ONLY, suggest
from tovholder.assignment.wants import Choice, Learning, Training, Want, WrongLearning, spared_by

COMPETENCES = "abcd"


def fits(asked: Learning, plan: tuple[tuple[str, str], ...]) -> bool:
    if sum(asked.by_key[key].hours for _employee, key in plan) > asked.hours + 1e-9:
        return False
    return all(
        sum(key == one.key for _employee, key in plan) <= one.places for one in asked.trainings
    ) and not asked.taken.intersection(plan)


def exact(asked: Learning) -> int:
    """The best of every plan there is."""
    employees = sorted({want.employee for want in asked.wants})
    pairs = [(employee, one.key) for employee in employees for one in asked.trainings]
    return max(
        spared_by(asked, plan)
        for size in range(len(pairs) + 1)
        for plan in combinations(pairs, size)
        if fits(asked, plan)
    )


def questions(most_missing: int) -> st.SearchStrategy[Learning]:
    some = st.frozensets(st.sampled_from(COMPETENCES), min_size=1, max_size=2)
    training = st.tuples(st.sampled_from([0.5, 1.0, 2.0, 3.0]), st.integers(0, 2), some)
    missing = st.frozensets(st.sampled_from(COMPETENCES), min_size=1, max_size=most_missing)
    want = st.builds(Want, st.sampled_from(["x", "y", "z"]), missing, st.integers(1, 6))
    return st.builds(
        lambda trainings, wants, hours, taken: Learning(
            tuple(Training(str(n), *one) for n, one in enumerate(trainings)),
            tuple(wants),
            hours,
            frozenset(taken),
        ),
        st.lists(training, max_size=3),
        st.lists(want, min_size=1, max_size=7),
        st.sampled_from([0.0, 1.0, 2.5, 4.0, 9.0, 50.0]),
        st.lists(st.tuples(st.sampled_from(["x", "y"]), st.sampled_from(["0", "1"])), max_size=1),
    )


@given(questions(1))
def test_a_plan_holds_its_promises(asked):
    plan, best = suggest(asked), exact(asked)
    pairs = tuple((choice.employee, choice.training) for choice in plan.choices)
    assert fits(asked, pairs)
    assert len(set(pairs)) == len(pairs)
    assert plan.spared == spared_by(asked, pairs) == sum(choice.spares for choice in plan.choices)
    assert all(choice.spares > 0 for choice in plan.choices)
    assert plan.spared <= best <= plan.bound
    assert plan.spared >= plan.guarantee * best - 1e-9
    assert plan.hours == pytest.approx(sum(asked.by_key[key].hours for _employee, key in pairs))


@given(questions(1))
def test_gains_diminish(asked):
    """Submodular and monotone: what a pair adds is never more after another than before it."""
    pairs = [("x", one.key) for one in asked.trainings]
    for one in pairs:
        for other in pairs:
            alone = spared_by(asked, [one])
            after = spared_by(asked, [other, one]) - spared_by(asked, [other])
            assert 0 <= after <= alone


@given(questions(3))
def test_a_cover_is_a_plan_and_no_plan_is_above_its_bound(asked):
    found, best = cover(asked), exact(asked)
    pairs = tuple((choice.employee, choice.training) for choice in found.choices)
    assert fits(asked, pairs)
    assert found.covered == spared_by(asked, pairs)
    assert found.covered <= best <= found.bound


@given(questions(1))
def test_nothing_is_left_by_chance(asked):
    assert suggest(asked) == suggest(
        Learning(asked.trainings[::-1], asked.wants[::-1], asked.hours, asked.taken)
    )


def test_most_an_hour_comes_first_and_each_says_what_it_spares():
    asked = Learning(
        (Training("long", 6, 5, frozenset("ab")), Training("short", 1, 5, frozenset("a"))),
        (Want("x", frozenset("a"), 4), Want("x", frozenset("b"), 3), Want("y", frozenset("a"), 2)),
        hours=8,
    )
    plan = suggest(asked)
    assert plan.choices == (Choice("x", "short", 4), Choice("y", "short", 2), Choice("x", "long", 3))
    assert (plan.spared, plan.bound, plan.guarantee, plan.distance) == (9, 9, 1.0, 0.0)


@pytest.mark.parametrize(
    ("hours", "places", "guarantee"),
    [(100, 9, 1.0), (3, 9, HOURS_ONLY), (100, 1, PLACES_ONLY), (3, 1, BOTH)],
)
def test_the_guarantee_follows_from_what_was_short(hours, places, guarantee):
    trainings = (Training("one", 2, places, frozenset("a")), Training("other", 2, places, frozenset("b")))
    wants = tuple(Want(employee, frozenset(one), 5) for employee in "xyz" for one in "ab")
    assert suggest(Learning(trainings, wants, hours)).guarantee == guarantee


def test_one_large_is_better_than_many_small_an_hour():
    """Where greedy alone would be arbitrarily bad: the best single pair is taken."""
    asked = Learning(
        (Training("small", 0.1, 1, frozenset("a")), Training("large", 10, 1, frozenset("b"))),
        (Want("x", frozenset("a"), 1), Want("x", frozenset("b"), 90)),
        hours=10,
    )
    assert suggest(asked).choices == (Choice("x", "large", 90),)


def test_two_that_must_come_together_are_chosen_together():
    trainings = (Training("one", 2, 1, frozenset("a")), Training("other", 2, 1, frozenset("b")))
    wants = (Want("x", frozenset("ab"), 5), Want("y", frozenset("a"), 1))
    found = cover(Learning(trainings, wants, hours=4))
    assert [(choice.employee, choice.spares) for choice in found.choices] == [("x", 0), ("x", 5)]
    assert (found.covered, found.bound) == (5, 5)
    assert cover(Learning(trainings, wants, hours=3)).covered == 1


def test_the_distance_of_a_cover_is_said_and_not_hidden():
    """Half a training each would cover as much as a whole one: the relaxation is above what can be."""
    asked = Learning((Training("one", 2, 3, frozenset("a")),), (Want("x", frozenset("a"), 4),), hours=1)
    found = cover(asked)
    assert (found.covered, found.bound, found.distance) == (0, 2, 1.0)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Learning((Training("a", 1, 1, frozenset("a")),) * 2, (), 1),
        lambda: Learning((Training("a", 0, 1, frozenset("a")),), (), 1),
        lambda: Learning((), (), -1),
        lambda: Learning((), (Want("x", frozenset()),), 1),
        lambda: suggest(Learning((), (Want("x", frozenset("ab")),), 1)),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(WrongLearning):
        wrong()
