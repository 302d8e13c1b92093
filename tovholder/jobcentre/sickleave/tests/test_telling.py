"""A notice reaches somebody by mail at once: who is to answer, and nothing about whom or from where."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from tests import waiting
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.sickleave import telling
from tovholder.jobcentre.sickleave.actions import write_down_call
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House
from tovholder.jobcentre.staff.models import Absence


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def mails(monkeypatch) -> list[dict]:
    sent: list[dict] = []
    monkeypatch.setattr(telling, "queue_mail", lambda **mail: sent.append(mail))
    return sent


def told(mails) -> list[str]:
    return [mail["to"] for mail in mails]


def test_the_contact_gets_one_mail_without_personal_data(house, mails):
    house.citizen("Bo Kragh", at=house.nordlyst)
    house.notice(name="Bo Kragh", text="Vi vil gerne tale om timer.")
    assert told(mails) == ["amina@example.dk"]
    assert mails[0]["subject"] == "Der venter en melding på Min dag"
    for word in ("Bo", "Kragh", "Nordlyst", "syg", "fravær", "timer", "Hanne"):
        assert word not in mails[0]["subject"] + mails[0]["body"]


def test_the_same_token_twice_is_one_mail(house, mails):
    token = uuid4()
    house.notice(token=token)
    house.notice(token=token)
    assert len(mails) == 1


def test_a_refused_notice_sends_nothing(house, mails):
    with pytest.raises(Exception, match="indforstået"):
        house.notice(name="Bo Kragh", employee_agrees=False)
    assert mails == []


def test_when_the_contact_is_away_the_stand_in_is_told(house, mails):
    house.away(house.amina, house.jonas)
    house.notice()
    assert told(mails) == ["jonas@example.dk"]


def test_when_nobody_is_here_the_units_leaders_are(house, mails):
    house.employee("lise", "Lise Holt", role=Role.LEADER)
    Absence.objects.create(employee=house.amina, since=TODAY, until=TODAY + timedelta(days=3))
    house.notice()
    assert told(mails) == ["lise@example.dk"]
    assert mails[0]["subject"] == "En melding venter, og ingen dækker"
    assert "Nordlyst" not in mails[0]["body"]


def test_it_is_in_danish_whoever_wrote(house, mails):
    with translation.override("en"):
        house.notice()
    assert "venter på dit svar" in mails[0]["body"]


def test_who_takes_the_call_is_not_told_what_they_heard_but_the_contact_is(house, mails):
    given = {
        "kind": "first_day", "first_day": TODAY, "hours_a_week": None, "employee_agrees": False,
        "person_name": "", "talk": "no", "text": "", "at": NOW, "today": TODAY,
    }  # fmt: skip
    write_down_call(house.nordlyst, token=uuid4(), by=house.amina.user, **given)
    assert mails == []
    write_down_call(house.nordlyst, token=uuid4(), by=house.jonas.user, **given)
    assert told(mails) == ["amina@example.dk"]


def test_the_mail_is_queued_in_the_same_transaction(house):
    before = len(waiting.mails())
    house.notice(at=NOW + timedelta(minutes=1))
    assert len(waiting.mails()) == before + 1
