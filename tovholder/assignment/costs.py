"""The same costs as `cost.py` for all citizens and employees at once, without ever holding citizens x employees.

A citizen's cost with an employee is a row shared by all of the same kind (unit, needs, languages, protection), plus an
amount of the citizen's own, except with the few employees who are special to the citizen: today's contact, earlier
ones, those of the workplaces, the disqualified. So the cheapest of 2,000 employees is found once for a whole kind.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tovholder.assignment.cost import may_follow
from tovholder.assignment.problem import HUNDREDTHS, Citizen, Employee, Problem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOBODY = -1
_BLOCK = 400_000  # numbers held at a time where everybody is held against everybody


@dataclass(frozen=True)
class Columns:
    """Pairs of `citizen` and `employee` (places) with their `cost` in points, sorted by citizen; all of one length."""

    citizen: Ints
    employee: Ints
    cost: Floats

    def __len__(self) -> int:
        return len(self.citizen)


@dataclass(frozen=True)
class Costs:
    """N citizens, E employees. Points; infinite where it is not allowed.

    `units` (N): hours in whole `unit`s; `unit` is in hundredths of an hour. `atoms` (A, E): costs by one trait;
    kind t is the sum of rows `kind_atoms[kind_starts[t]:kind_starts[t + 1]]`. `kind`, `base` (N): the citizen's kind
    and own amount; `only_special` (N): may go to nobody but the special. `special_of`, `special`, `special_cost`:
    citizen, employee and whole cost of each special pair, sorted by citizen, then employee.
    """

    units: Ints
    unit: int
    atoms: Floats
    kind_atoms: Ints
    kind_starts: Ints
    kind: Ints
    base: Floats
    only_special: Flags
    special_of: Ints
    special: Ints
    special_cost: Floats

    @property
    def citizens(self) -> int:
        return len(self.units)

    @property
    def employees(self) -> int:
        return int(self.atoms.shape[1])

    @cached_property
    def sizes(self) -> Ints:
        """The different numbers of units that citizens have, rising."""
        return np.unique(self.units)

    @cached_property
    def size(self) -> Ints:
        """(N) the place of each citizen's units in `sizes`."""
        return np.searchsorted(self.sizes, self.units)

    @cached_property
    def _groups(self) -> tuple[Ints, Ints]:
        """Citizens of one kind and one size are one group: the groups (kind x sizes + size), and whose is whose."""
        return _distinct(self.kind * len(self.sizes) + self.size)

    @cached_property
    def _special_keys(self) -> Ints:
        return self.special_of * self.employees + self.special

    @cached_property
    def _special_starts(self) -> Ints:
        return np.searchsorted(self.special_of, np.arange(self.citizens + 1))

    def of_those(self, citizens: Ints) -> "Costs":
        """The same for some of the citizens, given by their places in rising order."""
        place = np.full(self.citizens, NOBODY)
        place[citizens] = np.arange(len(citizens))
        kept = place[self.special_of] != NOBODY
        return replace(
            self,
            units=self.units[citizens],
            kind=self.kind[citizens],
            base=self.base[citizens],
            only_special=self.only_special[citizens],
            special_of=place[self.special_of[kept]],
            special=self.special[kept],
            special_cost=self.special_cost[kept],
        )

    def times(self, many: float) -> "Costs":
        """The same where everybody stands for `many`: hours (rounded) and costs as many times over."""
        scaled = np.maximum(1, np.rint(self.units * many).astype(np.int64)) * (self.units > 0)
        return replace(
            self,
            units=scaled,
            atoms=self.atoms * many,
            base=self.base * many,
            special_cost=self.special_cost * many,
        )

    def kind_rows(self, kinds: Ints) -> Floats:
        """(len(kinds), E) points which each kind costs with everybody."""
        first = self.kind_starts[kinds]
        many = self.kind_starts[kinds + 1] - first
        rows = self.atoms[self.kind_atoms[first]]
        for nth in range(1, int(many.max(initial=0))):
            some = np.flatnonzero(many > nth)
            rows[some] += self.atoms[self.kind_atoms[first[some] + nth]]
        return rows

    def rows(self, citizens: Ints) -> Floats:
        """(len(citizens), E) the whole cost of these citizens with everybody."""
        rows = self.kind_rows(self.kind[citizens]) + self.base[citizens, None]
        rows[self.only_special[citizens]] = np.inf
        starts = self._special_starts
        lengths = starts[citizens + 1] - starts[citizens]
        pairs = _ranges(starts[citizens], lengths)
        rows[np.repeat(np.arange(len(citizens)), lengths), self.special[pairs]] = self.special_cost[pairs]
        return rows

    def blocks(self, citizens: Ints) -> Iterator[Ints]:
        """The citizens in parts whose `rows` fit in memory."""
        step = max(1, _BLOCK // max(1, self.employees))
        return (citizens[at : at + step] for at in range(0, len(citizens), step))

    def of(self, citizens: Ints, employees: Ints) -> Floats:
        """(P) the cost of P pairs, given as two arrays of places."""
        kinds = self.kind[citizens]
        lengths = self.kind_starts[kinds + 1] - self.kind_starts[kinds]
        atoms = self.kind_atoms[_ranges(self.kind_starts[kinds], lengths)]
        parts = self.atoms[atoms, np.repeat(employees, lengths)]
        costs = self.base[citizens].copy()
        if len(costs):
            costs += np.add.reduceat(parts, np.cumsum(lengths) - lengths)
        costs[self.only_special[citizens]] = np.inf
        at, found = self._find_special(citizens, employees)
        costs[found] = self.special_cost[at[found]]
        return costs

    def cheapest(self, prices: Floats, many: int, *, without: Ints | None = None) -> tuple[Ints, Floats]:
        """For each citizen the `many` cheapest employees, prices added: two arrays (N, many), cheapest first.

        `prices` (E, len(sizes)): points that an employee costs a citizen of each size. `without` (N): an employee not
        to be counted. Where there are fewer, NOBODY and infinite. Every allowed pair is reckoned with.
        """
        many = min(many, self.employees)
        shown = min(self.employees, many + 4)
        found, values = self._cheapest_of_kind(prices, shown)
        sure = (
            self._drop_special(found, values, without, many) | self.only_special | (shown == self.employees)
        )
        employees, values = self._with_special(found, values, prices, without)
        employees, values = _first(employees, values, many)
        for part in self.blocks(np.flatnonzero(~sure)):
            rows = self.rows(part) + prices[:, self.size[part]].T
            if without is not None:
                somebody = np.flatnonzero(without[part] != NOBODY)
                rows[somebody, without[part[somebody]]] = np.inf
            everybody = np.broadcast_to(np.arange(self.employees), rows.shape)
            employees[part], values[part] = _first(everybody, rows, many)
        return employees, values

    def _cheapest_of_kind(self, prices: Floats, shown: int) -> tuple[Ints, Floats]:
        groups, group_of = self._groups
        found, values = np.empty((len(groups), shown), np.int64), np.empty((len(groups), shown))
        everybody = np.arange(self.employees)
        by_size = np.ascontiguousarray(prices.T)
        step = max(1, _BLOCK // max(1, self.employees))
        for at in range(0, len(groups), step):
            part = groups[at : at + step]
            kinds, whose = _distinct(part // len(self.sizes))
            rows = self.kind_rows(kinds)[whose] + by_size[part % len(self.sizes)]
            found[at : at + step], values[at : at + step] = _first(
                np.broadcast_to(everybody, rows.shape), rows, shown
            )
        return found[group_of], values[group_of] + self.base[:, None]

    def _drop_special(self, found: Ints, values: Floats, without: Ints | None, many: int) -> Flags:
        """Make what is special to the citizen infinite, and say (N) where enough are left to be sure of the rest."""
        citizens = np.repeat(np.arange(self.citizens), found.shape[1])
        _at, special = self._find_special(citizens, found.ravel())
        gone = special.reshape(found.shape)
        if without is not None:
            gone = gone | (found == without[:, None])
        gone |= self.only_special[:, None]
        values[gone] = np.inf
        left: Flags = (~gone).sum(axis=1) >= many
        return left

    def _find_special(self, citizens: Ints, employees: Ints) -> tuple[Ints, Flags]:
        keys = citizens * self.employees + employees
        if not len(self.special):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_)
        at = np.minimum(np.searchsorted(self._special_keys, keys), len(self.special) - 1)
        return at, self._special_keys[at] == keys

    def _with_special(
        self, found: Ints, values: Floats, prices: Floats, without: Ints | None
    ) -> tuple[Ints, Floats]:
        lengths = np.diff(self._special_starts)
        width = int(lengths.max(initial=0))
        if not width:
            return found, values
        employees, costs = np.full((self.citizens, width), NOBODY), np.full((self.citizens, width), np.inf)
        column = np.arange(len(self.special)) - np.repeat(self._special_starts[:-1], lengths)
        employees[self.special_of, column] = self.special
        costs[self.special_of, column] = self.special_cost + prices[self.special, self.size[self.special_of]]
        if without is not None:
            costs[employees == without[:, None]] = np.inf
        return np.hstack([found, employees]), np.hstack([values, costs])


def _first(employees: Ints, values: Floats, many: int) -> tuple[Ints, Floats]:
    """The `many` smallest of each row in order; of equals the one who stands first, so that a run can be repeated."""
    if many < values.shape[1]:
        chosen = np.argpartition(values, many - 1, axis=1)[:, :many]
        employees, values = (
            np.take_along_axis(employees, chosen, axis=1),
            np.take_along_axis(values, chosen, axis=1),
        )
    order = np.argsort(values, axis=1, kind="stable")
    values = np.take_along_axis(values, order, axis=1)
    employees = np.where(np.isinf(values), NOBODY, np.take_along_axis(employees, order, axis=1))
    if values.shape[1] < many:
        missing = ((0, 0), (0, many - values.shape[1]))
        employees = np.pad(employees, missing, constant_values=NOBODY)
        values = np.pad(values, missing, constant_values=np.inf)
    return employees, values


def _distinct(values: Ints) -> tuple[Ints, Ints]:
    order = np.argsort(values, kind="stable")
    new = np.append(True, values[order[1:]] != values[order[:-1]])[: len(values)]
    whose = np.empty(len(values), np.int64)
    whose[order] = np.cumsum(new) - 1
    return values[order[new]], whose


def _ranges(starts: Ints, lengths: Ints) -> Ints:
    """The numbers from each start, as many as its length, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())


def costs_of(problem: Problem) -> Costs:
    """Read a problem with at least one employee into arrays; linear in citizens, and in employees for each trait."""
    hundredths = np.array([round(citizen.hours * HUNDREDTHS) for citizen in problem.citizens], np.int64)
    unit = max(1, int(np.gcd.reduce(hundredths))) if len(hundredths) else 1
    traits = _Traits(problem)
    kind = np.array([traits.kind(citizen) for citizen in problem.citizens], np.int64)
    own, only, specials = _own(problem)
    plain = Costs(
        units=hundredths // unit,
        unit=unit,
        atoms=np.array(traits.atoms, np.float64).reshape(-1, len(problem.employees)),
        kind_atoms=np.array([atom for atoms in traits.kinds for atom in atoms], np.int64),
        kind_starts=np.cumsum([0, *(len(atoms) for atoms in traits.kinds)]),
        kind=kind,
        base=np.array(own, np.float64),
        only_special=np.zeros(len(kind), np.bool_),
        special_of=np.empty(0, np.int64),
        special=np.empty(0, np.int64),
        special_cost=np.empty(0),
    )
    rows = np.array(specials, np.float64).reshape(-1, 3)
    of, special = rows[:, 0].astype(np.int64), rows[:, 1].astype(np.int64)
    cost = np.where(
        np.isinf(rows[:, 2]), np.inf, plain.of(of, special) + np.where(np.isinf(rows[:, 2]), 0, rows[:, 2])
    )
    order = np.lexsort((special, of))
    return replace(
        plain,
        only_special=np.array(only, np.bool_),
        special_of=of[order],
        special=special[order],
        special_cost=cost[order],
    )


class _Traits:
    """Traits become rows over all employees, once each; citizens with the same traits are of one kind."""

    def __init__(self, problem: Problem) -> None:
        self.employees, self.weights = problem.employees, problem.weights
        self.atoms: list[list[float]] = [[0.0] * len(self.employees)]
        self.kinds: list[list[int]] = []
        self._atom_at: dict[object, int] = {}
        self._kind_at: dict[object, int] = {}

    def kind(self, citizen: Citizen) -> int:
        traits = (citizen.unit, tuple(citizen.needs.items()), citizen.languages, citizen.protected)
        found = self._kind_at.get(traits)
        if found is None:
            found = self._kind_at[traits] = len(self.kinds)
            self.kinds.append(self._atoms_of(citizen))
        return found

    def _atoms_of(self, citizen: Citizen) -> list[int]:
        w, unit = self.weights, citizen.unit
        atoms: list[int] = []
        if unit is not None:
            atoms.append(self._atom(("unit", unit), lambda e: w.unit * (e.unit != unit)))
        for name, level in citizen.needs.items():
            atoms.append(self._atom(("need", name, level), _shortfall(name, level, w.competence)))
        for language in sorted(citizen.languages):
            atoms.append(self._atom(("language", language), _missing(language, w.language)))
        if citizen.protected:
            atoms.append(self._atom("protected", lambda e: 0.0 if e.cleared else float("inf")))
        return atoms or [0]

    def _atom(self, trait: object, cost: Callable[[Employee], float]) -> int:
        found = self._atom_at.get(trait)
        if found is None:
            found = self._atom_at[trait] = len(self.atoms)
            self.atoms.append([cost(employee) for employee in self.employees])
        return found


def _shortfall(name: str, level: int, points: float) -> Callable[[Employee], float]:
    return lambda employee: points * max(0, level - employee.levels.get(name, 0))


def _missing(language: str, points: float) -> Callable[[Employee], float]:
    return lambda employee: points * (language not in employee.languages)


def _own(problem: Problem) -> tuple[list[float], list[bool], list[tuple[int, int, float]]]:
    """Each citizen's own amount; whether only special ones may follow; and (citizen, employee, change) of those."""
    own: list[float] = []
    only: list[bool] = []
    specials: list[tuple[int, int, float]] = []
    for at, citizen in enumerate(problem.citizens):
        base, changes = _changes(problem, citizen)
        own.append(base)
        only.append(citizen.stays or bool(citizen.wishes))
        specials += [(at, employee, change) for employee, change in changes.items()]
    return own, only, specials


def _changes(problem: Problem, citizen: Citizen) -> tuple[float, dict[int, float]]:
    """The citizen's amount with a stranger, and what changes with each employee who is not one; infinite: never."""
    weights = problem.weights
    if not (citizen.present or citizen.earlier or citizen.ties or _is_barred(citizen)):
        return 0.0, {}
    place, here = problem.employee_at, problem.contacts_of
    base, changes = 0.0, dict.fromkeys(_chosen(problem, citizen), 0.0)
    known = {place[key] for key in citizen.earlier if key in place} if citizen.earlier else set()
    now = place.get(citizen.present, NOBODY) if citizen.present is not None else NOBODY
    if now != NOBODY:
        base += weights.present
        changes[now] = -weights.present
    if known:
        base += weights.earlier
        for employee in known | ({now} - {NOBODY}):
            changes[employee] = changes.get(employee, 0.0) - weights.earlier
    for tie in citizen.ties:
        base += weights.workplace * (tie in here)
        for employee in here.get(tie, ()):
            changes[employee] = changes.get(employee, 0.0) - weights.workplace
    for key in citizen.conflicts | citizen.declined if citizen.conflicts or citizen.declined else ():
        if key in place:
            changes[place[key]] = float("inf")
    if citizen.stays or citizen.wishes:
        changes = {
            at: change if may_follow(citizen, problem.employees[at]) else float("inf")
            for at, change in changes.items()
        }
    return base, changes


def _is_barred(citizen: Citizen) -> bool:
    return bool(citizen.stays or citizen.wishes or citizen.conflicts or citizen.declined)


def _chosen(problem: Problem, citizen: Citizen) -> list[int]:
    """Places of those whom a wish or `stays` leaves; nobody where there is neither."""
    named = citizen.wishes if citizen.wishes else {citizen.present} if citizen.stays else set()
    return [problem.employee_at[key] for key in named if key is not None and key in problem.employee_at]
