"""The short door: exact counts of one table in, lines that may be shown out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..disclosure import Row, Suppressed, rounded, suppress, suppress_cross, suppress_row, suppress_tree
from ..indicators.rows import By
from ..lasting import BANDS, Lengths, points_by_length

Cell = tuple[str, ...]
# Exact numbers of one cell. "persons" decides whether the cell may be shown; the others follow it.
Numbers = Mapping[str, float]
ALL: Cell = ()
TREES = ((By.CLASS, By.BENEFIT), (By.MUNICIPALITY, By.UNIT))
ROWS = (By.AGE, By.SEX)
CROSSED = (By.BENEFIT, By.AGE)
SICK = "sygedagpenge"
HALF, SHARE, LOW, HIGH = "days_by_which_half_have_ended", "share_lasting_longer", "share_low", "share_high"
OF_NOBODY = frozenset({HALF, SHARE, LOW, HIGH})


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a file; None where it is hidden. `split` and `value` say of whom: "class", "temporary"."""

    indicator: str
    period: str
    split: str
    value: str
    measure: str
    number: float | None


def band_name(band: int) -> str:
    """In whole weeks: "0-4", "5-8", …, "157-"."""
    lower = BANDS[band - 1] + 1 if band else 0
    return f"{lower}-{BANDS[band] if band < len(BANDS) else ''}"


def shown_of_people(
    indicator: str, period: str, tables: Mapping[tuple[By, ...], Mapping[Cell, Numbers]], limit: int
) -> list[Line]:
    """The lines of one period: all, and by class and benefit, municipality and unit, age, and sex; where it is given,
    by benefit and age crossed too.

    `tables`: the cells of each of these, exact. Where one of them needs the total hidden, all is.
    """
    if not tables[()]:
        return []
    total = int(tables[()][ALL]["persons"])
    rows: list[tuple[tuple[By, ...], Row[Cell]]] = []
    for upper, lower in TREES:
        row, below = suppress_tree(*_tree(tables[(upper,)], tables[(upper, lower)]), total, limit)
        rows += [((upper,), row), *(((upper, lower), each) for each in below.values())]
    rows += [((by,), suppress_row(_persons(tables[(by,)]), total, limit)) for by in ROWS]
    tops = [row for by, row in rows if len(by) == 1]
    hide_all = any(isinstance(row.total, Suppressed) for row in tops)
    lines = _lines(indicator, period, (), tables[()], set() if hide_all else {ALL})
    for by, row in rows:
        seen = set() if hide_all else {cell for cell, count in row.parts.items() if isinstance(count, int)}
        cells = {cell: tables[by][cell] for cell in row.parts}
        lines += _lines(indicator, period, by, cells, seen)
    if CROSSED in tables:
        shown = set() if hide_all else _crossed(tables[CROSSED], rows, limit)
        seen = {cell for cell in tables[CROSSED] if cell[0] in shown}
        lines += _lines(indicator, period, CROSSED, tables[CROSSED], seen)
    return lines


def shown_curve(
    indicator: str, period: str, benefit: str, lengths: Lengths, weeks: Sequence[int], limit: int
) -> list[Line]:
    """How many spells began, the days by which half have ended, and the share that lasts longer than so many weeks,
    with its interval of 95 per cent. Where few persons are in a step of the curve, the step is not there.
    """
    points, half = points_by_length(lengths, [7 * each for each in weeks], limit)
    is_told = not isinstance(suppress(sum(lengths.persons), limit), Suppressed)
    spells = float(sum(lengths.spells)) if is_told else None
    lines = [
        Line(indicator, period, "benefit", benefit, "spells", spells),
        Line(indicator, period, "benefit", benefit, HALF, half),
    ]
    known = {point.day: point for point in points}
    for each in weeks:
        point = known.get(7 * each)
        numbers = (point.share, point.low, point.high) if point else (None, None, None)
        lines += [
            Line(indicator, period, "benefit/weeks", f"{benefit}/{each}", measure, number)
            for measure, number in zip((SHARE, LOW, HIGH), numbers, strict=True)
        ]
    return lines


def rounded_line(line: Line, to: int) -> Line:
    """The line with its number to the nearest `to`, as it is when that is 1. After hiding, never instead of it.

    Shares and medians stay: they are numbers of nobody.
    """
    if line.number is None or to == 1 or line.measure in OF_NOBODY:
        return line
    return replace(line, number=float(rounded(round(line.number), to)))


def _crossed(
    cells: Mapping[Cell, Numbers], rows: Iterable[tuple[tuple[By, ...], Row[Cell]]], limit: int
) -> set[str]:
    """The benefits whose ages may be shown: of those whose own number is, in every class they had."""
    by_benefit: dict[str, dict[str, int]] = defaultdict(dict)
    for (benefit, age), numbers in cells.items():
        by_benefit[benefit][age] = int(numbers["persons"])
    counts = [(cell[1], count) for by, row in rows if by == TREES[0] for cell, count in row.parts.items()]
    hidden = {benefit for benefit, count in counts if isinstance(count, Suppressed)}
    return suppress_cross(by_benefit, by_benefit.keys() - hidden, limit)


def shown_in_parts(
    indicator: str, period: str, by: tuple[str, str], whole: str, cells: Mapping[str, Numbers], limit: int
) -> list[Line]:
    """The lines of one whole (a benefit, say) and its parts, each person in one: all of it under the first of `by`."""
    numbers: dict[Cell, Numbers] = {(whole, part): numbers for part, numbers in cells.items()}
    row = suppress_row(_persons(numbers), int(sum(each["persons"] for each in cells.values())), limit)
    names = next(iter(cells.values())).keys()
    total: dict[Cell, Numbers] = {
        (whole,): {name: sum(each[name] for each in cells.values()) for name in names}
    }
    seen = {cell for cell, count in row.parts.items() if isinstance(count, int)}
    return [
        *_lines(indicator, period, by[:1], total, {(whole,)} if isinstance(row.total, int) else set()),
        *_lines(indicator, period, by, numbers, seen),
    ]


def _tree(
    upper: Mapping[Cell, Numbers], lower: Mapping[Cell, Numbers]
) -> tuple[dict[Cell, int], dict[Cell, dict[Cell, int]]]:
    below: dict[Cell, dict[Cell, int]] = {cell: {} for cell in upper}
    for cell, numbers in lower.items():
        below[cell[:1]][cell] = int(numbers["persons"])
    return _persons(upper), below


def _persons(cells: Mapping[Cell, Numbers]) -> dict[Cell, int]:
    return {cell: int(numbers["persons"]) for cell, numbers in cells.items()}


def _lines(
    indicator: str, period: str, by: Sequence[str], cells: Mapping[Cell, Numbers], seen: Iterable[Cell]
) -> list[Line]:
    can_be_seen = set(seen)
    return [
        Line(
            indicator, period, "/".join(by), "/".join(cell), measure, number if cell in can_be_seen else None
        )
        for cell, numbers in sorted(cells.items())
        for measure, number in numbers.items()
    ]
