"""The pulse: three questions a week, answered by nobody in particular, told when enough have answered."""

from collections import defaultdict
from datetime import date, timedelta

from tovholder.jobcentre.staff.models import PulseQuestion, PulseTally

FEWEST = 5
WEEKS = 26
A_WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def development(today: date) -> dict[PulseQuestion, list[float | None]]:
    """The mean of each of the last weeks, oldest first; None where fewer than `FEWEST` answered. One query.

    The week that runs is not told before it is over: from one look to the next, somebody's answer could be reckoned.
    """
    weeks = [monday_of(today) - number * A_WEEK for number in range(WEEKS, 0, -1)]
    tallies: dict[tuple[str, date], dict[int, int]] = defaultdict(dict)
    for row in PulseTally.objects.filter(week__in=weeks).order_by("pk"):
        tallies[row.question, row.week][row.answer] = row.many
    return {question: [_mean(tallies[question, week]) for week in weeks] for question in PulseQuestion}


def _mean(tally: dict[int, int]) -> float | None:
    many = sum(tally.values())
    return sum(answer * n for answer, n in tally.items()) / many if many >= FEWEST else None
