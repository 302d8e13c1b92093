"""The three measures of M11, for many notices at once: a handful of queries, however many notices.

1. `company_contact`: first sick day to our first contact with the company, in either direction, in days.
2. `spoken_answer`: notice to our first spoken answer, in working hours.
3. `citizen_talk`: first sick day to the first talk with the citizen, in days.

Each is stopped by its own event alone: a notice the first, a spoken answer the second, a held talk the third.
`per_spell` gives the values behind a figure. What each number is and what it is compared with: `tovholder.absence`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from tovholder.absence.measures import (
    OpeningHours,
    citizen_talk_days,
    company_contact_days,
    spoken_answer_hours,
)
from tovholder.absence.told import absences, spell_of
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.sickleave.chains import Link, first_told, links_of
from tovholder.jobcentre.sickleave.days_off import DAYS_OFF, public_holidays
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeKind, SpokenAnswer
from tovholder.jobcentre.sickleave.spells import as_told
from tovholder.jobcentre.talks.models import Talk

# An absence was spoken of before it came when a notice about the same person is at most this much older.
SPOKEN_OF_WITHIN = timedelta(weeks=12)

# These tell when an absence began. `expected` only guesses it, and `recurring` is no one absence.
TELLS_FIRST_DAY = frozenset({NoticeKind.FIRST_DAY, NoticeKind.SINCE, NoticeKind.RETURNED})
BEFOREHAND = frozenset({NoticeKind.EXPECTED, NoticeKind.RECURRING})


def opening_hours(first: date, last: date) -> OpeningHours:
    """When the centre answers the telephone, with the Danish public holidays of every year from `first` to `last`."""
    years = range(first.year, last.year + 1)
    return OpeningHours(holidays=frozenset().union(*map(public_holidays, years)))


def is_open_on(day: date) -> bool:
    return opening_hours(day, day).is_open_on(day)


def answer_due(received: datetime, within_hours: int = 1) -> datetime:
    """The moment `within_hours` have passed since `received`, counted in opening hours.

    How many is the centre's own aim (`SickLeaveChoice`), told to the company when its notice is received.
    """
    day = timezone.localdate(received)
    opening = opening_hours(day, day + timedelta(days=28))
    left = timedelta(hours=within_hours)
    while True:
        if opening.is_open_on(day):
            begins = max(timezone.localtime(received), datetime.combine(day, opening.opens, opening.zone))
            closes = datetime.combine(day, opening.closes, opening.zone)
            if begins + left <= closes:
                return begins + left
            left -= max(timedelta(), closes - begins)
        day += timedelta(days=1)


# --- 1: the company ---------------------------------------------------------------------------------------------------


@dataclass
class _Told:
    """What one workplace has told: earliest notice by first day told, and the notices about one person in order.

    A correction stands in the place of what it corrects, and was received when that was (`received`); what was
    withdrawn was not told.
    """

    received: dict[int, datetime] = field(default_factory=dict)
    nameless_by_day: dict[date, datetime] = field(default_factory=dict)
    named_by_day: dict[tuple[str, date], datetime] = field(default_factory=dict)
    beforehand: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    returned: dict[str, list[tuple[datetime, date | None]]] = field(default_factory=lambda: defaultdict(list))


def company_contact(notices: Iterable[AbsenceNotice]) -> dict[int, int]:
    """Days from first sick day to our first contact with the company, by notice; negative: we spoke of it before.

    Only notices that tell when an absence began have one (`first_day`, `since`, `returned` with a first day). The
    first contact is the earliest of: the notice itself; any notice from the same workplace with the same first day,
    about the same person or about nobody named; and any `expected` or `recurring` notice about the same person, at
    most twelve weeks older than the first sick day and not closed by an earlier return. A spoken answer cannot come
    before the notice it answers, and a contact we begin is written down as a notice too, so notices alone decide. Who
    is meant is the name as told; two nameless notices are never guessed to be one person unless they tell the same
    first day. One query.
    """
    measured = [notice for notice in notices if _tells_first_day(notice)]
    told = _told(measured)
    return {
        notice.pk: company_contact_days(
            notice.first_day, timezone.localdate(_first_contact(notice, told[notice.workplace_id]))
        )
        for notice in measured
        if notice.first_day
    }


def _tells_first_day(notice: AbsenceNotice) -> bool:
    return notice.kind in TELLS_FIRST_DAY and notice.first_day is not None


_TOLD = ("kind", "first_day", "person_name", "hours_a_week")


def _told(measured: list[AbsenceNotice]) -> dict[int, _Told]:
    told: dict[int, _Told] = defaultdict(_Told)
    if not measured:
        return told
    rows = list(
        AbsenceNotice.objects.filter(workplace__in={notice.workplace_id for notice in measured})
        .order_by("received_at", "pk")
        .values_list("pk", "corrects", "received_at", "withdraws", "workplace_id", *_TOLD)
    )
    links = {pk: Link(corrects, received_at, None) for pk, corrects, received_at, *_rest in rows}
    superseded = {link.corrects for link in links.values()}
    standing = [row for row in rows if row[0] not in superseded and not row[3]]
    first = {row[0]: first_told(links, row[0])[0] for row in standing}
    for pk, _c, _r, _w, workplace, kind, first_day, name, hours in sorted(
        standing, key=lambda row: (first[row[0]], row[0])
    ):
        place, who, received_at = told[workplace], fold(name), first[pk]
        place.received[pk] = received_at
        if first_day and kind != NoticeKind.RECURRING:
            if who:
                place.named_by_day.setdefault((who, first_day), received_at)
            else:
                place.nameless_by_day.setdefault(first_day, received_at)
        if who and kind in BEFOREHAND:
            place.beforehand[who].append(received_at)
        if who and kind == NoticeKind.RETURNED and hours is None:
            place.returned[who].append((received_at, first_day))
    return told


def _first_contact(notice: AbsenceNotice, told: _Told) -> datetime:
    first_day, who = notice.first_day, fold(notice.person_name)
    assert first_day is not None
    received_at = told.received.get(notice.pk, notice.received_at)
    found = [received_at]
    if first_day in told.nameless_by_day:
        found.append(told.nameless_by_day[first_day])
    if who:
        found.append(told.named_by_day.get((who, first_day), received_at))
        closed = [at for at, day in told.returned[who] if at < received_at and day != first_day]
        still_open = [at for at in told.beforehand[who] if not any(at < end for end in closed)]
        found += [at for at in still_open if _spoken_of(at, first_day)]
    return min(found)


def _spoken_of(at: datetime, first_day: date) -> bool:
    return timezone.localdate(at) >= first_day - SPOKEN_OF_WITHIN


# --- 2: our answer ----------------------------------------------------------------------------------------------------


def spoken_answer(notices: Iterable[AbsenceNotice]) -> dict[int, float]:
    """Working hours from a notice to our first spoken answer, by notice; unanswered ones have none. One query.

    A correction counts from when what it corrects was first received, to the first answer since then: putting it
    right neither stops the clock nor starts it anew.
    """
    listed = list(notices)
    received = {notice.pk: notice.received_at for notice in listed}
    answered = dict(SpokenAnswer.objects.filter(notice__in=received).order_by().values_list("notice", "at"))
    corrections = [notice.pk for notice in listed if notice.corrects_id]
    links = links_of(corrections) if corrections else {}
    for pk in corrections:
        received[pk], spoken = first_told(links, pk)
        if spoken is not None:
            answered[pk] = spoken
    if not answered:
        return {}
    opening = opening_hours(
        timezone.localdate(min(received.values())), timezone.localdate(max(answered.values()))
    )
    return {pk: spoken_answer_hours(received[pk], at, opening) for pk, at in answered.items()}


# --- 3: the citizen ---------------------------------------------------------------------------------------------------


def citizen_talk(notices: Iterable[AbsenceNotice]) -> dict[int, int]:
    """Days from first sick day to the first talk with the citizen, by notice; without a known citizen there is none.

    The talk counted is the first one held on or after the first sick day, or after our first contact with the company
    when that came earlier: before it nobody could know, so a talk then was about something else. Two queries.
    """
    known = [notice for notice in notices if notice.citizen_id and _tells_first_day(notice)]
    contact = company_contact(known)
    talks: dict[int, list[date]] = defaultdict(list)
    held = Talk.objects.held().filter(citizen__in={notice.citizen_id for notice in known})
    for citizen, held_at in held.order_by("held_at").values_list("citizen", "held_at"):
        talks[citizen].append(timezone.localdate(held_at))
    days = {}
    for notice in known:
        first_day, citizen = notice.first_day, notice.citizen_id
        assert first_day is not None
        assert citizen is not None
        from_day = first_day + timedelta(days=min(0, contact[notice.pk]))
        first_talk = next((day for day in talks[citizen] if day >= from_day), None)
        if first_talk is not None:
            days[notice.pk] = citizen_talk_days(first_day, first_talk)
    return days


# --- For a figure -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Series:
    """The values behind a figure, for `absence.measures.summary`."""

    company_contact: tuple[int, ...]
    spoken_answer: tuple[float, ...]
    citizen_talk: tuple[int, ...]


def per_spell(notices: Iterable[AbsenceNotice], *, merge_gap: int) -> Series:
    """The values of all three: 1 and 3 once for each absence however often it was told of, 2 for every notice answered.

    What is one absence is decided by `absence.told`: of measure 1 what one workplace told of one person (each employer
    is met for itself), of measure 3 what all workplaces told of one citizen, so that a chain of notices from several
    employers is one. A nameless notice is an absence of its own. What was corrected or withdrawn is not measured by
    itself. Five queries.
    """
    listed = list(notices)
    later = AbsenceNotice.objects.filter(corrects__in=[notice.pk for notice in listed])
    superseded = set(later.order_by().values_list("corrects", flat=True))
    listed = [notice for notice in listed if notice.pk not in superseded and not notice.withdraws]
    named: dict[tuple[int, str], list[AbsenceNotice]] = defaultdict(list)
    known: dict[int, list[AbsenceNotice]] = defaultdict(list)
    for notice in listed:
        named[notice.workplace_id, fold(notice.person_name) or f"#{notice.pk}"].append(notice)
        if notice.citizen_id is not None:
            known[notice.citizen_id].append(notice)
    contact, talk = company_contact(listed), citizen_talk(listed)
    return Series(
        tuple(value for theirs in named.values() for value in _once_each(theirs, contact, merge_gap)),
        tuple(spoken_answer(listed).values()),
        tuple(value for theirs in known.values() for value in _once_each(theirs, talk, merge_gap)),
    )


def _once_each(theirs: list[AbsenceNotice], days: dict[int, int], merge_gap: int) -> Iterator[int]:
    """For each absence of one person the days from its own first day to the earliest event any of its notices met."""
    rows = [
        (row.pk, row.workplace_id, row.kind, row.received_at, row.first_day, row.back_on, row.hours_a_week)
        for row in theirs
    ]
    found = absences([as_told(*row) for row in rows], merge_gap=merge_gap, days_off=DAYS_OFF)
    met: dict[date, list[date]] = defaultdict(list)
    for row in theirs:
        if row.pk in days and row.first_day is not None and (spell := spell_of(found, row.first_day)):
            met[spell.since].append(row.first_day + timedelta(days=days[row.pk]))
    for since, events in met.items():
        yield (min(events) - since).days
