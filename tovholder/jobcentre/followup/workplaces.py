"""Which workplaces are to be talked with, and when: by what was agreed, else by the rhythm of their relation.

Computed from the contacts each time (`companies.rhythm`), never flagged; a notice we have spoken about is a contact.
"""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.companies.models import Workplace, WorkplaceChoice, WorkplaceTouch
from tovholder.jobcentre.companies.rhythm import Rhythm
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.sickleave.models import SpokenAnswer
from tovholder.jobcentre.ui.templatetags.ui import about, day


def rhythms_of(places: QuerySet[Workplace], choice: WorkplaceChoice) -> dict[int, Rhythm]:
    """The rhythm of each workplace, by its number: in the order of `places`, and in one query."""
    return {pk: _rhythm(choice, *row) for pk, *row in _what_decides(places)}


def rhythm_of(place: Workplace, choice: WorkplaceChoice) -> Rhythm:
    """That of one workplace. One query."""
    _pk, *row = _OF_ONE.first(place=place.pk)
    return _rhythm(choice, *row)


def _what_decides(places: QuerySet[Workplace]) -> QuerySet:
    return places.annotate(touched_on=_touched_on(), spoken_at=_spoken_at()).values_list(
        "pk", "relation", "next_contact_on", "touched_on", "spoken_at"
    )


_OF_ONE = Prepared(lambda: _what_decides(Workplace.objects.filter(pk=Given.number("place"))))


def _rhythm(choice: WorkplaceChoice, relation: str, agreed: date | None, touched_on, spoken_at) -> Rhythm:
    return Rhythm(_latest(touched_on, spoken_at), agreed, choice.months(relation))


def due(rhythms: dict[int, Rhythm], today: date) -> list[int]:
    """The numbers of those to be talked with: first whom we never talked with, then the one that has waited longest."""
    waiting = [
        (rhythm.due_on or date.min, place) for place, rhythm in rhythms.items() if rhythm.is_due(today)
    ]
    return [place for _day, place in sorted(waiting, key=lambda row: row[0])]


def _touched_on() -> Subquery:
    touches = WorkplaceTouch.objects.filter(workplace=OuterRef("pk")).order_by("-on", "-pk")
    return Subquery(touches.values("on")[:1])


def _spoken_at() -> Subquery:
    spoken = SpokenAnswer.objects.filter(notice__workplace=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(spoken.values("at")[:1])


def _latest(touched_on, spoken_at) -> date | None:
    days = [touched_on, timezone.localdate(spoken_at) if spoken_at else None]
    return max((each for each in days if each), default=None)


# --- In words ---------------------------------------------------------------------------------------------------------


def said(rhythm: Rhythm, today: date) -> list[str]:
    """When we last talked, and when we do next or how often we usually do: sentences."""
    last = _("Ingen kontakt endnu.") if rhythm.last is None else _last(rhythm.last, today)
    agreed = rhythm.still_agreed
    if agreed is not None:
        return [last, _agreed(agreed, today)]
    if rhythm.due_on is None:
        return [last, _("Aftal, hvornår I taler sammen.")]
    if rhythm.is_due(today):
        return [last, _usually(rhythm.every_months)]
    return [last, _("Næste kontakt omkring %(day)s.") % {"day": about(rhythm.due_on)}]


def _last(last: date, today: date) -> str:
    if last == today:
        return _("I har talt sammen i dag.")
    return _("Sidst talt sammen %(day)s.") % {"day": day(last)}


def _agreed(agreed: date, today: date) -> str:
    if agreed == today:
        return _("I har aftalt at tale sammen i dag.")
    if agreed < today:
        return _("I skulle have talt sammen %(day)s.") % {"day": day(agreed)}
    return _("I har aftalt at tale sammen %(day)s.") % {"day": day(agreed)}


def _usually(months: int) -> str:
    named = {
        1: _("I plejer at tale sammen hver måned."),
        2: _("I plejer at tale sammen hver anden måned."),
        3: _("I plejer at tale sammen hver tredje måned."),
        6: _("I plejer at tale sammen hver sjette måned."),
        12: _("I plejer at tale sammen en gang om året."),
    }
    return named.get(months) or _("I plejer at tale sammen med %(n)d måneders mellemrum.") % {"n": months}
