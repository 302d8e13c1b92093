"""The same figures in plain Python, day by day and slow on purpose: what every engine must agree with.

Each gives {what it is counted under: exact numbers}, the key beginning with the period.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from ..lasting import BANDS
from ..oracle import age
from ..period import Period
from ..statuses import Hierarchy
from ..tables import BenefitMapping, Month, SupportSpell
from .rows import FAR, By, band_of

Key = tuple[object, ...]
DAY = timedelta(1)


def day_of(text: str) -> date | None:
    """The day of a text that is YYYY-MM-DD; None for every other."""
    try:
        return date(*map(int, text.split("-"))) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


def on_support(
    spells: Sequence[SupportSpell], periods: Sequence[Period], mapping: BenefitMapping, by: Sequence[By] = ()
) -> dict[Key, tuple[int, int]]:
    """(persons, days)."""
    persons: dict[Key, set[object]] = defaultdict(set)
    days: Counter[Key] = Counter()
    for period in periods:
        for spell in spells:
            on = [day for day in days_of(period) if _runs(spell, day)]
            if on:
                key = (period, *_under(spell, by, on[0], period.last_day, mapping))
                persons[key].add(spell.person)
                days[key] += len(on)
    return {key: (len(persons[key]), days[key]) for key in persons}


def weeks_on_support(
    spells: Sequence[SupportSpell], periods: Sequence[Period], mapping: BenefitMapping, by: Sequence[By] = ()
) -> dict[Key, tuple[int, int]]:
    """(persons, weeks). The weeks of a period are those whose Thursday it holds."""
    persons: dict[Key, set[object]] = defaultdict(set)
    weeks: Counter[Key] = Counter()
    in_order = sorted(spells, key=lambda spell: (spell.since, spell.until or FAR, *_rest(spell)))
    for period in periods:
        counted = set()
        for spell in in_order:
            for thursday in (day for day in days_of(period) if day.isoweekday() == 4):
                week = (spell.person, spell.benefit, thursday)
                if week not in counted and any(_runs(spell, thursday + n * DAY) for n in range(-3, 4)):
                    counted.add(week)
                    class_day = max(spell.since, period.first_day)
                    key = (period, *_under(spell, by, class_day, period.last_day, mapping))
                    persons[key].add(spell.person)
                    weeks[key] += 1
    return {key: (len(persons[key]), weeks[key]) for key in persons}


def whole_spells(spells: Iterable[SupportSpell]) -> list[tuple[object, str, date, date | None]]:
    """Spells by the rule: months with and without the benefit, walked through one by one."""
    found: list[tuple[object, str, date, date | None]] = []
    for rows in _of_one(spells).values():
        for run in _runs_of_months(rows):
            of_run = [spell for spell in rows if Month.of(spell.since) in run]
            until = max(spell.until or FAR for spell in of_run)
            first = min(spell.since for spell in of_run)
            found.append((rows[0].person, rows[0].benefit, first, None if until == FAR else until))
    return found


def _runs_of_months(rows: Sequence[SupportSpell]) -> Iterator[set[Month]]:
    """Sets of months that follow each other, each with at least a day, until a whole month is without."""
    months = {Month.of(day) for spell in rows for day in _some_days(spell)}
    run: set[Month] = set()
    month, latest = min(months), max(months)
    while month <= latest:
        if month in months:
            run.add(month)
        elif run:
            yield run
            run = set()
        month = month.next
    if run:
        yield run


def _some_days(spell: SupportSpell) -> Iterator[date]:
    """The first day, the last, and one in each month between; a running spell for twenty years, past all tests."""
    last = (spell.until or date(spell.since.year + 20, 1, 1)) - DAY
    month = Month.of(spell.since)
    while month <= Month.of(last):
        yield max(month.first_day, spell.since)
        month = month.next


def beginning(
    spells: Sequence[SupportSpell], periods: Sequence[Period], mapping: BenefitMapping, by: Sequence[By] = ()
) -> dict[Key, tuple[int, int]]:
    """(spells, persons)."""

    def counted_under(
        rows: Sequence[SupportSpell], first: date, until: date | None
    ) -> tuple[date, SupportSpell]:
        row = min(
            (spell for spell in rows if spell.since == first),
            key=lambda spell: (spell.since, spell.until or FAR, *_rest(spell)),
        )
        return first, row

    return _moved(spells, periods, mapping, by, counted_under)


def ending(
    spells: Sequence[SupportSpell],
    periods: Sequence[Period],
    mapping: BenefitMapping,
    known_until: date,
    by: Sequence[By] = (),
) -> dict[Key, tuple[int, int]]:
    """(spells, persons)."""

    def counted_under(
        rows: Sequence[SupportSpell], first: date, until: date | None
    ) -> tuple[date, SupportSpell] | None:
        if until is None or Month.of(until - DAY).next.last_day > known_until:
            return None
        row = min(
            (spell for spell in rows if spell.until == until),
            key=lambda spell: (-spell.since.toordinal(), *_rest(spell)),
        )
        return until - DAY, row

    return _moved(spells, periods, mapping, by, counted_under)


def _moved(
    spells: Sequence[SupportSpell],
    periods: Sequence[Period],
    mapping: BenefitMapping,
    by: Sequence[By],
    moved: Callable[[Sequence[SupportSpell], date, date | None], tuple[date, SupportSpell] | None],
) -> dict[Key, tuple[int, int]]:
    count: Counter[Key] = Counter()
    persons: dict[Key, set[object]] = defaultdict(set)
    for (person, _benefit), rows in _of_one(spells).items():
        for _person, _benefit, first, until in whole_spells(rows):
            found = moved(rows, first, until)
            for period in periods:
                if found and period.first_day <= found[0] <= period.last_day:
                    key = (period, *_under(found[1], by, found[0], period.last_day, mapping))
                    count[key] += 1
                    persons[key].add(person)
    return {key: (count[key], len(persons[key])) for key in count}


def lasting_so_long(spells: Sequence[SupportSpell], periods: Sequence[Period]) -> dict[Key, int]:
    """Persons by (period, benefit, band), from what was known on the period's last day."""
    persons: dict[Key, set[object]] = defaultdict(set)
    for period in periods:
        day = period.last_day
        begun = [spell for spell in spells if spell.since <= day]
        for (person, benefit), rows in _of_one(begun).items():
            if any(_runs(spell, day) for spell in rows):
                first = max(since for _p, _b, since, _until in whole_spells(rows) if since <= day)
                weeks = (day - first).days // 7
                band = sum(weeks > upper for upper in BANDS)
                persons[(period, benefit, band)].add(person)
    return {key: len(found) for key, found in persons.items()}


