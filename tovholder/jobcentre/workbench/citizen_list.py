"""A list of citizens: a page of it, or those in it whose name is like what was typed; every row said in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.audit.models import Kind
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.ui.templatetags.ui import with_weekday
from tovholder.jobcentre.workbench.by_name import named
from tovholder.jobcentre.workbench.pages import (
    KEYS,
    MOST_COUNTED,
    Page,
    address,
    address_of_each,
    page_of,
    read,
)

NAME_ORDER = "citizen__name_order"


# A row as it is shown: its `id`, `url`, `name` and `why`, and where there are any, those below. `place` is the address
# of the list from this row on, where it is not the page's own; `change`, whom a change is for, is to those who hear.
Line = dict[str, str]
_BESIDE: Line = dict.fromkeys(("place", "age", "tag", "quiet", "change", "change_url"), "")


@dataclass(frozen=True)
class Listing:
    """The courses shown; with `text` they were looked for, and `is_cut` says that there are more like it."""

    page: Page
    text: str = ""
    is_cut: bool = False

    @property
    def courses(self) -> list[Course]:
        return self.page.rows

    @property
    def kind(self) -> Kind:
        return Kind.SEARCH if self.text else Kind.LIST

    def in_words(self) -> str:
        """What was found of what was looked for."""
        if self.is_cut:
            return _("Her er de første %(n)d. Skriv mere af navnet for at finde andre.") % {
                "n": len(self.courses)
            }
        found = ngettext("%(n)d ligner det, du skrev.", "%(n)d ligner det, du skrev.", len(self.courses))
        return (
            found % {"n": len(self.courses)} if self.courses else _("Ingen på listen ligner det, du skrev.")
        )


def listing(request: SignedIn, courses: QuerySet[Course], *, known: QuerySet[Course], size: int) -> Listing:
    """Return the page that the address asks for; by POST, those whose name is like the text that was sent.

    A name never stands in an address, so what is looked for is sent, and the filters stay where they are.
    """
    text, folded = _looked_for(request)
    if not folded:
        return Listing(page_of(courses, request.GET, known=known, by=NAME_ORDER, size=size))
    found = named(courses, folded, "citizen__")
    return Listing(Page(read(courses, found[:size])), text=text, is_cut=len(found) > size)


def is_first_page(request: SignedIn) -> bool:
    """Whether the list is opened as it begins: with no other page asked for, and nobody looked for."""
    return not any(request.GET.get(key) for key in KEYS) and not _looked_for(request)[1]


def _looked_for(request: SignedIn) -> tuple[str, str]:
    """What was typed; and that folded, empty while it is too short to look for."""
    text = request.POST.get("find", "")[:100].strip()
    folded = fold(text)
    return text, folded if len(folded) >= 2 else ""


def answer(request: SignedIn, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show the page of a list; to htmx, its rows alone."""
    page: Page = context["listing"].page
    context["here"] = address(request.GET)
    context["previous"] = address(request.GET, foer=page.foer) if page.foer else ""
    context["next"] = address(request.GET, fra=page.fra) if page.fra else ""
    return render(request, f"{template}#list" if request.htmx else template, context)


def how_many(number: int) -> str:
    """ "438 borgere", "mere end 1.000 borgere"."""
    if number > MOST_COUNTED:
        most = number_format(MOST_COUNTED, force_grouping=True)
        return _("mere end %(n)s borgere") % {"n": most}
    return ngettext("%(n)d borger", "%(n)d borgere", number) % {"n": number}


def not_shown(number: int) -> str:
    """Says that there are some whom this person is kept from; empty when there are none."""
    if not number:
        return ""
    if number > MOST_COUNTED:
        most = number_format(MOST_COUNTED, force_grouping=True)
        return _("Mere end %(n)s borgere vises ikke, fordi du ikke må se oplysningerne.") % {"n": most}
    said = ngettext(
        "%(n)d borger vises ikke, fordi du ikke må se oplysningerne.",
        "%(n)d borgere vises ikke, fordi du ikke må se oplysningerne.",
        number,
    )
    return said % {"n": number}


class Days(dict[date, str]):
    """Days in words, each said once: a list has many rows and few days."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._language, self._year = get_language(), today.year

    def __missing__(self, on: date) -> str:
        self[on] = with_weekday(on, self._language, on.year != self._year)
        return self[on]


def lines(request: SignedIn, shown: Listing, say: Callable[[Course], dict[str, str]]) -> list[Line]:
    """Return the rows of a list, each with what `say` says of it: the name, and why it stands there."""
    url = address_of_each("citizen")
    return [
        {
            **_BESIDE,
            "id": f"b{course.citizen_id}",
            "place": address(request.GET, fra=course.pk) if shown.text else "",
            "url": url % course.citizen_id,
            **say(course),
        }
        for course in shown.courses
    ]
