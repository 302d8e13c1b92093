"""Never edited: corrected or withdrawn by a later one, which every list and every measure knows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.waiting import mails
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.looks import noticed
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.followup.reasons import reasons_for
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.notices import company_contacts, notices, spoken_answers
from tovholder.jobcentre.sickleave import measures
from tovholder.jobcentre.sickleave.actions import (
    NotAgreed,
    NotTheirs,
    Superseded,
    answer_spoken,
    correct_notice,
    take_step,
    withdraw_notice,
)
from tovholder.jobcentre.sickleave.chains import Link, first_told
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeStep, SickLeaveChoice, SpokenAnswer
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House
from tovholder.jobcentre.staff.models import Employee

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def house(db) -> House:
    return House()


def correct(notice, *, by=None, sender=None, at=NOW, **more):
    told = {"token": uuid4(), "kind": "since", "first_day": TODAY - DAY, "talk": "no"} | more
    return correct_notice(notice.pk, by=by, sender=sender, at=at, today=TODAY, **told)


def sent(house, **more):
    return house.notice(sender=house.hanne, **more)


def test_what_was_told_stays_as_it_was_told(house):
    notice = sent(house, name="Bo Kragh", text="Ring før tolv", at=NOW - DAY)
    before = AbsenceNotice.objects.values().get(pk=notice.pk)
    later = correct(notice, sender=house.hanne, text="Ring efter tolv")
    withdraw_notice(later.pk, by=None, sender=house.hanne, at=NOW)
    assert AbsenceNotice.objects.values().get(pk=notice.pk) == before
    assert (later.corrects_id, later.received_at, later.sender) == (notice.pk, NOW, house.hanne)


def test_only_the_latest_stands(house):
    notice = sent(house)
    assert list(AbsenceNotice.objects.standing()) == [notice]
    later = correct(notice, sender=house.hanne)
    assert list(AbsenceNotice.objects.standing()) == [later]
    withdraw_notice(later.pk, by=None, sender=house.hanne, at=NOW)
    assert not AbsenceNotice.objects.standing().exists()
    assert set(AbsenceNotice.objects.settled()) == {notice, later}


def test_twice_is_once(house):
    notice, token = sent(house), uuid4()
    first = correct(notice, sender=house.hanne, token=token)
    assert correct(notice, sender=house.hanne, token=token).pk == first.pk
    gone = withdraw_notice(first.pk, by=None, sender=house.hanne, at=NOW)
    assert withdraw_notice(first.pk, by=None, sender=house.hanne, at=NOW + HOUR).pk == gone.pk
    assert [line.what for line in Record.objects.filter(what__endswith="_notice").order_by("pk")] == [
        "receive_notice",
        "correct_notice",
        "withdraw_notice",
    ]


def test_what_was_put_right_already_is_refused(house):
    notice = sent(house)
    correct(notice, sender=house.hanne)
    for again in (
        lambda: correct(notice, sender=house.hanne),
        lambda: withdraw_notice(notice.pk, by=None, sender=house.hanne, at=NOW),
        lambda: house.answer(notice),
        lambda: take_step(notice, "closed", by=house.amina.user, at=NOW),
    ):
        with pytest.raises(Superseded):
            again()
    assert not SpokenAnswer.objects.exists()
    assert AbsenceNotice.objects.count() == 2


def test_only_who_told_it_and_we_put_it_right(house):
    notice, per = sent(house), house.person(house.nordlyst, "Per Vad")
    for sender, by in ((per, None), (None, None), (None, house.hanne.user), (per, house.amina.user)):
        with pytest.raises(NotTheirs):
            correct(notice, sender=sender, by=by)
        with pytest.raises(NotTheirs):
            withdraw_notice(notice.pk, by=by, sender=sender, at=NOW)
    assert correct(notice, by=house.amina.user).written_by == house.amina.user


def test_agreed_and_without_a_name_is_the_one_named_before(house):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    notice = sent(house, name="Bo Kragh")
    with noticed() as looks:
        kept = correct(notice, sender=house.hanne, employee_agrees=True)
        dropped = correct(kept, sender=house.hanne, employee_agrees=False)
    assert looks.seen == set(), "the company's side reads no citizen"
    assert (kept.person_name, kept.citizen_id) == ("Bo Kragh", bo.pk)
    assert (dropped.person_name, dropped.citizen_id) == ("", None)
    with pytest.raises(NotAgreed):
        correct(dropped, sender=house.hanne, person_name="Bo Kragh")


def told_citizens() -> list[str]:
    """To whom mails go, but for our own, who are told that a notice waits."""
    ours = set(Employee.objects.values_list("email", flat=True))
    return [to for to, *_mail in mails() if to not in ours]


def test_the_citizen_is_told_of_the_first_and_not_of_every_correction(house):
    house.citizen("Bo Kragh", at=house.nordlyst, email="bo@example.dk")
    mona = house.citizen("Mona Lund", at=house.nordlyst, email="mona@example.dk")
    notice = sent(house, name="Bo Kragh")
    later = correct(notice, sender=house.hanne, employee_agrees=True)
    assert told_citizens() == ["bo@example.dk"]
    other = correct(later, sender=house.hanne, employee_agrees=True, person_name="Mona Lund")
    assert other.citizen_id == mona.pk
    assert told_citizens() == [
        "bo@example.dk",
        "mona@example.dk",
    ]


# --- Does it wait?


def waits(house, who) -> list[int]:
    return [row.subject for row in reasons_for(who.user, now=NOW) if row.code == "company_wrote"]


def test_an_answered_notice_that_is_corrected_waits_anew(house):
    notice = sent(house, at=NOW - DAY)
    house.answer(notice)
    assert waits(house, house.amina) == []
    later = correct(notice, sender=house.hanne)
    assert waits(house, house.amina) == [later.pk]
    withdraw_notice(later.pk, by=None, sender=house.hanne, at=NOW)
    assert waits(house, house.amina) == []


def test_what_the_contact_corrects_themselves_does_not_wait_anew(house):
    notice = sent(house, at=NOW - DAY)
    house.answer(notice, at=NOW - HOUR)
    later = correct(notice, by=house.amina.user)
    assert waits(house, house.amina) == []
    assert (later.spoken_answer.at, later.spoken_answer.employee) == (NOW - HOUR, house.amina)


def test_a_colleagues_correction_waits_for_the_contact(house):
    notice = sent(house, at=NOW - DAY)
    house.answer(notice)
    assert waits(house, house.amina) == []
    later = correct(notice, by=house.jonas.user)
    assert waits(house, house.amina) == [later.pk]


def test_what_was_not_answered_is_not_answered_by_a_correction(house):
    later = correct(sent(house), by=house.amina.user)
    assert waits(house, house.amina) == [later.pk]


def test_steps_towards_the_company_stay_taken(house):
    notice = sent(house)
    house.answer(notice)
    take_step(notice, "talk_offered", by=house.amina.user, at=NOW)
    take_step(notice, "closed", by=house.amina.user, at=NOW)
    later = correct(notice, sender=house.hanne)
    assert [row.step for row in NoticeStep.objects.filter(notice=later)] == ["talk_offered"]


# --- What is measured


def test_the_first_contact_of_a_corrected_notice_is_when_the_first_was_received(house):
    notice = sent(house, first_day=TODAY - 3 * DAY, kind="since", at=NOW - 2 * DAY)
    later = correct(notice, sender=house.hanne, first_day=TODAY - 4 * DAY, at=NOW)
    assert measures.company_contact([later]) == {later.pk: 2}
    assert [
        row.value for row in company_contacts(notices(WorkplaceHomes(), since=TODAY), SickLeaveChoice.now())
    ] == [2]


def test_what_was_withdrawn_is_no_first_contact(house):
    early = sent(house, kind="expected", first_day=None, name="Bo Kragh", at=NOW - 10 * DAY)
    notice = sent(house, name="Bo Kragh")
    assert measures.company_contact([notice]) == {notice.pk: -10}
    withdraw_notice(early.pk, by=None, sender=house.hanne, at=NOW)
    assert measures.company_contact([notice]) == {notice.pk: 0}
    assert [
        row.value for row in company_contacts(notices(WorkplaceHomes(), since=TODAY), SickLeaveChoice.now())
    ] == [0]


def test_a_correction_neither_stops_the_clock_nor_starts_it_anew(house):
    unanswered = sent(house, at=NOW - 3 * HOUR + 1 * HOUR)
    later = correct(unanswered, sender=house.hanne, at=NOW)
    assert measures.spoken_answer([later]) == {}
    answer_spoken(later, by=house.amina.user, at=NOW + HOUR)
    assert measures.spoken_answer([later]) == {later.pk: 3.0}
    assert [row.value for row in spoken_answers(notices(WorkplaceHomes(), since=TODAY), TODAY)] == [3.0]


def test_the_first_answer_counts_through_a_correction(house):
    notice = sent(house, at=NOW - HOUR)
    house.answer(notice, at=NOW)
    later = correct(notice, sender=house.hanne, at=NOW)
    answer_spoken(later, by=house.amina.user, at=NOW + 3 * HOUR)
    assert measures.spoken_answer([notice, later]) == {notice.pk: 1.0, later.pk: 1.0}
    assert measures.per_spell([notice, later], merge_gap=14).spoken_answer == (1.0,)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6), st.data())
@settings(max_examples=60)
def test_a_chain_begins_with_its_first_and_is_answered_by_the_earliest(hours, data):
    answers = data.draw(st.lists(st.none() | st.integers(0, 90), min_size=len(hours), max_size=len(hours)))
    links = {
        n: Link(n - 1 if n else None, NOW + hour * HOUR, None if told is None else NOW + told * HOUR)
        for n, (hour, told) in enumerate(zip(hours, answers, strict=True))
    }
    received, spoken = first_told(links, len(hours) - 1)
    assert received == NOW + min(hours) * HOUR
    said = [told for told in answers if told is not None]
    assert spoken == (NOW + min(said) * HOUR if said else None)


def test_a_company_person_takes_no_step(house):
    with pytest.raises(Refused):
        take_step(sent(house), "closed", by=house.hanne.user, at=NOW)
