"""Counts and bytes, never seconds: the same with ten citizens and with five hundred."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.access.test_who_may_see_what import FILES, TABLE
from tests.bench import long_history, long_plan
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.actions import ask_for_another, ask_for_unit
from tovholder.jobcentre.citizens.models import ContactWish, Course, DrawnIn, UnitMove
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.competence.models import Competence, PracticeNote, Profile, Training
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.actions import fill, propose
from tovholder.jobcentre.plans.models import StoryEntry
from tovholder.jobcentre.results.actions import keep_demo_studies, publish_figures
from tovholder.jobcentre.results.models import Study
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveTalk, WorkplacePaper
from tovholder.jobcentre.staff.models import Absence, Employee, StaffProfile, Unit
from tovholder.jobcentre.talks.actions import book_talk
from tovholder.jobcentre.talks.models import Talk

TODAY = date(2026, 11, 24)
# The most queries of each page, and the most bytes. The pages that are lists cost the same whoever follows how many.
QUERIES = {
    "my_day": 11,
    "citizen": 23,  # one of them for each of what most have none of: papers, representatives, roles, a move
    "my_citizens": 9,
    "my_figures": 12,
    "team_citizens": 12,
    "team_emergencies": 10,
    "my_workplaces": 12,
    "workplace": 28,
    "write_touch": 8,
    "log_sparring": 8,
    "search": 10,
    "change_contact": 33,
    "handover_list": 12,
    "hand_over": 20,  # with the list that it begins from
    "team": 18,
    "proposals": 18,
    "sharing_out": 10,
    "skills": 14,
    "coverage": 16,
    "next_to_learn": 20,
    "results": 12,
    "evidence": 9,
    "study": 6,
    "my_course": 24,
    "heard": 6,
    "my_progress": 7,
    "book_time": 18,
    "my_talk": 13,
    "remind_me": 8,
    "move_my_talk": 24,
    "my_times": 12,
    "results_figure": 12,
    "results_model": 8,
    "results_lasting": 8,
    "my_plan": 9,
    "new_step": 8,
    "plan": 10,
    "my_story": 7,
    "story": 9,
    "representatives": 9,
    "mentor_grants": 9,
    "mentor_grant": 8,
    "my_mentor": 7,
    "coordination": 10,
    "my_representatives": 7,
    "matters": 10,
    "matter": 10,
    "my_matters": 8,
    "thread": 11,
    "my_thread": 11,
    "write_plan": 9,
    "who_looked": 18,  # eight of them say why, and by whose choice names are shown
    "register_absence": 14,
    "my_absence": 14,
    "absence_talks": 16,
    "another_person": 8,
    "offer_sick_leave_talk": 7,
    "sick_leave_talk": 14,
    "party_text": 10,
    "sick_leave_minutes": 15,
    "my_meeting": 12,
    "company_meeting": 11,
    "my_contact": 9,
    "notice": 21,
    "draw_in": 14,
    "ask_for_unit": 8,
    "papers": 10,
    "activities": 14,
    "new_activity": 18,
    "activity": 10,
    "my_activities": 8,
    "paper": 15,
    "my_paper": 15,
    "shared_papers": 8,
    "shared_paper": 10,
    "employee": 12,
    "about_me": 10,
    "my_profile": 8,
    "pulse": 6,
    "practice": 9,
    "practice_note": 8,
    "trainings": 9,
    "training": 9,
    "offer_training": 6,
    "write_profile": 8,
    "catalogue": 6,
    "describe_competence": 8,
    "agree_levels": 10,
    # What is written in, and smaller pages.
    "my_picture": 3,
    "emergency": 3,
    "prolong_drawn_in": 8,
    "grant_mentor": 7,
    "name_representative": 6,
    "change_representative": 7,
    "mark_matter": 8,
    "plan_item": 11,
    "write_story": 6,
    "story_entry": 7,
    "new_thread": 6,
    "add_competence": 5,
    "training_calendar": 5,
    "write_practice": 4,
    "note": 8,
    "phone_notice": 5,
    "correct_notice": 6,
    "write_paper": 12,
    "make_agreement": 6,
    "write_workplace_note": 5,
    "spar_about_notice": 8,
    "leaving": 16,
    "change_workplace_contact": 10,
    "wish": 17,
    "unit_move": 19,
    "import": 4,
    "new_goal": 7,
    "my_item": 13,
    "tell_story": 6,
    "my_entry": 9,
    "my_new_thread": 5,
    "my_talk_calendar": 11,
    "write_my_paper": 10,
    "name_mine": 5,
    "my_representative": 8,
    "notice_received": 10,
    "correct_told": 9,
}
BYTES = {
    "my_citizens": 50_000,
    "my_figures": 50_000,
    "team_citizens": 50_000,
    "my_workplaces": 50_000,
    "handover_list": 50_000,
    "hand_over": 100_000,
    "search": 50_000,
    "my_day": 100_000,
    "skills": 50_000,
    "citizen": 100_000,
    "proposals": 100_000,
}
LISTS = (
    "my_day",
    "citizen",
    "my_citizens",
    "my_figures",
    "team_citizens",
    "team_emergencies",
    "my_workplaces",
    "workplace",
    "search",
    "team",
    "register_absence",
    "my_absence",
    "my_times",
    "book_time",
    "handover_list",
    "hand_over",
    "change_contact",
    "papers",
    "activities",
    "new_activity",
    "my_activities",
    "paper",
    "shared_papers",
    "skills",
    "coverage",
    "next_to_learn",
)
WHO = {
    "register_absence": "ellen",
    "absence_talks": "ellen",
    "team_citizens": "ellen",
    "team_emergencies": "ellen",
    "handover_list": "ellen",
    "hand_over": "ellen",
    "change_contact": "ellen",
    "team": "ellen",
    "skills": "ellen",
    "coverage": "ellen",
    "next_to_learn": "ellen",
    "proposals": "ellen",
    "sharing_out": "henrik",
    "results": "henrik",
    "evidence": "henrik",
    "study": "henrik",
    "results_figure": "henrik",
    "results_model": "henrik",
    "results_lasting": "henrik",
    "my_course": "jens",
    "heard": "jens",
    "my_progress": "jens",
    "book_time": "jens",
    "my_talk": "jens",
    "remind_me": "jens",
    "move_my_talk": "jens",
    "my_plan": "jens",
    "new_step": "jens",
    "my_story": "jens",
    "my_representatives": "jens",
    "my_mentor": "jens",
    "my_matters": "jens",
    "my_thread": "jens",
    "who_looked": "jens",
    "another_person": "jens",
    "my_meeting": "jens",
    "company_meeting": "rikke",
    "my_contact": "rikke",
    "employee": "ellen",
    "my_paper": "jens",
    "my_activities": "jens",
    "shared_papers": "rikke",
    "shared_paper": "rikke",
    "agree_levels": "ellen",
    "training": "ellen",
    "offer_training": "ellen",
    "describe_competence": "henrik",
    "add_competence": "henrik",
    "leaving": "ellen",
    "change_workplace_contact": "ellen",
    "wish": "ellen",
    "unit_move": "pernille",
    "import": "tove",
    "new_goal": "jens",
    "my_item": "jens",
    "tell_story": "jens",
    "my_entry": "jens",
    "my_new_thread": "jens",
    "my_talk_calendar": "jens",
    "write_my_paper": "jens",
    "name_mine": "jens",
    "my_representative": "jens",
    "notice_received": "rikke",
    "correct_told": "rikke",
}
OPTIONS = 200
# Lists as files, asked for by whoever opens the page. However many are in them, they are read a thousand at a time.
FILE_QUERIES = {
    "export_my_citizens": 11,
    "export_my_workplaces": 13,
    "export_training": 6,
    "export_team_citizens": 12,
    "export_waiting": 9,
    "export_results": 4,
    "export_expected": 5,
    "export_imports": 4,
    "export_my_day": 12,
    "export_my_times": 4,
    "export_my_absence": 5,
    "export_register_absence": 7,
    "export_absence_talks": 12,
    "export_drawn_in": 4,
    "export_my_figures": 11,
    "export_search": 11,
    "export_talks": 9,
    "export_activities": 8,
    "export_matters": 8,
    "export_mentor_grants": 8,
    "export_representatives": 8,
    "export_papers": 8,
    "export_coordination": 8,
    "export_notices": 9,
    "export_contacts": 6,
    "export_agreements": 6,
    "export_practice": 5,
    "export_trainings": 5,
    "export_catalogue": 4,
    "export_team": 7,
    "export_leaving": 6,
    "export_team_emergencies": 6,
    "export_proposals": 11,
    "export_skills": 10,
    "export_coverage": 9,
    "export_next_to_learn": 14,
    "export_sharing_out": 5,
    "export_evidence": 4,
    "export_study": 6,
    "export_results_model": 4,
    "export_who_looked": 16,
}
# Whose page it is, for those that are no page's of the table of files.
FILES_TOO = {
    "export_my_citizens": "my_citizens",
    "export_my_workplaces": "my_workplaces",
    "export_team_citizens": "team_citizens",
    "export_training": "training",
    "export_waiting": "team",
    "export_results": "results",
    "export_expected": "results",
    "export_imports": "import",
}
PAGE_OF = FILES | FILES_TOO


# What is no page of its own to measure.
NO_PAGE = {
    "home": "sends on",
    "import_report": "needs a file that was read in",
    "results_companies": "needs a company above the limit of small numbers, see results/tests",
}


def test_every_page_has_a_budget() -> None:
    """All that can be opened, from the table of who may see what: what is added there is given one here."""
    opened = {name for name, (method, *_more) in TABLE.items() if method == "GET"}
    assert opened - QUERIES.keys() == NO_PAGE.keys()
    files = {name for name in TABLE if name.startswith("export_")}
    assert files - FILE_QUERIES.keys() == {"export_plan", "export_import_report"}  # a PDF; as its page


def open_page(client: Client, name: str) -> HttpResponse:
    about = PAGE_OF.get(name, name)
    address = reverse(name, args=ARGUMENTS[about]() if ARGUMENTS.get(about) else [])
    if name in FILE_QUERIES:
        return client.post(address, {"find": "sø"} if name == "export_search" else {})
    if name == "hand_over":
        return client.post(address, {"all": client.get(reverse("handover_list")).context["all"]})
    return client.post(address, {"text": "sø"}) if name == "search" else client.get(address)


def measure(name: str) -> tuple[int, int]:
    """Return how many queries and bytes a warm page of somebody's costs."""
    client = Client()
    client.force_login(cast.user(WHO.get(PAGE_OF.get(name, name), "nadia")))
    open_page(client, name)
    with CaptureQueriesContext(connection) as queries:
        response = open_page(client, name)
    assert response.status_code == 200, name
    return len(queries), len(response.content)


