"""Every list as a file, in one town: the rows of its page and no others, a look at each citizen, and no formula.

Who may have which file stands beside who may open which page (tests/access); that no list is without, in tests/laws.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.access.test_who_may_see_what import TABLE
from tests.built import built_for_all
from tests.test_budgets import ARGUMENTS, TODAY, a_move, a_study, a_wish
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizen_portal import looks
from tovholder.jobcentre.citizens.models import DrawnIn
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.competence.actions import Offered, offer_training
from tovholder.jobcentre.competence.models import AgreedLevel, Competence, SignUp, Step
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.actions import fill, propose
from tovholder.jobcentre.exchange.models import FileKind, ImportRun
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.staff.models import Absence, Employee, Unit
from tovholder.jobcentre.talks.actions import book_talk, coordinate
from tovholder.jobcentre.workbench.actions import leave

FORMULA = "=1+1"
# What stands in these files is ours to word: kinds, days and sums.
HOLD_NO_WORDS = {
    "export_coordination", "export_import_report", "export_my_times", "export_results_model", "export_study",
    "export_who_looked",
}  # fmt: skip
MORNING = "2026-11-24 08:50:00+01:00"


@dataclass(frozen=True)
class File:
    """A file beside its page: who asks, what a page's context says of each row, and in which column the file says so.

    `citizens` are the numbers of those the page's list tells of; None of a list without citizens. `sent` is what is
    looked for on a page that is asked by POST; `is_ordered` False where the page has the rows in several lists.
    `older` says from a page's context how the next one is asked for; "" on the last.
    """

    who: str | Callable[[], User]
    page: str
    rows: Callable[[Any], list[Any]]
    column: int = 0
    citizens: Callable[[Any], list[int]] | None = None
    query: str = ""
    sent: str = ""
    is_ordered: bool = True
    older: Callable[[Any], str] = lambda c: str(c.get("next") or "")


def one(person: str) -> Callable[[Any], list[int]]:
    return lambda c: [cast.citizen(person).pk]


FILES_OF = {
    "export_my_day": File(
        "nadia",
        "my_day",
        lambda c: [
            *(row.citizen.name for name in ("talks", "booked", "joint") for row in c[name]),
            *(row.name for row in c["rows"]),
        ],
        column=1,
        citizens=lambda c: [
            *(row.citizen_id for name in ("talks", "booked", "joint") for row in c[name]),
            *(number(row.url) for row in c["rows"] if row.url.startswith("/borger/")),
        ],
    ),
    "export_my_times": File("nadia", "my_times", lambda c: [row.when for row in c["rows"]]),
    "export_my_absence": File(cast.AWAY, "my_absence", lambda c: away(c)),
    "export_register_absence": File("ellen", "register_absence", lambda c: away(c)),
    "export_absence_talks": File(
        "ellen",
        "absence_talks",
        lambda c: [form.row.talk.citizen.name for form in c["forms"]],
        citizens=lambda c: [form.row.talk.citizen_id for form in c["forms"]],
    ),
    "export_my_citizens": File(
        "nadia",
        "my_citizens",
        lambda c: [line["name"] for line in c["lines"]],
        citizens=lambda c: [course.citizen_id for course in c["listing"].courses],
    ),
    "export_drawn_in": File(
        lambda: some_drawn_in().employee.user,
        "my_citizens",
        lambda c: [row.citizen.name for row in c["beside"]],
        citizens=lambda c: [row.citizen_id for row in c["beside"]],
    ),
    "export_my_figures": File(
        "nadia",
        "my_figures",
        lambda c: [part.name for part in c["parts"] for _row in part.rows for _head in part.heads[1:]],
    ),
    "export_search": File(
        "nadia",
        "search",
        lambda c: [row.name for name in ("citizens", "workplaces") for row in c[name]],
        citizens=lambda c: [row.pk for row in c["citizens"]],
        sent="an",
    ),
    "export_talks": File(
        "nadia",
        "citizen",
        lambda c: [
            *(talk.get_form_display() for talk in c["history"].booked),
            *(talk.title.split(" · ")[1].capitalize() for talk in c["history"].held),
        ],
        column=2,
        citizens=one("jens"),
        older=lambda c: f"?aeldre={c['history'].older}" if c["history"].older else "",
    ),
    "export_activities": File(
        "nadia",
        "activities",
        lambda c: [row.what for rows in (c["read"].to_end, c["read"].going, c["read"].ended) for row in rows],
        citizens=one("fatima"),
        is_ordered=False,
    ),
    "export_matters": File(
        "nadia", "matters", lambda c: [row.what for row in c["matters"]], citizens=one("jens")
    ),
    "export_mentor_grants": File(
        "nadia", "mentor_grants", lambda c: [row.aim for row in c["grants"]], citizens=one("jens")
    ),
    "export_representatives": File(
        "nadia",
        "representatives",
        lambda c: [row.name for name in ("standing", "earlier") for row in c[name]],
        citizens=one("jens"),
        is_ordered=False,
    ),
    "export_papers": File(
        "nadia", "papers", lambda c: [row.get_kind_display() for row in c["papers"]], citizens=one("jens")
    ),
    "export_coordination": File(
        "nadia",
        "coordination",
        lambda c: [row.get_with_whom_display() for row in c["mine"]],
        citizens=one("jens"),
    ),
    "export_my_workplaces": File(
        "nadia",
        "my_workplaces",
        lambda c: [row.name for row in c["rows"]],
        citizens=lambda c: looked_at("my_workplaces"),
    ),
    "export_notices": File(
        "nadia",
        "workplace",
        lambda c: [line.notice.person_name or "Uden navn" for line in [*c["waiting"], *c["earlier"]]],
        citizens=lambda c: [
            line.notice.citizen_id for line in [*c["waiting"], *c["earlier"]] if line.notice.citizen_id
        ],
    ),
    "export_contacts": File(
        "nadia",
        "workplace",
        lambda c: [row.what for row in c["log"].contacts],
        column=1,
        older=lambda c: f"?kontakter_foer={c['log'].older}" if c["log"].older else "",
    ),
    "export_agreements": File(
        "nadia", "workplace", lambda c: [row.what for row in [*c["agreements"], *c["ended"]]]
    ),
    "export_practice": File("nadia", "practice", lambda c: [row.title for row in c["notes"]]),
    "export_trainings": File(
        "nadia",
        "trainings",
        lambda c: [*(row.training.name for row in c["mine"]), *(row[0].name for row in c["trainings"])],
    ),
    "export_training": File("ellen", "training", lambda c: [row.employee.name for row in c["ours"]]),
    "export_catalogue": File(
        "henrik", "catalogue", lambda c: [row.name for field in c["fields"] for row in field.competences]
    ),
    "export_team": File("ellen", "team", lambda c: loads(c), is_ordered=False),
    "export_waiting": File(
        "ellen",
        "team",
        lambda c: [
            *(call.company for call in c["calls"]),
            *(row.citizen.name for name in ("wishes", "moves") for row in c[name].shown),
        ],
        column=1,
        citizens=lambda c: [row.citizen_id for name in ("wishes", "moves") for row in c[name].shown],
    ),
    "export_team_citizens": File(
        "ellen",
        "team_citizens",
        lambda c: [line["name"] for line in c["lines"]],
        citizens=lambda c: [course.citizen_id for course in c["listing"].courses],
    ),
    "export_team_emergencies": File(
        "ellen",
        "team_emergencies",
        lambda c: [row.citizen.name for row in c["emergencies"]],
        citizens=lambda c: [row.citizen_id for row in c["emergencies"]],
    ),
    "export_leaving": File("ellen", "leaving", lambda c: [row.name for row in c["places"]]),
    "export_proposals": File(
        "ellen",
        "proposals",
        lambda c: [row.name for one in c["sections"] for row in [*one.rows, *one.workplaces]],
        column=1,
        citizens=lambda c: [row.move.citizen_id for one in c["sections"] for row in one.rows],
    ),
    "export_skills": File("ellen", "skills", lambda c: [row.employee.name for row in c["rows"]]),
    "export_coverage": File(
        "ellen", "coverage", lambda c: [said for _what, said in [*c["units"], *c["fragile"]]], column=2
    ),
    "export_next_to_learn": File(
        "ellen", "next_to_learn", lambda c: [row.training.name for row in c["found"].suggested]
    ),
    "export_sharing_out": File("henrik", "sharing_out", lambda c: [unit.name for unit, *_told in c["units"]]),
    "export_results_model": File(
        "henrik", "results_model", lambda c: [str(row.name) for row in c["rows"]], column=1
    ),
    "export_evidence": File("henrik", "evidence", lambda c: [row.measure for row, _saying in c["studies"]]),
    "export_study": File("henrik", "study", lambda c: [row[0] for row in c["saying"].rows]),
    "export_import_report": File(
        "tove", "import_report", lambda c: [row["column"] for row in c["differences"]], 1
    ),
    "export_who_looked": File(
        "jens",
        "who_looked",
        lambda c: [line.who for day in c["days"] for line in day.lines],
        1,
        one("jens"),
        older=lambda c: f"?foer={c['openings'].older}" if c["openings"].older else "",
    ),
}


def number(address: str) -> int:
    return int(re.search(r"\d+", address)[0])  # type: ignore[index]


def looked_at(page: str) -> list[int]:
    """Whom the page's own look was at."""
    look = Record.objects.filter(kind=Kind.LIST, what=page).latest("pk")
    return [int(citizen) for citizen in look.citizens.strip(",").split(",")]


