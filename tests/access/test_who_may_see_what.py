"""Every address × every kind of person × their relation to it. One table; an address that is not in it fails."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests import cast
from tests.access.marked import THE_WORKPLACES_TOO, secrets_for
from tests.access.world import AT, World
from tovholder.jobcentre.access.permissions import May, may
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.sickleave.party_link import make_link as make_party_link
from tovholder.jobcentre.staff.actions import set_picture

EVERYBODY = "everybody"
FOLLOWS = {"contact", "stand_in", "drawn_in", "emergency", "leader"}
DECIDES = {"contact", "stand_in", "leader"}

# name: (method, arguments, needs, who gets in among those with the permission; everybody else gets 404)
TABLE = {
    "home": ("GET", lambda r: [], None, EVERYBODY),
    "my_day": ("GET", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "my_picture": ("GET", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "remove_my_picture": ("POST", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "my_absence": ("GET", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "my_times": ("GET", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "stop_offering": ("POST", lambda r: [r.offered.pk], May.FOLLOW_CITIZENS, {"contact"}),
    "absence_talks": (
        "GET",
        lambda r: [r.absence.pk],
        May.FOLLOW_CITIZENS,
        {"contact", "stand_in", "leader"},
    ),
    "my_citizens": ("GET", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "my_figures": ("GET", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "export_my_citizens": ("POST", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "search": ("POST", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "emergency": ("GET", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "understand_next": ("POST", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "export_my_workplaces": ("POST", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "my_workplaces": ("GET", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "citizen": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "hold_talk": ("POST", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "keep_talk_draft": ("POST", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "discard_talk_draft": ("POST", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "agree_next": ("POST", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "answer_message": ("POST", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "cancel_talk": ("POST", lambda r: [r.booked.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "invitation_on_paper": ("POST", lambda r: [r.booked.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "set_hours": ("POST", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "choose_roles": ("POST", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "draw_in": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, DECIDES),
    "prolong_drawn_in": ("GET", lambda r: [r.drawn_in_row.pk], May.FOLLOW_CITIZENS, DECIDES),
    "end_drawn_in": ("POST", lambda r: [r.later_row.pk], May.FOLLOW_CITIZENS, DECIDES | {"drawn_in"}),
    "ask_for_unit": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, DECIDES),
    "withdraw_move": ("POST", lambda r: [r.move.pk], May.FOLLOW_CITIZENS, DECIDES),
    "mentor_grants": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "grant_mentor": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "mentor_grant": ("GET", lambda r: [r.grant.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "extend_mentor": ("POST", lambda r: [r.grant.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "evaluate_mentor": ("POST", lambda r: [r.grant.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "coordination": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "take_away_coordination": ("POST", lambda r: [r.coordination.pk], May.FOLLOW_CITIZENS, {"contact"}),
    "representatives": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "name_representative": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "change_representative": ("GET", lambda r: [r.representative.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "withdraw_representative": ("POST", lambda r: [r.representative.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "matters": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "mark_matter": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "matter": ("GET", lambda r: [r.matter.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "follow_matter": ("POST", lambda r: [r.matter.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "write_matter_note": ("POST", lambda r: [r.matter.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "plan": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "export_plan": ("POST", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "write_plan": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "plan_item": ("GET", lambda r: [r.step.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "accept_item": ("POST", lambda r: [r.goal.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "decline_item": ("POST", lambda r: [r.goal.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "do_with_item": ("POST", lambda r: [r.goal.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "activities": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "new_activity": ("GET", lambda r: [r.liv.pk, "internal"], May.FOLLOW_CITIZENS, FOLLOWS),
    "activity": ("GET", lambda r: [r.activity.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "end_activity": ("POST", lambda r: [r.activity.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "story": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "write_story": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "story_entry": ("GET", lambda r: [r.entry.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "take_back_story": ("POST", lambda r: [r.entry.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "new_thread": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "thread": ("GET", lambda r: [r.thread.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "tie": ("POST", lambda r: [r.thread.pk], May.FOLLOW_CITIZENS, set()),  # nothing is sent: nothing is found
    "untie": ("POST", lambda r: [r.thread.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "about_me": ("GET", lambda r: [], May.FOLLOW_CITIZENS, EVERYBODY),
    "my_profile": ("GET", lambda r: [], May.LEARN, EVERYBODY),
    "write_profile": ("GET", lambda r: [r.field.pk], May.LEARN, EVERYBODY),
    "share_profile": ("POST", lambda r: [], May.LEARN, EVERYBODY),
    "profile_pdf": ("POST", lambda r: [], May.LEARN, EVERYBODY),
    "catalogue": ("GET", lambda r: [], May.READ_CATALOGUE, EVERYBODY),
    "describe_competence": ("GET", lambda r: [r.competence.pk], May.SHAPE_CATALOGUE, EVERYBODY),
    "add_competence": ("GET", lambda r: [r.field.pk], May.SHAPE_CATALOGUE, EVERYBODY),
    "agree_levels": ("GET", lambda r: [r.colleague.pk, r.field.pk], May.LEAD, {"leader"}),
    "trainings": ("GET", lambda r: [], May.LEARN, EVERYBODY),
    "training": ("GET", lambda r: [r.training.pk], May.LEARN, EVERYBODY),
    "export_training": ("POST", lambda r: [r.training.pk], May.LEAD, EVERYBODY),
    "training_step": ("POST", lambda r: [r.training.pk], May.LEARN, EVERYBODY),
    "training_calendar": ("GET", lambda r: [r.training.pk], May.LEARN, EVERYBODY),
    "offer_training": ("GET", lambda r: [], May.LEAD, EVERYBODY),
    "cancel_training": ("POST", lambda r: [r.training.pk], May.LEAD, {"leader"}),
    "confirm_training": ("POST", lambda r: [r.sign_up.pk], May.LEAD, {"leader"}),
    "practice": ("GET", lambda r: [], May.LEARN, EVERYBODY),
    "write_practice": ("GET", lambda r: [], May.LEARN, EVERYBODY),
    "practice_note": ("GET", lambda r: [r.practice.pk], May.LEARN, EVERYBODY),
    "review_practice": ("POST", lambda r: [r.practice.pk], May.LEARN, {"colleague", "leader"}),
    "pulse": ("GET", lambda r: [], May.LEARN, EVERYBODY),
    "confirm_handover": ("POST", lambda r: [r.handover.pk], May.FOLLOW_CITIZENS, {"contact"}),
    "note": ("GET", lambda r: [r.talk.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "share_note": ("POST", lambda r: [r.talk.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "keep_private": ("POST", lambda r: [r.talk.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "workplace": ("GET", lambda r: [r.workplace.pk], May.FOLLOW_CITIZENS, EVERYBODY),
    "phone_notice": ("GET", lambda r: [r.workplace.pk], May.FOLLOW_CITIZENS, EVERYBODY),
    "notice": ("GET", lambda r: [r.notice.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "answer_notice": ("POST", lambda r: [r.notice.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "take_notice": ("POST", lambda r: [r.notice.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "give_back_notice": ("POST", lambda r: [r.notice.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "correct_notice": ("GET", lambda r: [r.notice.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "withdraw_notice": ("POST", lambda r: [r.notice.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "notice_step": ("POST", lambda r: [r.notice.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "papers": ("GET", lambda r: [r.liv.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "write_paper": (
        "GET",
        lambda r: [r.liv.pk, r.workplace.pk, "retention_plan"],
        May.FOLLOW_CITIZENS,
        FOLLOWS,
    ),
    "paper": ("GET", lambda r: [r.paper.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "share_paper": ("POST", lambda r: [r.paper.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "stop_sharing": ("POST", lambda r: [r.paper.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "evaluate_paper": ("POST", lambda r: [r.paper.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "paper_pdf": ("POST", lambda r: [r.paper.pk], May.FOLLOW_CITIZENS, FOLLOWS),
    "offer_sick_leave_talk": ("GET", lambda r: [r.notice.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "sick_leave_talk": ("GET", lambda r: [r.meeting.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "party_text": ("GET", lambda r: [r.new_party.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "add_party": ("POST", lambda r: [r.meeting.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "invite_parties": ("POST", lambda r: [r.meeting.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "change_sick_leave_talk": (
        "POST",
        lambda r: [r.meeting.pk],
        May.FOLLOW_CITIZENS,
        {"contact", "stand_in"},
    ),
    "hold_sick_leave_talk": ("POST", lambda r: [r.meeting.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "cancel_sick_leave_talk": (
        "POST",
        lambda r: [r.meeting.pk],
        May.FOLLOW_CITIZENS,
        {"contact", "stand_in"},
    ),
    "remove_party": ("POST", lambda r: [r.new_party.pk], May.FOLLOW_CITIZENS, {"contact"}),
    "sick_leave_minutes": ("GET", lambda r: [r.held.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "keep_minutes": ("POST", lambda r: [r.held.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "send_door_link": ("POST", lambda r: [r.person_at_company.pk], May.FOLLOW_CITIZENS, EVERYBODY),
    "write_touch": ("GET", lambda r: [r.workplace.pk], May.FOLLOW_CITIZENS, EVERYBODY),
    "log_sparring": ("GET", lambda r: [r.workplace.pk], May.FOLLOW_CITIZENS, EVERYBODY),
    "make_agreement": ("GET", lambda r: [r.workplace.pk], May.FOLLOW_CITIZENS, EVERYBODY),
    "write_workplace_note": ("GET", lambda r: [r.workplace.pk], May.FOLLOW_CITIZENS, EVERYBODY),
    "set_relation": ("POST", lambda r: [r.workplace.pk], May.FOLLOW_CITIZENS, EVERYBODY),
    "end_agreement": ("POST", lambda r: [r.agreement.pk], May.FOLLOW_CITIZENS, EVERYBODY),
    "take_down_note": ("POST", lambda r: [r.place_note.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "spar_about_notice": ("GET", lambda r: [r.nameless.pk], May.FOLLOW_CITIZENS, {"contact", "stand_in"}),
    "team": ("GET", lambda r: [], May.SEE_LOAD, EVERYBODY),
    "answer_call": ("POST", lambda r: [r.asked_call.pk], May.LEAD, EVERYBODY),
    "team_citizens": ("GET", lambda r: [], May.LEAD, EVERYBODY),
    "export_team_citizens": ("POST", lambda r: [], May.LEAD, EVERYBODY),
    "export_waiting": ("POST", lambda r: [], May.LEAD, EVERYBODY),
    "team_emergencies": ("GET", lambda r: [], May.LEAD, EVERYBODY),
    "register_absence": ("GET", lambda r: [r.colleague.pk], May.LEAD, {"leader"}),
    "leaving": ("GET", lambda r: [r.colleague.pk], May.LEAD, {"leader"}),
    "undo_leaving": ("POST", lambda r: [r.colleague.pk], May.LEAD, {"leader"}),
    "change_workplace_contact": ("GET", lambda r: [r.workplace.pk], May.LEAD, {"leader"}),
    "seen_emergency": ("POST", lambda r: [r.emergency_access.pk], May.LEAD, {"leader"}),
    "employee": ("GET", lambda r: [r.colleague.pk], May.LEAD, {"leader"}),
    "wish": ("GET", lambda r: [r.wish.pk], May.LEAD, {"leader"}),
    "unit_move": ("GET", lambda r: [r.move.pk], May.LEAD, {"leader_elsewhere"}),
    "change_contact": ("GET", lambda r: [r.liv.pk], May.LEAD, {"leader"}),
    "handover_list": ("GET", lambda r: [], May.LEAD, EVERYBODY),
    "hand_over": ("POST", lambda r: [], May.LEAD, EVERYBODY),
    "proposals": ("GET", lambda r: [], May.LEAD, EVERYBODY),
    "answer_proposal": ("POST", lambda r: [r.proposal.pk], May.LEAD, {"leader"}),
    "skills": ("GET", lambda r: [], May.LEAD, EVERYBODY),
    "coverage": ("GET", lambda r: [], May.SEE_LOAD, EVERYBODY),
    "next_to_learn": ("GET", lambda r: [], May.LEAD, EVERYBODY),
    "sharing_out": ("GET", lambda r: [], May.WEIGH, EVERYBODY),
    "results": ("GET", lambda r: [], May.SEE_RESULTS, EVERYBODY),
    "evidence": ("GET", lambda r: [], May.SEE_RESULTS, EVERYBODY),
    "study": ("GET", lambda r: [r.study.pk], May.SEE_RESULTS, EVERYBODY),
    "results_companies": ("GET", lambda r: ["sick"], May.SEE_RESULTS, set()),
    "results_figure": ("GET", lambda r: ["sick"], May.SEE_RESULTS, set()),
    "results_model": ("GET", lambda r: [], May.SEE_RESULTS, EVERYBODY),
    "results_lasting": ("GET", lambda r: [], May.SEE_RESULTS, EVERYBODY),
    "export_results": ("POST", lambda r: [], May.SEE_RESULTS, EVERYBODY),
    "export_expected": ("POST", lambda r: [], May.SEE_RESULTS, EVERYBODY),
    "choose_municipality": ("POST", lambda r: [], May.SEE_RESULTS, {"manager", "data_owner"}),
    "choose_sick_leave": ("POST", lambda r: [], May.SEE_RESULTS, {"manager"}),
    "choose_workplaces": ("POST", lambda r: [], May.SEE_RESULTS, {"manager"}),
    "choose_looks": ("POST", lambda r: [], May.SEE_RESULTS, {"manager"}),
    "choose_booking": ("POST", lambda r: [], May.SEE_RESULTS, {"manager"}),
    "import": ("GET", lambda r: [], May.READ_FILES, EVERYBODY),
    "export_imports": ("POST", lambda r: [], May.READ_FILES, EVERYBODY),
    "import_report": ("GET", lambda r: [4711], May.READ_FILES, set()),
    "import_confirm": ("POST", lambda r: [4711], May.READ_FILES, set()),
    "my_course": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_message": ("POST", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_plan": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_plan_pdf": ("POST", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "heard": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_progress": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "share_my_progress": ("POST", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "forget_my_progress": ("POST", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "keep_my_draft": ("POST", lambda r: ["message"], May.OWN_COURSE, EVERYBODY),
    "discard_my_draft": ("POST", lambda r: ["message"], May.OWN_COURSE, EVERYBODY),
    "new_goal": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "new_step": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_item": ("GET", lambda r: [r.step.pk], May.OWN_COURSE, {"liv"}),
    "accept_mine": ("POST", lambda r: [r.step.pk], May.OWN_COURSE, {"liv"}),
    "talk_about": ("POST", lambda r: [r.step.pk], May.OWN_COURSE, {"liv"}),
    "do_mine": ("POST", lambda r: [r.step.pk], May.OWN_COURSE, {"liv"}),
    "my_story": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "tell_story": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_activities": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_entry": ("GET", lambda r: [r.entry.pk], May.OWN_COURSE, {"liv"}),
    "take_back": ("POST", lambda r: [r.entry.pk], May.OWN_COURSE, {"liv"}),
    "my_new_thread": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_thread": ("GET", lambda r: [r.thread.pk], May.OWN_COURSE, {"liv"}),
    "tie_mine": ("POST", lambda r: [r.thread.pk], May.OWN_COURSE, set()),
    "untie_mine": ("POST", lambda r: [r.thread.pk], May.OWN_COURSE, {"liv"}),
    "book_time": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_talk": ("GET", lambda r: [r.booked.pk], May.OWN_COURSE, {"liv"}),
    "move_my_talk": ("GET", lambda r: [r.booked.pk], May.OWN_COURSE, {"liv"}),
    "my_talk_calendar": ("GET", lambda r: [r.booked.pk], May.OWN_COURSE, {"liv"}),
    "remind_me": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "cancel_my_talk": ("POST", lambda r: [r.booked.pk], May.OWN_COURSE, {"liv"}),
    "another_person": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "withdraw_wish": ("POST", lambda r: [r.wish.pk], May.OWN_COURSE, {"liv"}),
    "my_paper": ("GET", lambda r: [r.paper.pk], May.OWN_COURSE, {"liv"}),
    "write_my_paper": ("GET", lambda r: [r.plan.pk], May.OWN_COURSE, {"liv"}),
    "answer_my_paper": ("POST", lambda r: [r.paper.pk], May.OWN_COURSE, {"liv"}),
    "share_my_paper": ("POST", lambda r: [r.paper.pk], May.OWN_COURSE, {"liv"}),
    "stop_sharing_mine": ("POST", lambda r: [r.paper.pk], May.OWN_COURSE, {"liv"}),
    "my_paper_pdf": ("POST", lambda r: [r.paper.pk], May.OWN_COURSE, {"liv"}),
    "my_mentor": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_representatives": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "name_mine": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_representative": ("GET", lambda r: [r.representative.pk], May.OWN_COURSE, {"liv"}),
    "withdraw_mine": ("POST", lambda r: [r.representative.pk], May.OWN_COURSE, {"liv"}),
    "my_matters": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "who_looked": ("GET", lambda r: [], May.OWN_COURSE, EVERYBODY),
    "my_contact": ("GET", lambda r: [], May.COMPANY_DOOR, EVERYBODY),
    "shared_papers": ("GET", lambda r: [], May.COMPANY_DOOR, EVERYBODY),
    "shared_paper": ("GET", lambda r: [r.shared.pk], May.COMPANY_DOOR, {"company"}),
    "my_meeting": ("GET", lambda r: [r.own_party.pk], May.OWN_COURSE, {"liv"}),
    "company_meeting": ("GET", lambda r: [r.company_party.pk], May.COMPANY_DOOR, {"company"}),
    "notice_received": ("GET", lambda r: [r.notice.pk], May.COMPANY_DOOR, {"company"}),
    "correct_told": ("GET", lambda r: [r.notice.pk], May.COMPANY_DOOR, {"company"}),
    "withdraw_told": ("POST", lambda r: [r.notice.pk], May.COMPANY_DOOR, {"company"}),
}
# A page's list as a file is for those who get in to the page. (Those that are above have their own line.)
FILES = {
    "export_my_day": "my_day",
    "export_my_times": "my_times",
    "export_my_absence": "my_absence",
    "export_register_absence": "register_absence",
    "export_absence_talks": "absence_talks",
    "export_drawn_in": "my_citizens",
    "export_my_figures": "my_figures",
    "export_search": "search",
    "export_talks": "citizen",
    "export_activities": "activities",
    "export_matters": "matters",
    "export_mentor_grants": "mentor_grants",
    "export_representatives": "representatives",
    "export_papers": "papers",
    "export_coordination": "coordination",
    "export_notices": "workplace",
    "export_contacts": "workplace",
    "export_agreements": "workplace",
    "export_practice": "practice",
    "export_trainings": "trainings",
    "export_catalogue": "catalogue",
    "export_team": "team",
    "export_leaving": "leaving",
    "export_team_emergencies": "team_emergencies",
    "export_proposals": "proposals",
    "export_skills": "skills",
    "export_coverage": "coverage",
    "export_next_to_learn": "next_to_learn",
    "export_sharing_out": "sharing_out",
    "export_evidence": "evidence",
    "export_study": "study",
    "export_results_model": "results_model",
    "export_import_report": "import_report",
    "export_who_looked": "who_looked",
}
TABLE |= {name: ("POST", *TABLE[page][1:]) for name, page in FILES.items()}
# Doors for everybody, each with a test of its own below or beside its views.
PUBLIC = {
    "login",
    "logout",
    "language",
    "demo_people",
    "demo_login",
    "door",
    "door_correct",
    "door_withdraw",
    "call_me",
    "invitation",
    "represented",
    "leave_digest",
    "picture",
}
# The role is right and the row is theirs to see, but the change is not theirs to make.
REFUSED_INSIDE = {
    "choose_municipality": 403,
    "choose_sick_leave": 403,
    "choose_workplaces": 403,
    "choose_booking": 403,
    "choose_looks": 403,
    "review_practice": 409,
}

PEOPLE = [
    "contact", "colleague", "stand_in", "was_stand_in", "drawn_in", "was_drawn_in", "family", "emergency",
    "emergency_yesterday", "cleared", "consultant", "leader", "leader_elsewhere", "manager", "data_owner", "liv",
    "was_citizen", "protected", "company", "other_company",
]  # fmt: skip


def ask(name: str, world: World, who: str | None) -> int:
    method, arguments, _needs, _whom = TABLE[name]
    return world.client(who).generic(method, reverse(name, args=arguments(world.rows))).status_code


def test_every_address_stands_in_the_table() -> None:
    addresses = set(get_resolver().reverse_dict) - {None}
    names = {name for name in addresses if isinstance(name, str)}
    assert names == set(TABLE) | PUBLIC


def test_everybody_of_the_world_is_asked(world: World) -> None:
    assert set(PEOPLE) == set(world.people)


@pytest.mark.parametrize("name", TABLE)
def test_who_gets_in(name: str, world: World) -> None:
    _method, _arguments, needs, whom = TABLE[name]
    wrong = []
    for who in PEOPLE:
        user = world.people[who]
        status = ask(name, world, who)
        if needs is not None and not may(user.role, needs):
            expected = {403}
        elif whom == EVERYBODY or who in whom:
            expected = {200, 302, 409, 422}
        else:
            expected = {REFUSED_INSIDE.get(name, 404)}
        if status not in expected:
            wrong.append(f"{name} as {who}: {status}, expected {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", TABLE)
def test_nobody_gets_in_without_logging_in(name: str, world: World) -> None:
    method, arguments, _needs, _whom = TABLE[name]
    response = Client().generic(method, reverse(name, args=arguments(world.rows)))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("login"))


def test_a_refusal_is_on_record(world: World) -> None:
    ask("team", world, "contact")
    refused = Record.objects.filter(kind=Kind.REFUSAL, actor=world.people["contact"].pk)
    assert [(line.what, line.detail) for line in refused] == [("team", {"needs": "see_load"})]


@pytest.mark.parametrize("who", ["leader", "contact", "colleague", "stand_in"])
def test_the_protected_are_not_there_for_those_without_clearance(who: str, world: World) -> None:
    client = world.client(who)
    assert client.get(reverse("citizen", args=[world.rows.protected.pk])).status_code == 404


def test_the_protected_are_there_for_their_contact_with_clearance(world: World) -> None:
    client = world.client("cleared")
    assert client.get(reverse("citizen", args=[world.rows.protected.pk])).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("contact", 404), ("leader_elsewhere", 404)])
def test_a_closed_course_is_the_unit_leaders_alone(who: str, status: int, world: World) -> None:
    client = world.client(who)
    assert client.get(reverse("citizen", args=[world.rows.sleeping.pk])).status_code == status


def test_the_link_opens_one_workplace_and_nothing_else(world: World) -> None:
    link = make_link(world.rows.person_at_company, at=AT)
    client = Client()
    assert client.get(reverse("door", args=[link])).status_code == 200
    assert client.get(reverse("my_contact")).status_code == 302
    assert client.get(reverse("door", args=[link[:-2] + "xx"])).status_code in {404, 410}


@pytest.mark.parametrize("who", [None, *PEOPLE])
def test_a_face_is_there_for_whoever_has_its_address(who: str | None, world: World) -> None:
    image = cast.a_picture()
    face = set_picture(world.rows.contact, image=image, by=world.people["contact"], at=AT)
    client = world.client(who)
    assert client.get(reverse("picture", args=[face.face])).content == image
    assert client.post(reverse("picture", args=[face.face])).status_code == 405
    assert client.get(reverse("picture", args=[face.face[:-1]])).status_code == 404


def test_an_invitations_link_opens_its_own_page_and_nothing_else(world: World) -> None:
    link = make_party_link(world.rows.company_party, until=AT + timedelta(days=1))
    client = Client()
    page = client.get(reverse("invitation", args=[link]))
    assert page.status_code == 200
    assert not [secret for secret in secrets_for("company") if secret in page.content.decode()]
    assert client.get(reverse("company_meeting", args=[world.rows.company_party.pk])).status_code == 302
    assert client.get(reverse("invitation", args=[link[:-2] + "xx"])).status_code == 404
    of_the_held = world.rows.held.parties.get(role="citizen")
    link = make_party_link(of_the_held, until=AT + timedelta(days=1))
    page = client.get(reverse("invitation", args=[link])).content.decode()
    read = [secret for secret in secrets_for("other_company") if secret in page]
    # The invitation itself says where and what about; the rest of a citizen's part stands behind their log-in.
    assert set(read) == {THE_WORKPLACES_TOO["agenda"], THE_WORKPLACES_TOO["meeting_place"]}
    assert "Fire timer" not in page


@pytest.mark.parametrize("who", ["manager", "data_owner", "company", "other_company", "was_citizen"])
def test_those_outside_read_nothing_about_her(who: str, world: World) -> None:
    """A walk over every page this person gets in to; the notice's own name stands in none of them either."""
    client = world.client(who)
    read = 0
    for name, (method, arguments, needs, _whom) in TABLE.items():
        if method != "GET" or (needs is not None and not may(world.people[who].role, needs)):
            continue
        response = client.get(reverse(name, args=arguments(world.rows)), follow=True)
        if response.status_code != 200:
            continue
        read += 1
        text = response.content.decode()
        assert not [secret for secret in secrets_for(who) if secret in text], f"{name} as {who}"
    assert read


