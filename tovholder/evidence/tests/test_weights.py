"""The best mixture: exact, provably, and the same as the slow ways find."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tovholder.evidence import weights
from tovholder.evidence.oracle import on_a_grid, onto_simplex, projected_gradient
from tovholder.evidence.weights import NotOptimal, NoWeights, best_mixture, duality_gap

numbers = st.floats(-1e3, 1e3, allow_nan=False).map(lambda x: round(x, 3))


@st.composite
def problems(draw, most: int = 12):
    periods, n = draw(st.integers(1, most)), draw(st.integers(1, most))
    return draw(arrays(float, (periods, n), elements=numbers)), draw(arrays(float, periods, elements=numbers))


def misfit(donors, target, chosen) -> float:
    return float(np.mean((donors @ chosen - target) ** 2))


@settings(max_examples=100)
@given(problems())
def test_weights_are_a_mixture_and_proven_best(problem) -> None:
    donors, target = problem
    found = best_mixture(donors, target)
    assert (found.weights >= 0).all()
    assert found.weights.sum() == pytest.approx(1, abs=1e-9)
    scale = max(1e-9, float(np.mean((donors - target[:, None]) ** 2)))
    assert found.gap <= weights.GOOD_ENOUGH * scale
    for corner in np.eye(donors.shape[1]):  # no donor alone is better
        assert misfit(donors, target, found.weights) <= misfit(donors, target, corner) + 1e-6 * scale


@settings(max_examples=25)
@given(problems(most=6))
def test_it_finds_what_walking_downhill_finds(problem) -> None:
    donors, target = problem
    scale = max(1e-9, float(np.mean((donors - target[:, None]) ** 2)))
    slow = projected_gradient(donors, target, steps=20_000) if np.abs(donors).max() > 0 else None
    if slow is not None:
        assert (
            misfit(donors, target, best_mixture(donors, target).weights)
            <= misfit(donors, target, slow) + 1e-6 * scale
        )


@settings(max_examples=25)
@given(arrays(float, (4, 3), elements=numbers), arrays(float, 4, elements=numbers))
def test_no_mixture_on_a_grid_is_better(donors, target) -> None:
    scale = max(1e-9, float(np.mean((donors - target[:, None]) ** 2)))
    best = min(misfit(donors, target, mixture) for mixture in on_a_grid(3, 40))
    assert misfit(donors, target, best_mixture(donors, target).weights) <= best + 1e-6 * scale


@settings(max_examples=50)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_donors_says_nothing(problem, random) -> None:
    donors, target = problem
    order = list(range(donors.shape[1]))
    random.shuffle(order)
    once, again = best_mixture(donors, target).weights, best_mixture(donors[:, order], target).weights
    scale = 1 + float(np.abs(donors).max()) + float(np.abs(target).max())
    assert donors @ once == pytest.approx(donors[:, order] @ again, abs=1e-3 * scale)


@pytest.mark.parametrize("seed", range(20))
def test_a_mixture_is_recovered(seed: int) -> None:
    random = np.random.default_rng(seed)
    donors = random.normal(size=(30, 12)).cumsum(axis=0)
    true = np.zeros(12)
    true[random.permutation(12)[:4]] = random.dirichlet(np.ones(4))
    found = best_mixture(donors, donors @ true)
    assert found.weights == pytest.approx(true, abs=1e-5)


def test_of_equally_good_mixtures_the_evenest_is_taken() -> None:
    donors = np.array([[1.0, 1.0, 5.0], [2.0, 2.0, 5.0]])
    assert best_mixture(donors, np.array([1.0, 2.0])).weights == pytest.approx([0.5, 0.5, 0], abs=1e-6)
    same = np.ones((3, 4))
    assert best_mixture(same, np.ones(3)).weights == pytest.approx([0.25] * 4)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_refused(wrong: float) -> None:
    with pytest.raises(NoWeights):
        best_mixture(np.array([[1.0, wrong]]), np.array([1.0]))
    with pytest.raises(NoWeights):
        best_mixture(np.array([[1.0, 2.0]]), np.array([wrong]))


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (3,), (2, 2)])
def test_shapes_that_do_not_fit_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(NoWeights):
        best_mixture(np.ones(shape), np.ones(3))


def test_an_answer_that_is_not_proven_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_nearest", lambda gram: np.eye(len(gram))[0])
    with pytest.raises(NotOptimal):
        best_mixture(np.array([[1.0, 5.0]]), np.array([5.0]))


def test_the_gap_is_nought_only_where_no_step_helps() -> None:
    gram = np.array([[2.0, 0.0], [0.0, 1.0]])
    assert duality_gap(gram, np.array([1 / 3, 2 / 3])) == pytest.approx(0)
    for share in (0.0, 0.2, 0.5, 1.0):
        here = np.array([share, 1 - share])
        best = 2 / 3
        assert duality_gap(gram, here) >= here @ gram @ here - best > 0


@given(arrays(float, st.integers(1, 8), elements=numbers))
def test_the_oracle_stays_on_the_simplex(point) -> None:
    found = onto_simplex(point)
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(1)