def away(context: Any) -> list[str]:
    employee = context["employee"].name
    known = [[employee, *(cover.stand_in.name for cover in known.covers)] for known in context["known"]]
    return [*(name for names in known for name in names), *(employee for _cover in context["covers"])]


def loads(context: Any) -> list[str]:
    found = {load.employee.pk: load for unit in context["units"] for load in [*unit.leaving, *unit.here]}
    return [load.employee.name for load in found.values()]


# --- The town ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo with what it lacks, once for all tests here; each works in a transaction inside this."""
    with built_for_all(django_db_blocker, build):
        yield


@time_machine.travel(MORNING, tick=False)
@override_settings(DEMO=True)
def build() -> None:
    fill(citizens=200, seed=1, today=TODAY)
    propose(at=timezone.now())
    publish_figures(TODAY, by=None, at=timezone.now())
    add_what_the_demo_lacks()


@pytest.fixture(autouse=True)
def town(built: None, db: None) -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False), override_settings(DEMO=True):
        yield


def add_what_the_demo_lacks() -> None:
    now, nadia, unit = timezone.now(), cast.employee("nadia"), cast.employee("ellen").unit
    a_wish()
    a_move()
    a_study()
    counts = {"rows": 1, "new": 0, "changed": 0, "unchanged": 1, "wrong": 0, "problems": 0, "differences": 1}
    ImportRun.objects.create(
        kind=FileKind.CITIZENS, file_name="borgere.csv", at=now, token=uuid4(), size=1, counts=counts,
        differences=[{"row": 2, "column": "Enhed", "here": "Job", "in_file": "Unge"}],
    )  # fmt: skip
    jens = cast.course("jens")
    coordinate(jens, with_whom="colleague", minutes=15, token=uuid4(), by=nadia.user, at=now)
    away = Absence.objects.filter(employee=cast.employee(cast.AWAY)).latest("since")
    course = cast.course("hanne")
    book_talk(
        course, employee=course.contact, starts_at=now + timedelta(hours=2), form="walk", by=None, at=now
    )
    assert away.employee == course.contact
    somebody_stops(unit, now)
    # What Nadia lacks, a colleague was drawn in for, and it can be learnt.
    coaching = Competence.objects.on(TODAY).get(code="coaching")
    AgreedLevel.objects.filter(employee=nadia, competence=coaching.kept_as).delete()
    since = TODAY - timedelta(days=30)
    DrawnIn.objects.create(
        course=jens, citizen=jens.citizen, employee=cast.employee("kasper"), reason="coach", since=since,
        until=since + timedelta(days=7),
    )  # fmt: skip
    offered = Offered("Coaching", "Det, vi gør", coaching, 3, now + timedelta(days=7), 180, "Her", 5)
    offer_training(offered, by=cast.user("ellen"), at=now)


