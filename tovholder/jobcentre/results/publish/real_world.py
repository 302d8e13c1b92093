"""How much of what citizens do is at a workplace or in education: in the year to each day, by unit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tovholder.jobcentre.activities.models import REAL_WORLD, Activity
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import year_to
from tovholder.registers.oracle import Share
from tovholder.registers.real_world import Agreed, days_within

Unit = int | None  # None: the whole centre


@dataclass(frozen=True, slots=True)
class Row:
    citizen: int
    unit: int
    agreed: Agreed


@dataclass
class _Counted:
    """Tenths of an hour for as many days, and whose they are: in the real world, and elsewhere."""

    real: int = 0
    whole: int = 0
    out_there: set[int] = field(default_factory=set)
    elsewhere: set[int] = field(default_factory=set)

    def add(self, row: Row, days: int) -> None:
        spent = row.agreed.tenths * days
        self.whole += spent
        if row.agreed.is_real:
            self.real += spent
            self.out_there.add(row.citizen)
        else:
            self.elsewhere.add(row.citizen)

    @property
    def count(self) -> Count:
        """The share of hours, over so many citizens: the hours themselves are not shown."""
        return Count(None, len(self.out_there | self.elsewhere), Share(self.real, self.whole).value)


def tables(days: Sequence[date], units: Sequence[int]) -> Iterator[Table]:
    """Protected with it: how many citizens are out there, and how many have something elsewhere."""
    rows = _rows()
    for day in days:
        counted = _year(rows, *year_to(day))
        parts: dict[Unit, _Counted] = {unit: counted[unit] for unit in units}
        whole = counted[None]
        yield Table(
            Indicator.REAL_WORLD,
            day,
            "",
            whole.count,
            {unit: part.count for unit, part in parts.items()},
            (
                CountRow(len(whole.out_there), {unit: len(part.out_there) for unit, part in parts.items()}),
                CountRow(len(whole.elsewhere), {unit: len(part.elsewhere) for unit, part in parts.items()}),
            ),
        )


def _year(rows: Sequence[Row], first_day: date, last_day: date) -> defaultdict[Unit, _Counted]:
    counted: defaultdict[Unit, _Counted] = defaultdict(_Counted)
    for row in rows:
        days = days_within(row.agreed, first_day, last_day)
        if days:
            counted[None].add(row, days)
            counted[row.unit].add(row, days)
    return counted


def _rows() -> list[Row]:
    rows = Activity.objects.agreed().order_by("pk")
    columns = ("citizen_id", "course__unit_id", "since", "until", "hours", "where")
    return [
        Row(citizen, unit, Agreed(since, until, int(hours * 10), where in REAL_WORLD))
        for citizen, unit, since, until, hours, where in rows.values_list(*columns).iterator()
    ]
