"""From what companies told us: how soon after the first sick day there was contact, and how soon we spoke with them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import holidays
from django.utils import timezone

from tovholder.absence.measures import OpeningHours, company_contact_days, spoken_answer_hours
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.measured import Measured
from tovholder.jobcentre.sickleave.chains import Link, first_told
from tovholder.jobcentre.sickleave.models import AbsenceNotice, BegunBy, NoticeKind

EARLIER_TALK_COUNTS = timedelta(weeks=8)
TOLD = {NoticeKind.FIRST_DAY.value, NoticeKind.SINCE.value}


@dataclass(frozen=True, slots=True)
class Notice:
    """`person` tells whether two notices speak of the same one; None: nobody is named."""

    workplace: int
    person: str | None
    citizen: int | None
    kind: str
    first_day: date | None
    received_at: datetime
    answered_at: datetime | None
    by_company: bool
    unit: int | None

    @property
    def received_on(self) -> date:
        return timezone.localtime(self.received_at).date()


def notices(*, since: date) -> list[Notice]:
    """Notices from eight weeks before `since`, oldest first.

    Those that stand: a correction was received when what it corrects was, and what was withdrawn was not told.
    """
    homes = WorkplaceHomes()
    rows = list(
        AbsenceNotice.objects.filter(received_at__date__gte=since - EARLIER_TALK_COUNTS)
        .order_by("received_at", "pk")
        .values_list("pk", "corrects", "received_at", "spoken_answer__at", "withdraws", *_COLUMNS)
    )
    links = {pk: Link(corrects, received, spoken) for pk, corrects, received, spoken, *_rest in rows}
    superseded = {link.corrects for link in links.values()}
    found = []
    for pk, _corrects, _received, _spoken, withdraws, *told in rows:
        if not withdraws and pk not in superseded:
            found.append(_notice(homes, *first_told(links, pk), *told))
    return sorted(found, key=lambda notice: notice.received_at)


_COLUMNS = (
    "workplace_id",
    "citizen_id",
    "person_name",
    "kind",
    "first_day",
    "begun_by",
    "workplace__contact__unit_id",
)


def _notice(
    homes: WorkplaceHomes,
    received_at: datetime,
    answered_at: datetime | None,
    workplace: int,
    citizen: int | None,
    name: str,
    kind: str,
    first_day: date | None,
    begun_by: str,
    unit_now: int,
) -> Notice:
    unit = homes.unit(workplace, timezone.localtime(received_at).date())
    return Notice(
        workplace=workplace,
        person=str(citizen) if citizen else fold(name) or None,
        citizen=citizen,
        kind=kind,
        first_day=first_day,
        received_at=received_at,
        answered_at=answered_at,
        by_company=begun_by == BegunBy.COMPANY,
        unit=unit_now if unit is None else unit,
    )


def spoken_answers(rows: Sequence[Notice], today: date) -> list[Measured]:
    """Working hours from each notice of a company's own to our first spoken answer."""
    opening = OpeningHours(holidays=_holidays(today))
    return [
        Measured(
            row.received_on,
            row.unit,
            None
            if row.answered_at is None
            else spoken_answer_hours(row.received_at, row.answered_at, opening),
        )
        for row in rows
        if row.by_company
    ]


def company_contacts(rows: Sequence[Notice]) -> list[Measured]:
    """Days from each first sick day we were told of to the first contact with the company about it."""
    by_person: dict[tuple[int, str], list[Notice]] = defaultdict(list)
    alone = []
    for row in rows:
        if row.person is None:
            alone.append([row])
        else:
            by_person[row.workplace, row.person].append(row)
    return [
        Measured(first_day, met.unit, company_contact_days(first_day, met.received_on))
        for theirs in (*by_person.values(), *alone)
        for first_day, met in _first_contacts(theirs)
    ]


def _first_contacts(theirs: Sequence[Notice]) -> Iterator[tuple[date, Notice]]:
    """Each first sick day of one person, with the first notice about it: an earlier word of what was coming counts."""
    attached: set[int] = set()
    told = dict.fromkeys(row.first_day for row in theirs if row.kind in TOLD and row.first_day)
    for first_day in told:
        about = [row for row in theirs if row.kind in TOLD and row.first_day == first_day]
        before = [row for row in theirs if row.kind == NoticeKind.EXPECTED and _soon_before(row, first_day)]
        attached.update(map(id, before))
        yield first_day, min((*about, *before), key=lambda row: row.received_at)
    for row in theirs:
        if row.kind == NoticeKind.EXPECTED and row.first_day and id(row) not in attached:
            yield row.first_day, row


def _soon_before(row: Notice, first_day: date) -> bool:
    return first_day - EARLIER_TALK_COUNTS <= row.received_on <= first_day


def _holidays(today: date) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=range(today.year - 3, today.year + 1)))