@pytest.fixture
def filled(db, settings):
    """Fill the demo with so many citizens, on a morning of its own."""
    settings.DEMO = True
    with time_machine.travel("2026-11-24 08:50:00+01:00", tick=False):
        yield _fill


def _fill(citizens: int) -> None:
    fill(citizens=citizens, seed=1, today=TODAY)
    propose(at=timezone.now())
    publish_figures(TODAY, by=None, at=timezone.now())
    # As a database that has been in use for a minute: else it plans for the empty tables of the tests before.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.parametrize("citizens", [10, 500])
def test_no_page_costs_more_than_its_budget(citizens: int, filled) -> None:
    filled(citizens)
    allowed = QUERIES | FILE_QUERIES
    costs = {name: measure(name) for name in allowed}
    over = {name: cost for name, cost in costs.items() if cost[0] > allowed[name]}
    assert not over, f"queries, bytes: {over}"
    heavy = {name: costs[name] for name in QUERIES if costs[name][1] > BYTES.get(name, 200_000)}
    assert not heavy, f"queries, bytes: {heavy}"


def test_queries_do_not_grow_with_citizens(filled) -> None:
    counts = {}
    for citizens in (10, 500):
        point = transaction.savepoint()
        filled(citizens)
        _somebody_is_away_on_every_list()
        counts[citizens] = {name: measure(name)[0] for name in LISTS}
        transaction.savepoint_rollback(point)
    assert counts[10] == counts[500]


