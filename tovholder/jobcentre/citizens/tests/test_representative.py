"""Who stands beside a citizen: named by them, or together; seeing what is ticked; withdrawn at once; all on record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.actions import Named
from tovholder.jobcentre.citizens.models import Representative, Sees
from tovholder.jobcentre.citizens.representative_link import (
    VALID_FOR,
    LinkExpired,
    NoSuchLink,
    code_of,
    make_link,
    open_link,
)
from tovholder.jobcentre.post import actions as post

LATER = AT + timedelta(hours=1)
ADDRESS = "https://hedelund.example/{}".format


@pytest.fixture
def bo(db):
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))


@pytest.fixture
def mails(monkeypatch):
    sent = []
    monkeypatch.setattr(
        "tovholder.jobcentre.citizens.actions.represent.queue_mail", lambda **mail: sent.append(mail)
    )
    assert post.queue_mail
    return sent


def name(bo, *, by=None, at=AT, token=None, **more):
    given = {"kind": "representative", "name": "Tine Kragh", "email": "tine@example.dk", "sees": ["plan"]}
    named = Named(**(given | more))
    return actions.name_representative(
        bo, named, token=token or uuid4(), address_of=ADDRESS, by=by or bo.user, at=at
    )


def change(representative, *, by=None, at=AT, until=None, sees=()):
    by = by or representative.citizen.user
    return actions.change_representative(
        representative, sees=sees, until=until, address_of=ADDRESS, by=by, at=at
    )


def withdraw(representative, *, by=None, at=LATER):
    return actions.withdraw_representative(representative, by=by or representative.citizen.user, at=at)


def test_the_citizen_names_them_and_an_employee_writes_it_together(bo, amina):
    own = name(bo)
    assert (own.how, own.since, own.until, own.sees) == ("themselves", TODAY, None, [Sees.PLAN])
    together = name(bo, by=amina.user, kind="companion", email="", sees=[])
    assert (together.how, together.named_by, together.sees) == ("orally", amina.user, [])
    assert list(Representative.objects.standing(TODAY).order_by("pk")) == [own, together]


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.COMPANY, Role.MANAGER])
def test_nobody_else_names_changes_or_withdraws(bo, role):
    other, own = cast.a_user(role), name(bo)
    for refused in (
        lambda: name(bo, by=other),
        lambda: change(own, by=other),
        lambda: withdraw(own, by=other),
    ):
        with pytest.raises(Refused):
            refused()


def test_pressed_twice_it_is_one_person_and_one_mail(bo, mails):
    token = uuid4()
    assert name(bo, token=token) == name(bo, token=token, name="En anden")
    assert len(mails) == 1


def test_the_mail_goes_to_them_and_names_nobody(bo, mails):
    representative = name(bo, sees=["matters"])
    [mail] = mails
    assert mail["to"] == "tine@example.dk"
    words = mail["subject"] + mail["body"]
    assert not [word for word in ("Bo", "Kragh", "Tine", code_of(representative)) if word in words]
    link = mail["body"].split("https://hedelund.example/")[1].split()[0]
    assert open_link(link, at=AT) == representative


def test_who_sees_nothing_is_sent_nothing_until_they_do(bo, mails):
    representative = name(bo, sees=[], email="tine@example.dk")
    assert mails == []
    change(representative, sees=["talks"])
    assert len(mails) == 1
    change(representative, sees=["talks", "plan"])
    assert len(mails) == 1, "who has a link keeps it"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": "companion"}, "bisidder"),
        ({"email": ""}, "mailadresse"),
        ({"until": TODAY}, "allerede gået"),
    ],
)
def test_what_cannot_be_is_refused(bo, wrong, says):
    with pytest.raises(Refused, match=says):
        name(bo, **wrong)
    assert not Representative.objects.exists()


def test_no_more_than_five_at_a_time(bo):
    for n in range(5):
        one = name(bo, name=f"Nummer {n}")
    with pytest.raises(Refused, match="allerede 5"):
        name(bo)
    withdraw(one)
    assert name(bo)


def test_what_they_see_is_changed_and_the_same_again_is_no_change(bo):
    representative = name(bo)
    changed = change(representative, sees=["talks", "messages"], until=TODAY + days(9))
    assert (changed.sees, changed.until) == ([Sees.MESSAGES, Sees.TALKS], TODAY + days(9))
    change(representative, sees=["messages", "talks"], until=TODAY + days(9))
    [line] = Record.objects.filter(what="change_representative")
    assert (line.detail["before"], line.detail["after"]) == (["plan"], ["messages", "talks"])


def test_withdrawn_it_holds_at_once_and_twice_is_once(bo, amina):
    representative = name(bo)
    link = make_link(representative, at=AT)
    assert open_link(link, at=LATER) == representative
    assert withdraw(representative, by=amina.user)
    assert not withdraw(representative)
    with pytest.raises(NoSuchLink):
        open_link(link, at=LATER)
    with pytest.raises(Refused, match="taget tilbage"):
        change(representative, sees=["talks"])
    assert not actions.send_representative_link(representative, address_of=ADDRESS, by=None, at=LATER)


def test_a_link_is_good_for_a_time_and_for_nothing_else(bo):
    representative = name(bo, until=TODAY + days(30))
    link = make_link(representative, at=AT)
    with pytest.raises(LinkExpired):
        open_link(link, at=AT + VALID_FOR)
    with pytest.raises(NoSuchLink):
        open_link(link[:-2] + "xx", at=AT)
    with pytest.raises(NoSuchLink):
        open_link(make_link(representative, at=AT + days(29)), at=AT + days(30))
    companion = name(bo, kind="companion", sees=[])
    with pytest.raises(NoSuchLink):
        open_link(make_link(companion, at=AT), at=AT)


def test_a_new_link_goes_to_the_address_that_was_given(bo, mails):
    representative = name(bo)
    assert actions.send_representative_link(representative, address_of=ADDRESS, by=None, at=LATER)
    assert [mail["to"] for mail in mails] == ["tine@example.dk"] * 2


def test_the_code_is_six_digits_the_same_each_time_and_not_anothers(bo):
    first, second = name(bo), name(bo)
    assert code_of(first) == code_of(Representative.objects.get(pk=first.pk))
    assert len(code_of(first)) == 6
    assert code_of(first).isdigit()
    assert code_of(first) != code_of(second)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "friend"},
        {"kind": "companion"},
        {"name": ""},
        {"how": "perhaps"},
        {"withdrawn_at": AT},
        {"until": TODAY - days(1)},
    ],
)
def test_the_database_refuses_half_a_representative(bo, wrong):
    representative = name(bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Representative.objects.filter(pk=representative.pk).update(**wrong)


def test_the_log_has_what_they_see_and_never_who_they_are(bo):
    representative = name(bo, telephone="12 34 56 78")
    change(representative, sees=[])
    withdraw(representative)
    lines = list(Record.objects.filter(what__contains="representative").order_by("pk"))
    assert [line.what for line in lines] == [
        "name_representative", "change_representative", "withdraw_representative",
    ]  # fmt: skip
    assert {(line.citizen, line.subject_id, line.kind) for line in lines} == {
        (bo.pk, representative.pk, "action")
    }
    assert not [line for line in lines if "Tine" in str(line.detail) or "12 34" in str(line.detail)]
