"""Whom a company calls, for the pages that are made when something is wrong: there too a telephone stands."""

from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.staff.now import person_of

UNITS_SHOWN = 5
# Public pages a company uses: whoever opens them has not logged in.
_OPEN = frozenset({"door", "door_correct", "door_withdraw", "call_me", "login"})


@dataclass(frozen=True)
class Call:
    """Somebody to call, or a unit, and the telephone."""

    name: str
    telephone: str


def call_us(request: HttpRequest) -> dict[str, object]:
    """`call_us`: names and telephones for a company, on any page; asked of the database only where they are shown."""
    return {"call_us": SimpleLazyObject(lambda: _numbers(request, timezone.localdate()))}


def _numbers(request: HttpRequest, today: date) -> list[Call]:
    user = getattr(request, "user", None)
    page = request.resolver_match.view_name if request.resolver_match else ""
    try:
        if user is not None and user.is_authenticated and user.may(May.COMPANY_DOOR):
            return _contact(user.pk, today) or units_to_call()
        return units_to_call() if page in _OPEN else []
    except DatabaseError:
        return []  # the page that says so is shown without


def _contact(user: int, today: date) -> list[Call]:
    person = CompanyPerson.objects.with_contact().filter(user=user).first()
    if person is None:
        return []
    duty = person_of(person.workplace, today)
    return [Call(duty.to_call.name if duty.to_call else duty.employee.unit.name, duty.telephone)]


def units_to_call() -> list[Call]:
    """The units, for those of whom we do not know which is theirs."""
    units = Unit.objects.order_by("name_order", "pk")[:UNITS_SHOWN]
    return [Call(unit.name, unit.telephone) for unit in units]
