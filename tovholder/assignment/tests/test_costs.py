import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.assignment.bound import bound
from tovholder.assignment.candidates import everything
from tovholder.assignment.cost import Term, load_cost, load_steps, pair_cost, terms
from tovholder.assignment.costs import NOBODY, costs_of
from tovholder.assignment.load import loads_of
from tovholder.assignment.problem import Citizen, Employee, Problem, Weights, WrongProblem
from tovholder.assignment.relax import relax
from tovholder.assignment.tests.houses import house

WEIGHTS = Weights(present=10, earlier=3, workplace=5, competence=4, language=8, unit=6)
ANNA = Employee("anna", 30, "north", {"mentor": 2}, frozenset({"arabisk"}), frozenset({"slagteriet"}))
BO = Employee("bo", 30, "south", workplaces=frozenset({"havnen"}), cleared=True)


def points(citizen: Citizen, employee: Employee) -> dict[Term, float]:
    return terms(citizen, employee, WEIGHTS, {"anna", "bo"}, {"slagteriet", "havnen"})


@pytest.mark.parametrize(
    ("citizen", "with_anna", "with_bo"),
    [
        (Citizen("c", 1), {}, {}),
        (Citizen("c", 1, unit="north"), {}, {Term.UNIT: 6}),
        (Citizen("c", 1, needs={"mentor": 3}), {Term.COMPETENCE: 4}, {Term.COMPETENCE: 12}),
        (Citizen("c", 1, languages=frozenset({"arabisk", "farsi"})), {Term.LANGUAGE: 8}, {Term.LANGUAGE: 16}),
        (Citizen("c", 1, present="anna"), {}, {Term.PRESENT: 10}),
        (Citizen("c", 1, earlier=frozenset({"bo"})), {Term.EARLIER: 3}, {}),
        (Citizen("c", 1, present="anna", earlier=frozenset({"bo"})), {}, {Term.PRESENT: 10}),
        (
            Citizen("c", 1, present="anna", earlier=frozenset({"anna"})),
            {},
            {Term.PRESENT: 10, Term.EARLIER: 3},
        ),
        (Citizen("c", 1, ties=("slagteriet",)), {}, {Term.WORKPLACE: 5}),
        (Citizen("c", 1, ties=("slagteriet", "havnen")), {Term.WORKPLACE: 5}, {Term.WORKPLACE: 5}),
    ],
)
def test_points_a_person_would_count(
    citizen: Citizen, with_anna: dict[Term, float], with_bo: dict[Term, float]
) -> None:
    assert points(citizen, ANNA) == with_anna
    assert points(citizen, BO) == with_bo


def test_what_no_choice_can_change_costs_nothing() -> None:
    lost = Citizen("c", 1, present="gone", earlier=frozenset({"gone too"}), ties=("closed",))
    assert points(lost, ANNA) == points(lost, BO) == {}


def test_load_is_dearer_the_fuller_and_dearest_above_the_hours() -> None:
    steps = load_steps(Weights(fair=1, overflow=1000), even_load=0.8)
    costs = [load_cost(10, load, steps) for load in (0, 8, 8.8, 10, 10.5, 12, 13)]
    assert costs == pytest.approx([0, 0, 0.8, 3.2, 504.7, 2009.2, 4012.2])


@pytest.mark.parametrize(
    ("citizens", "says"),
    [
        ((Citizen("c", -1),), "citizen c has -1 hours"),
        ((Citizen("c", float("nan")),), "citizen c has nan hours"),
        ((Citizen("c", 0.333),), "at most two decimals"),
        ((Citizen("c", 1), Citizen("c", 2)), "citizen c is there twice"),
    ],
)
def test_a_wrong_problem_is_refused_and_named(citizens: tuple[Citizen, ...], says: str) -> None:
    with pytest.raises(WrongProblem, match=says):
        Problem(citizens, (ANNA,))
    with pytest.raises(WrongProblem, match="fair"):
        Weights(fair=float("inf"))


houses = st.builds(
    house,
    st.integers(1, 40),
    st.integers(1, 60),
    st.integers(0, 10_000),
    full=st.sampled_from((0.6, 0.95, 1.2)),
    new=st.sampled_from((0.0, 0.5)),
    astray=st.sampled_from((0.1, 0.9)),
)


