"""The lists of the house as files: those rows a list shows the person who asks, with its filters, and no others.

Asked for by POST, so that nothing fetches one by itself; made in memory, so that it never lies on our disk; in the log
before it is sent.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.companies.models import Workplace, WorkplaceChoice
from tovholder.jobcentre.companies.rhythm import Rhythm
from tovholder.jobcentre.exchange.actions.export import EXPECTED, IMPORTED, RESULTS, export_list, export_page
from tovholder.jobcentre.exchange.lists import Cells, parts
from tovholder.jobcentre.exchange.parquet import in_parquet
from tovholder.jobcentre.exchange.writing import FileType, Table, in_memory
from tovholder.jobcentre.followup.workplaces import due, rhythms_of
from tovholder.jobcentre.results.actions import record_report
from tovholder.jobcentre.results.report import month_report
from tovholder.jobcentre.staff.models import StandIn
from tovholder.jobcentre.staff.now import OnDuty, looked_after_by, people_of
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.at_work import Here, my_citizens_at
from tovholder.jobcentre.workbench.forms.team import FilterForm
from tovholder.jobcentre.workbench.pages import read
from tovholder.jobcentre.workbench.views.team import rows as team
from tovholder.jobcentre.workbench.views.team.citizens import chosen_of
from tovholder.jobcentre.workbench.views.workplaces import unanswered_at
from tovholder.registers.tables import benefits

View = Callable[[SignedIn], HttpResponse]

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
MY_WORKPLACES = [
    "Arbejdssted", "Virksomhed", "CVR-nummer", "P-nummer", "Adresse", "Postnummer", "By", "Telefon",
    "Meldinger, der venter", "Meldinger, der ikke vises", "Mine borgere her",
    "Mine borgere i praktik eller job her", "Jeg dækker for",
    "Forhold", "Talte sidst sammen", "Næste kontakt",
]  # fmt: skip


def or_back_to(page: str) -> Callable[[View], View]:
    """Where a refusal is told: on the page that was left."""

    def around(view: View) -> View:
        @wraps(view)
        def told(request: SignedIn) -> HttpResponse:
            try:
                return view(request)
            except Refused as refused:
                messages.error(request, str(refused))
                return redirect(page)

        return told

    return around


# --- Citizens ---------------------------------------------------------------------------------------------------------


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
@or_back_to("my_citizens")
def export_my_citizens(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    contacts = looked_after_by(request.user.employee, timezone.localdate(now))
    mine = Course.objects.open().filter(contact__in=contacts)
    keys = _recorded("export_my_citizens", mine, request, now)
    return _file(request, Table("mine-borgere", MY_CITIZENS, _my_citizens(keys, now)), now)


@gate(needs=May.LEAD)
@require_POST
@or_back_to("team_citizens")
def export_team_citizens(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    unit = team.own_unit(request)
    everyone = Course.objects.open().filter(unit=unit)
    form = FilterForm(request.GET, contacts=team.followers(everyone, request.GET.get("fast", "")))
    if not form.is_valid():
        return redirect("team_citizens")
    chosen = chosen_of(everyone, form.cleaned_data, unit)
    keys = _recorded("export_team_citizens", chosen, request, now)
    rows = _units_citizens(keys, now)
    return _file(request, Table("enhedens-borgere", UNITS_CITIZENS, rows), now)


def _recorded(page: str, courses: QuerySet[Course], request: SignedIn, now: datetime) -> list[int]:
    """The numbers of those courses whose citizen this person is not kept from, in the list's order: now in the log."""
    shown = courses.exclude(barred_from(request.user, "citizen__")).order_by("citizen__name_order", "pk")
    pairs = list(shown.values_list("pk", "citizen"))
    export_page(page, [citizen for _course, citizen in pairs], by=request.user, at=now)
    return [course for course, _citizen in pairs]


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


# --- Workplaces -------------------------------------------------------------------------------------------------------


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
@or_back_to("my_workplaces")
def export_my_workplaces(request: SignedIn) -> HttpResponse:
    now = timezone.now()
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
    export_page("export_my_workplaces", told, by=request.user, at=now)
    rows = _my_workplaces(keys, citizens, covers, request.user, rhythms)
    return _file(request, Table("mine-arbejdssteder", MY_WORKPLACES, rows), now)


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
            yield [
                *(place.name, place.company.name, place.company.cvr, place.p_number),
                *(place.address, place.postcode, place.city, place.telephone),
                *(
                    waiting[place.pk],
                    hidden[place.pk],
                    len(citizens.get(place.pk, Here()).employed),
                    len(citizens.get(place.pk, Here()).placed),
                    covers.get(place.contact_id),
                ),
                *(place.get_relation_display(), rhythms[place.pk].last, rhythms[place.pk].due_on),
            ]


# --- Lists without citizens -------------------------------------------------------------------------------------------


@gate(needs=May.SEE_RESULTS)
@require_POST
@or_back_to("results")
def export_results(request: SignedIn) -> HttpResponse:
    """The figures as a list, or as the month's report."""
    now = timezone.now()
    wanted = request.POST.get("fil")
    if wanted == "pdf":
        record_report(by=request.user, at=now)
        return _sent(month_report(), f"resultater-{timezone.localdate(now)}.pdf", "application/pdf")
    if wanted == "parquet":
        table = export_list(RESULTS, by=request.user, at=now, today=timezone.localdate(now))
        content = in_parquet(table, {"mapping_version": benefits().version, "taken_out": now.isoformat()})
        name = f"{table.name}-{timezone.localdate(now)}.parquet"
        return _sent(content, name, "application/vnd.apache.parquet")
    return _of_the_house(request, RESULTS)


@gate(needs=May.SEE_RESULTS)
@require_POST
@or_back_to("results")
def export_expected(request: SignedIn) -> HttpResponse:
    return _of_the_house(request, EXPECTED)


@gate(needs=May.READ_FILES)
@require_POST
@or_back_to("import")
def export_imports(request: SignedIn) -> HttpResponse:
    return _of_the_house(request, IMPORTED)


def _of_the_house(request: SignedIn, wanted: str) -> HttpResponse:
    now = timezone.now()
    table = export_list(wanted, by=request.user, at=now, today=timezone.localdate(now))
    return _file(request, table, now)


# --- The file ---------------------------------------------------------------------------------------------------------


def _file(request: SignedIn, table: Table, now: datetime) -> HttpResponse:
    """The list as the file that was asked for, under a name that names nobody."""
    file_type = FileType.XLSX if request.POST.get("fil") == FileType.XLSX else FileType.CSV
    name = f"{table.name}-{timezone.localdate(now)}.{file_type}"
    return _sent(in_memory(table, file_type), name, file_type.content_type)


def _sent(content: bytes, name: str, content_type: str) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=named)
