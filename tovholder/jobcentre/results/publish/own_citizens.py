"""How much of the employees' talks is with those they are named for: each employee's share, and the mean of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tovholder.continuity.measures import mean, opr_by_employee
from tovholder.continuity.talks import ASKED_FOR_AS_OWN, COVER_AS_OWN, OURS, Held, Key, Rules
from tovholder.jobcentre.results.indicators import ASKED_FOR, COVER
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import MONTHS_BACK, months_before
from tovholder.jobcentre.staff.models import Employee
from tovholder.registers.oracle import Share
from tovholder.registers.tables import Month

READINGS: Mapping[str, Rules] = {"": OURS, COVER: COVER_AS_OWN, ASKED_FOR: ASKED_FOR_AS_OWN}
Unit = int | None  # None: the whole centre


def tables(
    by_month: Mapping[Month, Sequence[Held]], months: Sequence[Month], units: Sequence[int]
) -> Iterator[Table]:
    """Each month's table is over the twelve months up to it, which are counted one by one and added."""
    home = dict(Employee.objects.order_by("pk").values_list("pk", "unit_id"))
    span = [months_before(months[0], back) for back in range(MONTHS_BACK - 1, 0, -1)] + list(months)
    counted = [_month(by_month.get(month, ()), home) for month in span]
    for place, month in enumerate(months):
        year = _added(counted[place : place + MONTHS_BACK])
        for group in READINGS:
            yield _table(year, group, month, units, home)


@dataclass
class _Counted:
    """By employee: talks, and by reading those with one's own. By unit: the citizens its employees met."""

    talks: Counter[Key] = field(default_factory=Counter)
    own: Mapping[str, Counter[Key]] = field(default_factory=lambda: {group: Counter() for group in READINGS})
    citizens: dict[Unit, set[Key]] = field(default_factory=lambda: defaultdict(set))


def _month(held: Sequence[Held], home: Mapping[Key, int]) -> _Counted:
    counted = _Counted()
    # Only talks with such a note are read otherwise by the other rules.
    noted = [talk for talk in held if talk.standing_in or talk.asked_for]
    ours, ours_noted = opr_by_employee(held), opr_by_employee(noted)
    for employee, share in ours.items():
        counted.talks[employee] = share.denominator
    for group, rules in READINGS.items():
        otherwise = opr_by_employee(noted, rules)
        for employee, share in ours.items():
            more = (
                otherwise[employee].numerator - ours_noted[employee].numerator if employee in otherwise else 0
            )
            counted.own[group][employee] = share.numerator + more
    for talk in held:
        for employee in talk.by:
            counted.citizens[home[employee]].add(talk.citizen)
    return counted


def _added(months: Sequence[_Counted]) -> _Counted:
    year = _Counted()
    for month in months:
        year.talks.update(month.talks)
        for group, own in month.own.items():
            year.own[group].update(own)
        for unit, citizens in month.citizens.items():
            year.citizens[unit] |= citizens
    year.citizens[None] = set().union(*year.citizens.values())
    return year


def _table(year: _Counted, group: str, month: Month, units: Sequence[int], home: Mapping[Key, int]) -> Table:
    """Protected with it: the citizens who were met, and the talks that this reading counts otherwise than ours."""
    theirs: dict[Unit, list[Key]] = {unit: [] for unit in units}
    for employee in year.talks:
        theirs[home[employee]].append(employee)

    def share(employees: Sequence[Key]) -> Count:
        of = mean(Share(year.own[group][one], year.talks[one]) for one in employees)
        return Count(None, of.citizens, None if of.value is None else float(of.value))

    def otherwise(employees: Sequence[Key]) -> int:
        return sum(year.own[group][one] - year.own[""][one] for one in employees)

    everybody = list(year.talks)
    return Table(
        Indicator.OWN_CITIZENS,
        month.last_day,
        group,
        share(everybody),
        {unit: share(employees) for unit, employees in theirs.items()},
        (
            CountRow(len(year.citizens[None]), {unit: len(year.citizens[unit]) for unit in theirs}),
            CountRow(otherwise(everybody), {unit: otherwise(some) for unit, some in theirs.items()}),
        ),
    )
