"""What the page of a workplace reads beside who works there (`at_work`) and what stands between us (`relation`): its
notices, its people and its contacts through time. Each question is put into SQL once.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models.citizen import Reader
from tovholder.jobcentre.companies.models import CompanyPerson, Workplace, WorkplaceContact
from tovholder.jobcentre.prepared import Given, Prepared, how_many
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeQuerySet

NOTICES_SHOWN = 20
_NEWEST = datetime(9000, 1, 1, tzinfo=UTC)  # later than any was received
_PLACE = Given.number("place")


def waiting(place: Workplace, user: User, contacts: list[int]) -> list[AbsenceNotice]:
    """The notices that wait and are this person's to open; `contacts`: whose people they look after."""
    return list(_notices(Reader.of(user)).waiting.ask(**_asked(place, user, contacts)))


def settled(
    place: Workplace, user: User, contacts: list[int], *, before: int | None = None
) -> list[AbsenceNotice]:
    """Those that wait no more, the newest first: one more than is shown, from behind the one numbered `before`.

    A number that is none of the workplace's notices leads to the first page. One query, one more for older ones.
    """
    at = _RECEIVED.first(place=place.pk, notice=before) if before is not None else None
    rows = _notices(Reader.of(user)).settled
    return list(rows.ask(**_asked(place, user, contacts), at=at or _NEWEST, before=before or 0))


def number_waiting(place: Workplace) -> int:
    """How many wait, whoever may open them."""
    return _WAITING.first(place=place.pk)


def history(place: Workplace) -> list[WorkplaceContact]:
    return list(_HISTORY.ask(place=place.pk))


def people(place: Workplace) -> list[CompanyPerson]:
    return list(_PEOPLE.ask(place=place.pk))


def _asked(place: Workplace, user: User, contacts: list[int]) -> dict[str, Any]:
    return {"place": place.pk, "contacts": contacts, "employee": user.employee.pk}


@dataclass(frozen=True)
class _Notices:
    waiting: Prepared[QuerySet[AbsenceNotice]]
    settled: Prepared[QuerySet[AbsenceNotice]]


@cache
def _notices(reader: Reader) -> _Notices:
    def visible() -> NoticeQuerySet:
        rows = AbsenceNotice.objects.visible_to_one(reader).filter(workplace=_PLACE)
        return rows.select_related("sender", "written_by__employee", "spoken_answer__employee")

    def those_that_wait() -> NoticeQuerySet:
        return visible().unanswered().with_successor().order_by("-received_at", "-pk")

    def those_that_do_not() -> NoticeQuerySet:
        at = Given.moment("at")
        behind = Q(received_at__lt=at) | Q(received_at=at, pk__lt=Given.number("before"))
        return visible().settled().filter(behind).order_by("-received_at", "-pk")[: NOTICES_SHOWN + 1]

    return _Notices(Prepared(those_that_wait), Prepared(those_that_do_not))


_RECEIVED = Prepared(
    lambda: AbsenceNotice.objects.filter(workplace=_PLACE, pk=Given.number("notice")).values_list(
        "received_at", flat=True
    )
)
_WAITING = Prepared(lambda: how_many(AbsenceNotice.objects.unanswered().filter(workplace=_PLACE)))
_HISTORY = Prepared(
    lambda: (
        WorkplaceContact.objects.filter(workplace=_PLACE)
        .select_related("employee")
        .order_by("-since", "-pk")[:NOTICES_SHOWN]
    )
)
_PEOPLE = Prepared(lambda: CompanyPerson.objects.filter(workplace=_PLACE).order_by("name_order", "pk"))
