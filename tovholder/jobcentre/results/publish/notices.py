"""From what companies told us: how soon after the first sick day there was contact, and how soon we spoke with them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import holidays

from tovholder.absence.measures import OpeningHours, company_contact_days, spoken_answer_hours
from tovholder.absence.occurrences import Spell
from tovholder.absence.told import absences, spell_of
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.results.publish.hidden import Person
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.in_bulk import local_day
from tovholder.jobcentre.results.publish.measured import Measured
from tovholder.jobcentre.results.publish.talks import start_of
from tovholder.jobcentre.sickleave.chains import Link, first_told
from tovholder.jobcentre.sickleave.days_off import DAYS_OFF
from tovholder.jobcentre.sickleave.measures import SPOKEN_OF_WITHIN, TELLS_FIRST_DAY
from tovholder.jobcentre.sickleave.models import AbsenceNotice, BegunBy, NoticeKind, SickLeaveChoice
from tovholder.jobcentre.sickleave.spells import as_told

BEFORE = {NoticeKind.EXPECTED.value, NoticeKind.RECURRING.value}


@dataclass(frozen=True, slots=True)
class Notice:
    """`person` tells whether two notices speak of the same one; None: nobody is named. `about` tells the people apart
    where they are counted."""

    key: int
    workplace: int
    company: int
    person: str | None
    about: Person
    citizen: int | None
    kind: str
    first_day: date | None
    back_on: date | None
    hours: int | None
    received_at: datetime
    answered_at: datetime | None
    by_company: bool
    unit: int | None

    @property
    def received_on(self) -> date:
        return local_day(self.received_at)


def notices(homes: WorkplaceHomes, *, since: date) -> list[Notice]:
    """Notices from twelve weeks before `since`, oldest first.

    Those that stand: a correction was received when what it corrects was, and what was withdrawn was not told.
    """
    rows = list(
        AbsenceNotice.objects.filter(received_at__gte=start_of(since - SPOKEN_OF_WITHIN))
        .order_by("received_at", "pk")
        .values_list("pk", "corrects", "received_at", "spoken_answer__at", "withdraws", *_COLUMNS)
    )
    links = {pk: Link(corrects, received, spoken) for pk, corrects, received, spoken, *_rest in rows}
    superseded = {link.corrects for link in links.values()}
    found = []
    for pk, _corrects, _received, _spoken, withdraws, *told in rows:
        if not withdraws and pk not in superseded:
            found.append(_notice(homes, pk, *first_told(links, pk), *told))
    return sorted(found, key=lambda notice: notice.received_at)


_COLUMNS = (
    "workplace_id",
    "citizen_id",
    "person_name",
    "kind",
    "first_day",
    "back_on",
    "hours_a_week",
    "begun_by",
    "workplace__company_id",
    "workplace__contact__unit_id",
)


def _notice(
    homes: WorkplaceHomes,
    key: int,
    received_at: datetime,
    answered_at: datetime | None,
    workplace: int,
    citizen: int | None,
    name: str,
    kind: str,
    first_day: date | None,
    back_on: date | None,
    hours: int | None,
    begun_by: str,
    company: int,
    unit_now: int,
) -> Notice:
    unit = homes.unit(workplace, local_day(received_at))
    return Notice(
        key=key,
        workplace=workplace,
        company=company,
        person=str(citizen) if citizen else fold(name) or None,
        about=about(name, workplace),
        citizen=citizen,
        kind=kind,
        first_day=first_day,
        back_on=back_on,
        hours=hours,
        received_at=received_at,
        answered_at=answered_at,
        by_company=begun_by == BegunBy.COMPANY,
        unit=unit_now if unit is None else unit,
    )


def about(name: str, workplace: int) -> Person:
    """Whom a notice is about, where people are to be counted: those of one name count as one, and all whom a workplace
    did not name (or whose name is erased) as one, as they may well be."""
    return fold(name) or f"#{workplace}"


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
            row.company,
            row.about,
        )
        for row in rows
        if row.by_company
    ]


def spells_of(theirs: Sequence[Notice], merge_gap: int) -> list[Spell]:
    """The absences of one person, as `tovholder.absence` decides what is one."""
    rows = [
        (row.key, row.workplace, row.kind, row.received_at, row.first_day, row.back_on, row.hours)
        for row in theirs
    ]
    return absences([as_told(*row) for row in rows], merge_gap=merge_gap, days_off=DAYS_OFF)


def company_contacts(rows: Sequence[Notice], choice: SickLeaveChoice) -> list[Measured]:
    """Days from the first sick day of each absence a workplace told of to the first contact with it about that."""
    by_person: dict[tuple[int, str], list[Notice]] = defaultdict(list)
    for row in rows:
        by_person[row.workplace, row.person or f"#{row.key}"].append(row)
    return [
        Measured(
            first_day, met.unit, company_contact_days(first_day, met.received_on), met.company, met.about
        )
        for theirs in by_person.values()
        for first_day, met in _first_contacts(theirs, choice.merge_gap_days)
    ]


def _first_contacts(theirs: Sequence[Notice], merge_gap: int) -> Iterator[tuple[date, Notice]]:
    """Each absence of one person by its first day, with the first notice about it: an earlier word of it counts.

    Somebody who was back, and is now told to be back in part, is away again from a first day that nobody told.
    """
    attached: set[int] = set()
    for spell in spells_of(theirs, merge_gap):
        about = [row for row in theirs if _tells_of(row, spell)]
        before = [row for row in theirs if row.kind in BEFORE and _soon_before(row, spell.since)]
        attached.update(row.key for row in before)
        if about:
            yield spell.since, min((*about, *before), key=lambda row: row.received_at)
    for row in theirs:
        if row.kind == NoticeKind.EXPECTED and row.first_day and row.key not in attached:
            yield row.first_day, row


def _tells_of(row: Notice, spell: Spell) -> bool:
    return (
        row.kind in TELLS_FIRST_DAY
        and row.first_day is not None
        and spell_of([spell], row.first_day) is not None
    )


def _soon_before(row: Notice, first_day: date) -> bool:
    return first_day - SPOKEN_OF_WITHIN <= row.received_on <= first_day


def _holidays(today: date) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=range(today.year - 3, today.year + 1)))
