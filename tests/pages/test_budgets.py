"""Counts and bytes, never seconds: the same with ten citizens and with five hundred."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.table import FILES, TABLE
from tests.bench import long_history, long_plan
from tests.pages.about import ARGUMENTS, TODAY
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.staff.models import Absence, Employee

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
    "results_benefits": 6,
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
    "results_benefits": "henrik",
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
    "export_results_model": 5,
    "export_results_benefits": 4,
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
NOT_MEASURED = {"export_plan": "a PDF", "export_import_report": "as its page"}


def test_every_page_has_a_budget() -> None:
    """All that can be opened, from the table of who may see what: what is added there is given one here."""
    opened = {name for name, (method, *_more) in TABLE.items() if method == "GET"}
    assert opened - QUERIES.keys() == NO_PAGE.keys()
    files = {name for name in TABLE if name.startswith("export_")}
    assert files - FILE_QUERIES.keys() == NOT_MEASURED.keys()


def asking(name: str) -> Callable[[], HttpResponse]:
    """What asks for a page as somebody who may open it: found now, asked when it is called."""
    about, client = PAGE_OF.get(name, name), Client()
    client.force_login(cast.user(WHO.get(about, "nadia")))
    address = reverse(name, args=ARGUMENTS[about]() if ARGUMENTS.get(about) else [])
    if name in FILE_QUERIES:
        return partial(client.post, address, {"find": "sø"} if name == "export_search" else {})
    if name == "hand_over":
        return partial(client.post, address, {"all": client.get(reverse("handover_list")).context["all"]})
    return partial(client.post, address, {"text": "sø"}) if name == "search" else partial(client.get, address)


def measure(name: str) -> tuple[int, int]:
    """Return how many queries and bytes a warm page of somebody's costs."""
    ask = asking(name)
    ask()
    with CaptureQueriesContext(connection) as queries:
        response = ask()
    assert response.status_code == 200, name
    return len(queries), len(response.content)


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
