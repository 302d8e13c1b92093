"""One open course, one contact: held by the actions in words, and by the database whatever anybody does."""

from datetime import time
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, days
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Course, CourseContact, Handover
from tovholder.jobcentre.staff.models import ContactProfile, StaffProfile, Unit


def open_for(citizen, *, unit, contact=None, today=TODAY, by=None) -> Course:
    return actions.open_course(
        citizen, unit=unit, contact=contact, because="unemployed", by=by, at=AT, today=today
    )


def close(course, *, today=TODAY) -> None:
    actions.close_course(course, because="work", by=course.contact.user, at=AT, today=today)


def hand_over(course, *, to, from_employee, today=TODAY, reason="room") -> Handover:
    return actions.change_contact(
        course,
        from_employee=from_employee.pk,
        to=to,
        reason=reason,
        what_matters="Ring helst om formiddagen.",
        no_joint_talk_because="De har sagt farvel.",
        by=from_employee.user,
        at=AT,
        today=today,
    )


def contacts_of(course) -> list[tuple]:
    return list(course.contacts.order_by("pk").values_list("employee", "since", "until"))


# --- Opening and closing ----------------------------------------------------------------------------------------------


def test_a_newcomer_goes_to_the_one_who_receives(amina, jonas, bo):
    course = open_for(bo, unit=amina.unit)
    assert course.contact == amina.unit.receiver == amina
    assert contacts_of(course) == [(amina.pk, TODAY, None)]
    line = Record.objects.get(what="open_course")
    assert (line.citizen, line.detail) == (bo.pk, {"contact": amina.pk, "unit": amina.unit_id})


def test_a_newcomer_may_go_straight_to_their_own(amina, jonas, bo):
    assert open_for(bo, unit=amina.unit, contact=jonas).contact == jonas


def test_without_anybody_to_receive_nobody_is_left_alone(bo):
    with pytest.raises(actions.NobodyReceives, match="tager imod nye"):
        open_for(bo, unit=cast.a_unit())
    assert not Course.objects.exists()


def test_there_is_never_a_second_open_course(course, bo, jonas):
    with pytest.raises(actions.AlreadyFollowed):
        open_for(bo, unit=jonas.unit, contact=jonas)
    assert Course.objects.get() == course


def test_a_course_may_be_opened_again_the_day_it_closed(course, bo, jonas):
    close(course)
    again = open_for(bo, unit=jonas.unit, contact=jonas)
    assert list(Course.objects.open()) == [again]
    course.refresh_from_db()
    assert (course.until, course.ended_because) == (TODAY, "work")


def test_closing_ends_the_contact_and_what_was_agreed(course, amina):
    actions.agree_next(course, on=TODAY + days(7), at_time=time(10), form="walk", by=amina.user, at=AT)
    close(course)
    course.refresh_from_db()
    assert (course.next_on, course.next_time, course.next_form) == (None, None, "")
    assert contacts_of(course) == [(amina.pk, LONG_AGO, TODAY)]
    with pytest.raises(Refused, match="allerede afsluttet"):
        close(course)
    assert Record.objects.filter(what="close_course").count() == 1


@pytest.mark.parametrize("profile", [StaffProfile.JOB_CONSULTANT, StaffProfile.JOB_EFFORT])
def test_who_can_be_contact_is_the_centres_choice(amina, bo, profile):
    colleague = cast.an_employee(profile=profile)
    with pytest.raises(actions.NotAContact, match="ikke valgt, at den profil kan"):
        open_for(bo, unit=amina.unit, contact=colleague)
    ContactProfile.objects.create(profile=profile)
    assert open_for(bo, unit=amina.unit, contact=colleague).contact == colleague


def test_who_has_left_follows_nobody(amina, bo, jonas):
    jonas.left_on = TODAY
    jonas.save(update_fields=["left_on"])
    with pytest.raises(actions.NotAContact, match="ikke længere"):
        open_for(bo, unit=amina.unit, contact=jonas)


def test_who_leaves_later_may_follow_until_then(amina, course, jonas):
    jonas.left_on = TODAY + days(1)
    jonas.save(update_fields=["left_on"])
    hand_over(course, to=jonas, from_employee=amina)
    with pytest.raises(actions.NotAContact, match="ikke længere"):
        hand_over(cast.a_course(contact=amina), to=jonas, from_employee=amina, today=jonas.left_on)


def test_who_may_not_see_somebody_may_not_follow_them_and_is_not_told_why(amina, jonas):
    lise = cast.an_employee("Jonas Holm")
    cleared = cast.an_employee("Jonas Holm", has_clearance=True)
    protected = cast.a_citizen("Mona Lund", is_protected=True, digits="0101901111")
    actions.keep_apart(lise, digits="0101902222", closeness="family", by=None, at=AT)
    relative = cast.a_citizen("Ib Winther", digits="0101902222")
    said = set()
    for citizen, contact in ((protected, jonas), (relative, lise)):
        with pytest.raises(actions.NotAContact) as refused:
            open_for(citizen, unit=amina.unit, contact=contact)
        said.add(str(refused.value))
    assert len(said) == 1
    assert open_for(protected, unit=amina.unit, contact=cleared)
    course = open_for(relative, unit=amina.unit, contact=amina)
    with pytest.raises(actions.NotAContact):
        hand_over(course, to=lise, from_employee=amina)


# --- Handing over -----------------------------------------------------------------------------------------------------


def test_a_new_contact_from_today_who_has_yet_to_confirm(course, amina, jonas):
    handover = hand_over(course, to=jonas, from_employee=amina)
    course.refresh_from_db()
    assert course.contact == jonas
    assert contacts_of(course) == [(amina.pk, LONG_AGO, TODAY), (jonas.pk, TODAY, None)]
    assert (handover.from_employee, handover.to_employee, handover.confirmed_at) == (amina, jonas, None)
    line = Record.objects.get(what="change_contact")
    assert line.detail == {"before": amina.pk, "after": jonas.pk, "reason": "room"}
    assert "formiddagen" not in str(vars(line))