def somebody_stops(unit: Unit, now: datetime) -> None:
    """Somebody who is the contact of workplaces, and asks for no file here."""
    holds = Workplace.objects.filter(closed_on=None, contact=OuterRef("pk"))
    staff = Employee.objects.who_can_be_contact(TODAY).filter(Exists(holds), unit=unit, left_on=None)
    known = [file.who for file in FILES_OF.values() if isinstance(file.who, str)]
    stops = staff.exclude(user__username__in=known).order_by("pk").first()
    leave(stops, left_on=TODAY, covers=cast.employee("ellen"), by=cast.user("ellen"), at=now, today=TODAY)


def who_stops() -> Employee:
    return Employee.objects.get(left_on=TODAY)


def some_drawn_in() -> DrawnIn:
    """One who is drawn in today on a course that is not their own."""
    rows = DrawnIn.objects.on(TODAY).filter(course__until=None).exclude(course__contact=F("employee"))
    return rows.select_related("employee__user").order_by("pk").first()


def arguments(name: str) -> list[Any]:
    """The numbers in the address: of the page, and of the file where it has any."""
    own = {
        "export_import_report": lambda: [ImportRun.objects.get().pk],
        "export_leaving": lambda: [who_stops().pk],
        "export_register_absence": lambda: [cast.employee(cast.AWAY).pk],
        "export_training": lambda: [
            SignUp.objects.filter(employee__unit=cast.employee("ellen").unit, step=Step.PLACE)
            .order_by("pk")
            .first()
            .training_id
        ],
    }
    about = own.get(name) or ARGUMENTS.get(FILES_OF[name].page)
    return about() if about else []


