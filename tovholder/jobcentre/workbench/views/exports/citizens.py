"""Lists of citizens as files: mine, those I am drawn in on, the unit's, and those that a search found."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.citizens.models import Course, DrawnIn
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.exchange.lists import Cells, parts
from tovholder.jobcentre.exchange.views.taking_out import Listed, takes_out
from tovholder.jobcentre.exchange.writing import MOST_ROWS
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.staff.now import OnDuty, looked_after_by, people_of
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.by_name import named
from tovholder.jobcentre.workbench.forms.team import FilterForm
from tovholder.jobcentre.workbench.pages import read
from tovholder.jobcentre.workbench.views.citizens import beside
from tovholder.jobcentre.workbench.views.search import find_citizens, find_workplaces
from tovholder.jobcentre.workbench.views.team import rows as team
from tovholder.jobcentre.workbench.views.team.citizens import chosen_of

# Files are Danish, as those we read are.
MY_CITIZENS = [
    "Navn",
    "Beskyttet",
    "Fast medarbejder",
    "Dækker i dag",
    "Næste aftale",
    "Kl.",
    "Hvordan",
    "Talte sidst sammen",
]
UNITS_CITIZENS = ["Navn", "Alder", "Fast medarbejder", "Dækker i dag", "Næste aftale"]
DRAWN_IN = ["Navn", "Hvorfor", "Til og med", "Fast medarbejder"]
FOUND = ["Navn", "Slags", "Født", "Adresse", "Fast kontakt"]


class NoSuchChoice(Refused):
    """A filter that is none of the list's."""


@takes_out(needs=May.FOLLOW_CITIZENS)
def export_my_citizens(request: SignedIn, now: datetime) -> Listed:
    contacts = looked_after_by(request.user.employee, timezone.localdate(now))
    mine = Course.objects.open().filter(contact__in=contacts)
    keys, citizens = _shown(mine, request)
    return Listed("mine-borgere", MY_CITIZENS, _my_citizens(keys, now), citizens)


@takes_out(needs=May.LEAD)
def export_team_citizens(request: SignedIn, now: datetime) -> Listed:
    unit = team.own_unit(request)
    everyone = Course.objects.open().filter(unit=unit)
    form = FilterForm(request.GET, contacts=team.followers(everyone, request.GET.get("fast", "")))
    if not form.is_valid():
        raise NoSuchChoice(_("Vælg noget på listen, og hent den igen."))
    keys, citizens = _shown(chosen_of(everyone, form.cleaned_data, unit), request)
    return Listed("enhedens-borgere", UNITS_CITIZENS, _units_citizens(keys, now), citizens)


@takes_out(needs=May.FOLLOW_CITIZENS, back="my_citizens")
def export_drawn_in(request: SignedIn, now: datetime) -> Listed:
    found: list[DrawnIn] = list(beside(request.user, timezone.localdate(now)))
    rows = (
        [row.citizen.name, row.get_reason_display(), row.last_day, row.course.contact.name] for row in found
    )
    return Listed("medinddraget", DRAWN_IN, rows, [row.citizen_id for row in found])


@takes_out(needs=May.FOLLOW_CITIZENS, back="my_day")
def export_search(request: SignedIn, now: datetime) -> Listed:
    """Every page of what was found, as it was looked for."""
    text, today = request.POST.get("find", "")[:100].strip(), timezone.localdate(now)
    if len(text) < 2:
        raise NoSuchChoice(_("Skriv mindst to tegn, og søg igen."))
    citizens = find_citizens(request.user, text, today, size=MOST_ROWS, given={}).rows
    places = find_workplaces(request.user, text, size=MOST_ROWS, given={}).rows
    people = people_of(places, today)
    rows = [
        *([person.name, "borger", person.birth_date, None, None] for person in citizens),
        *([place.name, "arbejdssted", None, place.address, str(people[place])] for place in places),
    ]
    return Listed("soegning", FOUND, rows, [person.pk for person in citizens])


def _shown(courses: QuerySet[Course], request: SignedIn) -> tuple[list[int], list[int]]:
    """The numbers of those courses whose citizen this person is not kept from, in the list's order, and the citizens'.

    Of those whose name is like what was looked for in the list, where something was.
    """
    shown = courses.exclude(barred_from(request.user, "citizen__")).order_by("citizen__name_order", "pk")
    if text := looked_for(request):
        found = named(shown, text, "citizen__")
        citizen_of = dict(shown.filter(pk__in=found).values_list("pk", "citizen"))
        return found, [citizen_of[key] for key in found]
    pairs = list(shown.values_list("pk", "citizen"))
    return [course for course, _citizen in pairs], [citizen for _course, citizen in pairs]


def looked_for(request: SignedIn) -> str:
    """What was looked for in the list, folded; "" for all of it."""
    folded = fold(request.POST.get("find", "")[:100].strip())
    return folded if len(folded) >= 2 else ""


def _some_at_a_time(keys: list[int]) -> Iterator[list[Course]]:
    courses = Course.objects.select_related("citizen", "contact__unit").defer("citizen__cpr_encrypted")
    return (read(courses, list(some)) for some in parts(keys))


def _my_citizens(keys: list[int], now: datetime) -> Iterator[Cells]:
    for courses in _some_at_a_time(keys):
        talked = Talk.objects.held().filter(course__in=[course.pk for course in courses]).order_by()
        last_held = {
            row["course"]: row["last"] for row in talked.values("course").annotate(last=Max("held_at"))
        }
        people = people_of(courses, timezone.localdate(now))
        for course in courses:
            held = last_held.get(course.pk)
            yield [
                *(course.citizen.name, course.citizen.is_protected, *_named(people[course]), course.next_on),
                f"{course.next_time:%H.%M}" if course.next_time else None,
                course.get_next_form_display() if course.next_form else None,
                timezone.localdate(held) if held else None,
            ]


def _units_citizens(keys: list[int], now: datetime) -> Iterator[Cells]:
    today = timezone.localdate(now)
    for courses in _some_at_a_time(keys):
        people = people_of(courses, today)
        for course in courses:
            named = _named(people[course])
            yield [course.citizen.name, course.citizen.age(today), *named, course.next_on]


def _named(duty: OnDuty) -> tuple[str, str | None]:
    """The named contact, and who covers for them today."""
    return duty.employee.name, duty.stand_in.name if duty.stand_in else None
