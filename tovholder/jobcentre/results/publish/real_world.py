"""How much of what citizens do is at a workplace or in education: in the year to each day, by unit."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from tovholder.jobcentre.activities.models import REAL_WORLD, Activity
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.amounts import Amounts
from tovholder.jobcentre.results.publish.hidden import Table
from tovholder.jobcentre.results.publish.spans import year_to


def tables(days: Sequence[date], units: Sequence[int]) -> Iterator[Table]:
    """What `registers.real_world` says of the agreed activities, of all and of each unit."""
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
    citizen, unit, tenths, is_real, since, until = np.array(rows, dtype=np.int64).reshape(-1, 6).T
    amounts = Amounts(citizen, unit, is_real > 0)
    for day in days:
        first_day, last_day = year_to(day)
        ends = np.minimum(until, last_day.toordinal() + 1)
        within = np.maximum(ends - np.maximum(since, first_day.toordinal()), 0)
        yield amounts.table(Indicator.REAL_WORLD, day, within * tenths, within > 0, units)
