from uuid import uuid4

import pytest

from tests import cast
from tests.cast import AT, days
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.actions import write_message
from tovholder.jobcentre.talks.models import Message


@pytest.fixture
def amina(db) -> Employee:
    return cast.an_employee("Amina Yusuf")


@pytest.fixture
def course(amina) -> Course:
    return cast.a_course(contact=amina)


def test_an_answer_answers_everything_written_before(course, amina):
    first, second = cast.a_message(course, "Hej"), cast.a_message(course, "Er du der?", at=AT + days(1))
    answer = cast.a_message(course, "Ja", by=amina.user, at=AT + days(2))
    later = cast.a_message(course, "Godt", at=AT + days(3))
    for message in (first, second, later, answer):
        message.refresh_from_db()
    assert [m.answered_at for m in (first, second, later)] == [AT + days(2), AT + days(2), None]
    assert answer.answered_at is None


def test_an_answer_answers_nobody_else(course, amina):
    other = cast.a_message(cast.a_course(contact=amina), "Hej")
    cast.a_message(course, "Ja", by=amina.user)
    other.refresh_from_db()
    assert other.answered_at is None


def test_what_was_answered_keeps_its_moment(course, amina):
    message = cast.a_message(course, "Hej")
    cast.a_message(course, "Ja", by=amina.user, at=AT + days(1))
    cast.a_message(course, "Og", by=amina.user, at=AT + days(2))
    message.refresh_from_db()
    assert message.answered_at == AT + days(1)


def test_the_citizen_answers_nothing_by_writing_again(course):
    message = cast.a_message(course, "Hej")
    cast.a_message(course, "Hallo?", at=AT + days(1))
    message.refresh_from_db()
    assert message.answered_at is None


def write(course, token, user, text="Hej"):
    return write_message(course, side="citizen", text=text, token=token, by=user, at=AT)


def test_the_same_press_twice_is_one_message(course):
    token, citizen = uuid4(), cast.a_user(Role.CITIZEN)
    assert write(course, token, citizen) == write(course, token, citizen, text="Hej igen")
    assert Message.objects.get().text == "Hej"
    assert Record.objects.filter(what="write_message").count() == 1


def test_the_same_press_twice_at_once_is_one_message(own_database, monkeypatch):
    course = cast.a_course(contact=cast.an_employee())
    token, citizen = uuid4(), cast.a_user(Role.CITIZEN)
    monkeypatch.setattr(Message.objects, "create", wait_for_each_other(Message.objects.create))
    one, other = at_once(*[lambda: write(course, token, citizen)] * 2)
    assert one == other == Message.objects.get()
