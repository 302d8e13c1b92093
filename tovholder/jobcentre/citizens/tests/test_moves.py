"""A course moves to another unit when the receiving leader has said yes, and not before."""

import pytest

from tests import cast
from tests.cast import AT, TODAY
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Citizen, Handover, UnitMove
from tovholder.jobcentre.citizens.tests.asking import mails


def sees(employee, house) -> bool:
    return Citizen.objects.visible_to(employee.user, TODAY).filter(pk=house.bo.pk).exists()


def test_a_move_is_asked_once_and_the_receiving_leader_is_told_without_a_name(house):
    assert house.move() == house.move() == UnitMove.objects.get()
    [(to, subject, body)] = mails()
    assert to == house.pia.email
    assert not [word for word in ("Bo", "24", "Amina") if word in subject + body]
    assert not sees(house.pia, house)
    with pytest.raises(actions.AlreadyAsked, match="Vent på svaret"):
        house.move(because="Noget andet")


def test_the_contact_and_the_own_leader_ask_and_nobody_else(house):
    for somebody in (house.jonas, house.ole, house.pia):
        with pytest.raises(Refused, match="kan bede om at flytte"):
            house.move(by=somebody)
    assert house.move(by=house.lise)


def test_what_cannot_be_moved_is_refused(house):
    with pytest.raises(Refused, match="allerede i den enhed"):
        house.move(to=house.unit)
    with pytest.raises(Refused, match="har ingen leder"):
        house.move(to=cast.a_unit("Uden leder"))
    house.close()
    with pytest.raises(Refused, match="Forløbet er afsluttet"):
        house.move(by=house.lise)


def test_a_yes_moves_the_course_and_hands_it_over_to_who_receives(house):
    move = house.move()
    for _press in range(2):
        house.answer_move(move)
    house.course.refresh_from_db()
    assert (house.course.unit, house.course.contact) == (house.other_unit, house.ole)
    handover = Handover.objects.get()
    assert (handover.reason, handover.from_employee, handover.to_employee) == ("unit", house.amina, house.ole)
    assert handover.what_matters == "Bo er blevet 24.\n\nKommer fra Job og Helhed."
    assert Record.objects.filter(what="answer_move").count() == 1
    told = [house.pia.email, house.bo.email, house.ole.email, house.amina.email]
    assert [to for to, _subject, _body in mails()] == told
    assert (sees(house.pia, house), sees(house.ole, house)) == (True, True)
    assert (sees(house.lise, house), sees(house.amina, house)) == (False, False)


def test_the_receiving_leader_chooses_among_their_own(house):
    move, nora = house.move(), cast.an_employee("Nora Ung", unit=house.other_unit)
    with pytest.raises(actions.NotAContact, match="er i en anden enhed"):
        house.answer_move(move, contact=house.jonas)
    house.course.refresh_from_db()
    assert house.course.unit == house.unit, "nothing moved"
    house.answer_move(move, contact=nora)
    house.course.refresh_from_db()
    assert house.course.contact == nora
    with pytest.raises(actions.AlreadyAnswered):
        house.answer_move(move, contact=house.ole)


def test_somebody_of_that_unit_who_follows_already_goes_on(house):
    house.hand_over(house.ole)
    house.answer_move(house.move(by=house.lise), from_employee=house.ole.pk, contact=house.ole)
    house.course.refresh_from_db()
    assert (house.course.unit, house.course.contact) == (house.other_unit, house.ole)
    assert Handover.objects.count() == 1


def test_a_no_is_in_words_and_moves_nothing(house):
    move = house.move()
    with pytest.raises(Refused, match="Skriv, hvorfor"):
        house.answer_move(move, accepted=False)
    house.answer_move(move, accepted=False, answer="Vi tager kun dem under 23.")
    house.course.refresh_from_db()
    assert house.course.unit == house.unit
    assert not sees(house.pia, house)
    with pytest.raises(actions.AlreadyAnswered):
        house.answer_move(move)
    with pytest.raises(actions.AlreadyAnswered, match="Ungeenheden har svaret"):
        actions.withdraw_move(move, by=house.amina.user, at=AT)


def test_only_the_receiving_leader_answers(house):
    move = house.move()
    for somebody in (house.lise, house.amina, house.ole):
        with pytest.raises(actions.NotYoursToAnswer, match="Kun lederen af Ungeenheden"):
            house.answer_move(move, by=somebody)


def test_what_changed_meanwhile_is_refused(house):
    move = house.move()
    house.hand_over(house.jonas)
    with pytest.raises(actions.ContactChanged, match="en anden fast medarbejder"):
        house.answer_move(move)
    third = cast.a_unit("Sygdom")
    type(house.course).objects.filter(pk=house.course.pk).update(unit=third)
    with pytest.raises(actions.ContactChanged, match="flyttet til en anden enhed"):
        house.answer_move(move, from_employee=house.jonas.pk)
    type(house.course).objects.filter(pk=house.course.pk).update(unit=house.unit)
    house.close()
    with pytest.raises(actions.AlreadyAnswered, match="afsluttet"):
        house.answer_move(move, from_employee=house.jonas.pk)
    move.refresh_from_db()
    assert move.answered_at is None


def test_what_is_taken_back_is_not_answered(house):
    move = house.move()
    with pytest.raises(Refused, match="kan fortryde"):
        actions.withdraw_move(move, by=house.jonas.user, at=AT)
    for _press in range(2):
        actions.withdraw_move(move, by=house.lise.user, at=AT)
    assert Record.objects.filter(what="withdraw_move").count() == 1
    with pytest.raises(actions.AlreadyAnswered, match="fortrudt"):
        house.answer_move(move)


def test_a_contact_who_may_not_follow_the_citizen_is_refused_and_nothing_moves(house):
    actions.keep_apart(house.ole, digits="0711921234", closeness="family", by=None, at=AT)
    move = house.move()
    with pytest.raises(actions.NotAContact, match="Ole Anders kan ikke følge denne borger"):
        house.answer_move(move)
    house.course.refresh_from_db()
    move.refresh_from_db()
    assert (house.course.unit, move.accepted) == (house.unit, None)


# --- The roles a course needs -----------------------------------------------------------------------------------------


def test_roles_are_chosen_and_chosen_anew(house):
    for roles in (["coach", "mentor"], ["mentor", "coach"], ["mentor", "company"]):
        actions.choose_roles(house.course, roles=roles, by=house.amina.user, at=AT)
    assert {row.role for row in house.course.roles_needed.all()} == {"mentor", "company"}
    lines = Record.objects.filter(what="choose_roles").order_by("pk")
    assert [line.detail["after"] for line in lines] == [["coach", "mentor"], ["company", "mentor"]]
    actions.choose_roles(house.course, roles=[], by=house.amina.user, at=AT)
    assert not house.course.roles_needed.exists()
    house.close()
    with pytest.raises(Refused, match="Rollerne er ikke gemt"):
        actions.choose_roles(house.course, roles=["coach"], by=house.amina.user, at=AT)
