from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.assignment.check import check
from tovholder.assignment.cost import load_cost, load_steps, pair_cost
from tovholder.assignment.explain import sentence
from tovholder.assignment.house import standing
from tovholder.assignment.leaving import without
from tovholder.assignment.newcomer import suggest
from tovholder.assignment.problem import Citizen, Employee, Problem, Weights, WrongProblem
from tovholder.assignment.solve import solve
from tovholder.assignment.tests.houses import house
from tovholder.assignment.tests.oracle import cost_of_places, exact
from tovholder.assignment.workplaces import Workplace, problem_of


def settled(problem: Problem) -> Problem:
    """The same house where everybody has the contact that the solver proposes."""
    result = solve(problem)
    contacts = {citizen.key: result.employee(citizen.key) for citizen in problem.citizens}
    return replace(
        problem,
        citizens=tuple(
            replace(citizen, present=employee.key)
            for citizen in problem.citizens
            if (employee := contacts[citizen.key])
        ),
    )


# --- One newcomer -----------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.integers(0, 10_000))
def test_a_suggestion_costs_what_the_definition_says(employees: int, seed: int) -> None:
    problem = house(12, employees, seed)
    citizen, draw = problem.citizens[0], np.random.default_rng(seed)
    loads = [round(employee.hours * draw.uniform(0, 1.3), 2) for employee in problem.employees]
    there = sum(employee.hours for employee in problem.employees)
    steps = load_steps(problem.weights, (sum(loads) + citizen.hours) / there)
    held = {workplace for employee in problem.employees for workplace in employee.workplaces}
    cost = pair_cost(problem.weights, problem.employee_at, held)
    obvious = sorted(
        cost(citizen, employee)
        + load_cost(employee.hours, load + citizen.hours, steps)
        - load_cost(employee.hours, load, steps)
        for employee, load in zip(problem.employees, loads, strict=True)
    )
    found = suggest(citizen, problem.employees, loads, weights=problem.weights, many=employees)
    assert [each.cost for each in found] == pytest.approx(
        [points for points in obvious if points < float("inf")]
    )


def test_a_suggestion_says_why() -> None:
    anna, bo = Employee("Anna", 10, "Job", languages=frozenset({"arabisk"})), Employee("Bo", 10, "Job")
    best, next_best = suggest(
        Citizen("c", 1, "Job", languages=frozenset({"arabisk"})), (bo, anna), (2.0, 2.0)
    )
    assert [sentence(reason) for reason in best.reasons] == [
        "Anna taler arabisk.",
        "Anna er i samme enhed: Job.",
        "Anna får 3 af sine 10 timer optaget.",
    ]
    assert sentence(next_best.reasons[-1]) == "Bo taler ikke arabisk."


def test_nobody_is_suggested_who_may_not() -> None:
    anna, bo = Employee("anna", 10), Employee("bo", 10, cleared=True)
    protected = Citizen("c", 1, protected=True)
    assert [each.employee.key for each in suggest(protected, (anna, bo), (0, 99))] == ["bo"]
    assert suggest(protected, (anna,), (0,)) == suggest(protected, (), ()) == ()
    with pytest.raises(ValueError, match="1 loads for 2"):
        suggest(protected, (anna, bo), (0,))


# --- Somebody leaves --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_when_somebody_leaves_only_theirs_move(seed: int) -> None:
    before = settled(house(400, 20, seed, full=0.8))
    result = solve(without(before, ["e3"]))
    assert check(result) == []
    theirs = {citizen.key for citizen in before.citizens if citizen.present == "e3"}
    assert {citizen.key for citizen in result.moved} == theirs - {citizen.key for citizen in result.unplaced}
    assert all(employee.key != "e3" for employee in result.problem.employees)
    assert result.gap <= 0.005


def test_load_that_stays_is_in_the_proof_also_where_it_is_too_much() -> None:
    staff = (Employee("anna", 1), Employee("bo", 10), Employee("carl", 10))
    stays = tuple(Citizen(f"a{n}", 1, present="anna", stays=True) for n in range(5))
    result = solve(Problem((*stays, *(Citizen(f"c{n}", 1) for n in range(6))), staff))
    assert check(result) == []
    assert result.overflow == {"anna": 4}
    assert result.gap <= 0.0003


