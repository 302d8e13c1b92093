"""The figures of the whole centre and each unit, counted by the registers' oracle and hidden where they are small."""

from collections.abc import Iterator
from datetime import date, datetime

from tovholder.jobcentre.results.indicators import version
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish import (
    absences,
    continuity,
    handovers,
    measured,
    notices,
    support,
    talks,
)
from tovholder.jobcentre.results.publish.hidden import Count, Table, hidden
from tovholder.jobcentre.results.publish.homes import Homes
from tovholder.jobcentre.results.publish.spans import days_to, full_months, year_to
from tovholder.jobcentre.staff.models import Unit
from tovholder.registers.tables import BenefitMapping, benefits


def counted(today: date, units: list[int], mapping: BenefitMapping) -> Iterator[Table]:
    """Every table, with nothing hidden yet. Not to be kept, shown or sent."""
    days = days_to(today)
    since, _last = year_to(days[0])
    homes = Homes()
    held = talks.held_talks(since=min(since, continuity.first_day_of_all(today)), today=today)
    told = notices.notices(since=since)
    yield from support.tables(days, units, mapping, homes)
    yield from continuity.tables(held, today, units)
    yield from handovers.tables(full_months(today), units)
    for indicator, rows in (
        (Indicator.COMPANY_CONTACT, notices.company_contacts(told)),
        (Indicator.SPOKEN_ANSWER, notices.spoken_answers(told, today)),
        (Indicator.CITIZEN_TALK, absences.citizen_talks(told, held, homes, since=since)),
    ):
        yield from measured.tables(indicator, rows, days, units)


def figures(today: date, *, limit: int, at: datetime) -> list[Figure]:
    """Unsaved figures as they may be shown. `limit`: the smallest number of people that may.

    The whole centre's are for every day of the curve, a unit's for its newest day and a year before.
    """
    mapping = benefits()
    units = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    tables = list(counted(today, units, mapping))
    ends: dict[tuple[str, str], tuple[date, date]] = {}
    for table in tables:
        oldest, newest = ends.get((table.indicator, table.group), (table.day, table.day))
        ends[table.indicator, table.group] = min(oldest, table.day), max(newest, table.day)
    return [
        figure
        for table in tables
        for figure in _shown(
            table, units if table.day in ends[table.indicator, table.group] else [], limit, mapping, at
        )
    ]


def _shown(
    table: Table, units: list[int], limit: int, mapping: BenefitMapping, at: datetime
) -> Iterator[Figure]:
    secret = hidden(table, limit)
    for unit in (None, *units):
        is_secret = secret.whole if unit is None else unit in secret.units
        shown = Count() if is_secret else table.whole if unit is None else table.units[unit]
        yield Figure(
            indicator=table.indicator,
            unit_id=unit,
            day=table.day,
            group=table.group,
            numerator=shown.numerator,
            denominator=shown.denominator,
            value=None if shown.value is None else round(shown.value, 4),
            suppressed=is_secret,
            version=version(table.indicator, mapping),
            published_at=at,
        )
