"""What citizens answered after their talks, month by month: counted, and nobody's."""

from collections import Counter
from random import Random

from tovholder.jobcentre.demo.generate.days import Days
from tovholder.jobcentre.demo.generate.municipality import Municipality
from tovholder.jobcentre.results.publish.spans import months_before
from tovholder.jobcentre.talks.models import HeardQuestion, HeardTally
from tovholder.registers.tables import Month

_MONTHS = 14
_MEANS = {HeardQuestion.FELT_MET: 4.2, HeardQuestion.KNOWS_ME: 4.0, HeardQuestion.OWN_SAY: 3.8}


def build_heard(town: Municipality, days: Days, rng: Random) -> None:
    """Answers of each unit, a little better each month, and in the first unit too few to be told in one of them."""
    for place, unit in enumerate(town.units.values()):
        for back in range(_MONTHS, -1, -1):
            month = months_before(Month.of(days.today), back).first_day
            answers = 3 if (place, back) == (0, 5) else rng.randint(9, 24)
            for question, mean in _MEANS.items():
                given = Counter(
                    min(5, max(1, round(rng.gauss(mean - back * 0.03, 0.9)))) for _ in range(answers)
                )
                for answer, many in sorted(given.items()):
                    row = HeardTally(unit=unit, month=month, question=question, answer=answer, many=many)
                    town.add(row)
