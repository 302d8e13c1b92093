"""The three measures of M11, for many notices at once: a handful of queries, however many notices.

1. `company_contact`: first sick day to our first contact with the company, in either direction, in days.
2. `spoken_answer`: notice to our first spoken answer, in working hours.
3. `citizen_talk`: first sick day to the first talk with the citizen, in days.

Each is stopped by its own event alone: a notice the first, a spoken answer the second, a held talk the third.
`per_spell` gives the values behind a figure. What each number is and what it is compared with: `tovholder.absence`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

import holidays
from django.utils import timezone

from tovholder.absence.measures import (
    OpeningHours,
    citizen_talk_days,
    company_contact_days,
    spoken_answer_hours,
)
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeKind, SpokenAnswer
from tovholder.jobcentre.talks.models import Talk

# "Answer a company within the hour": what is aimed at where the municipality has not chosen otherwise.
ANSWER_WITHIN = timedelta(hours=1)
# An absence was spoken of before it came when a notice about the same person is at most this much older.
SPOKEN_OF_WITHIN = timedelta(weeks=12)

# These tell when an absence began. `expected` only guesses it, and `recurring` is no one absence.
TELLS_FIRST_DAY = frozenset({NoticeKind.FIRST_DAY, NoticeKind.SINCE, NoticeKind.RETURNED})
BEFOREHAND = frozenset({NoticeKind.EXPECTED, NoticeKind.RECURRING})


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


def opening_hours(first: date, last: date) -> OpeningHours:
    """When the centre answers the telephone, with the Danish public holidays of every year from `first` to `last`."""
    years = range(first.year, last.year + 1)
    return OpeningHours(holidays=frozenset().union(*map(_holidays, years)))


def is_open_on(day: date) -> bool:
    return opening_hours(day, day).is_open_on(day)


def answer_due(received: datetime, within: timedelta = ANSWER_WITHIN) -> datetime:
    """The moment `within` has passed since `received`, counted in opening hours."""
    day = timezone.localdate(received)
    opening = opening_hours(day, day + timedelta(days=28))
    left = within
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
    """What one workplace has told: earliest notice by first day told, and the notices about one person in order."""

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


def _told(measured: list[AbsenceNotice]) -> dict[int, _Told]:
    told: dict[int, _Told] = defaultdict(_Told)
    if not measured:
        return told
    rows = (
        AbsenceNotice.objects.filter(workplace__in={notice.workplace_id for notice in measured})
        .order_by("received_at", "pk")
        .values_list("workplace_id", "kind", "first_day", "person_name", "hours_a_week", "received_at")
    )
    for workplace, kind, first_day, name, hours, received_at in rows:
        place, who = told[workplace], fold(name)
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
    found = [notice.received_at]
    if first_day in told.nameless_by_day:
        found.append(told.nameless_by_day[first_day])
    if who:
        found.append(told.named_by_day.get((who, first_day), notice.received_at))
        closed = [at for at, day in told.returned[who] if at < notice.received_at and day != first_day]
        still_open = [at for at in told.beforehand[who] if not any(at < end for end in closed)]
        found += [at for at in still_open if _spoken_of(at, first_day)]
    return min(found)


def _spoken_of(at: datetime, first_day: date) -> bool:
    return timezone.localdate(at) >= first_day - SPOKEN_OF_WITHIN


# --- 2: our answer ----------------------------------------------------------------------------------------------------


def spoken_answer(notices: Iterable[AbsenceNotice]) -> dict[int, float]:
    """Working hours from a notice to our first spoken answer, by notice; unanswered ones have none. One query."""
    received = {notice.pk: notice.received_at for notice in notices}
    answered = dict(SpokenAnswer.objects.filter(notice__in=received).order_by().values_list("notice", "at"))
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


def per_spell(notices: Iterable[AbsenceNotice]) -> Series:
    """The values of all three: 1 and 3 once for each absence however often it was told of, 2 for every notice answered.

    One absence is one workplace, one name and one first day; a nameless notice is an absence of its own. Four queries.
    """
    listed = list(notices)
    spell = {
        notice.pk: (notice.workplace_id, fold(notice.person_name) or notice.pk, notice.first_day)
        for notice in listed
    }
    contact = {spell[pk]: days for pk, days in company_contact(listed).items()}
    talk = {spell[pk]: days for pk, days in citizen_talk(listed).items()}
    return Series(tuple(contact.values()), tuple(spoken_answer(listed).values()), tuple(talk.values()))
