"""My workplaces: those I am the contact of, and those I cover for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.companies.models import Workplace, WorkplaceChoice
from tovholder.jobcentre.companies.rhythm import Rhythm
from tovholder.jobcentre.followup.workplaces import due, rhythms_of, said
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.staff.models import StandIn
from tovholder.jobcentre.ui.templatetags.ui import last_day, telephone_link
from tovholder.jobcentre.workbench.at_work import Here, my_citizens_at
from tovholder.jobcentre.workbench.pages import MOST_COUNTED, address, page_of, page_of_keys

WORKPLACES_SHOWN = 50


@dataclass(frozen=True)
class Row:
    """A workplace in words: what waits there, who works there, whom I cover for; empty when there is none."""

    id: str
    url: str
    name: str
    call: str
    waiting: str
    hidden: str
    citizens: str
    cover: str
    talked: str
    is_due: bool


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def my_workplaces(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    employee = request.user.employee
    covers = {cover.employee_id: cover for cover in StandIn.objects.for_employee(employee, today)}
    places = Workplace.objects.visible_to(request.user).filter(closed_on=None)
    mine = places.filter(contact__in=[employee.pk, *covers])
    choice, only_due = WorkplaceChoice.now(), request.GET.get("skal") == "1"
    # All of mine: a few numbers and days each, so that who is due can be counted, and the longest waiting come first.
    rhythms = rhythms_of(mine.order_by("name_order", "pk"), choice)
    own = set(places.filter(contact=employee).values_list("pk", flat=True)) if covers else set(rhythms)
    waiting = due(rhythms, today)
    if only_due:
        page = page_of_keys(mine, waiting, request.GET, size=WORKPLACES_SHOWN)
    else:
        page = page_of(mine, request.GET, known=mine, by="name_order", size=WORKPLACES_SHOWN)
    citizens = my_citizens_at(page.rows, request.user, today)
    seen: set[int] = set().union(*(here.everybody for here in citizens.values()))
    record.look_at_list("my_workplaces", seen, by=request.user, at=now)
    context = {
        "rows": _rows(page.rows, citizens, covers, request.user, rhythms, today),
        "any": bool(rhythms),
        "only_due": only_due,
        "due": len(waiting),
        "in_all": _in_all(len(own)),
        "covered": _covered(len(rhythms.keys() - own)),
        "previous": address(request.GET, foer=page.foer) if page.foer else "",
        "next": address(request.GET, fra=page.fra) if page.fra else "",
    }
    return render(request, "workbench/my_workplaces.html", context)


def _in_all(number: int) -> str:
    if number > MOST_COUNTED:
        return _("Du er fast kontakt for mere end 1.000 arbejdssteder.")
    said = ngettext(
        "Du er fast kontakt for %(n)d arbejdssted.", "Du er fast kontakt for %(n)d arbejdssteder.", number
    )
    return said % {"n": number}


def _covered(number: int) -> str:
    if number > MOST_COUNTED:
        return _("Du dækker for mere end 1.000 til.")
    return _("Du dækker for %(n)d til.") % {"n": number} if number else ""


def _rows(
    places: list[Workplace],
    citizens: dict[int, Here],
    covers: dict[int, StandIn],
    user: User,
    rhythms: dict[int, Rhythm],
    today: date,
) -> list[Row]:
    waiting, hidden = unanswered_at(places, user)
    cover_said = {number: _cover(cover) for number, cover in covers.items()}
    return [
        Row(
            id=f"a{place.pk}",
            url=reverse("workplace", args=[place.pk]),
            name=place.name,
            call=telephone_link(place.telephone) if place.telephone else "",
            waiting=_many(
                waiting[place.pk], _("En melding venter på svar."), _("%(n)d meldinger venter på svar.")
            ),
            hidden=_many(
                hidden[place.pk],
                _("En melding vises ikke for dig."),
                _("%(n)d meldinger vises ikke for dig."),
            ),
            citizens=citizens[place.pk].said(),
            cover=cover_said.get(place.contact_id, ""),
            talked=" ".join(said(rhythms[place.pk], today)),
            is_due=rhythms[place.pk].is_due(today),
        )
        for place in places
    ]


def _many(number: int, one: str, more: str) -> str:
    return "" if number == 0 else one if number == 1 else more % {"n": number}


def _cover(cover: StandIn) -> str:
    if cover.until is None:
        return _("Du dækker for %(name)s.") % {"name": cover.employee.name}
    words = {"name": cover.employee.name, "last_day": last_day(cover.until)}
    return _("Du dækker for %(name)s til og med %(last_day)s.") % words


def unanswered_at(places: list[Workplace], user: User) -> tuple[Counter[int], Counter[int]]:
    """How many notices wait at each of my workplaces, and how many more that this person is kept from."""
    unanswered = AbsenceNotice.objects.unanswered().filter(workplace__in=places).order_by()
    barred = Count("pk", filter=barred_from(user, "citizen__"))
    waiting: Counter[int] = Counter()
    hidden: Counter[int] = Counter()
    for place, all_of_them, kept_from in unanswered.values_list("workplace").annotate(
        n=Count("pk"), barred=barred
    ):
        waiting[place], hidden[place] = all_of_them - kept_from, kept_from
    return waiting, hidden
