"""Which numbers of a table may not be shown: the small ones, and those a small one could be worked out from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tovholder.registers.disclosure import Suppressed, rounded, suppress_row

Person = int | str  # a citizen's number, or what else two people are told apart by
People = frozenset[Person]
NOBODY: People = frozenset()


@dataclass(frozen=True, slots=True)
class Count:
    """A count (numerator alone), a share (both), or a median of `denominator` values (no numerator).

    `behind`: where what is counted is no people but what they did or met, who is behind each side of it: those of the
    kind, and those of another. Many talks with few citizens are about few.
    """

    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    behind: tuple[People, ...] = ()

    @classmethod
    def share(cls, numerator: int, denominator: int, behind: tuple[People, ...] = ()) -> "Count":
        return cls(numerator, denominator, numerator / denominator if denominator else None, behind)


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


@dataclass(slots=True)
class Hidden:
    whole: bool = False
    units: set[int | None] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count of the whole centre and of its parts; the part None is those who belong to no unit."""

    whole: int
    parts: Mapping[int | None, int]

    def hidden(self, limit: int) -> Hidden:
        shown = suppress_row(self.parts, self.whole, limit)
        secret = {part for part, count in shown.parts.items() if isinstance(count, Suppressed)}
        return Hidden(isinstance(shown.total, Suppressed), secret)


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """Who is behind a count of the whole centre and of its parts. The same person may be behind several."""

    whole: People
    parts: Mapping[int | None, People]

    def hidden(self, limit: int) -> Hidden:
        """As of counts. What is left when the shown parts are taken away is the hidden ones together: three people
        who are the same in two of them are three."""
        many = sorted((part for part, people in self.parts.items() if people), key=self._people, reverse=True)
        secret = set[int | None]()
        while many and (self._is_of_few({many[-1]}, limit) or self._is_of_few(secret, limit)):
            secret.add(many.pop())
        return Hidden(self._is_of_few(secret, limit) or _is_few(len(self.whole), limit), secret)

    def _people(self, part: int | None) -> int:
        return len(self.parts[part])

    def _is_of_few(self, parts: Iterable[int | None], limit: int) -> bool:
        return _is_few(len(NOBODY.union(*(self.parts[part] for part in parts))), limit)


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
    protected together. Behind it are those since the threshold before, and those beyond.
    """

    indicator: str
    day: date
    group: str
    whole: Count
    units: Mapping[int | None, Count]
    beside: tuple[CountRow | PeopleRow, ...] = ()
    by_company: bool = False
    threshold: int | None = None
    # Of a table of companies: the same by month (`publish.crossed`), which is hidden by rows and columns together.
    crossed: Mapping[date, Mapping[int, Count]] = field(default_factory=dict)

    def rows(self) -> Iterator[CountRow | PeopleRow]:
        for of in (_numerator, _denominator):
            whole = of(self.whole)
            if whole is not None:
                yield CountRow(whole, {unit: of(count) or 0 for unit, count in self.units.items()})
        for side, people in enumerate(self.whole.behind):
            yield PeopleRow(people, {unit: count.behind[side] for unit, count in self.units.items()})
        yield from self.beside


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
    may = [not secret.whole] * len(ordered)
    may = _steps_apart([[share.whole] for share in ordered], limit, may)
    by_unit = [
        [
            *(share.units[unit] for unit in shown_units),
            together([share.units[unit] for unit in secret.units]),
        ]
        for share in ordered
    ]
    units = _steps_apart(by_unit, limit, may)
    decided = {
        id(share): Hidden(not may[place], set(secret.units) if units[place] else set(every))
        for place, share in enumerate(ordered)
    }
    return [decided[id(share)] for share in shares]


def _steps_apart(growing: Sequence[Sequence[Count]], limit: int, may: Sequence[bool]) -> list[bool]:
    """Which rows of `growing` shares may be shown, so that every step between those shown, and beyond the last, is 0 or
    at least `limit`: in number and in people."""
    steps, shown = [_Step() for _share in growing[0]] if growing else [], []
    for is_shown, row in zip(may, growing, strict=True):
        for step, share in zip(steps, row, strict=True):
            step.add(share)
        shown.append(is_shown and not any(step.is_few(limit) for step in steps))
        if shown[-1]:
            steps = [_Step(step.so_far) for step in steps]
    return shown


@dataclass(slots=True)
class _Step:
    """What lies between two of the growing shares of one column, and beyond the last."""

    before: int = 0
    so_far: int = 0
    total: int = 0
    since: People = NOBODY
    beyond: People = NOBODY

    def add(self, share: Count) -> None:
        self.so_far, self.total = share.numerator or 0, share.denominator or 0
        since, self.beyond = share.behind or (NOBODY, NOBODY)
        self.since |= since

    def is_few(self, limit: int) -> bool:
        numbers = (self.so_far - self.before, self.total - self.so_far, len(self.since), len(self.beyond))
        return any(_is_few(number, limit) for number in numbers)


def together(counts: Sequence[Count]) -> Count:
    """Several counts as one; what is left of them when all others are known. It has no value of its own."""
    numerators = [count.numerator for count in counts if count.numerator is not None]
    sides = zip(*(count.behind for count in counts), strict=True)
    return Count(
        sum(numerators) if numerators else None,
        sum(count.denominator or 0 for count in counts),
        behind=tuple(NOBODY.union(*side) for side in sides),
    )


def hidden(table: Table, limit: int) -> Hidden:
    """What to hide, together, over all the rows of a table: hiding more never gives anything away."""
    secret = Hidden()
    for row in table.rows():
        theirs = row.hidden(limit)
        secret.whole |= theirs.whole
        secret.units |= theirs.units
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


def within_units(
    rows: Iterable[tuple[int | None, int | None, Person]],
) -> Iterator[CountRow | PeopleRow]:
    """Of things counted by (unit, company), each of a person: for each unit those of every company that is with it
    alone, and (None) all others. Where both units and companies are published, a small number could be found from
    these.
    """
    known = list(rows)
    units: dict[int | None, set[int | None]] = defaultdict(set)
    for unit, company, _person in known:
        units[company].add(unit)
    for unit in {unit for unit, _company, _person in known}:
        theirs = [
            (company if len(units[company]) == 1 else None, person)
            for at, company, person in known
            if at == unit
        ]
        yield CountRow(len(theirs), Counter(company for company, _person in theirs))
        yield people_by(theirs)


def people_by(rows: Iterable[tuple[int | None, Person]]) -> PeopleRow:
    """Those behind each part, of things that each are of a part and a person."""
    found: dict[int | None, set[Person]] = defaultdict(set)
    for part, person in rows:
        found[part].add(person)
    return PeopleRow(NOBODY.union(*found.values()), {part: frozenset(some) for part, some in found.items()})


def _is_few(number: int, limit: int) -> bool:
    return 0 < number < limit


def _numerator(count: Count) -> int | None:
    return count.numerator


def _denominator(count: Count) -> int | None:
    return count.denominator
