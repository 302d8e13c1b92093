"""How much of what citizens do is at a workplace or in education: in the year to each day, by unit."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from tovholder.jobcentre.activities.models import REAL_WORLD, Activity
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.amounts import Amounts
from tovholder.jobcentre.results.publish.hidden import Table
from tovholder.jobcentre.results.publish.in_bulk import columns, ordinals, whole, written, written_or_far
from tovholder.jobcentre.results.publish.spans import year_to


def tables(days: Sequence[date], units: Sequence[int]) -> Iterator[Table]:
    """What `registers.real_world` says of the agreed activities, of all and of each unit."""
    agreed = Activity.objects.agreed().order_by()
    rows = agreed.values_list(
        "citizen_id",
        "course__unit_id",
        written("hours"),
        "where",
        written("since"),
        written_or_far("until"),
    )
    citizen, unit, hours, where, since, until = columns(rows.iterator(), 6)
    tenths = np.rint(np.array(hours, dtype=np.float64) * 10).astype(np.int64)
    is_real = np.array([place in REAL_WORLD for place in where], dtype=bool)
    amounts = Amounts(whole(citizen), whole(unit), is_real)
    begins, after = ordinals(since), ordinals(until)
    for day in days:
        first_day, last_day = year_to(day)
        ends = np.minimum(after, last_day.toordinal() + 1)
        within = np.maximum(ends - np.maximum(begins, first_day.toordinal()), 0)
        yield amounts.table(Indicator.REAL_WORLD, day, within * tenths, within > 0, units)
