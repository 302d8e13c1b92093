"""Whether citizens were heard: the mean of what was answered in each whole month, from tallies that name nobody."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tovholder.jobcentre.results.indicators import HEARD
from tovholder.jobcentre.results.publish.hidden import Count, Table
from tovholder.jobcentre.talks.models import HeardTally
from tovholder.registers.tables import Month


def tables(months: Sequence[Month], units: Sequence[int]) -> Iterator[Table]:
    """One query. The month that runs is not told: from one day to the next, somebody's answer could be reckoned.

    Numerator: the answers from 1 to 5 added up, of one question. Denominator: the answers. Period: a whole month.
    Source: what citizens answered after a talk, kept as counts; the questions are ours (M16 of the product).
    """
    given: dict[tuple[str, Month], dict[int, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    rows = HeardTally.objects.filter(month__gte=months[0].first_day, month__lte=months[-1].first_day)
    for row in rows.order_by("pk"):
        given[row.question, Month.of(row.month)][row.unit_id][row.answer] += row.many
    for question in HEARD:
        for month in months:
            parts = given[question, month]
            whole = sum(parts.values(), Counter[int]())
            shown: dict[int | None, Count] = {unit: mean(parts[unit]) for unit in units}
            yield Table(question, month.last_day, "", mean(whole), shown)


def mean(tally: Counter[int]) -> Count:
    """Of answers by how many gave each."""
    many = tally.total()
    return Count(None, many, sum(answer * n for answer, n in tally.items()) / many if many else None)
