"""Somebody who has all the files of a run and adds up: what is hidden, between which bounds must it be?

All that is known of the lines is written as equations and inequalities over the hidden numbers. Each number that is
small is then made as small and as large as they allow; when that is the same, it is told. Full-time persons are taken
as days, which add up.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, lil_array
from scipy.sparse.csgraph import connected_components

from tovholder.registers.monthly.shown import Line
from tovholder.registers.period import Period, Span

Name = tuple[str, str, str, str, str]  # indicator, period, split, value, measure
Sum = list[tuple[float, Name]]
FLOWS = ("on_support", "beginning", "ending")
UPPER = {
    "class": "",
    "class/benefit": "class",
    "municipality": "",
    "municipality/unit": "municipality",
    "sex": "",
}
ADDED = ("full_time_persons", "spells")  # over months; different persons are only not fewer, and not more

DIFFERS, FAR = 0.5, 1e5


@dataclass
class Known:
    """`exact`: sums that are nought; `not_above`: sums that are nought or less."""

    numbers: dict[Name, float | None]
    exact: list[Sum] = field(default_factory=list)
    not_above: list[Sum] = field(default_factory=list)


def told(
    files: Mapping[str, Sequence[Line]],
    is_small: Callable[[Name], bool],
    year_of: Mapping[str, Sequence[str]],
) -> list[tuple[Name, float]]:
    """The small numbers that can be worked out. `year_of`: the quarters and months each curve's spells began in."""
    return list(_worked_out(_known(files, year_of), is_small))


def hold(files: Mapping[str, Sequence[Line]], year_of: Mapping[str, Sequence[str]]) -> bool:
    """Whether all that is used here is true of files with nothing hidden."""
    known = _known(files, year_of)

    def of(one: Sum) -> float:
        return sum(factor * (known.numbers.get(name) or 0) for factor, name in one)

    return all(abs(of(each)) < 1e-6 for each in known.exact) and all(
        of(each) < 1e-6 for each in known.not_above
    )


def _known(files: Mapping[str, Sequence[Line]], year_of: Mapping[str, Sequence[str]]) -> Known:
    known = Known({_name(line): _number(line) for lines in files.values() for line in lines})
    _trees(known)
    _over_time(known)
    _between_files(known, year_of)
    return known


def _name(line: Line) -> Name:
    return line.indicator, line.period, line.split, line.value, line.measure


def _number(line: Line) -> float | None:
    if line.number is None or line.measure != "full_time_persons":
        return line.number
    period = Period.parse(line.period)
    return line.number * ((period.last_day - period.first_day).days + 1)


def _add_up(known: Known, whole: Name, parts: Iterable[Name]) -> None:
    known.exact.append([(-1, whole), *((1, part) for part in parts)])


def _trees(known: Known) -> None:
    """The parts of each whole; a part without a line is nought."""
    below: dict[Name, list[Name]] = defaultdict(list)
    for name in known.numbers:
        indicator, period, split, value, measure = name
        if split in UPPER and indicator != "how_long":
            below[
                indicator, period, UPPER[split], value.split("/")[0] if "/" in split else "", measure
            ].append((split != "class", split, name))
        elif split in ("benefit/weeks", "benefit/status") and indicator != "how_long":
            below[indicator, period, "benefit", value.split("/")[0], measure].append((True, split, name))
    for whole, parts in below.items():
        for split in {each[1] for each in parts}:
            _add_up(known, whole, [name for _, of, name in parts if of == split])


def _within(code: str) -> list[str]:
    """A quarter's months, and a rolling year's quarters."""
    period = Period.parse(code)
    if period.span is Span.QUARTER:
        return [f"{period.year}M{3 * period.number - n:02}" for n in range(3)]
    if period.span is Span.ROLLING_YEAR:
        places = [4 * period.year + period.number - 1 - n for n in range(4)]
        return [f"{place // 4}Q{place % 4 + 1}" for place in places]
    return []


