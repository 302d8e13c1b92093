"""The figures of the whole centre, each unit and each company, counted and hidden where they are small."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from tovholder.jobcentre.results.indicators import AFTER_DAYS, IN_MONTH, after_days, version
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish import (
    absences,
    after_sick,
    by_part,
    contacts,
    continuity,
    crossed,
    flow,
    full_time,
    handovers,
    heard,
    lasting,
    measured,
    model,
    notices,
    real_world,
    shares,
    sick_leave_talks,
    so_long,
    support,
    talks,
    time_spent,
)
from tovholder.jobcentre.results.publish.by_day import ByDay
from tovholder.jobcentre.results.publish.hidden import (
    Count,
    Hidden,
    Part,
    Shown,
    Table,
    hidden_in,
    rounded_count,
)
from tovholder.jobcentre.results.publish.homes import Homes, WorkplaceHomes
from tovholder.jobcentre.results.publish.named import named
from tovholder.jobcentre.results.publish.spans import days_to, full_months, full_quarters, year_to
from tovholder.jobcentre.results.publish.spells import Spells
from tovholder.jobcentre.sickleave.models import SickLeaveChoice
from tovholder.jobcentre.staff.models import Unit
from tovholder.registers.tables import BenefitMapping, benefits


@dataclass(frozen=True)
class OnSupport:
    """What is counted of everybody's days on support, and counted once."""

    spells: Spells
    flow: flow.Flow
    after_sick: after_sick.AfterSick

    @classmethod
    def read(cls, today: date) -> "OnSupport":
        spells = Spells.read(today, Homes())
        return cls(spells, flow.Flow(spells, today), after_sick.AfterSick(spells, today))

    def tables(self, today: date, units: list[int], mapping: BenefitMapping) -> Iterator[Table]:
        days = days_to(today)
        yield from support.tables(self.spells, days, units, mapping)
        yield from full_time.tables(self.spells, full_months(today), units)
        yield from self.flow.tables(units)
        yield from so_long.tables(self.spells, days, units, mapping)
        yield from self.after_sick.tables(units)

    def parts(self, published: Sequence[Figure], mapping: BenefitMapping, limit: int) -> Iterator[Part]:
        """Of the newest day and that of a year before, where the whole may be shown."""
        wholes = [figure for figure in published if not figure.unit_id and not figure.company_id]
        may = {(figure.indicator, figure.group, figure.day) for figure in wholes if not figure.suppressed}

        def days(indicator: str, group: str = "") -> set[date]:
            known = [figure.day for figure in wholes if figure.indicator == indicator]
            return {day for day in (min(known), max(known)) if (indicator, group, day) in may}

        for day in sorted(days(Indicator.TEMPORARY) | days(Indicator.PERMANENT) | days(Indicator.SICK)):
            told = {code for code in by_part.TOLD_BY_AGE if (code, "", day) in may}
            on_day = list(by_part.parts(self.spells.on(day), day, mapping, told, limit))
            yield from on_day
            temporary = [part for part in on_day if part.indicator == Indicator.TEMPORARY]
            benefits = {part.group for part in temporary if part.persons is not None}
            yield from so_long.parts(self.spells, day, benefits, limit)
        yield from full_time.parts(self.spells, days(Indicator.FULL_TIME), limit)
        for code in (Indicator.INFLOW, Indicator.OUTFLOW):
            yield from self.flow.parts(code, days(code), limit)
        after = {(day, n) for n in AFTER_DAYS for day in days(Indicator.AFTER_SICK, after_days(n))}
        yield from self.after_sick.parts(after, limit)


def counted(on_support: OnSupport, today: date, units: list[int], mapping: BenefitMapping) -> Iterator[Table]:
    """Every table, with nothing hidden yet. Not to be kept, shown or sent."""
    days = days_to(today)
    since, _last = year_to(days[0])
    homes = on_support.spells.homes
    contacts_of_courses = named()
    held = talks.talk_rows(
        contacts_of_courses, since=min(since, continuity.first_day_of_all(today)), today=today
    )
    yield from on_support.tables(today, units, mapping)
    yield from continuity.tables(held.talks, today, units)
    yield from handovers.tables(contacts_of_courses, full_months(today), units)
    yield from heard.tables(full_months(today), units)
    yield from real_world.tables(days, units)
    yield from time_spent.tables(held, days, units)
    workplaces = WorkplaceHomes()
    told = notices.notices(workplaces, since=since)
    choice = SickLeaveChoice.now()
    for indicator, rows in (
        (Indicator.COMPANY_CONTACT, notices.company_contacts(told, choice)),
        (Indicator.SPOKEN_ANSWER, notices.spoken_answers(told, today)),
        (Indicator.CITIZEN_TALK, absences.citizen_talks(told, held.talks, homes, choice, since=since)),
    ):
        by_day = ByDay(rows)
        yield from measured.tables(indicator, by_day, days, units)
        yield from measured.of_months(indicator, by_day, full_months(today))
        yield from measured.of_companies(indicator, by_day, today)
    yield from _shares(
        {
            Indicator.COMPANY_BEGAN: contacts.contacts(told, workplaces, since=since),
            Indicator.TOLD_IN_TIME: contacts.told_in_time(told),
            Indicator.AT_WORKPLACE: sick_leave_talks.at_workplace(
                held, on_support.spells, workplaces, since=since
            ),
            Indicator.WE_CHAIR: sick_leave_talks.we_chair(workplaces, since=since),
        },
        today,
        units,
    )
    yield from model.tables(today, held.talks)