def _somebody_is_away_on_every_list() -> None:
    """Who covers is asked only where somebody is away: then all are but those who look."""
    here = Employee.objects.filter(user__in=[cast.user(name) for name in {"nadia", *WHO.values()}])
    away = Employee.objects.exclude(pk__in=here).exclude(absences__in=Absence.objects.on(TODAY))
    Absence.objects.bulk_create(Absence(employee=employee, since=TODAY) for employee in away)


def test_ten_years_cost_no_more_than_anybody_else(filled) -> None:
    """The citizen of the benches, with five courses behind them: the same budgets, to us and to themselves."""
    filled(10)
    person = long_history.add(TODAY)
    long_plan.add(person)
    person.user = User.objects.create(username="gerda", role=Role.CITIZEN)
    person.save(update_fields=["user"])
    heavy = {}
    for name, who in [(name, cast.user("nadia")) for name in ("citizen", "plan", "story")] + [
        (name, person.user) for name in ("my_course", "my_plan", "my_story")
    ]:
        client = Client()
        client.force_login(who)
        address = reverse(name, args=[person.pk] if who != person.user else [])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, name
        if len(queries) > QUERIES[name] or len(response.content) > BYTES.get(name, 200_000):
            heavy[name] = (len(queries), len(response.content))
    assert not heavy, f"queries, bytes: {heavy}"


