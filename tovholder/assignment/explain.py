"""Why this employee, what it breaks, and what is short: coded reasons, and sentences made of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tovholder.assignment.cost import may_follow
from tovholder.assignment.costs import NOBODY
from tovholder.assignment.problem import Citizen, Employee, Problem
from tovholder.assignment.result import Result
from tovholder.assignment.sentences import SENTENCES

_FULL = 1e-6


@dataclass(frozen=True, slots=True)
class Reason:
    """A key of SENTENCES, and what to fill in: keys from the problem by what they are, or numbers (hours, citizens)."""

    code: str
    params: Mapping[str, str | float]


def in_danish(_kind: str, value: str | float) -> str:
    """A number with a comma, at most two decimals; a key as it is."""
    return value if isinstance(value, str) else f"{round(value, 2):g}".replace(".", ",")


def sentence(
    reason: Reason,
    *,
    say: Callable[[str], str] = str,
    name: Callable[[str, str | float], str] = in_danish,
) -> str:
    """The reason in words. `say` translates the Danish sentence; `name` turns (kind, key or number) into a name."""
    return say(SENTENCES[reason.code]) % {kind: name(kind, value) for kind, value in reason.params.items()}


def reasons(result: Result, citizen: str) -> tuple[Reason, ...]:
    """Why this citizen's employee in the result, first what speaks for, then what it costs. KeyError: unknown key."""
    problem = result.problem
    one, employee = problem.citizens[problem.citizen_at[citizen]], result.employee(citizen)
    if employee is None:
        return (why_nobody(problem, one),)
    loads = dict(zip((e.key for e in problem.employees), result.loads.tolist(), strict=True))
    return why(problem, one, employee, loads)


def why(
    problem: Problem, citizen: Citizen, employee: Employee, loads: Mapping[str, float]
) -> tuple[Reason, ...]:
    """Why this employee, first what speaks for, then what it costs. `loads`: hours by employee, the citizen's in."""
    load = loads[employee.key]
    return (
        *speaks_for(problem, citizen, employee),
        Reason("has_room", {"employee": employee.key, "load": load, "hours": employee.hours}),
        *_why_moved(problem, citizen, employee, loads),
        *breaks(problem, citizen, employee, load),
    )


def why_nobody(problem: Problem, citizen: Citizen) -> Reason:
    """Why nobody may follow this citizen."""
    if citizen.wishes and not any(may_follow(citizen, employee) for employee in problem.employees):
        return Reason("nobody_wished", {})
    if citizen.protected:
        return Reason("nobody_cleared", {})
    return Reason("nobody_may", {})


def speaks_for(problem: Problem, citizen: Citizen, employee: Employee) -> Iterator[Reason]:
    """What speaks for this employee with this citizen."""
    who = {"employee": employee.key}
    yield from _settled(problem, citizen, employee)
    if employee.key == citizen.present:
        yield Reason("keeps", {})
    elif employee.key in citizen.earlier:
        yield Reason("knows", who)
    for tie in dict.fromkeys(citizen.ties):
        if tie in employee.workplaces:
            yield Reason("meets", {**who, "workplace": tie})
    for name, level in citizen.needs.items():
        if employee.levels.get(name, 0) >= level:
            yield Reason("has_competence", {**who, "competence": name})
    for language in sorted(citizen.languages & employee.languages):
        yield Reason("speaks", {**who, "language": language})
    if citizen.unit is not None and citizen.unit == employee.unit:
        yield Reason("same_unit", {**who, "unit": citizen.unit})


def _settled(problem: Problem, citizen: Citizen, employee: Employee) -> Iterator[Reason]:
    """What left no choice."""
    if citizen.stays:
        yield Reason("stays", {})
    elif citizen.wishes:
        yield Reason("wish", {})
    elif citizen.protected and sum(may_follow(citizen, other) for other in problem.employees) == 1:
        yield Reason("only_one", {"employee": employee.key})


