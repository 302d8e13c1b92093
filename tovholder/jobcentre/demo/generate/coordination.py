"""Minutes of coordination about those who are followed: some have much of it, most have little."""

from datetime import timedelta
from random import Random

from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.talks.models import MINUTES_COORDINATED, CoordinatedWith, Coordination

_WITH = (
    CoordinatedWith.COLLEAGUE,
    CoordinatedWith.PARTNER,
    CoordinatedWith.PARTNER,
    CoordinatedWith.DEPARTMENT,
)
_TIMES = (0, 0, 1, 1, 2, 3, 5)


def coordinate(town: Municipality, life: Life, days: Days, numbers: Numbers, rng: Random) -> None:
    """Add what the contact wrote down in the last year of an open course."""
    if life.course is None or not life.is_open:
        return
    for _time in range(rng.choice(_TIMES)):
        day, hour = days.workday_ago(rng.randrange(2, 360)), rng.randint(8, 14)
        row = next((row for row in reversed(life.contacts) if row.since <= day), None)
        if row is None:
            continue
        town.add(
            Coordination(
                citizen=life.citizen,
                course=life.course,
                employee=row.employee,
                with_whom=rng.choice(_WITH),
                minutes=rng.choice(MINUTES_COORDINATED),
                at=at(day, hour) + timedelta(minutes=rng.randrange(60)),
                token=numbers.token(),
            )
        )