@pytest.mark.parametrize("who", [*sorted(FOLLOWS - {"leader"}), "colleague", "leader_elsewhere"])
def test_the_words_of_a_wish_are_nowhere_but_with_the_leader_and_the_citizen(who: str, world: World) -> None:
    """The contact too: the citizen must dare to write. Every page, search and file this person gets in to is read."""
    client = world.client(who)
    wish = "Vi taler forbi hinanden"
    read = 0
    for name, (method, arguments, _needs, _whom) in sorted(TABLE.items(), key=lambda row: row[1][0]):
        sent = {"text": "Liv", "find": "Liv"} if method == "POST" else {}
        call = client.post if method == "POST" else client.get
        response = call(reverse(name, args=arguments(world.rows)), sent, follow=True)
        read += response.status_code == 200
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert wish not in content.decode("utf-8", "replace"), f"{name} as {who}"
    assert read > 5
    for who_reads, name in (("leader", "wish"), ("liv", "another_person")):
        client.force_login(world.people[who_reads])
        _method, arguments, _needs, _whom = TABLE[name]
        assert wish in client.get(reverse(name, args=arguments(world.rows))).content.decode()


@pytest.mark.parametrize(
    "who", sorted((FOLLOWS | {"colleague", "leader_elsewhere"}) - {"contact", "stand_in"})
)
def test_a_story_for_my_person_is_nowhere_but_with_the_contact_and_whoever_covers(
    who: str, world: World
) -> None:
    """Whoever else may open her page: the leader, a colleague who is with, one with emergency access."""
    client = world.client(who)
    for name, (method, arguments, _needs, _whom) in sorted(TABLE.items(), key=lambda row: row[1][0]):
        call = client.post if method == "POST" else client.get
        response = call(reverse(name, args=arguments(world.rows)), {"text": "hemmelig"}, follow=True)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert "hemmelig historie" not in content.decode("utf-8", "replace"), f"{name} as {who}"
    for reads, name in (("contact", "story"), ("stand_in", "story"), ("liv", "my_story")):
        client.force_login(world.people[reads])
        _method, arguments, _needs, _whom = TABLE[name]
        assert "hemmelig historie" in client.get(reverse(name, args=arguments(world.rows))).content.decode()


