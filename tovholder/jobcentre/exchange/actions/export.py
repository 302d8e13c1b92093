"""Lists out of the house. A file lives on where nobody sees who reads it, so the log has a line for each citizen.

A long list is logged in short transactions, so that nobody waits for it; all of them are done before a row is read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.exchange import lists
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import FileKind
from tovholder.jobcentre.exchange.writing import MOST_ROWS, Table, TooManyRows

RESULTS, EXPECTED, IMPORTED = "results", "expected", "imported"


@dataclass(frozen=True)
class OfTheHouse:
    """A list without citizens: what the file is called, who may have it, its columns and its rows."""

    name: str
    needs: May
    headings: Sequence[str]
    rows: Callable[[date], Iterator[lists.Cells]]


OF_PEOPLE: dict[str, tuple[str, Callable[[Sequence[int]], Iterator[lists.Cells]]]] = {
    FileKind.CITIZENS: ("borgere", lists.citizens),
    FileKind.SUPPORT: ("ydelser", lists.support),
}
OF_THE_HOUSE: dict[str, OfTheHouse] = {
    FileKind.EMPLOYEES: OfTheHouse(
        "medarbejdere", May.READ_FILES, KINDS[FileKind.EMPLOYEES].headings, lists.employees
    ),
    FileKind.COMPANIES: OfTheHouse(
        "virksomheder", May.READ_FILES, KINDS[FileKind.COMPANIES].headings, lists.companies
    ),
    RESULTS: OfTheHouse("resultater", May.SEE_RESULTS, lists.FIGURE_HEADINGS, lists.figures),
    EXPECTED: OfTheHouse("mod-det-forventede", May.SEE_RESULTS, lists.EXPECTED_HEADINGS, lists.expected),
    IMPORTED: OfTheHouse("indlaeste-filer", May.READ_FILES, lists.FILE_HEADINGS, lists.imported),
}
LISTS = (*OF_PEOPLE, *OF_THE_HOUSE)


class NotYourFile(Refused):
    """This person may not take that list out."""


class NobodyToExport(Refused):
    """The person sees none of those the list is about."""


def export_list(wanted: str, *, by: User | None, at: datetime, today: date) -> Table:
    """Record that a list is taken out, before anything leaves, and return it in the columns it is read by.

    Lists of people hold those with an open course that `by` may open today, one line in the log for each. Other lists
    are for those who see them on a page (or, without `by`, for whoever runs the machine). Refuses others
    (`NotYourFile`), and a list of nobody (`NobodyToExport`).
    """
    if wanted in OF_PEOPLE:
        name, rows = OF_PEOPLE[wanted]
        ids = _visible(by, today)
        for some in lists.parts(ids):
            with transaction.atomic():
                record.export(f"export_{wanted}", some, by=by, at=at)
        return Table(name, KINDS[wanted].headings, rows(ids))
    chosen = OF_THE_HOUSE[wanted]
    if by is not None and not by.may(chosen.needs):
        raise NotYourFile(_("Din rolle må ikke hente den liste. Bed data- og systemejeren om den."))
    record.action("export_list", by=by, at=at, list=str(wanted))
    return Table(chosen.name, chosen.headings, chosen.rows(today))


def export_page(page: str, citizens: Iterable[int], *, by: User, at: datetime) -> None:
    """Record that a page's list is taken out, before anything leaves: a line for each citizen in it, or one for a list
    of nobody.

    Whom the list shows `by` is the page's to know. Refuses a list longer than a page's file may be (`TooManyRows`).
    """
    ids = sorted(set(citizens))
    if len(ids) > MOST_ROWS:
        raise TooManyRows(_("Listen er for lang til at blive hentet her. Vælg færre, og hent den igen."))
    if not ids:
        record.action("export_list", by=by, at=at, list=page.removeprefix("export_"))
    for some in lists.parts(ids):
        with transaction.atomic():
            record.export(page, some, by=by, at=at)


def _visible(by: User | None, today: date) -> list[int]:
    if by is None or not by.may(May.FOLLOW_CITIZENS):
        raise NotYourFile(
            _("En liste med borgere hentes af en medarbejder eller afdelingsleder. Skriv hvem med --by.")
        )
    visible = Citizen.objects.visible_to(by, today).filter(pk__in=Course.objects.open().values("citizen"))
    ids = list(visible.order_by("name_order", "pk").values_list("pk", flat=True))
    if not ids:
        raise NobodyToExport(
            _("Der er ingen borgere med et åbent forløb, som du kan se. Filen er ikke skrevet.")
        )
    return ids
