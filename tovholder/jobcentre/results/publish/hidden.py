"""Which numbers of a table may not be shown: the small ones, and those a small one could be worked out from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tovholder.registers.disclosure import Suppressed, rounded, suppress_row


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people (numerator alone), a share (both), or a median of `denominator` values (no numerator)."""

    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None

    @classmethod
    def share(cls, numerator: int, denominator: int) -> "Count":
        return cls(numerator, denominator, numerator / denominator if denominator else None)


@dataclass(frozen=True, slots=True)
class Shown:
    """How numbers may be shown: from how many people, and rounded to the nearest what (1: not at all)."""

    limit: int
    round_to: int = 1


def rounded_count(count: Count, to: int) -> Count:
    """The counts rounded, and a share reckoned from them; a median stays, as it is of nobody."""
    if to == 1:
        return count
    numerator = None if count.numerator is None else rounded(count.numerator, to)
    denominator = None if count.denominator is None else rounded(count.denominator, to)
    if numerator is None or denominator is None:
        return Count(numerator, denominator, count.value)
    return Count.share(numerator, denominator)


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count of the whole centre and of its parts; the part None is those who belong to no unit."""

    whole: int
    parts: Mapping[int | None, int]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A count of a whole and of its parts by name."""

    whole: int
    parts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """How many of an indicator's people, or spells, are in one of its parts; None: not shown."""

    indicator: str
    day: date
    group: str
    persons: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """One figure of one day, for the whole centre and each unit, or (`by_company`) each company.

    `beside`: rows that follow by subtraction from this table and another published one, and are protected with it.
    `threshold`: a share of those at most so much, nested in the other shares of the same figure and day; they are
    protected together.
    """

    indicator: str
    day: date
    group: str
    whole: Count
    units: Mapping[int | None, Count]
    beside: tuple[CountRow, ...] = ()
    by_company: bool = False
    threshold: int | None = None
    # Of a table of companies: the same by month (`publish.crossed`), which is hidden by rows and columns together.
    crossed: Mapping[date, Mapping[int, Count]] = field(default_factory=dict)

    def rows(self) -> Iterable[CountRow]:
        for of in (_numerator, _denominator):
            whole = of(self.whole)
            if whole is not None:
                yield CountRow(whole, {unit: of(count) or 0 for unit, count in self.units.items()})
        yield from self.beside


@dataclass(slots=True)
class Hidden:
    whole: bool = False
    units: set[int | None] = field(default_factory=set)


def hidden_in(tables: Sequence[Table], limit: int) -> list[Hidden]:
    """What to hide in each table: nested shares together with the figure they are shares of."""
    nested: dict[tuple[str, date], list[Table]] = defaultdict(list)
    for table in tables:
        if table.threshold is not None:
            nested[table.indicator, table.day].append(table)
    found: dict[int, Hidden] = {}
    for table in tables:
        if table.threshold is None:
            found[id(table)] = secret = hidden(table, limit)
            if table.group == "" and not table.by_company:
                shares = nested.get((table.indicator, table.day), [])
                found |= zip(map(id, shares), _hidden_within(table, shares, secret, limit), strict=True)
    return [found[id(table)] for table in tables]


def _hidden_within(table: Table, shares: Sequence[Table], secret: Hidden, limit: int) -> list[Hidden]:
    """Of nested shares those are shown whose steps are each 0 or large: what lies between two, and beyond the last.

    The units show the same shares, all of them or none, so that nobody's follows from the others'; those that are
    hidden count as one. They show none that the whole does not.
    """
    ordered = sorted(shares, key=lambda share: share.threshold or 0)
    every = set(table.units)
    shown_units = [unit for unit in table.units if unit not in secret.units]
    whole = _steps_apart([[_numerator(share.whole) or 0] for share in ordered], [_of(table.whole)], limit)
    by_unit = [
        [
            *(_numerator(share.units[unit]) or 0 for unit in shown_units),
            sum(_numerator(share.units[unit]) or 0 for unit in secret.units),
        ]
        for share in ordered
    ]
    totals = [
        *(_of(table.units[unit]) for unit in shown_units),
        sum(_of(table.units[unit]) for unit in secret.units),
    ]
    may = [is_shown and not secret.whole for is_shown in whole]
    units = _steps_apart(by_unit, totals, limit, may)
    decided = {
        id(share): Hidden(not may[place], set(secret.units) if units[place] else set(every))
        for place, share in enumerate(ordered)
    }
    return [decided[id(share)] for share in shares]


def _steps_apart(
    counts: Sequence[Sequence[int]], totals: Sequence[int], limit: int, may: Sequence[bool] | None = None
) -> list[bool]:
    """Which of the growing `counts` may be shown, so that every step between those shown is 0 or at least `limit`."""
    last, shown = [0] * len(totals), []
    for place, row in enumerate(counts):
        steps = [
            *(now - before for now, before in zip(row, last, strict=True)),
            *(total - now for total, now in zip(totals, row, strict=True)),
        ]
        is_shown = (may is None or may[place]) and not any(0 < step < limit for step in steps)
        shown.append(is_shown)
        last = list(row) if is_shown else last
    return shown


def hidden(table: Table, limit: int) -> Hidden:
    """What to hide, together, over all the rows of a table: hiding more never gives anything away."""
    secret = Hidden()
    for row in table.rows():
        shown = suppress_row(row.parts, row.whole, limit)
        secret.whole |= isinstance(shown.total, Suppressed)
        secret.units |= {unit for unit, count in shown.parts.items() if isinstance(count, Suppressed)}
    return secret


def parts_shown(parts: Mapping[str, int], rows: Sequence[PartRow], limit: int) -> dict[str, int | None]:
    """How many are in each part of a whole that is shown itself; None: not shown.

    `rows`: all that tells of the parts (spells, and the persons they are of), protected together; where one of them
    would need the whole hidden, no part is shown.
    """
    found = [suppress_row(row.parts, row.whole, limit) for row in rows]
    is_told = not any(isinstance(row.total, Suppressed) for row in found)
    secret = {part for row in found for part, count in row.parts.items() if isinstance(count, Suppressed)}
    return {part: count if is_told and part not in secret else None for part, count in parts.items()}


def within_units(rows: Iterable[tuple[int | None, int | None]]) -> Iterator[CountRow]:
    """Of things counted by (unit, company): for each unit those of every company that is with it alone, and (None) all
    others. Where both units and companies are published, a small number could be found from these.
    """
    known = list(rows)
    units: dict[int | None, set[int | None]] = defaultdict(set)
    for unit, company in known:
        units[company].add(unit)
    for unit in {unit for unit, _company in known}:
        theirs = [company if len(units[company]) == 1 else None for at, company in known if at == unit]
        yield CountRow(len(theirs), Counter(theirs))


def _numerator(count: Count) -> int | None:
    return count.numerator


def _of(count: Count) -> int:
    return count.denominator or 0


def _denominator(count: Count) -> int | None:
    return count.denominator