def browser(file: File) -> Client:
    client = Client()
    client.force_login(cast.user(file.who) if isinstance(file.who, str) else file.who())
    return client


def pages(name: str) -> list[Any]:
    """The context of each page of the list, from the first to the last."""
    file = FILES_OF[name]
    client, address = browser(file), reverse(file.page, args=arguments(name))
    if file.sent:
        return [client.post(address, {"text": file.sent}).context]
    found, query = [], file.query
    while True:
        response = client.get(address + query)
        assert response.status_code == 200, name
        found.append(response.context)
        query = file.older(response.context)
        if not query:
            return found


def asked(name: str, file_type: str = "csv", language: str = "da") -> Callable[[], HttpResponse]:
    """Who is to be asked, and for what: found now, asked when it is called."""
    file, client = FILES_OF[name], browser(FILES_OF[name])
    client.cookies["django_language"] = language
    address = reverse(name, args=arguments(name)) + file.query
    sent = {"fil": file_type} | ({"find": file.sent} if file.sent else {})
    return lambda: client.post(address, sent)


def taken_out(name: str, file_type: str = "csv", language: str = "da") -> HttpResponse:
    response = asked(name, file_type, language)()
    assert response.status_code == 200, name
    assert response["Content-Disposition"].endswith(f'.{file_type}"')
    return response


def cells(response: HttpResponse) -> list[list[Any]]:
    content = response.content
    if content.startswith(b"PK"):
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_file_stands_beside_its_page() -> None:
    """A new file is compared here, or named with the test that compares it (the lists of the command line's files)."""
    elsewhere = {"export_plan", "export_results", "export_expected", "export_imports"}
    assert {name for name in TABLE if name.startswith("export_")} == FILES_OF.keys() | elsewhere


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
@pytest.mark.parametrize("name", FILES_OF)
def test_the_file_has_the_rows_of_the_page(name: str, file_type: str) -> None:
    file = FILES_OF[name]
    shown = [row for context in pages(name) for row in file.rows(context)]
    taken = [row[file.column] for row in cells(taken_out(name, file_type))[1:]]
    assert shown, f"{name}: the town has no row of it"
    if not file.is_ordered:
        shown, taken = sorted(shown), sorted(taken)
    assert taken == shown


@pytest.mark.parametrize("name", FILES_OF)
def test_a_look_is_in_the_log_at_each_citizen_in_it(name: str) -> None:
    """One line for each citizen, by the one who asked; of a list of nobody, one line for the list."""
    shown = FILES_OF[name].citizens
    told = {citizen for context in pages(name) for citizen in shown(context)} if shown else set()
    before = Record.objects.count()
    taken_out(name)
    lines = list(Record.objects.order_by("pk")[before:])
    assert len({line.actor for line in lines}) == 1
    if told:
        assert [(line.kind, line.what, line.citizen) for line in lines] == [
            (Kind.EXPORT, name, citizen) for citizen in sorted(told)
        ]
    else:
        assert [(line.what, line.detail) for line in lines] == [
            ("export_list", {"list": name.removeprefix("export_")})
        ]


