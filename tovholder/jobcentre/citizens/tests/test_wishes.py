"""A citizen asks for another person: asked once, answered by the one leader, and what a yes holds afterwards."""

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import AT, TODAY
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import ContactWish, Course, Handover
from tovholder.jobcentre.citizens.tests.asking import WORDS, mails
from tovholder.jobcentre.citizens.wishes import answer_expected, asked_in, wish_in_force


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


# --- Asked ------------------------------------------------------------------------------------------------------------


def test_a_wish_is_written_once_and_the_leader_is_told_without_a_word_of_it(house):
    first, again = house.ask(), house.ask()
    assert first == again == ContactWish.objects.get()
    assert (first.instead_of, first.text) == (house.amina, WORDS)
    [(to, subject, body)] = mails()
    assert to == house.lise.email
    assert not [word for word in ("Bo", "Kragh", "Amina", "forbi") if word in subject + body]
    line = Record.objects.get(what="ask_for_another")
    assert (line.citizen, line.detail) == (house.bo.pk, {})


def test_only_one_wish_waits_at_a_time(house):
    wish = house.ask()
    with pytest.raises(actions.AlreadyAsked, match="Fortryd det først"):
        house.ask("Noget andet")
    actions.withdraw_wish(wish, by=house.bo.user, at=AT)
    actions.withdraw_wish(wish, by=house.bo.user, at=AT + minutes(5))
    assert house.ask("Noget andet") != wish
    wish.refresh_from_db()
    assert wish.withdrawn_at == AT
    assert Record.objects.filter(what="withdraw_wish").count() == 1


def test_nobody_asks_or_takes_back_for_the_citizen(house):
    for somebody in (house.amina, house.lise):
        with pytest.raises(Refused, match="Kun borgeren selv"):
            actions.ask_for_another(house.course, text="x", by=somebody.user, at=AT)
    wish = house.ask()
    with pytest.raises(Refused, match="Kun borgeren selv"):
        actions.withdraw_wish(wish, by=house.lise.user, at=AT)


def test_a_closed_course_has_nobody_to_ask_away_from(house):
    house.close()
    with pytest.raises(Refused, match="forløb hos os er slut"):
        house.ask()


# --- Answered ---------------------------------------------------------------------------------------------------------


def test_the_leader_answers_once_and_the_citizen_is_told_that_there_is_an_answer(house):
    wish = house.ask()
    for _press in range(2):
        house.answer(wish, promised=house.jonas, answer="Jonas tager over på mandag.")
    wish.refresh_from_db()
    assert (wish.granted, wish.promised, wish.answered_by) == (True, house.jonas, house.lise.user)
    _to_leader, (to, subject, body) = mails()
    assert to == "bo@example.dk"
    assert not [word for word in ("Bo", "Jonas", "mandag", "anden") if word in subject + body]
    assert Record.objects.get(what="answer_wish").detail == {"granted": True, "promised": house.jonas.pk}
    with pytest.raises(actions.AlreadyAnswered, match="allerede besvaret"):
        house.answer(wish, granted=False, answer="Alligevel ikke.")
    with pytest.raises(actions.AlreadyAnswered):
        actions.withdraw_wish(wish, by=house.bo.user, at=AT)


def test_only_the_leader_of_the_unit_answers(house):
    wish = house.ask()
    for somebody in (house.amina, house.pia, house.jonas):
        with pytest.raises(actions.NotYoursToAnswer, match="Kun lederen af Job og Helhed"):
            house.answer(wish, by=somebody)
    wish.refresh_from_db()
    assert wish.granted is None


def test_a_wish_that_is_taken_back_or_closed_is_not_answered(house):
    wish = house.ask()
    actions.withdraw_wish(wish, by=house.bo.user, at=AT)
    with pytest.raises(actions.AlreadyAnswered, match="fortrudt"):
        house.answer(wish)
    other = house.ask("Igen")
    house.close()
    with pytest.raises(actions.AlreadyAnswered, match="afsluttet"):
        house.answer(other)


def test_an_answer_is_in_words_and_a_promise_can_be_kept(house):
    wish = house.ask()
    with pytest.raises(Refused, match="Skriv et svar"):
        house.answer(wish, answer=" ")
    with pytest.raises(Refused, match="Vælg kun en medarbejder"):
        house.answer(wish, granted=False, promised=house.jonas)
    with pytest.raises(actions.NotAContact, match="en anden end Amina"):
        house.answer(wish, promised=house.amina)
    actions.keep_apart(house.jonas, digits="0711921234", closeness="family", by=None, at=AT)
    with pytest.raises(actions.NotAContact, match="kan ikke følge denne borger"):
        house.answer(wish, promised=house.jonas)
    wish.refresh_from_db()
    assert wish.answered_at is None


def test_five_working_days_pass_over_weekends_and_holidays():
    assert answer_expected(date(2026, 11, 20)) == date(2026, 11, 27)
    assert answer_expected(date(2026, 11, 21)) == date(2026, 11, 27)
    assert answer_expected(date(2026, 12, 23)) == date(2026, 12, 31)
    assert answer_expected(date(2026, 12, 29)) == date(2027, 1, 6)


