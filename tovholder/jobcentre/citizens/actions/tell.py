"""Those whom a handover concerns are told by mail: that it is so, never about whom. The rest is behind the log-in."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.citizens.actions.mails import in_danish, send
from tovholder.jobcentre.citizens.models import Handover
from tovholder.jobcentre.staff.models import Employee


def tell(handovers: Iterable[Handover], *, today: date) -> None:
    """Mail each citizen who has an address, and each old and new contact once for all of theirs.

    Who has left is not told.
    """
    given: Counter[Employee] = Counter()
    taken: Counter[Employee] = Counter()
    with in_danish():
        for handover in handovers:
            given[handover.from_employee] += 1
            taken[handover.to_employee] += 1
            send(handover.citizen.email, _("Nyt fra jobcentret"), _to_citizen(handover))
        for employee, number in taken.items():
            _mail_employee(employee, _("Ny hos dig"), _taken(number), today)
        for employee, number in given.items():
            _mail_employee(employee, _("Overleveret"), _given(number), today)


def _to_citizen(handover: Handover) -> str:
    return _(
        "Der er nyt om, hvem du kan kontakte hos os. Log ind, og se det under Mit forløb.\n"
        "Du kan også ringe på %(telephone)s."
    ) % {"telephone": handover.course.unit.telephone}


def _taken(number: int) -> str:
    return ngettext(
        "Du har fået en borger fra en kollega. Se Min dag: der kan du læse overleveringen og bekræfte den.",
        "Du har fået %(n)d borgere fra en kollega. Se Min dag: der kan du læse overleveringerne og bekræfte dem.",
        number,
    ) % {"n": number}


def _given(number: int) -> str:
    return ngettext(
        "En af dine borgere følges nu af en kollega. Se Min dag.",
        "%(n)d af dine borgere følges nu af en kollega. Se Min dag.",
        number,
    ) % {"n": number}


def _mail_employee(employee: Employee, subject: str, text: str, today: date) -> None:
    if not employee.has_left(today):
        send(employee.email, subject, text)