# --- No option list longer than two hundred ---------------------------------------------------------------------------

ARGUMENTS = {
    "my_talk": lambda: [a_booked_talk().pk],
    "my_talk_calendar": lambda: [a_booked_talk().pk],
    "move_my_talk": lambda: [a_booked_talk().pk],
    "activities": lambda: [cast.citizen("fatima").pk],
    "new_activity": lambda: [cast.citizen("fatima").pk, "internal"],
    "activity": lambda: [cast.citizen("fatima").activities.first().pk],
    "results_figure": lambda: ["sick"],
    "citizen": lambda: [cast.citizen("jens").pk],
    "plan": lambda: [cast.citizen("jens").pk],
    "thread": lambda: [cast.citizen("jens").threads.first().pk],
    "my_thread": lambda: [cast.citizen("jens").threads.first().pk],
    "new_thread": lambda: [cast.citizen("jens").pk],
    "story": lambda: [cast.citizen("jens").pk],
    "coordination": lambda: [cast.citizen("jens").pk],
    "mentor_grants": lambda: [cast.citizen("jens").pk],
    "grant_mentor": lambda: [cast.citizen("jens").pk],
    "mentor_grant": lambda: [cast.citizen("jens").mentor_grants.order_by("pk").first().pk],
    "representatives": lambda: [cast.citizen("jens").pk],
    "name_representative": lambda: [cast.citizen("jens").pk],
    "change_representative": lambda: [cast.citizen("jens").representatives.first().pk],
    "my_representative": lambda: [cast.citizen("jens").representatives.first().pk],
    "matters": lambda: [cast.citizen("jens").pk],
    "mark_matter": lambda: [cast.citizen("jens").pk],
    "matter": lambda: [cast.citizen("jens").matters.order_by("pk").first().pk],
    "write_story": lambda: [cast.citizen("kirsten").pk],
    "write_plan": lambda: [cast.citizen("jens").pk],
    "change_contact": lambda: [cast.citizen("jens").pk],
    "absence_talks": lambda: [
        Absence.objects.filter(employee=cast.user(cast.AWAY).employee).latest("since").pk
    ],
    "draw_in": lambda: [cast.citizen("jens").pk],
    "ask_for_unit": lambda: [cast.citizen("jens").pk],
    "employee": lambda: [cast.user("nadia").employee.pk],
    "agree_levels": lambda: [cast.user("nadia").employee.pk, a_field().pk],
    "training": lambda: [Training.objects.order_by("pk").first().pk],
    "practice_note": lambda: [PracticeNote.objects.order_by("pk").first().pk],
    "training_calendar": lambda: [Training.objects.order_by("pk").first().pk],
    "write_profile": lambda: [a_field().pk],
    "add_competence": lambda: [a_field().pk],
    "describe_competence": lambda: [Competence.objects.order_by("pk").first().pk],
    "wish": lambda: [a_wish().pk],
    "unit_move": lambda: [a_move().pk],
    "register_absence": lambda: [cast.user("nadia").employee.pk],
    "leaving": lambda: [cast.user("nadia").employee.pk],
    "change_workplace_contact": lambda: [cast.workplace("savværk").pk],
    "workplace": lambda: [Workplace.objects.order_by("pk").first().pk],
    "write_touch": lambda: [Workplace.objects.order_by("pk").first().pk],
    "log_sparring": lambda: [Workplace.objects.order_by("pk").first().pk],
    "make_agreement": lambda: [Workplace.objects.order_by("pk").first().pk],
    "write_workplace_note": lambda: [Workplace.objects.order_by("pk").first().pk],
    "phone_notice": lambda: [Workplace.objects.order_by("pk").first().pk],
    "notice": lambda: [AbsenceNotice.objects.order_by("pk").first().pk],
    "offer_sick_leave_talk": lambda: [AbsenceNotice.objects.order_by("pk").first().pk],
    "sick_leave_talk": lambda: [a_meeting().pk],
    "party_text": lambda: [a_meeting().parties.get(role="leader").pk],
    "sick_leave_minutes": lambda: [
        SickLeaveTalk.objects.filter(held_at__isnull=False).order_by("pk").first().pk
    ],
    "my_meeting": lambda: [a_meeting().parties.get(role="citizen").pk],
    "company_meeting": lambda: [a_meeting().parties.get(role="leader").pk],
    "note": lambda: [Talk.objects.held().filter(citizen=cast.citizen("jens")).order_by("pk").first().pk],
    "papers": lambda: [cast.citizen("jens").pk],
    "write_paper": lambda: [cast.citizen("jens").pk, cast.workplace("savværk").pk, "part_time_plan"],
    "paper": lambda: [a_plan().pk],
    "my_paper": lambda: [a_plan().pk],
    "write_my_paper": lambda: [a_plan().pk],
    "shared_paper": lambda: [a_plan().pk],
    "study": lambda: [a_study().pk],
    "spar_about_notice": lambda: [a_told_notice(citizen=None).pk],
    "correct_notice": lambda: [AbsenceNotice.objects.order_by("pk").first().pk],
    "notice_received": lambda: [a_told_notice().pk],
    "correct_told": lambda: [a_told_notice().pk],
    "prolong_drawn_in": lambda: [DrawnIn.objects.on(TODAY).get(citizen=cast.citizen("kirsten")).pk],
    "plan_item": lambda: [cast.citizen("jens").plan_items.order_by("pk").first().pk],
    "my_item": lambda: [cast.citizen("jens").plan_items.order_by("pk").first().pk],
    "story_entry": lambda: [an_entry().pk],
    "my_entry": lambda: [an_entry().pk],
    "demo_login": None,  # a press on the page of people
    "import_report": None,  # needs a file that was read in; it has no choices
}
PEOPLE = ("nadia", "ellen", "pernille", "henrik", "jens", "rikke")


