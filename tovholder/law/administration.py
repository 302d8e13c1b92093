"""Good administration: answering a request for access, and how long a closed course is kept."""

from collections.abc import Set
from datetime import date, timedelta

from .parameters import Certainty, in_force
from .sickleave import Deadline

SATURDAY = 5


def access_answer_due(received: date, holidays: Set[date]) -> Deadline:
    """When a request for access to documents must be answered (offentlighedsloven § 36, 2): 7 working days.

    The day after it was received counts as the first. `holidays`: the public holidays, as dates.
    """
    parameter = in_force("access_answer", received)
    day, left = received, parameter.number
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY and day not in holidays
    return Deadline(day, parameter.says, parameter.act, parameter.source, parameter.certainty)


def erasable_from(closed: date) -> Deadline:
    """The first day on which a course closed on `closed` may be erased by default.

    Counted from the end of the year in which it was closed (the ombudsman: never from when it was opened). Five
    years is practice, not read in a source: it is "unclear", and the municipality's own choice goes before it.
    """
    parameter = in_force("retention", closed)
    day = date(closed.year + parameter.number + 1, 1, 1)
    return Deadline(day, parameter.says, parameter.act, parameter.source, Certainty.UNCLEAR)
