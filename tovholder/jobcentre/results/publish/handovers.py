"""How often a course got another named employee, over the twelve months up to each month."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tovholder.continuity.handovers import Changed, Courses, Named
from tovholder.continuity.talks import Key
from tovholder.jobcentre.citizens.models import CourseContact, Handover
from tovholder.jobcentre.citizens.models.course import HandoverReason
from tovholder.jobcentre.results.indicators import WITHOUT_RECEPTION
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import year_to_month
from tovholder.jobcentre.results.publish.talks import local_day
from tovholder.registers.tables import Month

Rows = Sequence[Changed]


def tables(months: Sequence[Month], units: Sequence[int]) -> Iterator[Table]:
    home: dict[Key, int] = {}
    courses = Courses(_named(home))
    for month in months:
        whole = list(courses.between(*year_to_month(month)))
        parts: dict[int | None, list[Changed]] = {unit: [] for unit in units}
        for row in whole:
            parts[home[row.course]].append(row)
        yield _table("", month, whole, parts, lambda row: row.changes)
        yield _table(WITHOUT_RECEPTION, month, whole, parts, lambda row: row.changes - row.from_reception)


def _named(home: dict[Key, int]) -> Iterator[Named]:
    """Who was named for each course and when; a proposal that was accepted ended reception. `home` gets the units."""
    accepted = {
        (course, local_day(at))
        for course, at in Handover.objects.filter(reason=HandoverReason.PROPOSAL)
        .order_by("pk")
        .values_list("course_id", "accepted_at")
        .iterator()
    }
    rows = CourseContact.objects.order_by("pk").values_list(
        "course_id", "employee_id", "since", "until", "course__unit_id"
    )
    for course, employee, since, until, unit in rows.iterator():
        home[course] = unit
        yield Named(course, employee, since, until, (course, until) in accepted)


def _table(
    group: str, month: Month, whole: Rows, parts: Mapping[int | None, Rows], changes: Callable[[Changed], int]
) -> Table:
    """Protected with it: the courses that changed, and those the two readings differ by."""

    def per_course(rows: Rows) -> Count:
        return Count(None, len(rows), sum(map(changes, rows)) / len(rows) if rows else None)

    def row(of: Callable[[Changed], int]) -> CountRow:
        return CountRow(_with_any(of, whole), {unit: _with_any(of, rows) for unit, rows in parts.items()})

    beside = [row(changes)]
    if group:
        beside.append(row(lambda changed: changed.from_reception))
    shown = {unit: per_course(rows) for unit, rows in parts.items()}
    return Table(Indicator.HANDOVERS, month.last_day, group, per_course(whole), shown, tuple(beside))


def _with_any(of: Callable[[Changed], int], rows: Rows) -> int:
    return sum(of(row) > 0 for row in rows)
