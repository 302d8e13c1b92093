"""Every contact with a workplace, in either direction, newest first: what it told, what we answered, and what we wrote
down. Never a citizen: of a notice only that it came, whoever may open it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.companies.models import BegunBy, How, SparringTheme, Workplace, WorkplaceTouch
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveTalk, SpokenAnswer

CONTACTS_SHOWN = 10
NOTICE, ANSWER, TOUCH, MEETING = 1, 2, 3, 4
_HOW = {how.value: how.label for how in How}


@dataclass(frozen=True)
class Contact:
    """One contact in words: its day, what it was, and who took part."""

    day: date
    what: str
    who: str
    by_company: bool | None


@dataclass(frozen=True)
class Log:
    """A page of contacts, and the key the next page is behind ("3.17"), empty when this is the last."""

    contacts: list[Contact]
    older: str
    is_newest: bool


def contacts_of(place: Workplace, older: str) -> Log:
    """The latest contacts, or those behind the one `older` names. One query, one more for older ones.

    A key that names none of the workplace's contacts leads to the first page.
    """
    behind = _place_of(_arms(place.pk), older) if older else None
    if behind is None:
        rows = list(_NEWEST.ask(place=place.pk))
    else:
        arms = {kind: rows.filter(_behind(kind, *behind)) for kind, rows in _arms(place.pk).items()}
        rows = list(_together(arms)[: CONTACTS_SHOWN + 1])
    shown = rows[:CONTACTS_SHOWN]
    more = len(rows) > CONTACTS_SHOWN
    return Log(
        [_in_words(row) for row in shown],
        f"{shown[-1]['arm']}.{shown[-1]['row']}" if more else "",
        is_newest=behind is None,
    )


def every_contact_with(place: Workplace) -> Iterator[Contact]:
    """One query."""
    return map(_in_words, _together(_arms(place.pk)))


def _arms(place: Any) -> dict[int, QuerySet]:
    """Of the workplace with this number, or what stands for it in a query."""
    return {
        NOTICE: _notices(place),
        ANSWER: _answers(place),
        TOUCH: _touches(place),
        MEETING: _meetings(place),
    }


def _together(arms: dict[int, QuerySet]) -> QuerySet:
    first, *others = arms.values()
    return first.union(*others, all=True).order_by("-when", "-arm", "-row")


_NEWEST = Prepared(lambda: _together(_arms(Given.number("place")))[: CONTACTS_SHOWN + 1])


def _shape(
    rows: QuerySet, kind: int, *, when, begun, how="", who="", other="", theme="", minutes=None
) -> QuerySet:
    """The one shape of a contact, for the arms of the union."""

    def text(field: str) -> Cast:
        return Cast(field if field else Value(""), TextField())

    return (
        rows.order_by()
        .annotate(when=Cast(when, DateField()))
        .values(
            "when",
            arm=Value(kind, IntegerField()),
            row=Cast("pk", IntegerField()),
            begun=text(begun),
            how_so=text(how),
            who=text(who),
            other=text(other),
            what_about=text(theme),
            length=Cast(minutes or Value(None), IntegerField()),
        )
    )


def _notices(place: Any) -> QuerySet:
    told = AbsenceNotice.objects.standing().filter(workplace=place)
    return _shape(told, NOTICE, when=TruncDate("received_at"), begun="begun_by")


def _answers(place: Any) -> QuerySet:
    spoken = SpokenAnswer.objects.filter(notice__workplace=place)
    return _shape(spoken, ANSWER, when=TruncDate("at"), begun="", who="employee__name")


def _touches(place: Any) -> QuerySet:
    return _shape(
        WorkplaceTouch.objects.filter(workplace=place),
        TOUCH,
        when="on",
        begun="begun_by",
        how="how",
        who="employee__name",
        other="person__name",
        theme="theme__name",
        minutes="minutes",
    )


def _meetings(place: Any) -> QuerySet:
    held = SickLeaveTalk.objects.filter(workplace=place, held_at__isnull=False)
    return _shape(held, MEETING, when=TruncDate("held_at"), begun="", who="employee__name")


def _place_of(arms: dict[int, QuerySet], older: str) -> tuple[date, int, int] | None:
    kind, _dot, row = older.partition(".")
    if not (kind.isascii() and kind.isdigit() and row.isascii() and row.isdigit() and len(row) <= 18):
        return None
    arm = arms.get(int(kind[:3]))
    found = arm.filter(pk=int(row)).first() if arm is not None else None
    return (found["when"], int(kind), int(row)) if found else None


def _behind(kind: int, when: date, last_kind: int, row: int) -> Q:
    """Those of one arm that come after the row of another, or of the same."""
    if kind > last_kind:
        return Q(when__lt=when)
    return Q(when__lt=when) | (Q(when=when) if kind < last_kind else Q(when=when, pk__lt=row))


def _in_words(row: dict) -> Contact:
    by_company = row["begun"] == BegunBy.COMPANY if row["begun"] else None
    return Contact(row["when"], _what(row), _who(row), by_company)


def _what(row: dict) -> str:
    if row["arm"] == NOTICE:
        return _("Melding om fravær")
    if row["arm"] == ANSWER:
        return _("Svar på en melding")
    if row["arm"] == MEETING:
        return _("Møde om en melding")
    if row["how_so"] != How.SPARRING:
        return str(_HOW[row["how_so"]])
    return ngettext(
        "Sparring: %(theme)s, %(n)d minut", "Sparring: %(theme)s, %(n)d minutter", row["length"]
    ) % {"theme": SparringTheme(name=row["what_about"]).shown, "n": row["length"]}


def _who(row: dict) -> str:
    if not row["who"]:
        return ""
    if not row["other"]:
        return row["who"]
    return _("%(name)s og %(other)s") % {"name": row["who"], "other": row["other"]}
