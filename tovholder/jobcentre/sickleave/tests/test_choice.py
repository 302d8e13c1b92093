"""The municipality's own targets: the manager chooses them, and where one is not kept the notice says so."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.cast import a_user, browser_of, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.sickleave.actions import choose_sick_leave
from tovholder.jobcentre.sickleave.models import SickLeaveChoice
from tovholder.jobcentre.sickleave.targets import passed
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
GIVEN = {
    "answer_within_hours": 4, "company_within_days": 0, "citizen_within_days": 20, "keep_name_days": 14,
    "merge_gap_days": 10, "drip_occurrences": 3,
}  # fmt: skip
ANSWER = "Målet var at tale sammen inden for 1 arbejdstime."
COMPANY = "Målet var kontakt med virksomheden senest 1 dag efter første fraværsdag."
CITIZEN = "Målet var samtale med borgeren senest 14 dage efter første fraværsdag."


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def manager(db):
    return a_user(Role.MANAGER)


# --- Choosing ---------------------------------------------------------------------------------------------------------


def test_the_manager_comes_from_results_and_chooses(manager):
    client = browser_of(manager)
    assert reverse("choose_sick_leave") in client.get(reverse("results")).content.decode()
    page = text_of(client.get(reverse("choose_sick_leave")))
    for name in SickLeaveChoice.CHOSEN:
        sentence = str(SickLeaveChoice._meta.get_field(name).verbose_name)
        assert sentence[0].upper() + sentence[1:] in page
    assert 'value="14"' in page
    response = client.post(reverse("choose_sick_leave"), GIVEN, follow=True)
    assert "Valget er gemt og gælder fra nu af." in text_of(response)
    choice = SickLeaveChoice.objects.get()
    assert {name: getattr(choice, name) for name in GIVEN} == GIVEN


def test_it_is_logged_with_what_it_was_and_twice_is_once(manager):
    choose_sick_leave(GIVEN, by=manager, at=NOW)
    choose_sick_leave(GIVEN, by=manager, at=NOW)
    logged = Record.objects.get(what="choose_sick_leave")
    assert logged.detail["citizen_within_days_before"] == 14
    assert logged.detail["citizen_within_days"] == 20


@pytest.mark.parametrize("role", [Role.DATA_OWNER, Role.LEADER, Role.EMPLOYEE])
def test_nobody_else_chooses(db, role):
    somebody = a_user(role)
    with pytest.raises(Refused, match="Kun arbejdsmarkedschefen"):
        choose_sick_leave(GIVEN, by=somebody, at=NOW)
    assert browser_of(somebody).get(reverse("choose_sick_leave")).status_code in {302, 403}
    assert not SickLeaveChoice.objects.exists()


def test_an_action_refuses_what_no_form_lets_through(manager):
    with pytest.raises(Refused):
        choose_sick_leave(GIVEN | {"merge_gap_days": 61}, by=manager, at=NOW)
    assert not SickLeaveChoice.objects.filter(merge_gap_days=61).exists()


# --- Each is stopped only by its own event ----------------------------------------------------------------------------


def said(notice, *, now=NOW, with_citizen=True):
    return passed(notice, now=now, with_citizen=with_citizen)


def test_a_companys_own_notice_stops_the_first_alone(house):
    """Two weeks after, nobody has spoken and there was no talk: only the company was met in time."""
    house.citizen("Bo Kragh", at=house.nordlyst)
    notice = house.notice(name="Bo Kragh")
    assert said(notice, now=NOW + 20 * DAY) == [ANSWER, CITIZEN]


def test_a_spoken_answer_stops_the_second_alone(house):
    house.citizen("Bo Kragh", at=house.nordlyst)
    notice = house.notice(name="Bo Kragh", kind="since", first_day=TODAY - 20 * DAY)
    house.answer(notice, at=NOW + HOUR / 2)
    assert said(notice, now=NOW + DAY) == [COMPANY, CITIZEN]


def test_a_held_talk_stops_the_third_alone(house):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    notice = house.notice(name="Bo Kragh", kind="since", first_day=TODAY - 3 * DAY)
    house.talk(bo, at=NOW + DAY)
    assert said(notice, now=NOW + 30 * DAY) == [COMPANY, ANSWER]


def test_kept_targets_say_nothing(house):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    notice = house.notice(name="Bo Kragh")
    house.answer(notice, at=NOW + HOUR)
    house.talk(bo, at=NOW + 14 * DAY)
    assert said(notice, now=NOW + 30 * DAY) == []


def test_the_edge_is_kept_and_what_lies_behind_it_is_not(house):
    notice = house.notice()
    assert said(notice, now=NOW + HOUR) == []
    assert said(notice, now=NOW + HOUR + timedelta(seconds=1)) == [ANSWER]
    house.answer(notice, at=NOW + HOUR + timedelta(minutes=1))
    assert said(notice) == [ANSWER]


def test_other_targets_are_other_sentences(house):
    SickLeaveChoice.objects.create(pk=1, **GIVEN | {"citizen_within_days": 0})
    house.citizen("Bo Kragh", at=house.nordlyst)
    notice = house.notice(name="Bo Kragh", first_day=TODAY - DAY)
    assert said(notice, now=NOW + 4 * DAY) == [
        "Målet var kontakt med virksomheden på første fraværsdag.",
        "Målet var at tale sammen inden for 4 arbejdstimer.",
        "Målet var samtale med borgeren på første fraværsdag.",
    ]


def test_whether_there_was_a_talk_is_told_only_to_who_opens_the_citizen(house):
    house.citizen("Bo Kragh", at=house.nordlyst, contact=house.jonas)
    notice = house.notice(name="Bo Kragh")
    house.answer(notice)
    with time_machine.travel(NOW + 20 * DAY, tick=False):
        url = reverse("notice", args=[notice.pk])
        assert CITIZEN in text_of(browser_of(house.jonas).get(url))
        assert CITIZEN not in text_of(browser_of(house.amina).get(url))


def test_the_company_reads_when_it_has_our_answer_by_the_chosen_target(house):
    SickLeaveChoice.objects.create(pk=1, answer_within_hours=3)
    notice = house.notice(sender=house.hanne)
    with time_machine.travel(NOW, tick=False):
        page = text_of(browser_of(house.hanne).get(reverse("notice_received", args=[notice.pk])))
    assert "kl. 13" in page
    assert "kl. 11" not in page