@settings(max_examples=60, deadline=None)
@given(houses)
def test_arrays_and_definition_agree_on_every_pair(problem: Problem) -> None:
    cost = pair_cost(problem.weights, problem.employee_at, problem.contacts_of)
    obvious = np.array(
        [[cost(citizen, employee) for employee in problem.employees] for citizen in problem.citizens]
    )
    costs = costs_of(problem)
    np.testing.assert_allclose(costs.rows(np.arange(costs.citizens)), obvious)
    citizens, employees = np.divmod(np.arange(obvious.size), costs.employees)
    np.testing.assert_allclose(costs.of(citizens, employees), obvious.ravel())


@settings(max_examples=60, deadline=None)
@given(houses, st.integers(1, 6), st.integers(0, 1000), st.booleans())
def test_the_cheapest_are_those_a_sorted_row_begins_with(
    problem: Problem, many: int, seed: int, some: bool
) -> None:
    costs, draw = costs_of(problem), np.random.default_rng(seed)
    prices = draw.random((costs.employees, len(costs.sizes))) * 20
    without = draw.integers(-1, costs.employees, costs.citizens) if some else None
    rows = costs.rows(np.arange(costs.citizens)) + prices[:, costs.size].T
    if without is not None:
        rows[np.flatnonzero(without >= 0), without[without >= 0]] = np.inf
    many = min(many, costs.employees)
    employees, values = costs.cheapest(prices, many, without=without)
    np.testing.assert_allclose(values, np.sort(rows, axis=1)[:, :many])
    found = employees != NOBODY
    assert (found == np.isfinite(values)).all()
    at = np.nonzero(found)
    np.testing.assert_allclose(rows[at[0], employees[found]], values[found])


def test_the_cheapest_are_found_behind_any_number_of_barred_ones() -> None:
    staff = tuple(Employee(f"e{n:02}", 10, "a" if n < 12 else "b") for n in range(30))
    barred = frozenset(f"e{n:02}" for n in range(11))
    costs = costs_of(
        Problem((Citizen("c", 1, "a", conflicts=barred), Citizen("d", 1, "a", conflicts=barred)), staff)
    )
    employees, values = costs.cheapest(np.zeros((30, 1)), 2, without=np.array([NOBODY, 11]))
    assert values.tolist() == [[0, 6], [6, 6]]
    assert employees[0, 0] == 11
    assert employees[1].min() >= 12


@settings(max_examples=30, deadline=None)
@given(houses, st.integers(0, 1000))
def test_a_part_and_a_multiple_cost_what_they_should(problem: Problem, seed: int) -> None:
    costs, draw = costs_of(problem), np.random.default_rng(seed)
    some = np.flatnonzero(draw.random(costs.citizens) < 0.5)
    if len(some):
        part = costs.of_those(some)
        np.testing.assert_allclose(part.rows(np.arange(len(some))), costs.rows(some))
        np.testing.assert_allclose(part.times(3).rows(np.arange(len(some))), 3 * costs.rows(some))


@settings(max_examples=40, deadline=None)
@given(houses)
def test_the_table_of_loads_is_the_definition_at_whole_units_and_convex(problem: Problem) -> None:
    costs = costs_of(problem)
    loads, steps = loads_of(problem, costs), load_steps(problem.weights, problem.even_load)
    ends = loads.table.shape[1] + 3
    for place, employee in enumerate(problem.employees[:5]):
        units = np.arange(ends)
        table = loads.at(np.full(ends, place), units)
        np.testing.assert_allclose(
            table, [load_cost(employee.hours, unit * costs.unit / 100, steps) for unit in units], atol=1e-7
        )
        assert (np.diff(table, 2) >= -1e-7).all()
        assert loads.at(np.array([place]), np.array([-1])) == np.inf


@settings(max_examples=40, deadline=None)
@given(houses, st.integers(0, 1000))
def test_no_prices_prove_more_than_those_of_the_relaxation(problem: Problem, seed: int) -> None:
    costs = costs_of(problem)
    loads = loads_of(problem, costs)
    columns = everything(costs, np.arange(costs.citizens))
    if not len(columns):
        return
    relaxed = relax(columns, costs.units, np.zeros(costs.employees, np.int64), loads)
    best = bound(costs, loads, relaxed.prices).value
    shares = relaxed.flow / costs.units[columns.citizen]
    load = np.bincount(columns.employee, relaxed.flow, costs.employees).astype(np.int64)
    assert best == pytest.approx((columns.cost * shares).sum() + loads.of(load).sum(), rel=1e-3, abs=0.2)
    draw = np.random.default_rng(seed)
    for spread in (0.1, 1.0, 10.0):
        other = np.maximum(0, relaxed.prices + draw.normal(0, spread, costs.employees))
        assert bound(costs, loads, other).value <= best + 0.01 * abs(best) + 0.2
