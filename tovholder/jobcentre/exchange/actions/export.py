"""Lists out of the house. A file lives on where nobody sees who reads it, so the log has a line for each citizen."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.exchange import lists
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import FileKind
from tovholder.jobcentre.exchange.writing import as_csv

RESULTS = "results"
LISTS = (FileKind.CITIZENS, FileKind.SUPPORT, FileKind.EMPLOYEES, FileKind.COMPANIES, RESULTS)
OF_PEOPLE = {FileKind.CITIZENS: lists.citizens, FileKind.SUPPORT: lists.support}
OF_THE_HOUSE = {
    FileKind.EMPLOYEES: lists.employees,
    FileKind.COMPANIES: lists.companies,
    RESULTS: lists.figures,
}


class NotYourFile(Refused):
    """This person may not take that list out."""


class NobodyToExport(Refused):
    """The person sees none of those the list is about."""


@transaction.atomic
def export_list(wanted: str, *, by: User | None, at: datetime, today: date) -> bytes:
    """Return a list as CSV, in the columns it is read by, and record the export before anything leaves.

    Lists of people hold those with an open course that `by` may open today, one line in the log for each. Other lists
    are for those who read files (or, without `by`, for whoever runs the machine). Refuses others (`NotYourFile`), and a
    list of nobody (`NobodyToExport`).
    """
    if wanted in OF_PEOPLE:
        ids = _visible(by, today)
        record.export(f"export_{wanted}", ids, by=by, at=at)
        rows = OF_PEOPLE[FileKind(wanted)](ids)
    else:
        if by is not None and not by.may(May.READ_FILES):
            raise NotYourFile(_("Din rolle må ikke hente den liste. Bed data- og systemejeren om den."))
        record.action("export_list", by=by, at=at, list=wanted)
        rows = OF_THE_HOUSE[wanted]()
    headings = lists.FIGURE_HEADINGS if wanted == RESULTS else KINDS[wanted].headings
    # Files are Danish, so that they can be read in again whatever language the reader has chosen.
    with override("da"):
        return as_csv(headings, rows)


def _visible(by: User | None, today: date) -> list[int]:
    if by is None or not by.may(May.FOLLOW_CITIZENS):
        raise NotYourFile(
            _("En liste med borgere hentes af en medarbejder eller afdelingsleder. Skriv hvem med --by.")
        )
    visible = Citizen.objects.visible_to(by, today).filter(pk__in=Course.objects.open().values("citizen"))
    ids = list(visible.order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise NobodyToExport(
            _("Der er ingen borgere med et åbent forløb, som du kan se. Filen er ikke skrevet.")
        )
    return ids
