"""Consent: given by the citizen or written down, one open at a time, taken back at once, all of it on record."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Consent

LATER = AT + timedelta(hours=1)


@pytest.fixture
def bo(db):
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))


@pytest.fixture
def workplace(amina):
    return cast.a_workplace(contact=amina)


def give(bo, workplace, *, by, at=AT, to="retention_plan", words="Hemmelig hilsen"):
    return actions.give_consent(bo, workplace=workplace, to=to, words=words, by=by, at=at)


def test_the_citizen_gives_it_themselves_and_an_employee_writes_it_down(bo, workplace, amina):
    assert give(bo, workplace, by=bo.user).how == "themselves"
    orally = give(bo, workplace, by=amina.user, to="part_time_plan")
    assert (orally.how, orally.written_by, orally.given_at) == ("orally", amina.user, AT)
    assert Consent.objects.filter(taken_back_at=None).count() == 2


def test_given_anew_the_earlier_one_ends_at_that_moment(bo, workplace):
    first = give(bo, workplace, by=bo.user)
    second = give(bo, workplace, by=bo.user, at=LATER)
    first.refresh_from_db()
    assert (first.taken_back_at, first.taken_back_by) == (LATER, bo.user)
    assert list(Consent.objects.filter(taken_back_at=None)) == [second]


def test_taken_back_twice_is_once(bo, workplace, amina):
    consent = give(bo, workplace, by=bo.user)
    assert actions.take_back_consent(consent, by=amina.user, at=LATER)
    assert not actions.take_back_consent(consent, by=bo.user, at=LATER + timedelta(hours=1))
    consent.refresh_from_db()
    assert (consent.taken_back_at, consent.taken_back_by) == (LATER, amina.user)


@pytest.mark.parametrize("role", [Role.COMPANY, Role.CITIZEN, Role.MANAGER])
def test_nobody_else_gives_it_or_takes_it_back(bo, workplace, role):
    other = cast.a_user(role)
    with pytest.raises(Refused):
        give(bo, workplace, by=other)
    consent = give(bo, workplace, by=bo.user)
    with pytest.raises(Refused):
        actions.take_back_consent(consent, by=other, at=LATER)


def test_both_are_on_record_without_the_words(bo, workplace):
    consent = give(bo, workplace, by=bo.user)
    actions.take_back_consent(consent, by=bo.user, at=LATER)
    lines = list(Record.objects.filter(what__endswith="consent").order_by("pk"))
    assert [(line.what, line.citizen, line.actor, line.subject_id) for line in lines] == [
        ("give_consent", bo.pk, bo.user.pk, consent.pk),
        ("take_back_consent", bo.pk, bo.user.pk, consent.pk),
    ]
    assert lines[0].detail == {"to": "retention_plan", "how": "themselves", "workplace": workplace.pk}
    assert not [line for line in lines if "Hemmelig" in str(line.detail)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "diagnosis"},
        {"how": "perhaps"},
        {"taken_back_at": AT},
        {"taken_back_at": AT - timedelta(days=1), "taken_back_by": "bo"},
    ],
)
def test_the_database_refuses_half_a_consent(bo, workplace, wrong):
    given = {"to": "retention_plan", "how": "themselves", "given_at": AT, "written_by": bo.user} | wrong
    if "taken_back_by" in given:
        given["taken_back_by"] = bo.user
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(citizen=bo, workplace=workplace, **given)


def test_the_database_refuses_two_open_ones(bo, workplace):
    given = {"to": "retention_plan", "how": "themselves", "given_at": AT, "written_by": bo.user}
    Consent.objects.create(citizen=bo, workplace=workplace, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(citizen=bo, workplace=workplace, **given)