def breaks(problem: Problem, citizen: Citizen, employee: Employee, load: float) -> Iterator[Reason]:
    """What this employee, carrying `load` hours in all, breaks or does not reach for this citizen."""
    who = {"employee": employee.key}
    here = problem.employee_at
    if citizen.present in here and employee.key != citizen.present:
        yield Reason("new_person", {"present": str(citizen.present)})
    is_known = employee.key == citizen.present or employee.key in citizen.earlier
    if not is_known and any(key in here for key in citizen.earlier):
        yield Reason("not_known", who)
    for tie in dict.fromkeys(citizen.ties):
        if tie in problem.contacts_of and tie not in employee.workplaces:
            yield Reason("not_meeting", {**who, "workplace": tie})
    for name, level in citizen.needs.items():
        if (lacks := level - employee.levels.get(name, 0)) > 0:
            yield Reason("lacks_competence", {**who, "competence": name, "levels": lacks})
    for language in sorted(citizen.languages - employee.languages):
        yield Reason("does_not_speak", {**who, "language": language})
    if citizen.unit is not None and citizen.unit != employee.unit:
        yield Reason("other_unit", {**who, "unit": citizen.unit})
    if load > employee.hours + _FULL:
        yield Reason("too_full", {**who, "hours": load - employee.hours})


def _why_moved(
    problem: Problem, citizen: Citizen, employee: Employee, loads: Mapping[str, float]
) -> Iterator[Reason]:
    present = citizen.present
    if present is None or present == employee.key:
        return
    place = problem.employee_at.get(present)
    if place is None:
        yield Reason("present_left", {})
    elif not may_follow(citizen, problem.employees[place]):
        yield Reason("present_may_not", {"present": present})
    elif loads[present] + citizen.hours > problem.employees[place].hours + _FULL:
        yield Reason("present_full", {"present": present})
    else:
        yield Reason("fits_better", {"present": present})


def shortages(result: Result) -> tuple[Reason, ...]:
    """What the whole house is short of: hours by unit, languages and competences that nobody has or has room for."""
    return (*_short_hours(result), *_short_skills(result), *_short_of_anybody(result))


def _short_hours(result: Result) -> Iterator[Reason]:
    short: dict[str | None, float] = {}
    for employee, load in zip(result.problem.employees, result.loads.tolist(), strict=True):
        if load > employee.hours + _FULL:
            short[employee.unit] = short.get(employee.unit, 0.0) + load - employee.hours
    for unit in sorted(short, key=lambda unit: unit or ""):
        if unit is None:
            yield Reason("short_without_unit", {"hours": short[unit]})
        else:
            yield Reason("short", {"hours": short[unit], "unit": unit})


def _short_skills(result: Result) -> Iterator[Reason]:
    """A skill is short where those who have it are all too full for every citizen who needs it and does not get it."""
    without: dict[tuple[str, str, int], list[Citizen]] = {}
    problem = result.problem
    for citizen, place in zip(problem.citizens, result.places.tolist(), strict=True):
        if place != NOBODY:
            employee = problem.employees[place]
            for language in citizen.languages - employee.languages:
                without.setdefault(("language", language, 1), []).append(citizen)
            for name, level in citizen.needs.items():
                if employee.levels.get(name, 0) < level:
                    without.setdefault(("competence", name, level), []).append(citizen)
    told: dict[tuple[str, str, str], int] = {}
    for (kind, name, level), citizens in sorted(without.items()):
        code = _why_short(result, kind, name, level, min(citizen.hours for citizen in citizens))
        if code:
            told[code, kind, name] = told.get((code, kind, name), 0) + len(citizens)
    for (code, kind, name), many in told.items():
        yield Reason(code, {kind: name, "citizens": many})


def _why_short(result: Result, kind: str, name: str, level: int, hours: float) -> str:
    """The code, or nothing where somebody who has it has room: then something else weighed more."""
    has = [
        load + hours <= employee.hours + _FULL
        for employee, load in zip(result.problem.employees, result.loads.tolist(), strict=True)
        if (name in employee.languages if kind == "language" else employee.levels.get(name, 0) >= level)
    ]
    if not has:
        return "nobody_speaks" if kind == "language" else "nobody_has_competence"
    return "" if any(has) else f"no_room_{kind}"


def _short_of_anybody(result: Result) -> Iterator[Reason]:
    if unplaced := len(result.unplaced):
        yield Reason("unplaced", {"citizens": unplaced})