@pytest.mark.one_database
def test_no_formula_is_in_any_file() -> None:
    """Every text that somebody can have written is one, and stands in the file as text."""
    files = {(name, kind): asked(name, kind) for name in FILES_OF for kind in ("csv", "xlsx")}
    somebody_wrote_formulas()
    neutral = set()
    for (name, kind), ask in files.items():
        response = ask()
        assert response.status_code == 200, name
        if kind == "csv":
            starts = {cell[:1] for row in cells(response) for cell in row}
            assert not starts & set("=+@\t"), name
            neutral |= {name} if f"'{FORMULA}" in response.content.decode() else set()
        else:
            with ZipFile(io.BytesIO(response.content)) as book:
                assert b"<f>" not in book.read("xl/worksheets/sheet1.xml"), name
    assert FILES_OF.keys() - neutral == HOLD_NO_WORDS


def somebody_wrote_formulas() -> None:
    """In every field where words may stand, wherever the database takes the same words twice."""
    for model in apps.get_models():
        if not model.__module__.startswith("tovholder.jobcentre") or model._meta.app_label in {
            "audit",
            "access",
        }:
            continue
        for field in model._meta.concrete_fields:
            is_free = isinstance(field, models.CharField | models.TextField) and field.choices is None
            is_ours = field.name in {"forms", "name_order"} or field.name.startswith("search_")
            if is_free and not is_ours and not field.unique and (field.max_length or 100) >= 50:
                try:
                    with transaction.atomic():
                        written = model._base_manager.exclude(**{field.attname: ""})
                        written.update(**{field.attname: FORMULA})
                except IntegrityError:
                    continue
    Unit.objects.filter(pk=cast.employee("ellen").unit_id).update(name=FORMULA)


@pytest.mark.parametrize("name", FILES_OF)
def test_a_file_is_danish_whatever_its_reader_reads(name: str) -> None:
    """So that it can be read in again, and two colleagues have the same file."""
    danish = taken_out(name).content
    assert taken_out(name, language="en").content == danish


def test_a_citizen_reads_of_each_file_they_can_be_in() -> None:
    of_people = {name for name, file in FILES_OF.items() if file.citizens}
    assert of_people <= looks.PAGES.keys()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("export_practice", "?soeg=opgave"),
        ("export_practice", "?felt=viden"),
        ("export_skills", "?kan={competence}"),
        ("export_team_citizens", "?uden_naeste=on"),
        ("export_my_day", "?grund=no_next_contact"),
        ("export_my_workplaces", "?skal=1"),
        ("export_who_looked", "?lister=1"),
    ],
)
def test_the_file_has_the_filters_of_the_page(name: str, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    query = query.format(competence=Competence.objects.order_by("pk").values_list("pk", flat=True)[0])
    pages("export_my_citizens")  # a list that stands among those who looked
    whole = cells(taken_out(name))[1:]
    monkeypatch.setitem(FILES_OF, name, replace(FILES_OF[name], query=query))
    chosen = cells(taken_out(name))[1:]
    assert chosen != whole, "the filter chooses nothing"
    if name not in {"export_my_day", "export_who_looked"}:
        file = FILES_OF[name]
        shown = [row for context in pages(name) for row in file.rows(context)]
        assert [row[file.column] for row in chosen] == shown
    offered = browser(FILES_OF[name]).get(reverse(FILES_OF[name].page) + query).content.decode()
    assert f'action="{reverse(name)}{query}"' in offered


@pytest.mark.parametrize("name", ["export_my_citizens", "export_team_citizens", "export_skills"])
def test_what_was_looked_for_in_a_list_is_what_is_taken_out(name: str) -> None:
    file, whole = FILES_OF[name], [row[0] for row in cells(taken_out(name))[1:]]
    text = whole[0].split()[-1]
    page = browser(file).post(reverse(file.page), {"find": text})
    response = browser(file).post(reverse(name), {"find": text})
    shown = file.rows(page.context)
    assert [row[0] for row in cells(response)[1:]] == shown
    assert 0 < len(shown) < len(whole)
    form = re.search(rf'<form[^>]*action="{reverse(name)}.*?</form>', page.content.decode(), re.DOTALL)
    assert form
    assert f'<input type="hidden" name="find" value="{text}">' in form[0]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("export_team_citizens", "?fast=999999"),
        ("export_skills", "?kan=nej"),
        ("export_next_to_learn", "?timer=nul"),
    ],
)
def test_a_filter_that_is_none_is_told_on_the_page_and_takes_nothing_out(name: str, query: str) -> None:
    file, before = FILES_OF[name], Record.objects.count()
    response = browser(file).post(reverse(name) + query)
    assert (response.status_code, response["Location"]) == (302, reverse(file.page))
    assert Record.objects.count() == before
