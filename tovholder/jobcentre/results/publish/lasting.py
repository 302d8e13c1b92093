"""How long sick leave lasts, and how it ends: shares at some weeks, where they may be shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from tovholder.jobcentre.results.indicators import (
    HIGH,
    LASTING_WEEKS,
    LOW,
    WAYS_WEEKS,
    Way,
    after_weeks,
    ended_by_weeks,
    version,
)
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish.hidden import Shown
from tovholder.jobcentre.results.publish.spans import month_after, same_day
from tovholder.jobcentre.results.publish.spells import Row, Spells
from tovholder.jobcentre.results.publish.support import SICKNESS
from tovholder.registers.disclosure import rounded
from tovholder.registers.lasting import Seen, ended, points, sure_before
from tovholder.registers.survival import STILL_RUNS
from tovholder.registers.tables import BenefitClass, BenefitMapping

# How a spell ended, when people are on a benefit of the class afterwards. What comes first counts.
AFTER: Mapping[BenefitClass, Way] = {
    BenefitClass.PERMANENT: Way.PERMANENT,
    BenefitClass.WITHDRAWAL: Way.PERMANENT,
    BenefitClass.WORK_WITH_SUPPORT: Way.SUPPORTED,
    BenefitClass.TEMPORARY: Way.TEMPORARY,
}
NUMBERS = {way: number for number, way in enumerate(Way, start=1)}


def figures(
    everybody: Spells, today: date, mapping: BenefitMapping, *, shown: Shown, at: datetime
) -> Iterator[Figure]:
    """Those of the year to `today` and the year before it, by the last day of each."""
    known = sure_before(today)
    spells = list(_spells(everybody, same_day(today, 24), known, mapping))
    for last_day in (today, same_day(today, 12)):
        first_day = same_day(last_day, 12)
        seen = [spell for since, spell in spells if first_day < since <= last_day]
        for point in points(seen, [7 * weeks for weeks in LASTING_WEEKS], shown.limit):
            name = after_weeks(point.day // 7)
            for group, value in ((name, point.share), (name + LOW, point.low), (name + HIGH, point.high)):
                yield _figure(
                    Indicator.SICK_LASTING,
                    last_day,
                    group,
                    rounded(len(seen), shown.round_to),
                    value,
                    mapping,
                    at,
                )
    both = _told_apart([spell for _since, spell in spells], shown.limit)
    ways = [way for way, number in NUMBERS.items() if any(number == spell.way for spell in both)]
    for day, by_way in ended(both, [7 * weeks for weeks in WAYS_WEEKS], shown.limit):
        for way in ways:
            name, share = ended_by_weeks(day // 7, way), by_way.get(NUMBERS[way], 0.0)
            yield _figure(
                Indicator.SICK_ENDS, today, name, rounded(len(both), shown.round_to), share, mapping, at
            )


def _told_apart(seen: Sequence[Seen], limit: int) -> list[Seen]:
    """Ways to another benefit as one, where any of them is of so few that none could be shown."""
    persons: dict[int, set[int]] = defaultdict(set)
    for spell in seen:
        persons[spell.way].add(spell.person)
    apart = {NUMBERS[way] for way in (Way.SUPPORTED, Way.TEMPORARY, Way.PERMANENT)}
    if all(len(persons[number]) >= limit for number in apart):
        return list(seen)
    return [spell._replace(way=NUMBERS[Way.ANOTHER]) if spell.way in apart else spell for spell in seen]


def _figure(
    code: Indicator, day: date, group: str, of: int, value: float, mapping: BenefitMapping, at: datetime
) -> Figure:
    return Figure(
        indicator=code,
        day=day,
        group=group,
        denominator=of,
        value=round(value, 4),
        suppressed=False,
        version=version(code, mapping),
        published_at=at,
    )


def _spells(
    everybody: Spells, after: date, known: date, mapping: BenefitMapping
) -> Iterator[tuple[date, Seen]]:
    """Whole spells begun after the day, each with its first day; a way it ended by its number.

    None is followed further than `known`: until then it is sure what has ended, and what came after.
    """
    for person, benefit, since, until in everybody.whole:
        if benefit == SICKNESS and after < since < known:
            if until is None or until > known:
                yield since, Seen((known - since).days, STILL_RUNS, person)
            else:
                way = _way(until, everybody.of_person[person], mapping)
                yield since, Seen((until - since).days, NUMBERS[way], person)


def _way(until: date, rows: Sequence[Row], mapping: BenefitMapping) -> Way:
    """By the benefits had within a month after, all of it known; the class that lasts longest counts."""
    month_over = month_after(until)
    classes = {
        mapping.on(row.benefit, max(until, row.since)).benefit_class
        for row in rows
        if row.benefit != SICKNESS and row.since < month_over and (row.until is None or row.until > until)
    }
    return next((way for benefit_class, way in AFTER.items() if benefit_class in classes), Way.NONE)