# --- What a yes holds -------------------------------------------------------------------------------------------------


def test_a_promise_holds_until_the_promised_one_has_taken_over(house):
    wish = house.ask()
    assert wish_in_force(house.course) is None
    house.answer(wish, promised=house.jonas, at=AT + minutes(1))
    assert wish_in_force(house.course) == wish
    house.hand_over(house.ole, at=AT + minutes(2))
    assert wish_in_force(house.course) == wish, "to somebody else is not what was promised"
    assert asked_in([house.course])[house.course.pk].promised == house.jonas.pk
    house.hand_over(house.jonas, at=AT + minutes(3))
    assert wish_in_force(house.course) is None
    asked = asked_in([house.course])[house.course.pk]
    assert (asked.promised, asked.declined) == (None, {house.amina.pk})


def test_without_a_name_any_other_keeps_the_promise_and_the_citizen_is_not_sent_back(house):
    house.answer(house.ask(), at=AT + minutes(1))
    assert wish_in_force(house.course) is not None
    house.hand_over(house.ole, at=AT + minutes(2))
    assert wish_in_force(house.course) is None
    with pytest.raises(actions.NotAContact, match="lovet en anden end"):
        house.hand_over(house.amina, at=AT + minutes(3))
    assert asked_in([house.course])[house.course.pk].declined == {house.amina.pk}


def test_the_citizen_may_ask_back(house):
    house.answer(house.ask(), promised=house.jonas, at=AT + minutes(1))
    house.hand_over(house.jonas, at=AT + minutes(2))
    back = house.ask("Jeg vil gerne tilbage til Amina", at=AT + minutes(3))
    house.answer(back, promised=house.amina, at=AT + minutes(4))
    asked = asked_in([house.course.pk])[house.course.pk]
    assert (asked.promised, asked.declined) == (house.amina.pk, {house.jonas.pk})


def test_a_no_a_wish_that_waits_and_a_closed_course_hold_nothing(house):
    house.answer(house.ask(), granted=False, answer="Prøv en samtale til.")
    house.ask("Nu igen")
    assert asked_in([house.course]) == {}
    house.answer(ContactWish.objects.get(answered_at=None))
    assert asked_in([house.course]) != {}
    house.close()
    assert asked_in([house.course]) == {}


def test_nobody_is_promised_somebody_who_no_longer_works_here(house):
    house.answer(house.ask(), promised=house.jonas)
    house.jonas.left_on = TODAY
    house.jonas.save(update_fields=["left_on"])
    asked = asked_in([house.course])[house.course.pk]
    assert (asked.promised, asked.declined) == (None, {house.amina.pk})


def slowly(course: Course) -> tuple[int | None, set[int]]:
    """The same, wish by wish and handover by handover."""
    promised, declined = None, set()
    for wish in ContactWish.objects.filter(course=course, granted=True).order_by("answered_at"):
        wished = (lambda who, w=wish: who == w.promised_id) if wish.promised_id else (
            lambda who, w=wish: who != w.instead_of_id
        )  # fmt: skip
        later = Handover.objects.filter(course=course, accepted_at__gte=wish.answered_at)
        kept = wished(course.contact_id) or any(wished(handover.to_employee_id) for handover in later)
        declined.add(wish.instead_of_id)
        declined.discard(wish.promised_id)
        promised = None if kept else wish.promised_id
    return promised, declined


@pytest.mark.parametrize("seed", range(15))
def test_what_wishes_hold_is_what_reading_them_one_by_one_says(house, seed):
    rng = random.Random(seed)
    employees = [house.amina, house.jonas, house.ole, cast.an_employee(unit=house.unit)]
    courses = [house.course, cast.a_course(contact=house.jonas), cast.a_course(contact=house.ole)]
    for n in range(30):
        course, at = rng.choice(courses), AT + minutes(n)
        course.refresh_from_db()
        others = [employee for employee in employees if employee.pk != course.contact_id]
        if rng.random() < 0.5:
            with suppress(actions.NotAContact):  # whoever the citizen was promised to be spared
                actions.change_contact(
                    course, from_employee=course.contact_id, to=rng.choice(others), reason="room",
                    what_matters="x", no_joint_talk_because="x", by=house.lise.user, at=at, today=TODAY,
                )  # fmt: skip
        else:
            granted = rng.random() < 0.8
            ContactWish.objects.create(
                course=course, citizen_id=course.citizen_id, text="x", instead_of_id=course.contact_id,
                asked_at=at, answered_at=at, answer="y", granted=granted,
                promised=rng.choice([None, *others]) if granted else None,
            )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        found = asked_in(courses)
    assert len(queries) == 1
    for course in courses:
        course.refresh_from_db()
        held = found.get(course.pk)
        assert slowly(course) == ((held.promised, held.declined) if held else (None, set()))
