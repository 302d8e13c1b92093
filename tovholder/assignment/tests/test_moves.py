"""A unit as a part of the house, and moves with their reasons: against the slow and obvious."""

from dataclasses import replace

import numpy as np
import pytest

from tovholder.assignment.check import check
from tovholder.assignment.cost import may_follow
from tovholder.assignment.house import standing
from tovholder.assignment.moves import explained
from tovholder.assignment.part import part
from tovholder.assignment.problem import Citizen, Employee, Problem
from tovholder.assignment.solve import solve
from tovholder.assignment.tests.houses import house
from tovholder.assignment.tests.oracle import cost_of_places


@pytest.mark.parametrize("seed", range(3))
def test_another_than_the_one_proposed_costs_what_it_says(seed: int) -> None:
    problem, draw = house(120, 8, seed), np.random.default_rng(seed)
    problem = replace(
        problem,
        citizens=tuple(replace(citizen, present=f"e{draw.integers(8)}") for citizen in problem.citizens),
    )
    result = solve(problem)
    moves = explained(result, standing(result, many=6).moves)
    assert moves
    places = [
        problem.employee_at[str(citizen.present)]
        if may_follow(citizen, problem.employees[problem.employee_at[str(citizen.present)]])
        else int(result.places[at])
        for at, citizen in enumerate(problem.citizens)
    ]
    for each in moves:
        at = problem.citizen_at[each.move.citizen.key]
        costs = {}
        for place, employee in enumerate(problem.employees):
            if may_follow(each.move.citizen, employee):
                places[at] = place
                costs[employee.key] = cost_of_places(problem, tuple(places))
        chosen = costs.pop(each.move.to.key)
        assert chosen == pytest.approx(costs.pop(each.move.origin.key) - each.move.saves)
        cheapest = sorted(costs.values())[:2]
        assert [other.more for other in each.others] == pytest.approx([cost - chosen for cost in cheapest])
        assert all(costs[other.employee.key] - chosen == pytest.approx(other.more) for other in each.others)
        assert {"new_person", "has_room"} <= {reason.code for reason in each.reasons}
        places[at] = problem.employee_at[each.move.to.key]


def test_a_unit_holds_its_own_and_what_else_their_people_carry() -> None:
    staff = (Employee("a", 9, "1"), Employee("b", 9, "2"), Employee("c", 9, "2"), Employee("d", 9, "2"))
    people = (
        Citizen("own", 1, "1", present="a"),
        Citizen("with one elsewhere", 1, "1", present="b"),
        Citizen("promised", 1, "1", wishes=frozenset({"c"})),
        Citizen("carried", 2, "2", languages=frozenset({"arabisk"}), present="a"),
        Citizen("far away", 2, "2", present="d"),
        Citizen("new elsewhere", 2, "2"),
    )
    found = part(Problem(people, staff), "1")
    assert [citizen.key for citizen in found.citizens] == [
        "own",
        "with one elsewhere",
        "promised",
        "carried",
    ]
    assert found.citizens[-1] == Citizen("carried", 2, present="a", stays=True)
    assert [employee.key for employee in found.employees] == ["a", "b", "c"]


@pytest.mark.parametrize("unit", ["u0", "u1", "u2"])
def test_every_unit_of_a_house_can_be_asked(unit: str) -> None:
    found = part(house(150, 75, 3), unit)
    assert check(solve(found)) == []
    assert {citizen.unit for citizen in found.citizens if not citizen.stays} == {unit}
