"""How often a course got another named employee, over the twelve months up to each month."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tovholder.continuity.columns import Changes, ChangesByUnit, NamedColumns
from tovholder.jobcentre.results.indicators import WITHOUT_RECEPTION
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import year_to_month
from tovholder.registers.tables import Month


def tables(named: NamedColumns, months: Sequence[Month], units: Sequence[int]) -> Iterator[Table]:
    courses = ChangesByUnit(named)
    for month in months:
        centre, parts = courses.between(*year_to_month(month), units)
        yield _table("", month, centre, parts)
        yield _table(WITHOUT_RECEPTION, month, centre, parts)


def _table(group: str, month: Month, whole: Changes, parts: Mapping[int, Changes]) -> Table:
    """Protected with it: the courses that changed, and those the two readings differ by."""

    def per_course(of: Changes) -> Count:
        changes = of.changes - of.received if group else of.changes
        return Count(None, of.courses, changes / of.courses if of.courses else None)

    def row(of: Callable[[Changes], int]) -> CountRow:
        return CountRow(of(whole), {unit: of(part) for unit, part in parts.items()})

    beside = [row(lambda found: found.changed)]
    if group:
        beside.append(row(lambda found: found.were_received))
    shown: dict[int | None, Count] = {unit: per_course(part) for unit, part in parts.items()}
    return Table(Indicator.HANDOVERS, month.last_day, group, per_course(whole), shown, tuple(beside))