def _shares(counted: Mapping[str, list[shares.Counted]], today: date, units: list[int]) -> Iterator[Table]:
    years = [year_to(day) for day in days_to(today)]
    for indicator, rows in counted.items():
        by_day = ByDay(rows)
        if indicator == Indicator.COMPANY_BEGAN:
            yield from shares.tables(indicator, by_day, full_quarters(today), units)
        else:
            yield from shares.tables(indicator, by_day, years, units)
            yield from shares.of_months(indicator, by_day, full_months(today))
        yield from shares.of_companies(indicator, by_day, today)


def figures(today: date, *, shown: Shown, at: datetime) -> list[Figure]:
    """Unsaved figures as they may be shown.

    The whole centre's are for every day of the curve, a unit's for its newest day and a year before, a company's for
    the newest; of companies only what is shown is kept at all, for most are too small.
    """
    with _collector_paused():
        return _figures(today, shown, at)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Hundreds of thousands of rows are made here and none of them in a ring: looking for rings among them takes as
    long as the counting."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _figures(today: date, shown: Shown, at: datetime) -> list[Figure]:
    mapping = benefits()
    units = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    on_support = OnSupport.read(today)
    tables = list(counted(on_support, today, units, mapping))
    ends: dict[tuple[str, str], tuple[date, date]] = {}
    for table in tables:
        if not table.by_company:
            oldest, newest = ends.get((table.indicator, table.group), (table.day, table.day))
            ends[table.indicator, table.group] = min(oldest, table.day), max(newest, table.day)
    published: list[Figure] = []
    for table, secret in zip(tables, hidden_in(tables, shown.limit), strict=True):
        if table.by_company:
            published += _of_companies(table, secret, mapping, shown, at)
            published += _of_companies_by_month(table, secret, mapping, shown, at)
        else:
            at_an_end = bool(table.units) and table.day in ends[table.indicator, table.group]
            published += _shown(table, units if at_an_end else [], secret, mapping, shown, at)
    for part in list(on_support.parts(published, mapping, shown.limit)):
        of = Table(part.indicator, part.day, part.group, Count(part.persons), {})
        published.append(_figure(of, of.whole, part.persons is None, mapping, shown, at))
    return [*published, *lasting.figures(on_support.spells, today, mapping, shown=shown, at=at)]


def _shown(
    table: Table, units: list[int], secret: Hidden, mapping: BenefitMapping, shown: Shown, at: datetime
) -> Iterator[Figure]:
    yield _figure(table, table.whole, secret.whole, mapping, shown, at)
    for unit in units:
        yield _figure(table, table.units[unit], unit in secret.units, mapping, shown, at, unit_id=unit)


def _of_companies(
    table: Table, secret: Hidden, mapping: BenefitMapping, shown: Shown, at: datetime
) -> Iterator[Figure]:
    for company in sorted(each for each in table.units if each is not None):
        count = table.units[company]
        if company not in secret.units and count.denominator:
            yield _figure(table, count, False, mapping, shown, at, company_id=company)


def _of_companies_by_month(
    table: Table, secret: Hidden, mapping: BenefitMapping, shown: Shown, at: datetime
) -> Iterator[Figure]:
    for (company, month), count in sorted(crossed.shown(table, secret, shown.limit).items()):
        cell = replace(table, group=IN_MONTH, day=month)
        yield _figure(cell, count, False, mapping, shown, at, company_id=company)


def _figure(
    table: Table,
    count: Count,
    is_secret: bool,
    mapping: BenefitMapping,
    how: Shown,
    at: datetime,
    **whose: int,
) -> Figure:
    shown = Count() if is_secret else rounded_count(count, how.round_to)
    return Figure(
        indicator=table.indicator,
        day=table.day,
        group=table.group,
        numerator=shown.numerator,
        denominator=shown.denominator,
        value=None if shown.value is None else round(shown.value, 4),
        suppressed=is_secret,
        version=version(table.indicator, mapping),
        published_at=at,
        **whose,
    )
