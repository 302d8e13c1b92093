"""Who follows whom: seconds, memory and proven gap, beside what else could be used, on the same problems.

python -m tests.bench.assignment [--quick] [--rivals] [--figures FILE]

Each measurement has a process of its own, so that memory is its own, and so that no solver stands in another's way.
`measure` yields the figures for whoever collects them. A house is what the program is for: every pair is allowed. The
plain problems are distance, competence and continuity drawn at random, as the known figures to beat were measured on.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from tests.bench.figures import Figure
from tovholder.assignment.bound import bound
from tovholder.assignment.check import check
from tovholder.assignment.cost import load_steps
from tovholder.assignment.costs import Columns, Costs, Floats, Ints
from tovholder.assignment.load import Loads, load_table
from tovholder.assignment.newcomer import suggest
from tovholder.assignment.problem import Weights
from tovholder.assignment.share import OFFERED, Allowance, share
from tovholder.assignment.solve import solve
from tovholder.assignment.tests.houses import house

GROUP = "Hvem følger hvem"
GAP = 0.05  # percent, the most a proposal may be from the best
TIMES_AS_LONG = 10  # for the others
NOTHING = -1.0  # no assignment was found in time
QUARTER = 25  # hundredths of an hour


@dataclass(frozen=True)
class Size:
    """`offered`: with how many employees each citizen may go; `aim` in seconds, `megabytes` at most."""

    citizens: int
    employees: int
    offered: int
    aim: float
    megabytes: float | None = None
    is_quick: bool = False

    def __str__(self) -> str:
        return f"{self.citizens:,} × {self.employees:,}".replace(",", ".")


HOUSES = (
    Size(6_000, 150, 150, 4, is_quick=True),
    Size(60_000, 1_500, 1_500, 10, 1000),
    Size(100_000, 2_000, 2_000, 20),
)
PLAIN = (
    Size(6_000, 150, 150, 4, is_quick=True),
    Size(60_000, 1_500, 20, 10, 1000),
    Size(100_000, 2_000, 20, 20),
)


@dataclass(frozen=True)
class Plain:
    """A problem as arrays: its costs and loads, every allowed pair, hours in quarters, and today's contact."""

    costs: Costs
    loads: Loads
    columns: Columns
    room: Ints
    present: Ints


def plain(size: Size, seed: int = 1) -> Plain:
    """Distance on a square, a competence of 0 to 3, 5 points for continuity; a twentieth of the hours to spare."""
    draw = np.random.default_rng(seed)
    n, e = size.citizens, size.employees
    homes, offices = draw.random((n, 2)), draw.random((e, 2))
    if size.offered == e:
        employee = np.tile(np.arange(e), (n, 1))
    else:
        employee = np.sort(np.stack([draw.choice(e, size.offered, replace=False) for _ in range(n)]), axis=1)
    away = np.hypot(*(homes[:, None, axis] - offices[employee, axis] for axis in (0, 1)))
    cost = 10 * away + 2.0 * draw.integers(0, 4, employee.shape) + 5
    chosen = draw.integers(0, size.offered, n)
    cost[np.arange(n), chosen] -= 5
    quarters = draw.choice((1, 2, 3, 4, 6, 8), n)
    shares = draw.uniform(0.7, 1.3, e)
    room = np.floor(shares / shares.sum() * quarters.sum() * 1.05).astype(np.int64)
    columns = Columns(np.repeat(np.arange(n), size.offered), employee.ravel(), cost.ravel())
    steps = load_steps(Weights(fair=0), 0.0)[-2:-1]
    loads = load_table(room * QUARTER / 100, steps, QUARTER)
    return Plain(_as_costs(columns, quarters, e), loads, columns, room, employee[np.arange(n), chosen])


def _as_costs(columns: Columns, units: Ints, employees: int) -> Costs:
    """Every pair is special to its citizen: nothing is known of kinds."""
    citizens = len(units)
    return Costs(
        units=units,
        unit=QUARTER,
        atoms=np.zeros((1, employees)),
        kind_atoms=np.zeros(1, np.int64),
        kind_starts=np.array([0, 1]),
        kind=np.zeros(citizens, np.int64),
        base=np.zeros(citizens),
        only_special=np.ones(citizens, np.bool_),
        special_of=columns.citizen,
        special=columns.employee,
        special_cost=columns.cost,
    )


# --- What is measured, each in its own process ------------------------------------------------------------------------


