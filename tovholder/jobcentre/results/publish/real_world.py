"""How much of what citizens do is at a workplace or in education: in the year to each day, by unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tovholder.jobcentre.activities.models import REAL_WORLD, Activity
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import year_to
from tovholder.registers.oracle import Share


@dataclass(frozen=True, slots=True)
class _Counted:
    """Tenths of an hour for as many days, and of how many citizens: in the real world, elsewhere, and altogether."""

    real: int
    whole: int
    out_there: int
    elsewhere: int
    citizens: int

    @property
    def count(self) -> Count:
        """The share of hours, over so many citizens: the hours themselves are not shown."""
        return Count(None, self.citizens, Share(self.real, self.whole).value)


def tables(days: Sequence[date], units: Sequence[int]) -> Iterator[Table]:
    """Protected with it: how many citizens are out there, and how many have something elsewhere."""
    rows = _Rows()
    for day in days:
        whole, parts = rows.between(*year_to(day), units)
        yield Table(
            Indicator.REAL_WORLD,
            day,
            "",
            whole.count,
            {unit: part.count for unit, part in parts.items()},
            (
                CountRow(whole.out_there, {unit: part.out_there for unit, part in parts.items()}),
                CountRow(whole.elsewhere, {unit: part.elsewhere for unit, part in parts.items()}),
            ),
        )


class _Rows:
    """All agreed activities, as columns: what `registers.real_world` says of a period, of all and of each unit."""

    def __init__(self) -> None:
        rows = [
            (
                citizen,
                unit,
                int(hours * 10),
                where in REAL_WORLD,
                since.toordinal(),
                (until or date.max).toordinal(),
            )
            for citizen, unit, hours, where, since, until in Activity.objects.agreed()
            .order_by("pk")
            .values_list("citizen_id", "course__unit_id", "hours", "where", "since", "until")
            .iterator()
        ]
        columns = np.array(rows, dtype=np.int64).reshape(-1, 6).T
        self._citizen, self._unit, self._tenths, self._is_real, self._since, self._until = columns

    def between(
        self, first_day: date, last_day: date, units: Sequence[int]
    ) -> tuple[_Counted, Mapping[int | None, _Counted]]:
        """Both days counted."""
        ends = np.minimum(self._until, last_day.toordinal() + 1)
        days = np.maximum(ends - np.maximum(self._since, first_day.toordinal()), 0)
        spent, runs, is_real = days * self._tenths, days > 0, self._is_real > 0

        def counted(of: NDArray[np.bool_]) -> _Counted:
            return _Counted(
                real=int(spent[of & is_real].sum()),
                whole=int(spent[of].sum()),
                out_there=len(np.unique(self._citizen[of & is_real])),
                elsewhere=len(np.unique(self._citizen[of & ~is_real])),
                citizens=len(np.unique(self._citizen[of])),
            )

        return counted(runs), {unit: counted(runs & (self._unit == unit)) for unit in units}
