"""All the reasons together: whose they are, in which order, how many, and that looking closes none."""

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.followup.reasons import CODES, counts, reasons_for
from tovholder.jobcentre.followup.tests.waiting import (
    a_meeting,
    agree,
    agree_with,
    codes,
    hand_over,
    private_talk,
    say,
    talked,
)
from tovholder.jobcentre.sickleave.actions import answer_spoken
from tovholder.jobcentre.sickleave.models import SickLeaveTalk
from tovholder.jobcentre.talks.models import Talk


@pytest.fixture
def everything(course, amina, jonas, workplace) -> Course:
    """One of each reason, all Amina's."""
    hand_over(course, from_=amina, to=jonas)
    hand_over(course, from_=jonas, to=amina)
    cast.a_message(course)
    private_talk(course, by=amina)
    agree(course, on=TODAY)
    agree(cast.a_course(cast.a_citizen("Freja Dam"), contact=amina), on=None)
    talked(cast.a_course(cast.a_citizen("Ida Sø"), contact=amina), amina, 71, 61, 51, 41, 31)
    agree_with(workplace, by=amina, on=TODAY, now=AT - days(30))
    cast.works_at(course.citizen, workplace)
    cast.a_paper(course, workplace, evaluate_on=TODAY)
    cast.a_matter(course, by=amina, arose_on=TODAY - days(1))
    cast.a_grant(course, by=amina, last_day=TODAY + days(5))
    notice = cast.a_notice(workplace)
    say(a_meeting(workplace, amina, notice=notice), "no")
    answered = cast.a_notice(workplace, at=AT - days(9))
    answer_spoken(answered, by=amina.user, at=AT - days(9))
    passed = a_meeting(workplace, amina, notice=answered)
    SickLeaveTalk.objects.filter(pk=passed.talk_id).update(starts_at=AT - days(1))
    return course


def test_a_stand_in_sees_what_waits_for_the_one_they_cover(everything, amina, jonas):
    cast.a_stand_in(amina, jonas, since=TODAY, until=TODAY + days(1))
    of_amina = {reason for reason in reasons_for(amina.user, now=AT) if reason.code != "new_to_me"}
    of_jonas = set(reasons_for(jonas.user, now=AT))
    assert {reason.code for reason in of_amina} == CODES.keys() - {"new_to_me"}
    assert of_jonas == of_amina, "and a handover is confirmed by the new contact alone"
    assert codes(jonas, now=AT + days(1)) == []


def test_who_is_away_still_finds_everything_when_back(everything, amina, jonas):
    before = codes(amina)
    cast.a_stand_in(amina, jonas, since=TODAY, until=TODAY + days(1))
    assert codes(amina) == before


@pytest.mark.parametrize("how", ["protected", "family"])
def test_those_i_am_kept_from_never_appear(everything, amina, how):
    leftover = [
        reason for reason in reasons_for(amina.user, now=AT) if reason.citizen != everything.citizen_id
    ]
    if how == "protected":
        Citizen.objects.filter(pk=everything.citizen_id).update(is_protected=True)
    else:
        Citizen.objects.filter(pk=everything.citizen_id).update(cpr_fingerprint="f" * 64)
        amina.disqualifications.create(cpr_fingerprint="f" * 64, closeness="family")
    assert reasons_for(amina.user, now=AT) == leftover
    of_others = {
        *("company_wrote", "meeting_answered", "meeting_passed"),
        *("workplace_due", "long_since", "no_next_contact"),
    }
    assert {reason.code for reason in leftover} == of_others


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY])
def test_there_are_no_reasons_for_others(everything, amina, role):
    assert reasons_for(cast.a_user(role), now=AT) == []
    amina.user.role = role
    assert reasons_for(amina.user, now=AT) == []


def test_what_is_answered_soonest_stands_first_and_then_the_oldest(everything, amina):
    cast.a_message(everything, "Og så?", at=AT - days(4))
    found = reasons_for(amina.user, now=AT)
    assert [reason.code for reason in found] == [
        "company_wrote",
        "waiting_for_me",
        "waiting_for_me",
        "meeting_answered",
        "new_to_me",
        "meeting_passed",
        "matter_not_noted",
        "contact_due",
        "plan_to_evaluate",
        "mentor_ends",
        "workplace_due",
        "long_since",
        "note_not_shared",
        "no_next_contact",
    ]
    for code in CODES:
        dues = [reason.due for reason in found if reason.code == code]
        assert dues == sorted(dues)


def test_counts_are_the_rows(everything, amina):
    found = reasons_for(amina.user, now=AT)
    counted = counts(found)
    assert [code for code, _name, _number in counted] == list(CODES)
    assert {code: number for code, _name, number in counted} == {
        code: sum(reason.code == code for reason in found) for code in CODES
    }
    assert counts([]) == []


def test_nothing_closes_by_being_looked_at(everything, amina):
    client: Client = cast.browser_of(amina)
    before = reasons_for(amina.user, now=AT)
    talk = Talk.objects.held().get(citizen=everything.citizen_id)
    for _look in range(2):
        for page in (
            reverse("my_day"),
            reverse("my_day") + "?grund=new_to_me",
            reverse("citizen", args=[everything.citizen_id]),
            reverse("note", args=[talk.pk]),
            *(reverse("notice", args=[r.subject]) for r in before if r.code == "company_wrote"),
            *(reverse("mentor_grant", args=[r.subject]) for r in before if r.code == "mentor_ends"),
            *(reverse("matter", args=[r.subject]) for r in before if r.code == "matter_not_noted"),
            *(reverse("sick_leave_talk", args=[r.subject]) for r in before if r.code.startswith("meeting_")),
        ):
            assert client.get(page).status_code == 200, page
    assert reasons_for(amina.user, now=AT) == before


def test_the_same_queries_with_three_and_three_hundred(amina, django_assert_num_queries):
    cast.many_courses(3, contact=amina)
    workplace = cast.a_workplace(contact=amina)
    cast.a_notice(workplace)
    with django_assert_num_queries(3):
        assert len(reasons_for(amina.user, now=AT)) == 4
    for course in cast.many_courses(297, contact=amina, next_on=TODAY, next_time=time(10))[:20]:
        cast.a_message(course, by=None)
    cast.a_notice(workplace)
    with django_assert_num_queries(3):
        assert len(reasons_for(amina.user, now=AT)) == 322
