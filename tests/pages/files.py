"""Every list as a file, beside its page: whose it is, what the page says of each row, and how either is asked for."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.pages.about import ARGUMENTS, TODAY
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.models import DrawnIn
from tovholder.jobcentre.competence.models import SignUp, Step
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.staff.models import Employee


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
    "export_results_benefits": File(
        "henrik", "results_benefits", lambda c: [line.benefit.code for line in c["lines"]], column=1
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
