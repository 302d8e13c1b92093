"""How one is "one contact": talks with one's own employee each month, and over a year how many one has met."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from tovholder.continuity.columns import HeldColumns, Means, Talks
from tovholder.continuity.measures import Mean
from tovholder.continuity.talks import ASKED_FOR_AS_OWN, COVER_AS_OWN, OURS, Rules
from tovholder.jobcentre.results.indicators import ASKED_FOR, COVER, SO_FAR
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish import own_citizens
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import full_months, year_to_month
from tovholder.jobcentre.results.publish.spells import distinct
from tovholder.registers.oracle import Share
from tovholder.registers.tables import Month

Shares = Mapping[int | None, Share]  # by unit
OTHER_READINGS: Mapping[str, Rules] = {COVER: COVER_AS_OWN, ASKED_FOR: ASKED_FOR_AS_OWN}
OVER_A_YEAR: Mapping[str, Callable[[Means], Mean]] = {
    Indicator.USUAL_EMPLOYEE: lambda means: means.upc,
    Indicator.SAME_EMPLOYEE: lambda means: means.coc,
    Indicator.NEXT_SAME: lambda means: means.secon,
    Indicator.EMPLOYEES_MET: lambda means: means.met,
}


def first_day_of_all(today: date) -> date:
    """The first day of the oldest year a figure is counted over."""
    return year_to_month(full_months(today)[0])[0]


def tables(held: HeldColumns, today: date, units: Sequence[int]) -> Iterator[Table]:
    """Each whole month's, and the share of this month so far."""
    so_far = Month.of(today)
    for month in full_months(today):
        yield from _own_employee(held.between(month.first_day, month.last_day), month.last_day, units)
    yield from _own_employee(held.between(so_far.first_day, today), today, units, so_far=True)
    talks = Talks(held)
    for month in full_months(today):
        yield from _over_a_year(talks, month, units)
    yield from own_citizens.tables(held, full_months(today), units)


def _own_employee(
    held: HeldColumns, day: date, units: Sequence[int], *, so_far: bool = False
) -> Iterator[Table]:
    """The share by our own rules, and of a whole month by the others too.

    Many talks with few citizens are still about few: the citizens are protected with them, and so is the difference
    between two readings, as both are published.
    """
    of_unit = {unit: held.unit == unit for unit in units}

    def shares(rules: Rules) -> Shares:
        own = held.with_own(rules)
        return {unit: Share(int(own[theirs].sum()), int(theirs.sum())) for unit, theirs in of_unit.items()}

    met: dict[int | None, int] = {unit: distinct(held.citizen[theirs]) for unit, theirs in of_unit.items()}
    citizens, ours = CountRow(distinct(held.citizen), met), shares(OURS)
    yield _shares(SO_FAR if so_far else "", day, ours, citizens)
    if so_far:
        return
    for group, rules in OTHER_READINGS.items():
        theirs = shares(rules)
        more = {unit: share.numerator - ours[unit].numerator for unit, share in theirs.items()}
        yield _shares(group, day, theirs, citizens, CountRow(sum(more.values()), more))


def _shares(group: str, day: date, parts: Shares, *beside: CountRow) -> Table:
    whole = Share(
        sum(part.numerator for part in parts.values()), sum(part.denominator for part in parts.values())
    )
    shares = {unit: _count(part) for unit, part in parts.items()}
    return Table(Indicator.OWN_EMPLOYEE, day, group, _count(whole), shares, beside)


def _over_a_year(talks: Talks, month: Month, units: Sequence[int]) -> Iterator[Table]:
    """Means over citizens with two talks or more, each in the unit of their last talk.

    The same citizens in every figure: with one talk nobody can have met two, and two figures over different citizens
    would give away by subtraction how few they differ by.
    """
    whole, parts = talks.between(*year_to_month(month), units)
    for indicator, of in OVER_A_YEAR.items():
        shares: dict[int | None, Count] = {unit: _mean(of(parts[unit])) for unit in units}
        yield Table(indicator, month.last_day, "", _mean(of(whole)), shares)


def _count(share: Share) -> Count:
    return Count.share(share.numerator, share.denominator)


def _mean(of: Mean) -> Count:
    return Count(None, of.citizens, None if of.value is None else float(of.value))
