"""How much of the employees' talks is with those they are named for: each employee's share, and the mean of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tovholder.continuity.columns import NOBODY, HeldColumns, mean_of
from tovholder.continuity.talks import ASKED_FOR_AS_OWN, COVER_AS_OWN, OURS, Rules
from tovholder.jobcentre.results.indicators import ASKED_FOR, COVER
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import year_to_month
from tovholder.jobcentre.results.publish.spells import Mask, Whole, distinct
from tovholder.jobcentre.staff.models import Employee
from tovholder.registers.tables import Month

READINGS: Mapping[str, Rules] = {"": OURS, COVER: COVER_AS_OWN, ASKED_FOR: ASKED_FOR_AS_OWN}
Unit = int | None  # None: the whole centre


def tables(held: HeldColumns, months: Sequence[Month], units: Sequence[int]) -> Iterator[Table]:
    """Each month's tables are over the twelve months up to it."""
    there = _There(held, units)
    for month in months:
        year = there.between(*year_to_month(month))
        for group in READINGS:
            yield _table(year, group, month.last_day)


@dataclass(frozen=True, slots=True)
class _Counted:
    """By employee: talks, and by reading those with one's own. Whose employees are in each unit (None: all), and how
    many citizens they met."""

    talks: Whole
    own: Mapping[str, Whole]
    employees: Mapping[Unit, Mask]
    citizens: Mapping[Unit, int]


class _There:
    """A row for each who took part in a talk, oldest first; employees are numbered from 0."""

    def __init__(self, held: HeldColumns, units: Sequence[int]) -> None:
        staff = np.array(list(Employee.objects.order_by("pk").values_list("pk", "unit_id")), dtype=np.int64)
        number, self._unit = staff.reshape(-1, 2).T
        self._units = units
        talk, place = np.nonzero(held.by != NOBODY)
        self._citizen, self._on = held.citizen[talk], held.on[talk]
        self._employee = np.searchsorted(number, held.by[talk, place])
        self._own = {group: held.with_own_of_each(rules)[talk, place] for group, rules in READINGS.items()}

    def between(self, first_day: date, last_day: date) -> _Counted:
        inside = slice(*np.searchsorted(self._on, [first_day.toordinal(), last_day.toordinal() + 1]))
        employee, citizen = self._employee[inside], self._citizen[inside]
        talks = self._by_employee(employee)
        employees = {None: talks > 0} | {unit: (talks > 0) & (self._unit == unit) for unit in self._units}
        return _Counted(
            talks,
            {group: self._by_employee(employee[own[inside]]) for group, own in self._own.items()},
            employees,
            {unit: distinct(citizen[theirs[employee]]) for unit, theirs in employees.items()},
        )

    def _by_employee(self, rows: Whole) -> Whole:
        return np.bincount(rows, minlength=len(self._unit))


def _table(year: _Counted, group: str, day: date) -> Table:
    """Protected with it: the citizens who were met, and the talks that this reading counts otherwise than ours."""

    def share(employees: Mask) -> Count:
        of = mean_of(year.own[group][employees], year.talks[employees])
        return Count(None, of.citizens, None if of.value is None else float(of.value))

    def by_unit(counts: Mapping[Unit, int]) -> CountRow:
        return CountRow(counts[None], {unit: count for unit, count in counts.items() if unit is not None})

    more = year.own[group] - year.own[""]
    return Table(
        Indicator.OWN_CITIZENS,
        day,
        group,
        share(year.employees[None]),
        {unit: share(theirs) for unit, theirs in year.employees.items() if unit is not None},
        (
            by_unit(year.citizens),
            by_unit({unit: int(more[theirs].sum()) for unit, theirs in year.employees.items()}),
        ),
    )