def ours_in_a_house(size: Size) -> dict[str, float]:
    problem = house(size.citizens, size.employees)
    begun, own = time.perf_counter(), time.process_time()
    result = solve(problem)
    seconds, processor = time.perf_counter() - begun, time.process_time() - own
    wrong = check(result)
    assert not wrong, wrong
    return {"seconds": seconds, "processor": processor, "gap": result.gap * 100, "work": result.work}


def ours_plain(size: Size) -> dict[str, float]:
    problem = plain(size)
    begun, own = time.perf_counter(), time.process_time()
    first = bound(problem.costs, problem.loads, np.zeros(problem.costs.employees), many=OFFERED)
    shared = share(problem.costs, problem.loads, Allowance(), first=first, seed=0)
    seconds, processor = time.perf_counter() - begun, time.process_time() - own
    assert abs(cost_of(problem, shared.employee_of) - shared.cost) < 1e-3
    gap = (shared.cost - shared.bound) / shared.cost * 100
    return {"seconds": seconds, "processor": processor, "gap": gap, "bound": shared.bound}


def cost_of(problem: Plain, employee_of: Ints) -> float:
    citizens = np.arange(problem.costs.citizens)
    load = np.bincount(employee_of, problem.costs.units, problem.costs.employees).astype(np.int64)
    return float(problem.costs.of(citizens, employee_of).sum() + problem.loads.of(load).sum())


def greedy(size: Size, _seconds: float) -> float:
    """What peers do: the previous person if there is room, otherwise whoever of those offered has the lowest load."""
    problem = plain(size)
    load, employee_of = (
        np.zeros(problem.costs.employees, np.int64),
        np.zeros(problem.costs.citizens, np.int64),
    )
    offered = problem.columns.employee.reshape(problem.costs.citizens, -1)
    for citizen, units in enumerate(problem.costs.units.tolist()):
        chosen = problem.present[citizen]
        if load[chosen] + units > problem.room[chosen]:
            chosen = offered[citizen][np.argmin(load[offered[citizen]] / problem.room[offered[citizen]])]
        employee_of[citizen] = chosen
        load[chosen] += units
    return cost_of(problem, employee_of)


