"""How one is "one contact": talks with one's own employee each month, and over a year how many one has met."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from tovholder.continuity.history import Continuity, History
from tovholder.continuity.measures import Mean, mean, slicc
from tovholder.continuity.talks import ASKED_FOR_AS_OWN, COVER_AS_OWN, OURS, Held, Rules
from tovholder.jobcentre.results.indicators import ASKED_FOR, COVER, SO_FAR
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish import own_citizens
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import full_months, year_to_month
from tovholder.registers.oracle import Share
from tovholder.registers.tables import Month

OTHER_READINGS: Mapping[str, Rules] = {COVER: COVER_AS_OWN, ASKED_FOR: ASKED_FOR_AS_OWN}
OVER_A_YEAR: Mapping[str, Callable[[Continuity], Share | None]] = {
    Indicator.USUAL_EMPLOYEE: lambda row: row.upc,
    Indicator.SAME_EMPLOYEE: lambda row: row.coc,
    Indicator.NEXT_SAME: lambda row: row.secon,
    Indicator.EMPLOYEES_MET: lambda row: Share(row.met, 1),
}


def first_day_of_all(today: date) -> date:
    """The first day of the oldest year a figure is counted over."""
    return year_to_month(full_months(today)[0])[0]


def tables(held: Sequence[Held], today: date, units: Sequence[int]) -> Iterator[Table]:
    """Each whole month's, and the share of this month so far."""
    by_month: dict[Month, list[Held]] = defaultdict(list)
    for talk in held:
        by_month[Month.of(talk.on)].append(talk)
    for month in full_months(today):
        yield from _own_employee(by_month[month], month.last_day, units)
    yield _share(by_month[Month.of(today)], today, SO_FAR, units, OURS)
    history = History(held)
    for month in full_months(today):
        yield from _over_a_year(history.between(*year_to_month(month)), month.last_day, units)
    yield from own_citizens.tables(by_month, full_months(today), units)


def _own_employee(held: Sequence[Held], day: date, units: Sequence[int]) -> Iterator[Table]:
    ours = _share(held, day, "", units, OURS)
    yield ours
    for group, rules in OTHER_READINGS.items():
        yield _share(held, day, group, units, rules, ours)


def _share(
    held: Sequence[Held],
    day: date,
    group: str,
    units: Sequence[int],
    rules: Rules,
    ours: Table | None = None,
) -> Table:
    """`ours`: the same talks by our own rules, published too, so that the difference is protected with it.

    Many talks with few citizens are still about few: the citizens are protected with them.
    """
    parts: dict[int | None, list[Held]] = {unit: [] for unit in units}
    for talk in held:
        parts[_unit(talk.unit)].append(talk)
    whole = _count(slicc(held, rules))
    shares = {unit: _count(slicc(talks, rules)) for unit, talks in parts.items()}
    beside = [CountRow(_citizens(held), {unit: _citizens(talks) for unit, talks in parts.items()})]
    if ours is not None:
        more = {unit: _numerator(share) - _numerator(ours.units[unit]) for unit, share in shares.items()}
        beside.append(CountRow(_numerator(whole) - _numerator(ours.whole), more))
    return Table(Indicator.OWN_EMPLOYEE, day, group, whole, shares, tuple(beside))


def _over_a_year(rows: Iterable[Continuity], day: date, units: Sequence[int]) -> Iterator[Table]:
    """Means over citizens with two talks or more, each in the unit of their last talk.

    The same citizens in every figure: with one talk nobody can have met two, and two figures over different citizens
    would give away by subtraction how few they differ by.
    """
    whole = [row for row in rows if row.upc is not None]
    parts: dict[int | None, list[Continuity]] = {unit: [] for unit in units}
    for row in whole:
        parts[_unit(row.unit)].append(row)
    for indicator, of in OVER_A_YEAR.items():
        yield Table(
            indicator,
            day,
            "",
            _mean(mean(map(of, whole))),
            {unit: _mean(mean(map(of, theirs))) for unit, theirs in parts.items()},
        )


def _citizens(held: Sequence[Held]) -> int:
    return len({talk.citizen for talk in held})


def _unit(key: object) -> int | None:
    assert key is None or isinstance(key, int)
    return key


def _count(share: Share) -> Count:
    return Count.share(share.numerator, share.denominator)


def _numerator(count: Count) -> int:
    return count.numerator or 0


def _mean(of: Mean) -> Count:
    return Count(None, of.citizens, None if of.value is None else float(of.value))