def test_before_the_answer_the_receiving_leader_sees_one_page_and_it_is_on_record(world: World) -> None:
    client = world.client("leader_elsewhere")
    page = client.get(reverse("unit_move", args=[world.rows.move.pk])).content.decode()
    assert "Liv Hemmelig" in page
    assert "Hun er snart 25" in page
    look = Record.objects.get(kind=Kind.LOOK, actor=world.people["leader_elsewhere"].pk)
    assert (look.what, look.citizen) == ("unit_move", world.rows.liv.pk)
    for name in ("citizen", "change_contact", "note", "draw_in", "ask_for_unit", "notice", "wish"):
        _method, arguments, _needs, _whom = TABLE[name]
        assert client.get(reverse(name, args=arguments(world.rows))).status_code == 404, name
    found = client.post(reverse("search"), {"text": "Liv Hemmelig"}).content.decode()
    assert reverse("citizen", args=[world.rows.liv.pk]) not in found
    answer = {"from_employee": world.rows.contact.pk, "accepted": "ja", "contact": "", "answer": ""}
    assert client.post(reverse("unit_move", args=[world.rows.move.pk]), answer).status_code == 302
    assert client.get(reverse("citizen", args=[world.rows.liv.pk])).status_code == 200
    client.force_login(world.people["leader"])
    assert client.get(reverse("citizen", args=[world.rows.liv.pk])).status_code == 404