@pytest.mark.parametrize("seed", range(3))
def test_where_there_is_hardly_room_an_exact_solver_finds_nothing_better(seed: int) -> None:
    problem = without(settled(house(200, 10, seed)), ["e3"])
    result, best = solve(problem), exact(problem)
    assert check(result) == []
    assert result.bound <= best + 1e-4
    assert best - 1e-4 <= result.cost <= best * 1.003


def test_who_may_not_stay_is_free_to_move_too() -> None:
    staff = (Employee("anna", 9), Employee("bo", 9), Employee("carl", 9))
    people = (Citizen("c", 1, present="bo", conflicts=frozenset({"bo"})), Citizen("d", 1, present="bo"))
    left = without(Problem(people, staff), ["carl"])
    assert [citizen.stays for citizen in left.citizens] == [False, True]
    with pytest.raises(KeyError):
        without(left, ["carl"])


# --- The whole house --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_the_moves_save_what_they_say_and_never_more_than_there_is(seed: int) -> None:
    drifted = settled(house(200, 12, seed))
    draw = np.random.default_rng(seed)
    problem = replace(
        drifted,
        citizens=tuple(
            replace(citizen, present=f"e{draw.integers(12)}") if draw.random() < 0.2 else citizen
            for citizen in drifted.citizens
        ),
    )
    result = solve(problem)
    today = standing(result)
    assert len(today.moves) <= 20
    assert today.bound <= today.after <= result.cost * 1.05 <= today.cost
    places = [problem.employee_at[str(citizen.present)] for citizen in problem.citizens]
    barred = [at for at, citizen in enumerate(problem.citizens) if cost_is_infinite(problem, at, places[at])]
    for at in barred:
        places[at] = int(result.places[at])
    cost = cost_of_places(problem, tuple(places))
    assert today.cost == pytest.approx(cost)
    for move in today.moves:
        places[problem.citizen_at[move.citizen.key]] = problem.employee_at[move.to.key]
        after = cost_of_places(problem, tuple(places))
        assert cost - after == pytest.approx(move.saves, abs=1e-6)
        cost = after
    assert len({move.citizen.key for move in today.moves}) == len(today.moves)


def cost_is_infinite(problem: Problem, at: int, place: int) -> bool:
    cost = pair_cost(problem.weights, problem.employee_at, problem.contacts_of)
    return cost(problem.citizens[at], problem.employees[place]) == float("inf")


def test_a_house_that_is_at_its_best_has_no_moves() -> None:
    staff = (Employee("anna", 10), Employee("bo", 10))
    people = tuple(Citizen(f"c{n}", 1, present="anna" if n % 2 else "bo") for n in range(8))
    today = standing(solve(Problem(people, staff)))
    assert (today.cost, today.distance, today.moves) == (0, 0, ())


# --- Workplaces -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "other"), [("anna", "bo"), ("bo", "anna")])
def test_a_workplace_meets_those_who_follow_its_people(one: str, other: str) -> None:
    staff = (Employee("anna", 30), Employee("bo", 30))
    places = (
        Workplace("slagteriet", 40, followed_by=(one, one, other)),
        Workplace("havnen", 40, followed_by=(other,)),
        Workplace("skolen", 0.5, contact=one),
    )
    problem = problem_of(places, staff, weights=Weights(fair=0, workplace=5))
    result = solve(problem)
    assert check(result) == []
    assert result.cost == 5
    found = {place.key: result.employee(place.key) for place in places}
    assert {key: employee.key for key, employee in found.items() if employee} == {
        "slagteriet": one,
        "havnen": other,
        "skolen": one,
    }
    assert [round(employee.hours, 2) for employee in problem.employees] == [44.28, 44.28]


def test_room_for_notices_may_be_given_for_each() -> None:
    staff = (Employee("anna", 30), Employee("bo", 30))
    places = tuple(Workplace(f"w{n}", 10) for n in range(4))
    result = solve(problem_of(places, staff, room={"anna": 30, "bo": 10}))
    assert result.loads.tolist() == [30, 10]
    with pytest.raises(WrongProblem, match="bo has no room"):
        problem_of(places, staff, room={"anna": 30})
