"""From a question to what is proposed: solved, proven, checked again, and told in numbers and codes. Writes nothing."""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from tovholder.assignment.check import check
from tovholder.assignment.explain import reasons, shortages
from tovholder.assignment.house import TWENTY, Move, standing
from tovholder.assignment.leaving import without
from tovholder.assignment.moves import explained
from tovholder.assignment.part import part
from tovholder.assignment.problem import Citizen, Problem, Weights
from tovholder.assignment.result import Alternative, Result
from tovholder.jobcentre.allocation import question, workplace_question
from tovholder.jobcentre.allocation.question import Question
from tovholder.jobcentre.allocation.words import kept
from tovholder.jobcentre.allocation.workplace_question import WorkplaceQuestion
from tovholder.jobcentre.staff.models import Employee, Unit

HOUSE_SECONDS = 240
UNIT_SECONDS = 60


class NotProven(Exception):
    """An answer that does not hold when it is reckoned again. It is shown to nobody."""


@dataclass(frozen=True)
class DraftMove:
    """Keys of a citizen or a workplace and of employees; `reasons` and `others` as a row keeps them."""

    key: str
    from_employee: int
    to_employee: int
    reasons: list = field(default_factory=list)
    others: list = field(default_factory=list)
    saves: float | None = None


@dataclass(frozen=True)
class Draft:
    """What a proposal says. Points as in `Proposal`."""

    cost: float
    bound: float
    cost_today: float
    stopped: str
    seconds: float
    moves: list[DraftMove] = field(default_factory=list)
    workplace_moves: list[DraftMove] = field(default_factory=list)
    shortages: list = field(default_factory=list)
    staying: int = 0
    units: dict[str, dict[str, float]] = field(default_factory=dict)


def solved(problem: Problem, seconds: float = UNIT_SECONDS) -> Result:
    """The answer, reckoned again from its proof; NotProven where that does not hold."""
    # The solver is fetched by whoever solves, so that the web process never holds it: docs/decisions/0015.
    from tovholder.assignment.solve import solve

    result = solve(problem, seconds=seconds)
    if wrong := check(result):
        raise NotProven("; ".join(wrong[:3]))
    return result


class UnitDrafts:
    """The proposals of one unit: the question is read once, and each answer reckoned when it is asked for."""

    def __init__(self, unit: Unit, at: datetime, weights: Weights) -> None:
        self.question = question.of_unit(unit, timezone.localdate(at), weights=weights)
        self.workplaces = workplace_question.of_unit(unit, at, weights=weights)
        self._settled: dict[int | None, tuple[Result, float]] = {}

    def newcomers(self) -> Draft:
        """Those nobody follows yet but the one who receives; everybody else stays."""
        result, seconds = self._where_others_stay(None)
        new = self.question.newcomers
        stay, go = _split(self.question, (c for c in self.question.problem.citizens if c.key in new), result)
        return _draft(result, seconds, moves=_moves(self.question, result, go), staying=len(stay))

    def leaving(self, employee: Employee) -> Draft:
        """The citizens and workplaces of somebody who leaves or has left; everybody else stays."""
        result, seconds = self._where_others_stay(employee.pk)
        theirs = [c for c in self.question.problem.citizens if c.present == str(employee.pk)]
        _stay, go = _split(self.question, theirs, result)
        return _draft(
            result,
            seconds,
            moves=_moves(self.question, result, go),
            workplace_moves=workplaces_of_leaver(self.workplaces, str(employee.pk)),
        )

    def unit(self) -> Draft:
        """The few moves that help most; before them, whoever may not stay where they are."""
        begun = time.monotonic()
        result = solved(self.question.problem)
        today = standing(result)
        settled, _seconds = self._where_others_stay(None)
        here = {employee.key for employee in self.question.problem.employees}
        must = [
            citizen
            for citizen in settled.moved
            if citizen.key in self.question.courses and citizen.present in here
        ]
        return Draft(
            cost=today.after,
            bound=today.bound,
            cost_today=today.cost,
            stopped=result.stopped,
            seconds=time.monotonic() - begun,
            shortages=kept(shortages(settled)),
            moves=[*_moves(self.question, settled, must), *_helpful(result, today.moves)],
            workplace_moves=helpful_workplaces(self.workplaces),
        )

    def _where_others_stay(self, leaving: int | None) -> tuple[Result, float]:
        here = self.question.problem.employee_at
        gone = [str(leaving)] if leaving is not None and str(leaving) in here else []
        key = leaving if gone else None
        if key not in self._settled:
            begun = time.monotonic()
            self._settled[key] = solved(without(self.question.problem, gone)), time.monotonic() - begun
        return self._settled[key]


