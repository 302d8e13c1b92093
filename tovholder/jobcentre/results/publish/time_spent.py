"""How much of the time about citizens goes to coordination, and how much to talks: in the year to each day, by unit."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.amounts import Amounts
from tovholder.jobcentre.results.publish.hidden import Table
from tovholder.jobcentre.results.publish.in_bulk import columns, hour_of, ordinals_here, whole
from tovholder.jobcentre.results.publish.spans import year_to
from tovholder.jobcentre.results.publish.talks import UNTIMED, TalkRows
from tovholder.jobcentre.talks.models import Coordination


def tables(held: TalkRows, days: Sequence[date], units: Sequence[int]) -> Iterator[Table]:
    """Coordination over both together; talks that nobody timed are in neither.

    Numerator: minutes of coordination about a citizen. Denominator: those and the minutes of talks held. Period: a year
    to the day. Source: what employees wrote down; the measure is ours (M15 of the product).
    """
    rows = Coordination.objects.order_by().values_list(
        "citizen_id", "course__unit_id", "minutes", hour_of("at")
    )
    *numbers, hours = columns(rows.iterator(), 4)
    coordination = np.column_stack([*map(whole, numbers), ordinals_here(hours)])
    talks = np.column_stack([held.talks.citizen, held.talks.unit, held.minutes, held.talks.on])
    talks = talks[held.minutes != UNTIMED]
    citizen, unit, minutes, on = np.concatenate([talks, coordination]).T
    amounts = Amounts(citizen, unit, np.arange(len(on)) >= len(talks))
    for day in days:
        first_day, last_day = year_to(day)
        within = (on >= first_day.toordinal()) & (on <= last_day.toordinal())
        yield amounts.table(Indicator.COORDINATION, day, minutes, within, units)