def _over_time(known: Known) -> None:
    written = {(name[0], name[1]) for name in known.numbers}
    cells = {(name[0], *name[2:]) for name in known.numbers if name[0] in FLOWS and name[2] in {"", *UPPER}}
    for indicator, code in written:
        parts = _within(code)
        if indicator not in FLOWS or not parts:
            continue
        all_there = all((indicator, part) in written for part in parts)
        for _indicator, split, value, measure in (cell for cell in cells if cell[0] == indicator):
            names = [(indicator, part, split, value, measure) for part in parts]
            whole = (indicator, code, split, value, measure)
            if all_there and measure in ADDED:
                _add_up(known, whole, names)
            elif all_there:
                known.not_above.append([(1, whole), *((-1, name) for name in names)])
            for name in names:
                if (indicator, name[1]) in written:
                    known.not_above.append([(1, name), (-1, whole)])


def _between_files(known: Known, year_of: Mapping[str, Sequence[str]]) -> None:
    def of_benefit(indicator: str, codes: Sequence[str], benefit: str, measure: str) -> list[Name]:
        return [
            name
            for name in known.numbers
            if (name[0], name[2], name[4]) == (indicator, "class/benefit", measure)
            and name[1] in codes
            and name[3].endswith(f"/{benefit}")
        ]

    written = {(name[0], name[1]) for name in known.numbers}
    for name in list(known.numbers):
        indicator, code, split, benefit, measure = name
        if split == "benefit" and indicator.startswith("status_after") and ("ending", code) in written:
            _add_up(known, name, of_benefit("ending", [code], benefit, "spells"))
        if split == "benefit" and indicator == "lasting_so_long" and ("on_support", code) in written:
            more = of_benefit("on_support", [code], benefit, "persons")
            known.not_above.append([(1, name), *((-1, each) for each in more)])
        if indicator == "how_long" and measure == "spells":
            parts = of_benefit("beginning", year_of[code], benefit, "spells")
            whole = all(("beginning", each) in written for each in year_of[code])
            known.exact.append([(-1, name), *((1, each) for each in parts)]) if whole else (
                known.not_above.append([(-1, name), *((1, each) for each in parts)])
            )


def _worked_out(known: Known, is_small: Callable[[Name], bool]) -> Iterator[tuple[Name, float]]:
    place = {
        name: n for n, name in enumerate(name for name, number in known.numbers.items() if number is None)
    }
    sums = [(each, True) for each in known.exact] + [(each, False) for each in known.not_above]
    rows = [(each, is_exact) for each, is_exact in sums if any(name in place for _, name in each)]
    table, right = lil_array((len(rows), len(place))), np.zeros(len(rows))
    for y, (each, _) in enumerate(rows):
        for factor, name in each:
            if name in place:
                table[y, place[name]] += factor
            else:
                right[y] -= factor * (known.numbers.get(name) or 0)
    is_exact, table = np.array([exact for _, exact in rows]), csr_array(table)
    _count, part = connected_components(abs(table.T) @ abs(table))
    small = {n: name for name, n in place.items() if is_small(name)}
    for number in sorted({part[n] for n in small}):
        columns = np.flatnonzero(part == number)
        some = table[:, columns]
        used = np.diff(some.indptr) > 0
        allowed = _Allowed(some[used], right[used], is_exact[used])
        for at, n in enumerate(columns):
            if n in small and allowed.is_told(at):
                yield small[n], allowed.least[at]


class _Allowed:
    """Numbers that hang together: the `least` and the `most` that each was seen to be in answers that are allowed."""

    def __init__(self, table: csr_array, right: np.ndarray, is_exact: np.ndarray) -> None:
        self.rows = {
            "A_eq": table[is_exact],
            "b_eq": right[is_exact],
            "A_ub": table[~is_exact],
            "b_ub": right[~is_exact],
        }
        self.least, self.most = np.full(table.shape[1], np.inf), np.full(table.shape[1], -np.inf)
        random = np.random.default_rng(1)
        for _ in range(4):  # most are seen to differ before they are asked for one by one
            self._try(random.normal(size=table.shape[1]))

    def is_told(self, at: int) -> bool:
        for sign in (1, -1):
            if self.most[at] - self.least[at] < DIFFERS:
                self._try(sign * np.eye(1, len(self.most), at)[0])
        return bool(self.most[at] - self.least[at] < DIFFERS)

    def _try(self, wanted: np.ndarray) -> None:
        found = linprog(wanted, **self.rows, bounds=(0, FAR))
        assert found.status == 0, found.message
        self.least, self.most = np.minimum(self.least, found.x), np.maximum(self.most, found.x)
