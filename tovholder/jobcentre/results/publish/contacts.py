"""Who began each contact between us and the companies, and whether a notice came in time."""

from collections.abc import Iterator, Sequence
from datetime import date

from tovholder.jobcentre.companies.models import BegunBy, WorkplaceTouch
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.notices import Notice
from tovholder.jobcentre.results.publish.shares import Counted
from tovholder.jobcentre.sickleave.models import NoticeKind

_TELLS_OF_ONE = {NoticeKind.EXPECTED.value, NoticeKind.FIRST_DAY.value, NoticeKind.SINCE.value}


def contacts(told: Sequence[Notice], homes: WorkplaceHomes, *, since: date) -> list[Counted]:
    """Every contact from `since`: notices, and what was written down. Advice about a notice is the notice's contact.

    Numerator: contacts that the company began. Denominator: all contacts between companies and us. Period: a whole
    quarter. Source: notices and contacts written down; the measure is ours (M11 of the product).
    """
    notices = [
        Counted(row.received_on, row.unit, row.company, row.by_company, row.about)
        for row in told
        if row.received_on >= since
    ]
    return [*notices, *_touches(homes, since)]


def _touches(homes: WorkplaceHomes, since: date) -> Iterator[Counted]:
    """None is about anybody, so that each counts as a person of its own."""
    rows = (
        WorkplaceTouch.objects.filter(on__gte=since, about_notice=False)
        .order_by("on", "pk")
        .values_list(
            "pk", "workplace_id", "workplace__company_id", "workplace__contact__unit_id", "on", "begun_by"
        )
    )
    for pk, workplace, company, unit_now, on, begun_by in rows.iterator():
        unit = homes.unit(workplace, on)
        yield Counted(on, unit_now if unit is None else unit, company, begun_by == BegunBy.COMPANY, pk)


def told_in_time(told: Sequence[Notice]) -> list[Counted]:
    """Each notice of a company's own that somebody is, or may become, ill: did it come before or on the first day?

    Numerator: those that did, or that speak of no day yet. Denominator: all such notices. Period: a year to the day.
    Source: notices that stand; the measure is ours (M13 of the product).
    """
    return [
        Counted(row.received_on, row.unit, row.company, _in_time(row), row.about)
        for row in told
        if row.by_company and row.kind in _TELLS_OF_ONE
    ]


def _in_time(row: Notice) -> bool:
    """Somebody who only speaks of it is not ill yet, whatever day is guessed."""
    if row.first_day is None:
        return row.kind == NoticeKind.EXPECTED
    return row.received_on <= row.first_day
