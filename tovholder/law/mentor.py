"""Mentor support (mentorstøtte): how long one grant may last."""

from calendar import monthrange
from datetime import date, timedelta

from .parameters import Certainty, in_force
from .sickleave import Deadline


def grant_ends_by(first_day: date) -> Deadline:
    """The last day a grant that begins on `first_day` may have: six months, so that 20 November ends by 19 May.

    A month that is shorter ends on its own last day. Raises `NotInForce` for a day on which we have no figure.
    """
    parameter = in_force("mentor_grant", first_day)
    months = first_day.month - 1 + parameter.number
    year, month = first_day.year + months // 12, months % 12 + 1
    same_day = date(year, month, min(first_day.day, monthrange(year, month)[1]))
    certainty = Certainty.SOURCED if parameter.is_settled else Certainty.UNCLEAR
    return Deadline(same_day - timedelta(days=1), parameter.says, parameter.act, parameter.source, certainty)
