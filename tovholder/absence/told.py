"""One absence, one value: the spells behind a figure, though not every return is told.

A return that nobody told would let an absence last for ever, and swallow the next. So a new first day from the *same*
workplace says that the person was back in between: since the last day we know of them as away. What *another*
workplace tells meanwhile is the same absence. Occurrences with at most the merge gap between them are one.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

from tovholder.absence.measures import COPENHAGEN
from tovholder.absence.notices import DAY, Kind, Notice, standing, stretches
from tovholder.absence.occurrences import NO_DAYS, Spell, occurrences, spells


def absences(
    notices: Iterable[Notice], *, merge_gap: int, days_off: Container[date] = NO_DAYS
) -> list[Spell]:
    """The absences of one person, in time order, across all workplaces given. ValueError: as `standing`.

    `merge_gap`, in days at work, and `days_off` as in `occurrences.spells`.
    """
    told = [
        notice if notice.corrects is None else replace(notice, corrects=None) for notice in standing(notices)
    ]
    told = [notice for notice in told if not _is_back_from_nothing(notice, told)]
    by_workplace = groupby(
        sorted(told, key=lambda notice: str(notice.workplace)), key=lambda notice: notice.workplace
    )
    untold = [each for _workplace, theirs in by_workplace for each in _untold_returns(list(theirs))]
    return spells(occurrences(stretches([*told, *untold])), merge_gap=merge_gap, days_off=days_off)


def spell_of(found: Iterable[Spell], day: date) -> Spell | None:
    """The absence among `found` that `day` lies in, or None."""
    return next(
        (spell for spell in found if spell.since <= day and (spell.until is None or day < spell.until)), None
    )


def _untold_returns(told: list[Notice]) -> Iterator[Notice]:
    """A return for each first day at one workplace that another follows with no return told between."""
    begins = sorted({notice.first_day for notice in told if _begins(notice)} - {None})  # type: ignore[type-var]
    for begin, after in pairwise(begins):
        assert begin is not None
        assert after is not None
        last = max([begin, *_known_away(told, begin, after)])
        if not _is_told_back(told, begin, after) and last + DAY < after:
            first = next(notice for notice in told if notice.first_day == begin)
            key = f"back before {after} {first.workplace}"
            yield Notice(key, first.workplace, Kind.RETURNED, first.received, back_on=last + DAY)


def _is_back_from_nothing(notice: Notice, told: list[Notice]) -> bool:
    """Back in part, from an absence nobody told the first day of: there is none to count from."""
    if notice.hours is None or notice.first_day is not None or notice.back_on is None:
        return False
    theirs = [other for other in told if other.workplace == notice.workplace and _begins(other)]
    return not any(other.first_day and other.first_day < notice.back_on for other in theirs)


def _begins(notice: Notice) -> bool:
    return notice.kind in {Kind.FIRST_DAY, Kind.SINCE, Kind.RETURNED}


def _is_told_back(told: list[Notice], begin: date, after: date) -> bool:
    return any(
        notice.back_on is not None and notice.hours is None and begin < notice.back_on <= after
        for notice in told
    )


def _known_away(told: list[Notice], begin: date, after: date) -> Iterator[date]:
    """The days up to `after` on which the absence from `begin` was told of as going on."""
    for notice in told:
        day = notice.received.astimezone(COPENHAGEN).date()
        if notice.first_day == begin and notice.kind is not Kind.RETURNED and begin <= day < after:
            yield day
        if notice.hours is not None and notice.back_on is not None and begin < notice.back_on < after:
            yield notice.back_on
