import numpy as np
import pytest

from tovholder.assignment.bound import bound
from tovholder.assignment.candidates import everything
from tovholder.assignment.chains import Chains
from tovholder.assignment.corner import Corners
from tovholder.assignment.costs import Columns, costs_of
from tovholder.assignment.load import loads_of
from tovholder.assignment.problem import Citizen, Employee, Problem, Weights
from tovholder.assignment.relax import relax
from tovholder.assignment.tests.houses import house
from tovholder.assignment.tests.oracle import choices, cost_of_places


def started(problem: Problem, employee_of: np.ndarray) -> tuple[Chains, float]:
    """Chains over all pairs from where everybody is, and the bound."""
    costs = costs_of(problem)
    loads = loads_of(problem, costs)
    columns: Columns = everything(costs, np.arange(costs.citizens))
    relaxed = relax(columns, costs.units, np.zeros(costs.employees, np.int64), loads)
    priced = bound(costs, loads, relaxed.prices)
    return Chains(costs, loads, priced, columns, employee_of), priced.value


def placed_anyhow(problem: Problem, seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    return np.array([draw.choice(places) for places in choices(problem)])


@pytest.mark.parametrize("seed", range(6))
def test_every_round_and_every_corner_is_better_and_what_is_over_is_cost_less_bound(seed: int) -> None:
    problem = house(90, 9, seed)
    problem = Problem(
        tuple(c for c, at in zip(problem.citizens, choices(problem), strict=True) if at != [-1]),
        problem.employees,
    )
    chains, value = started(problem, placed_anyhow(problem, seed))
    corners, over, rounds = Corners(chains, np.random.default_rng(seed)), chains.over, 0
    while chains.improve() or corners.solve_one():
        assert chains.over < over
        over, rounds = chains.over, rounds + 1
        assert over == pytest.approx(
            cost_of_places(problem, tuple(chains.employee_of.tolist())) - value, abs=1e-5
        )
        assert chains.load.tolist() == np.bincount(chains.employee_of, chains.costs.units, 9).tolist()
        assert rounds < 400
    assert rounds >= 2


def test_a_chain_goes_through_somebody_who_has_no_room() -> None:
    """Only carl has room, and only those of bo may go there: anna's must go to bo, and one of his on to carl."""
    staff = (Employee("anna", 2), Employee("bo", 2), Employee("carl", 2))
    to_bo, to_carl = frozenset({"anna", "bo"}), frozenset({"bo", "carl"})
    people = (
        *(Citizen(f"a{n}", 1, wishes=to_bo) for n in range(3)),
        *(Citizen(f"b{n}", 1, wishes=to_carl) for n in range(2)),
    )
    problem = Problem(people, staff, Weights(fair=0))
    chains, _value = started(problem, np.array([0, 0, 0, 1, 1]))
    assert chains.load.tolist() == [3, 2, 0]
    assert chains.improve() == 1
    assert chains.load.tolist() == [2, 2, 1]
    assert chains.over == pytest.approx(0, abs=1e-6)


def test_a_corner_puts_two_small_ones_where_a_big_one_was() -> None:
    staff = (Employee("anna", 3), Employee("bo", 3))
    people = (
        Citizen("big", 2),
        Citizen("one", 1),
        Citizen("two", 1),
        Citizen("fixed", 2, wishes=frozenset({"bo"})),
    )
    problem = Problem(people, staff, Weights(fair=0))
    chains, _value = started(problem, np.array([1, 0, 0, 1]))
    assert Corners(chains, np.random.default_rng(0)).solve_one()
    assert sorted(chains.load.tolist()) == [3, 3]
