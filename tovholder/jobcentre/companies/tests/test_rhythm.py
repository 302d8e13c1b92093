from datetime import date

import pytest

from tovholder.jobcentre.companies.rhythm import Rhythm

LAST, TODAY = date(2026, 8, 31), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("last", "agreed", "months", "due_on", "is_due"),
    [
        (None, None, 3, None, True),  # no contact yet
        (None, date(2026, 12, 1), 3, date(2026, 12, 1), False),
        (LAST, None, 3, date(2026, 11, 30), True),  # the month is shorter
        (LAST, None, 6, date(2027, 2, 28), False),
        (LAST, date(2026, 10, 1), 6, date(2026, 10, 1), True),  # agreed, and passed
        (LAST, date(2027, 4, 1), 3, date(2027, 4, 1), False),  # what is agreed goes before the rhythm
        (LAST, LAST, 6, date(2027, 2, 28), False),  # talked on the agreed day: the rhythm goes on from there
        (LAST, date(2026, 8, 1), 3, date(2026, 11, 30), True),
    ],
)
def test_what_is_agreed_holds_until_we_talk_and_else_the_rhythm(last, agreed, months, due_on, is_due):
    rhythm = Rhythm(last, agreed, months)
    assert (rhythm.due_on, rhythm.is_due(TODAY)) == (due_on, is_due)