def a_meeting() -> SickLeaveTalk:
    """The one about Jens that is coming."""
    talk = SickLeaveTalk.objects.coming().order_by("pk").first()
    assert talk is not None
    return talk


def a_study() -> Study:
    """Sickness benefit in the demo's municipality; reckoned where it is not there yet."""
    if not Study.objects.exists():
        keep_demo_studies(by=None, at=timezone.now())
    return Study.objects.order_by("pk").first()


def a_booked_talk() -> Talk:
    """Jens has a time with Nadia; the same one when it is asked again."""
    jens = cast.citizen("jens")
    there = Talk.objects.booked().filter(citizen=jens, sick_leave_talk=None).order_by("pk").first()
    course = jens.courses.open().get()
    starts_at = timezone.now() + timedelta(days=3)
    return there or book_talk(
        course, employee=course.contact, starts_at=starts_at, form="walk", by=None, at=timezone.now()
    )


def a_field() -> Profile:
    return Profile.objects.order_by("pk").first()


def a_wish() -> ContactWish:
    """Jens asks for another person; the same one when it is asked again."""
    jens = cast.citizen("jens")
    course = jens.courses.open().get()
    return ask_for_another(course, text="x", by=jens.user, at=timezone.now())


def a_told_notice(**about) -> AbsenceNotice:
    """One that the sawmill has sent, and stands."""
    told = AbsenceNotice.objects.standing().filter(workplace=cast.workplace("savværk"), **about)
    return told.filter(sender__isnull=False).order_by("-pk").first()