def test_a_page_gone_stale_moves_nobody(course, amina, jonas):
    lise = cast.an_employee("Lise Winther")
    hand_over(course, to=jonas, from_employee=amina)
    with pytest.raises(actions.ContactChanged, match="en anden fast medarbejder"):
        hand_over(course, to=lise, from_employee=amina)
    close(course)
    with pytest.raises(actions.ContactChanged):
        hand_over(course, to=lise, from_employee=jonas)
    assert Handover.objects.count() == 1


def test_nobody_hands_over_to_themselves(course, amina):
    with pytest.raises(actions.NotAContact, match="allerede den faste medarbejder"):
        hand_over(course, to=amina, from_employee=amina)


def test_contacts_may_change_twice_in_a_day(course, amina, jonas):
    hand_over(course, to=jonas, from_employee=amina)
    hand_over(course, to=amina, from_employee=jonas)
    course.refresh_from_db()
    assert course.contact == amina
    assert contacts_of(course)[1:] == [(jonas.pk, TODAY, TODAY), (amina.pk, TODAY, None)]


def test_the_new_contact_alone_confirms_and_twice_is_as_good_as_once(course, amina, jonas):
    handover = hand_over(course, to=jonas, from_employee=amina)
    for somebody in (amina.user, cast.a_leader().user, cast.a_user("manager")):
        with pytest.raises(Refused, match="Kun den nye faste medarbejder"):
            actions.confirm_handover(handover, by=somebody, at=AT)
    actions.confirm_handover(handover, by=jonas.user, at=AT)
    actions.confirm_handover(handover, by=jonas.user, at=AT + days(1))
    handover.refresh_from_db()
    assert handover.confirmed_at == AT
    assert Record.objects.filter(what="confirm_handover").count() == 1


# --- Hours, the next contact --------------------------------------------------------------------------------


def test_the_next_contact_and_the_hours_are_in_the_log_by_value(course, amina):
    actions.agree_next(course, on=TODAY, at_time=None, form="", by=amina.user, at=AT)
    actions.agree_next(course, on=None, at_time=None, form="", by=amina.user, at=AT)
    actions.set_weekly_hours(course, hours=Decimal("1.50"), by=amina.user, at=AT)
    lines = Record.objects.filter(what__in=["agree_next", "set_weekly_hours"]).order_by("pk")
    assert [line.detail for line in lines] == [
        {"before": None, "after": "2026-11-20"},
        {"before": "2026-11-20", "after": None},
        {"before": "0.75", "after": "1.50"},
    ]


# --- What the database refuses ----------------------------------------------------------------------------------------


def test_an_open_course_without_a_contact_cannot_be(course):
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.update(contact=None)


def test_a_second_open_course_cannot_be(course, jonas):
    given = {"citizen": course.citizen, "unit": jonas.unit, "contact": jonas, "began_because": "asked"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.create(since=TODAY, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.create(since=LONG_AGO - days(9), until=TODAY, ended_because="work", **given)
    Course.objects.create(since=LONG_AGO - days(9), until=LONG_AGO, ended_because="work", **given)


def test_a_course_that_ended_without_a_word_cannot_be(course):
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.update(until=TODAY)


def test_two_contacts_at_a_time_cannot_be(course, jonas):
    given = {"course": course, "citizen": course.citizen, "employee": jonas}
    with pytest.raises(IntegrityError), transaction.atomic():
        CourseContact.objects.create(since=TODAY, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        CourseContact.objects.create(since=LONG_AGO - days(5), until=TODAY, **given)


# --- Two at once ------------------------------------------------------------------------------------------------------


def test_two_who_open_a_course_at_once(own_database, monkeypatch):
    amina, jonas, bo = cast.an_employee(), cast.an_employee(), cast.a_citizen()
    unit = Unit.objects.get()
    monkeypatch.setattr(Course.objects, "create", wait_for_each_other(Course.objects.create))
    results = at_once(
        lambda: open_for(bo, unit=unit, contact=amina), lambda: open_for(bo, unit=unit, contact=jonas)
    )
    assert {type(result) for result in results} == {Course, actions.AlreadyFollowed}
    assert Course.objects.open().get().contact == CourseContact.objects.open().get().employee


def test_two_who_move_somebody_at_once(own_database, monkeypatch):
    amina, jonas, lise = cast.an_employee(), cast.an_employee(), cast.an_employee()
    course = cast.a_course(contact=amina)
    monkeypatch.setattr(CourseContact.objects, "create", wait_for_each_other(CourseContact.objects.create))
    results = at_once(
        lambda: hand_over(course, to=jonas, from_employee=amina),
        lambda: hand_over(course, to=lise, from_employee=amina),
    )
    assert {type(result) for result in results} == {Handover, actions.ContactChanged}
    assert any("har fået en anden fast medarbejder, siden du åbnede" in str(result) for result in results)
    course.refresh_from_db()
    assert [until for *_, until in contacts_of(course)] == [TODAY, None]
    assert course.contact == course.contacts.open().get().employee == Handover.objects.get().to_employee


def test_confirming_twice_at_once_is_one_line(own_database):
    amina, jonas = cast.an_employee(), cast.an_employee()
    handover = hand_over(cast.a_course(contact=amina), to=jonas, from_employee=amina)
    at_once(*[lambda: actions.confirm_handover(handover, by=jonas.user, at=AT)] * 3)
    assert Record.objects.filter(what="confirm_handover").count() == 1
