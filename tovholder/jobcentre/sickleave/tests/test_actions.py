from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.looks import noticed
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.sickleave.actions import NotAgreed, answer_spoken, write_down_call
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SpokenAnswer
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def house(db) -> House:
    return House()


def call(house, by, **more):
    told = {
        "token": uuid4(),
        "kind": "first_day",
        "first_day": TODAY,
        "hours_a_week": None,
        "employee_agrees": False,
        "person_name": "",
        "talk": "no",
        "text": "",
    } | more
    return write_down_call(house.nordlyst, by=by.user, at=NOW, today=TODAY, **told)


def test_a_named_employee_is_the_one_citizen_of_that_name_who_works_there(house):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    house.citizen("Mona Lund", at=house.workplace("Sydlyst"))
    assert house.notice(name="bo kragh").citizen_id == bo.pk
    assert house.notice(name="Mona Lund").citizen_id is None
    assert house.notice().citizen_id is None


def test_two_of_the_same_name_are_nobody(house):
    house.citizen("Bo Kragh", at=house.nordlyst)
    house.citizen("Bo Kragh", at=house.nordlyst)
    assert house.notice(name="Bo Kragh").citizen_id is None


def test_a_name_without_agreement_is_refused_and_nothing_is_kept(house):
    with pytest.raises(NotAgreed):
        house.notice(name="Bo Kragh", employee_agrees=False)
    assert not AbsenceNotice.objects.exists()


def test_the_database_refuses_a_name_without_agreement(house):
    notice = house.notice(name="Bo Kragh")
    with pytest.raises(IntegrityError), transaction.atomic():
        AbsenceNotice.objects.filter(pk=notice.pk).update(employee_agrees=False)


def test_the_same_token_is_the_same_notice_read_without_whom_it_is_about(house):
    house.citizen("Bo Kragh", at=house.nordlyst)
    token = uuid4()
    first = house.notice(name="Bo Kragh", token=token)
    with noticed() as looks:
        second = house.notice(name="Bo Kragh", token=token)
    assert second.pk == first.pk
    assert looks.seen == set()
    assert Record.objects.filter(what="receive_notice").count() == 1


def test_the_first_spoken_answer_counts(house):
    notice = house.notice()
    house.answer(notice, at=NOW)
    again = house.answer(notice, by=house.jonas, at=LATER)
    assert (again.at, again.employee) == (NOW, house.amina)
    assert SpokenAnswer.objects.count() == Record.objects.filter(what="answer_spoken").count() == 1


def test_a_company_person_cannot_answer_for_us(house):
    with pytest.raises(Refused):
        answer_spoken(house.notice(), by=house.hanne.user, at=NOW)


def test_a_call_taken_by_the_contact_is_our_spoken_answer(house):
    notice = call(house, house.amina)
    assert (notice.begun_by, notice.written_by, notice.sender) == ("company", house.amina.user, None)
    assert (notice.spoken_answer.employee, notice.spoken_answer.at) == (house.amina, NOW)


def test_a_call_taken_by_a_colleague_still_waits_for_the_contact(house):
    assert not SpokenAnswer.objects.filter(notice=call(house, house.jonas)).exists()


def test_a_call_taken_by_who_covers_today_is_our_spoken_answer(house):
    house.away(house.amina, house.jonas)
    assert call(house, house.jonas).spoken_answer.employee == house.jonas


def test_cover_that_has_ended_does_not_answer(house):
    house.away(house.amina, house.jonas, since=TODAY - timedelta(days=9), until=TODAY)
    assert not SpokenAnswer.objects.filter(notice=call(house, house.jonas)).exists()


def test_only_an_employee_writes_down_a_call(house):
    with pytest.raises(Refused):
        call(house, house.hanne)
    assert not AbsenceNotice.objects.exists()