def cp_sat(size: Size, seconds: float) -> float:
    """OR-Tools CP-SAT on every allowed pair, both processors."""
    from ortools.sat.python import cp_model

    problem, model = plain(size), cp_model.CpModel()
    columns, units = problem.columns, problem.costs.units
    goes = [model.new_bool_var("") for _ in range(len(columns))]
    for citizen in range(problem.costs.citizens):
        model.add_exactly_one(goes[citizen * size.offered : (citizen + 1) * size.offered])
    over = [model.new_int_var(0, 1 << 20, "") for _ in range(size.employees)]
    by_employee = np.argsort(columns.employee, kind="stable")
    for employee, own in enumerate(np.split(by_employee, np.cumsum(np.bincount(columns.employee))[:-1])):
        hours = cp_model.LinearExpr.weighted_sum(
            [goes[at] for at in own], units[columns.citizen[own]].tolist()
        )
        model.add(hours <= int(problem.room[employee]) + over[employee])
    price = round(float(problem.loads.last[0]) * 1000)
    costs = np.rint(columns.cost * 1000).astype(int).tolist()
    model.minimize(cp_model.LinearExpr.weighted_sum(goes + over, costs + [price] * len(over)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return NOTHING
    chosen = np.flatnonzero([solver.boolean_value(one) for one in goes])
    return cost_of(problem, columns.employee[chosen])


def highs(size: Size, seconds: float) -> float:
    """A plain mixed-integer program in HiGHS, every allowed pair a variable."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    problem = plain(size)
    columns, many = problem.columns, len(problem.columns)
    shape = (problem.costs.citizens, many + size.employees)
    once = sparse.csr_array((np.ones(many), (columns.citizen, np.arange(many))), shape)
    hours = np.append(problem.costs.units[columns.citizen].astype(float), -np.ones(size.employees))
    rows = np.append(columns.employee, np.arange(size.employees))
    room = sparse.csr_array((hours, (rows, np.arange(shape[1]))), (size.employees, shape[1]))
    found = milp(
        np.append(columns.cost, problem.loads.last),
        constraints=[LinearConstraint(once, 1, 1), LinearConstraint(room, -np.inf, problem.room)],
        integrality=np.append(np.ones(many), np.zeros(size.employees)),
        bounds=Bounds(0, np.append(np.ones(many), np.full(size.employees, np.inf))),
        options={"time_limit": seconds, "mip_rel_gap": 1e-4},
    )
    if found.x is None:
        return NOTHING
    chosen = found.x[:many].reshape(problem.costs.citizens, -1).argmax(axis=1)
    return cost_of(
        problem, columns.employee.reshape(problem.costs.citizens, -1)[np.arange(len(chosen)), chosen]
    )


def one_newcomer() -> dict[str, float]:
    problem = house(40_000, 2_000)
    newcomer, loads = problem.citizens[0], [0.9 * employee.hours for employee in problem.employees]
    milliseconds: Floats = np.zeros(50)
    for nth in range(len(milliseconds)):
        begun = time.perf_counter()
        suggest(newcomer, problem.employees, loads)
        milliseconds[nth] = (time.perf_counter() - begun) * 1000
    return {"median": float(median(milliseconds)), "p95": float(np.quantile(milliseconds, 0.95))}


RIVALS = {"greedy": greedy, "cp_sat": cp_sat, "highs": highs}
RIVAL_NAMES = {"greedy": "samme som før, ellers mindst travl", "cp_sat": "CP-SAT", "highs": "HiGHS"}


def inside(order: dict[str, Any]) -> dict[str, float]:
    """Do one measurement here, and say what it came to, and the memory it took."""
    size = Size(**order["size"]) if "size" in order else None
    if size is None:
        found = one_newcomer()
    elif order["what"] == "house":
        found = ours_in_a_house(size)
    elif order["what"] == "plain":
        found = ours_plain(size)
    else:
        begun = time.perf_counter()
        cost = RIVALS[order["what"]](size, order["seconds"])
        found = {"cost": cost, "seconds": time.perf_counter() - begun}
    return {**found, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


# --- The figures ------------------------------------------------------------------------------------------------------


def outside(what: str, size: Size | None = None, seconds: float = 0.0) -> dict[str, float]:
    order: dict[str, Any] = {"what": what, "seconds": seconds}
    if size is not None:
        order["size"] = vars(size)
    command = [sys.executable, "-m", "tests.bench.assignment", "--inside", json.dumps(order)]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(finished.stdout.splitlines()[-1])
    return found


def measure(*, quick: bool = False, rivals: bool = True) -> Iterator[Figure]:
    """Every size (with `quick` the small ones), one newcomer, and with `rivals` the others at ten times the time."""
    found = outside("newcomer")
    yield Figure(GROUP, "en nytilkommen, 2.000 medarbejdere", found["median"], "ms", p95=found["p95"], aim=5)
    for size in HOUSES:
        if size.is_quick or not quick:
            yield from _ours(size, f"hus {size}", outside("house", size))
    for size in PLAIN:
        if size.is_quick or not quick:
            name = f"tilfældig {size}, {size.offered} mulige"
            found = outside("plain", size)
            yield from _ours(size, name, found)
            for rival in RIVALS if rivals else ():
                yield _rival(rival, size, name, found)


def _ours(size: Size, name: str, found: dict[str, float]) -> Iterator[Figure]:
    note = f"{found['processor']:.1f} s af processoren"  # less than the seconds where others were there too
    yield Figure(GROUP, name, found["seconds"], "s", aim=size.aim, note=note)
    yield Figure(GROUP, f"{name}: højst fra det bedste", found["gap"], "%", aim=GAP)
    yield Figure(GROUP, f"{name}: hukommelse", found["megabytes"], "MB", aim=size.megabytes)


def _rival(rival: str, size: Size, name: str, ours: dict[str, float]) -> Figure:
    found = outside(rival, size, ours["seconds"] * TIMES_AS_LONG)
    note = f"{found['seconds']:.1f} s, {found['megabytes']:.0f} MB"
    if found["cost"] == NOTHING:
        return Figure(
            GROUP, f"{name}: {RIVAL_NAMES[rival]}, fra det bedste", 100, "%", note=f"fandt intet; {note}"
        )
    gap = (found["cost"] - ours["bound"]) / found["cost"] * 100
    return Figure(GROUP, f"{name}: {RIVAL_NAMES[rival]}, fra det bedste", gap, "%", note=note)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.assignment")
    parser.add_argument("--quick", action="store_true", help="kun de små")
    parser.add_argument("--rivals", action="store_true", help="også andre løsere, med ti gange så lang tid")
    parser.add_argument("--figures", type=Path, help="skriv også tallene her, et på hver linje")
    parser.add_argument("--inside", type=json.loads, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        sys.stdout.write(json.dumps(inside(given.inside)) + "\n")
        return
    for figure in measure(quick=given.quick, rivals=given.rivals):
        sys.stdout.write(f"{figure.name}: {figure.value:.4g} {figure.unit} {figure.note}\n")
        sys.stdout.flush()
        if given.figures:
            with given.figures.open("a", encoding="utf-8") as out:
                out.write(json.dumps(figure.as_json(), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
