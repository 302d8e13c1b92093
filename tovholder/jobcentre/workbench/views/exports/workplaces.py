"""Lists of workplaces as files: mine, those somebody leaves behind, and what stands on the page of one."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.citizens.leaving import held_by
from tovholder.jobcentre.companies.models import Workplace, WorkplaceChoice
from tovholder.jobcentre.companies.rhythm import Rhythm
from tovholder.jobcentre.exchange.lists import Cells, parts
from tovholder.jobcentre.exchange.views.taking_out import Listed, takes_out
from tovholder.jobcentre.followup.workplaces import due, rhythms_of
from tovholder.jobcentre.sickleave import in_words
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.staff.models import StandIn
from tovholder.jobcentre.workbench.at_work import Here, my_citizens_at
from tovholder.jobcentre.workbench.contacts import every_contact_with
from tovholder.jobcentre.workbench.pages import read
from tovholder.jobcentre.workbench.views.team.rows import own_employee
from tovholder.jobcentre.workbench.views.workplace import find
from tovholder.jobcentre.workbench.views.workplaces import unanswered_at

MY_WORKPLACES = [
    "Arbejdssted", "Virksomhed", "CVR-nummer", "P-nummer", "Adresse", "Postnummer", "By", "Telefon",
    "Meldinger, der venter", "Meldinger, der ikke vises", "Mine borgere her",
    "Mine borgere i praktik eller job her", "Jeg dækker for",
    "Forhold", "Talte sidst sammen", "Næste kontakt",
]  # fmt: skip
LEFT = ["Arbejdssted", "Virksomhed", "By"]
NOTICES = ["Medarbejder", "Hvad", "Første fraværsdag", "Tilbage", "Modtaget", "Tilstand"]
CONTACTS = ["Dag", "Hvad", "Hvem", "Virksomheden tog kontakt"]
AGREEMENTS = ["Hvad", "Medarbejder", "Med", "Fra", "Til og med"]


@takes_out(needs=May.FOLLOW_CITIZENS)
def export_my_workplaces(request: SignedIn, now: datetime) -> Listed:
    today, employee = timezone.localdate(now), request.user.employee
    covers = {
        cover.employee_id: cover.employee.name for cover in StandIn.objects.for_employee(employee, today)
    }
    mine = Workplace.objects.visible_to(request.user).filter(
        closed_on=None, contact__in=[employee.pk, *covers]
    )
    rhythms = rhythms_of(mine.order_by("name_order", "pk"), WorkplaceChoice.now())
    keys = due(rhythms, today) if request.GET.get("skal") == "1" else list(rhythms)
    citizens: dict[int, Here] = {}
    for some in parts(keys):
        citizens |= my_citizens_at(read(mine, list(some)), request.user, today)
    told: set[int] = set().union(*(here.everybody for here in citizens.values()))
    rows = _my_workplaces(keys, citizens, covers, request.user, rhythms)
    return Listed("mine-arbejdssteder", MY_WORKPLACES, rows, told)


def _my_workplaces(
    keys: list[int],
    citizens: dict[int, Here],
    covers: dict[int, str],
    user: User,
    rhythms: dict[int, Rhythm],
) -> Iterator[Cells]:
    for some in parts(keys):
        places = read(Workplace.objects.select_related("company"), list(some))
        waiting, hidden = unanswered_at(places, user)
        for place in places:
            here = citizens.get(place.pk, Here())
            yield [
                *(place.name, place.company.name, place.company.cvr, place.p_number),
                *(place.address, place.postcode, place.city, place.telephone),
                *(waiting[place.pk], hidden[place.pk], len(here.employed), len(here.placed)),
                covers.get(place.contact_id),
                *(place.get_relation_display(), rhythms[place.pk].last, rhythms[place.pk].due_on),
            ]


@takes_out(needs=May.LEAD)
def export_leaving(request: SignedIn, now: datetime, pk: int) -> Listed:
    """The workplaces of somebody who stops, that have no other contact yet."""
    _courses, places = held_by(contact=own_employee(request, pk))
    rows = places.select_related("company").order_by("name_order", "pk")
    return Listed("arbejdssteder", LEFT, ([place.name, place.company.name, place.city] for place in rows))


@takes_out(needs=May.FOLLOW_CITIZENS, back="workplace")
def export_notices(request: SignedIn, now: datetime, pk: int) -> Listed:
    """Those this person may open: all that wait, then the others, the newest first."""
    visible = AbsenceNotice.objects.visible_to(request.user, timezone.localdate(now)).filter(
        workplace=find(request, pk)
    )
    waiting = list(visible.unanswered().order_by("-received_at", "-pk"))
    settled = list(visible.settled().order_by("-received_at", "-pk"))
    rows = (
        [
            *(row.person_name or "Uden navn", in_words.told(row.kind, row.first_day)),
            *(row.first_day, row.back_on, row.received_at, state),
        ]
        for row, state in [*((row, "venter") for row in waiting), *((row, _state(row)) for row in settled)]
    )
    told = [row.citizen_id for row in [*waiting, *settled] if row.citizen_id]
    return Listed("meldinger", NOTICES, rows, told)


def _state(settled: AbsenceNotice) -> str:
    if settled.superseded_at is None:  # type: ignore[attr-defined]  # annotated by `settled`
        return "besvaret"
    return "trukket tilbage" if settled.was_withdrawn else "rettet"  # type: ignore[attr-defined]


@takes_out(needs=May.FOLLOW_CITIZENS, back="workplace")
def export_contacts(request: SignedIn, now: datetime, pk: int) -> Listed:
    rows = ([one.day, one.what, one.who, one.by_company] for one in every_contact_with(find(request, pk)))
    return Listed("kontakter", CONTACTS, rows)


@takes_out(needs=May.FOLLOW_CITIZENS, back="workplace")
def export_agreements(request: SignedIn, now: datetime, pk: int) -> Listed:
    agreements = find(request, pk).agreements.select_related("person", "employee")
    rows = (
        [one.what, one.employee.name, one.person.name if one.person else None, one.since, one.last_day]
        for one in agreements.order_by(F("until").desc(nulls_first=True), "-since", "-pk")
    )
    return Listed("aftaler", AGREEMENTS, rows)