def house(at: datetime, weights: Weights) -> Draft:
    """How far today is from the best there can be, of the house and of each unit. Nobody is proposed to move."""
    begun = time.monotonic()
    asked = question.of_the_house(timezone.localdate(at), weights=weights)
    result = solved(asked.problem, HOUSE_SECONDS)
    today = standing(result, many=0)
    units = {}
    for key in sorted({str(course.unit) for course in asked.courses.values()}, key=int):
        own = standing(solved(part(asked.problem, key)), many=0)
        units[key] = {"today": own.cost, "bound": own.bound}
    return Draft(
        cost=result.cost,
        bound=result.bound,
        cost_today=today.cost,
        stopped=result.stopped,
        seconds=time.monotonic() - begun,
        shortages=kept(shortages(result)),
        units=units,
    )


def workplaces_of_leaver(asked: WorkplaceQuestion, leaving: str) -> list[DraftMove]:
    gone = [leaving] if leaving in asked.problem.employee_at else []
    result = solved(without(asked.problem, gone))
    theirs = [one for one in result.problem.citizens if one.present == leaving]
    return [
        _workplace(asked, one, to.key, None) for one in theirs if (to := result.employee(one.key)) is not None
    ]


def helpful_workplaces(asked: WorkplaceQuestion) -> list[DraftMove]:
    moves = standing(solved(asked.problem), many=TWENTY // 2).moves
    return [_workplace(asked, move.citizen, move.to.key, move.saves) for move in moves]


def _workplace(asked: WorkplaceQuestion, one: Citizen, to: str, saves: float | None) -> DraftMove:
    people = asked.followed_by.get(one.key, Counter())
    told = [people[to], people[one.present or ""], people.total()]
    return DraftMove(one.key, int(one.present or 0), int(to), reasons=told, saves=saves)


def _split(
    asked: Question, citizens: Iterable[Citizen], result: Result
) -> tuple[list[Citizen], list[Citizen]]:
    """Those for whom today's contact is proposed, and those who get another. Who can have nobody is in neither."""
    stay: list[Citizen] = []
    go: list[Citizen] = []
    for citizen in citizens:
        to = result.employee(citizen.key)
        if to is not None:
            (stay if int(to.key) == asked.courses[citizen.key].contact else go).append(citizen)
    return stay, go


def _moves(asked: Question, result: Result, citizens: Collection[Citizen]) -> list[DraftMove]:
    found = []
    for citizen in citizens:
        to = result.employee(citizen.key)
        if to is not None:
            others = [
                each
                for each in result.alternatives(citizen.key)
                if int(each.employee.key) != asked.courses[citizen.key].contact
            ]
            found.append(
                DraftMove(
                    citizen.key,
                    asked.courses[citizen.key].contact,
                    int(to.key),
                    kept(reasons(result, citizen.key)),
                    _others(others),
                )
            )
    return found


def _helpful(result: Result, moves: Sequence[Move]) -> list[DraftMove]:
    return [
        DraftMove(
            each.move.citizen.key,
            int(each.move.origin.key),
            int(each.move.to.key),
            kept(each.reasons),
            _others(each.others),
            each.move.saves,
        )
        for each in explained(result, moves)
    ]


def _others(others: Iterable[Alternative]) -> list:
    return [[int(each.employee.key), round(each.more, 2)] for each in others]


def _draft(result: Result, seconds: float, **more) -> Draft:
    return Draft(
        cost=result.cost,
        bound=result.bound,
        cost_today=result.cost,
        stopped=result.stopped,
        seconds=seconds,
        shortages=kept(shortages(result)),
        **more,
    )