def an_entry() -> StoryEntry:
    return cast.citizen("jens").story.exclude(readers="me").order_by("pk").first()


def a_plan() -> WorkplacePaper:
    """Jens' plan for coming back, which the sawmill may read."""
    return WorkplacePaper.objects.get(citizen=cast.citizen("jens"), kind="part_time_plan")


def a_move() -> UnitMove:
    """Hanne's contact asks Pernille's unit; the same one when it is asked again."""
    course = cast.citizen("hanne").courses.open().get()
    to_unit = cast.user("pernille").employee.unit
    return ask_for_unit(course, to_unit=to_unit, because="x", by=course.contact.user, at=timezone.now())


def longest_list(page: str) -> int:
    """How many choices the longest list of a page has."""
    return max((part.split("</select>")[0].count("<option") for part in page.split("<select")[1:]), default=0)


def pages_of_the_house() -> dict[str, str]:
    """Every address that can be opened without a number, and those above with theirs."""
    found = {}
    for pattern in get_resolver().url_patterns:
        name = pattern.name
        given = ARGUMENTS.get(name, list) if not pattern.pattern.converters or name in ARGUMENTS else None
        if given is not None:
            found[name] = reverse(name, args=given())
    return found


@pytest.mark.one_database
def test_no_page_has_a_list_of_more_than_two_hundred_choices(filled) -> None:
    filled(500)
    unit = cast.user("ellen").employee.unit
    users = User.objects.bulk_create([User(username=f"k{n}", role=Role.EMPLOYEE) for n in range(450)])
    other = Unit.objects.create(name="En anden enhed", telephone="1")
    colleagues = Employee.objects.bulk_create(
        Employee(
            user=user, number=f"k{n}", name=f"Kollega {n}", telephone="1", profile=StaffProfile.EMPLOYMENT,
            unit=unit if n % 2 else other,
        )
        for n, user in enumerate(users)
    )  # fmt: skip
    for course, colleague in zip(
        Course.objects.open().filter(unit=unit).order_by("pk"), colleagues, strict=False
    ):
        Course.objects.filter(pk=course.pk).update(contact=colleague)
    lists = {}
    for who in PEOPLE:
        client = Client()
        client.force_login(cast.user(who))
        for name, address in pages_of_the_house().items():
            response = client.get(address)
            if response.status_code == 200 and not response.streaming:
                lists[who, name] = longest_list(response.content.decode())
    assert {name for _who, name in lists} >= {
        "team_citizens",
        "change_contact",
        "change_workplace_contact",
        "leaving",
        "register_absence",
        "my_citizens",
        "my_absence",
        "absence_talks",
        "draw_in",
        "ask_for_unit",
        "wish",
        "unit_move",
        "write_paper",
        "paper",
        "my_paper",
        "shared_paper",
    }
    assert lists["ellen", "change_contact"] > 100, "the longest list that there is, is walked"
    assert not {page: length for page, length in lists.items() if length > OPTIONS}
