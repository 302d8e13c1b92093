"""How often a course got another named employee, over the twelve months up to each month."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tovholder.continuity.columns import Changes, ChangesByUnit
from tovholder.continuity.handovers import Courses, Named
from tovholder.continuity.talks import Key
from tovholder.jobcentre.citizens.models import CourseContact, Handover
from tovholder.jobcentre.citizens.models.course import HandoverReason
from tovholder.jobcentre.results.indicators import WITHOUT_RECEPTION
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.publish.hidden import Count, CountRow, Table
from tovholder.jobcentre.results.publish.spans import year_to_month
from tovholder.jobcentre.results.publish.talks import local_day
from tovholder.registers.tables import Month


def tables(months: Sequence[Month], units: Sequence[int]) -> Iterator[Table]:
    home: dict[Key, Key | None] = {}
    courses = ChangesByUnit(Courses(_named(home)), home)
    for month in months:
        whole, parts = courses.between(*year_to_month(month), units)
        yield _table("", month, whole, parts)
        yield _table(WITHOUT_RECEPTION, month, whole, parts)


def _named(home: dict[Key, Key | None]) -> Iterator[Named]:
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


def _table(group: str, month: Month, whole: Changes, parts: Mapping[Key | None, Changes]) -> Table:
    """Protected with it: the courses that changed, and those the two readings differ by."""

    def per_course(of: Changes) -> Count:
        changes = of.changes - of.received if group else of.changes
        return Count(None, of.courses, changes / of.courses if of.courses else None)

    def row(of: Callable[[Changes], int]) -> CountRow:
        return CountRow(of(whole), {_unit(unit): of(part) for unit, part in parts.items()})

    beside = [row(lambda found: found.changed)]
    if group:
        beside.append(row(lambda found: found.were_received))
    shown: dict[int | None, Count] = {_unit(unit): per_course(part) for unit, part in parts.items()}
    return Table(Indicator.HANDOVERS, month.last_day, group, per_course(whole), shown, tuple(beside))


def _unit(key: Key | None) -> int:
    assert isinstance(key, int)
    return key
