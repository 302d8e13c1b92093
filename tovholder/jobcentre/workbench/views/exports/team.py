"""The leader's lists as files: the team, what waits for an answer, proposals, and what the unit can."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.allocation.coverage import coverage_of
from tovholder.jobcentre.allocation.learning import next_best
from tovholder.jobcentre.competence.catalogue import Field, fields_on
from tovholder.jobcentre.exchange.lists import Cells, parts
from tovholder.jobcentre.exchange.views.taking_out import Listed, takes_out
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.workbench import proposed
from tovholder.jobcentre.workbench.by_name import named
from tovholder.jobcentre.workbench.forms.skills import HoursForm, SkillsForm
from tovholder.jobcentre.workbench.load import unit_loads
from tovholder.jobcentre.workbench.pages import read
from tovholder.jobcentre.workbench.views.exports.citizens import NoSuchChoice
from tovholder.jobcentre.workbench.views.team import rows
from tovholder.jobcentre.workbench.views.team.asked import waiting_moves, waiting_wishes
from tovholder.jobcentre.workbench.views.team.calls import waiting_calls
from tovholder.jobcentre.workbench.views.team.overview import unseen_emergencies
from tovholder.jobcentre.workbench.views.team.sharing_out import newest_house, units_of
from tovholder.jobcentre.workbench.views.team.skills import (
    FIRST_HOURS,
    able_of,
    covered_in_words,
    fragile_in_words,
    in_words,
    shown_of,
)

TEAM = [
    "Medarbejder", "Enhed", "Aftalte timer", "Timer til borgere", "Borgere", "Arbejdssteder", "Fravær", "Sidste dag",
]  # fmt: skip
WAITING = ["Hvad", "Hvem", "Fra", "Telefon", "Har ventet siden"]
EMERGENCIES = ["Borger", "Åbnet af", "Hvornår", "Hvorfor"]
PROPOSALS = ["Forslag", "Hvem", "Til", "Fra", "Fordi", "Men", "Sparer"]
COVERAGE = ["Hvad", "Enhed eller roller", "Hvad tallene siger"]
NEXT = ["Læring", "Hvornår", "Timer", "Sparer gange", "Hvem"]
SHARING = ["Enhed", "Højst fra det bedste, pct.", "Point i dag", "Mindst mulige point"]


@takes_out(needs=May.SEE_LOAD)
def export_team(request: SignedIn, now: datetime) -> Listed:
    today = timezone.localdate(now)
    listed = (
        [
            *(load.employee.name, unit.unit.name, load.agreed, load.available),
            *(load.citizens, load.workplaces, load.absence, load.employee.left_on),
        ]
        for unit in unit_loads(rows.units_of(request), today)
        for load in unit.loads
    )
    return Listed("teamet", TEAM, listed)


@takes_out(needs=May.LEAD, back="team")
def export_waiting(request: SignedIn, now: datetime) -> Listed:
    """Those who asked to be called, wishes for another person, and other units that ask us."""
    unit = rows.own_unit(request)
    wishes, moves = waiting_wishes(request, unit).shown, waiting_moves(request, unit).shown
    listed: list[Cells] = [
        *(["Ring op", call.company, call.caller, call.telephone, call.asked_at] for call in waiting_calls()),
        *(["Ønske om en anden", wish.citizen.name, None, None, wish.asked_at] for wish in wishes),
        *(
            ["Fra en anden enhed", move.citizen.name, move.from_unit.name, None, move.asked_at]
            for move in moves
        ),
    ]
    return Listed("venter-paa-svar", WAITING, listed, [row.citizen_id for row in [*wishes, *moves]])


@takes_out(needs=May.LEAD)
def export_team_emergencies(request: SignedIn, now: datetime) -> Listed:
    _unseen, readable = unseen_emergencies(request)
    found = list(readable.select_related("citizen", "employee").order_by("-at", "-pk"))
    listed = ([one.citizen.name, one.employee.name, one.at, one.reason] for one in found)
    return Listed("noedadgang", EMERGENCIES, listed, [one.citizen_id for one in found])


@takes_out(needs=May.LEAD)
def export_proposals(request: SignedIn, now: datetime) -> Listed:
    """Those that stand on the page: the others come when these are answered."""
    sections = proposed.sections(request.user, rows.own_unit(request), timezone.localdate(now))
    listed = (
        [
            *(section.proposal.get_kind_display(), row.name, row.to, row.now),
            *(" ".join(row.because), " ".join(row.breaks), row.saves),
        ]
        for section in sections
        for row in [*section.rows, *section.workplaces]
    )
    citizens = [row.move.citizen_id for section in sections for row in section.rows]
    return Listed("forslag", PROPOSALS, listed, citizens)


@takes_out(needs=May.LEAD)
def export_skills(request: SignedIn, now: datetime) -> Listed:
    today = timezone.localdate(now)
    fields = fields_on(today)
    form = SkillsForm(request.GET, fields=fields)
    if not form.is_valid() or not fields:
        raise NoSuchChoice(_("Vælg noget på listen, og hent den igen."))
    field = shown_of(fields, form.cleaned_data)
    able = able_of(rows.own_unit(request), form.cleaned_data, today)
    text = fold(request.POST.get("find", "")[:100])
    keys = named(able, text) if text else list(able.order_by("name_order", "pk").values_list("pk", flat=True))
    headings = ["Medarbejder", "Roller", *(one.name for one in field.competences)]
    return Listed("hvad-enheden-kan", headings, _skills(able, keys, field, today))


def _skills(able: QuerySet[Employee], keys: list[int], field: Field, today: date) -> Iterator[Cells]:
    for some in parts(keys):
        for row in in_words(read(able, list(some)), field, today):
            yield [row.employee.name, row.roles, *row.cells]


@takes_out(needs=May.SEE_LOAD)
def export_coverage(request: SignedIn, now: datetime) -> Listed:
    units = rows.units_of(request)
    found = coverage_of(units, timezone.localdate(now))
    listed: list[Cells] = [["Dækning", unit.name, covered_in_words(found[unit.pk])] for unit in units]
    if request.user.may(May.LEAD):
        listed += [["Hænger på én", *told] for told in fragile_in_words(found[units[0].pk])]
    return Listed("daekning", COVERAGE, listed)


@takes_out(needs=May.LEAD)
def export_next_to_learn(request: SignedIn, now: datetime) -> Listed:
    form = HoursForm(request.GET if "timer" in request.GET else {"timer": FIRST_HOURS})
    if not form.is_valid():
        raise NoSuchChoice(_("Skriv et antal timer fra 1 til 1000."))
    found = next_best(rows.own_unit(request), form.cleaned_data["timer"], now)
    listed = (
        [
            *(one.training.name, one.training.starts_at, one.training.hours, one.spares),
            ", ".join(f"{employee.name} ({times})" for employee, times in one.employees),
        ]
        for one in found.suggested
    )
    return Listed("det-naeste-at-laere", NEXT, listed)


@takes_out(needs=May.WEIGH)
def export_sharing_out(request: SignedIn, now: datetime) -> Listed:
    house = newest_house()
    listed = units_of(house) if house is not None else []
    return Listed("fordelingen", SHARING, ([unit.name, *told] for unit, *told in listed))