def how_long(
    spells: Sequence[SupportSpell], periods: Sequence[Period], known_until: date
) -> dict[Key, tuple[int, int, int, int]]:
    """(spells, ended, persons, persons ended) by (period, benefit, days)."""
    # The month before that of the day after is the last that is wholly known.
    sure = Month.of(Month.of(known_until + DAY).first_day - DAY).first_day
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for period in periods:
        seen: set[tuple[object, str]] = set()
        for person, benefit, since, until in sorted(whole_spells(spells), key=lambda spell: spell[2]):
            if period.first_day <= since <= period.last_day and since < sure:
                is_over = until is not None and until <= sure
                numbers = found[(period, benefit, ((until if is_over and until else sure) - since).days)]
                is_first = (person, benefit) not in seen
                seen.add((person, benefit))
                for at, counts in enumerate((True, is_over, is_first, is_first and is_over)):
                    numbers[at] += counts
    return {key: (a, b, c, d) for key, (a, b, c, d) in found.items()}


def status_after(
    spells: Sequence[SupportSpell],
    periods: Sequence[Period],
    known_until: date,
    days: int,
    benefit: str,
    statuses: Hierarchy,
) -> dict[Key, tuple[int, int]]:
    """(spells, persons) by (period, status)."""
    count: Counter[Key] = Counter()
    persons: dict[Key, set[object]] = defaultdict(set)
    for person, _benefit, _first, until in whole_spells(s for s in spells if s.benefit == benefit):
        if until is None or Month.of(until - DAY).next.last_day > known_until:
            continue
        day = until - DAY + timedelta(days)
        if day > known_until:
            continue
        held = [statuses.places[s.benefit] for s in spells if s.person == person and _runs(s, day)]
        for period in periods:
            if period.first_day <= until - DAY <= period.last_day:
                key = (period, min(held, default=len(statuses.names) - 1))
                count[key] += 1
                persons[key].add(person)
    return {key: (count[key], len(persons[key])) for key in count}


def days_of(period: Period) -> list[date]:
    return [period.first_day + n * DAY for n in range((period.last_day - period.first_day).days + 1)]


def _runs(spell: SupportSpell, day: date) -> bool:
    return spell.since <= day and (spell.until is None or day < spell.until)


def _of_one(spells: Iterable[SupportSpell]) -> dict[tuple[object, str], list[SupportSpell]]:
    rows: dict[tuple[object, str], list[SupportSpell]] = defaultdict(list)
    for spell in spells:
        rows[(spell.person, spell.benefit)].append(spell)
    return rows


def _rest(spell: SupportSpell) -> tuple[str | date, ...]:
    """What decides between two rows that are alike otherwise."""
    return (spell.unit, spell.municipality, spell.sex, spell.birth_date)


def _under(
    spell: SupportSpell, by: Sequence[By], class_day: date, age_day: date, mapping: BenefitMapping
) -> list[str]:
    values: dict[By, Callable[[], str]] = {
        By.BENEFIT: lambda: spell.benefit,
        By.CLASS: lambda: mapping.on(spell.benefit, class_day).benefit_class.value,
        By.AGE: lambda: band_of(age(spell.birth_date, age_day)),
        By.SEX: lambda: spell.sex,
        By.UNIT: lambda: spell.unit,
        By.MUNICIPALITY: lambda: spell.municipality,
    }
    return [values[each]() for each in by]
