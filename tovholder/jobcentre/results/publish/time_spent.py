"""How much of the time about citizens goes to coordination, and how much to talks: in the year to each day, by unit."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.amounts import Amounts
from tovholder.jobcentre.results.publish.hidden import Table
from tovholder.jobcentre.results.publish.spans import year_to
from tovholder.jobcentre.results.publish.talks import Timed, local_day
from tovholder.jobcentre.talks.models import Coordination


def tables(timed: Sequence[Timed], days: Sequence[date], units: Sequence[int]) -> Iterator[Table]:
    """Coordination over both together, in minutes; talks that nobody timed are in neither."""
    talks = [
        (talk.citizen, talk.unit, minutes, False, talk.on.toordinal())
        for talk, minutes in timed
        if minutes is not None
    ]
    coordination = [
        (citizen, unit, minutes, True, local_day(at).toordinal())
        for citizen, unit, minutes, at in Coordination.objects.order_by("pk")
        .values_list("citizen_id", "course__unit_id", "minutes", "at")
        .iterator()
    ]
    rows = np.array(talks + coordination, dtype=np.int64).reshape(-1, 5)
    citizen, unit, minutes, is_coordination, on = rows.T
    amounts = Amounts(citizen, unit, is_coordination > 0)
    for day in days:
        first_day, last_day = year_to(day)
        within = (on >= first_day.toordinal()) & (on <= last_day.toordinal())
        yield amounts.table(Indicator.COORDINATION, day, minutes, within, units)
