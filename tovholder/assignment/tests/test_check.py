from dataclasses import replace

import numpy as np
import pytest

from tovholder.assignment.check import bound_of, check
from tovholder.assignment.problem import Problem
from tovholder.assignment.result import Result
from tovholder.assignment.solve import solve
from tovholder.assignment.tests.houses import house
from tovholder.assignment.tests.oracle import best_of_all, choices


@pytest.fixture(scope="module")
def result() -> Result:
    found = solve(house(60, 5, 1))
    assert check(found) == []
    return found


def with_place(result: Result, at: int, place: int) -> Result:
    places = result.places.copy()
    places[at] = place
    return replace(result, places=places)


def test_somebody_forgotten_is_seen(result: Result) -> None:
    assert "c3 has nobody, and somebody may follow them" in check(with_place(result, 3, -1))


def test_somebody_who_may_not_is_seen(result: Result) -> None:
    at, barred = next(
        (at, place)
        for at, places in enumerate(choices(result.problem))
        for place in range(5)
        if places != [-1] and place not in places
    )
    assert any("may not follow" in wrong for wrong in check(with_place(result, at, barred)))


def test_somebody_who_is_not_there_is_seen(result: Result) -> None:
    assert any("is not there" in wrong for wrong in check(with_place(result, 0, 99)))
    assert check(replace(result, places=result.places[:-1])) != []


def test_a_cost_that_is_not_the_cost_is_seen(result: Result) -> None:
    assert check(replace(result, cost=result.cost - 1)) != []
    moved = with_place(result, 0, (result.places[0] + 1) % 5)
    assert any("the cost is" in wrong for wrong in check(moved))


def test_a_bound_that_its_prices_do_not_prove_is_seen(result: Result) -> None:
    assert any("the prices prove" in wrong for wrong in check(replace(result, bound=result.bound + 0.1)))
    assert any("the prices prove" in wrong for wrong in check(replace(result, prices=result.prices + 1.0)))


def test_a_bound_above_the_cost_is_seen(result: Result) -> None:
    assert any("is above the cost" in wrong for wrong in check(replace(result, bound=result.cost + 1)))


@pytest.mark.parametrize("seed", range(10))
def test_any_prices_prove_no_more_than_the_best_of_all(seed: int) -> None:
    problem: Problem = house(5, 3, seed, new=0.3, astray=0.5)
    draw, best = np.random.default_rng(seed), best_of_all(problem)
    for size in (0.0, 1.0, 30.0, 1500.0, 1e6):
        assert bound_of(problem, (draw.random(3) * size).tolist()) <= best + 1e-6
