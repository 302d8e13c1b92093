"""Where two people are contacts, one takes the notice: who is proposed and why, and what the other sees."""

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, browser_of, days, text_of
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.followup.reasons import reasons_for
from tovholder.jobcentre.sickleave.actions import answer_spoken, give_back_notice, take_notice
from tovholder.jobcentre.sickleave.taking import taking_of

pytestmark = pytest.mark.usefixtures("friday_at_ten")


@pytest.fixture
def friday_at_ten(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def place(jonas):
    """Jonas is the workplace's contact; Amina is Bo's."""
    return cast.a_workplace(contact=jonas)


@pytest.fixture
def notice(place, bo, course):
    citizens.employ(bo, workplace=place, since=TODAY - days(300), by=None, at=AT)
    row = cast.a_notice(place, person_name="Bo Kragh", employee_agrees=True)
    assert row.citizen_id == bo.pk
    return row


def waits_for(employee) -> bool:
    return any(reason.code == "company_wrote" for reason in reasons_for(employee.user, now=AT))


def page(who, notice) -> str:
    return text_of(browser_of(who).get(reverse("notice", args=[notice.pk])))


def press(who, name, notice) -> str:
    return text_of(browser_of(who).post(reverse(name, args=[notice.pk]), follow=True))


def test_the_citizens_contact_is_proposed_with_the_reason(notice, amina, jonas):
    for who in (amina, jonas):
        seen = page(who, notice)
        assert "Vi foreslår, at Amina Yusuf tager den: Amina Yusuf følger den, det handler om" in seen
        assert "én borger møder én medarbejder. Jonas Holm er arbejdsstedets faste kontakt" in seen
        assert "Jeg tager den" in seen
        assert waits_for(who)


def test_with_one_contact_there_is_nothing_to_take(place, bo, jonas, amina):
    nameless = cast.a_notice(place)
    assert "Jeg tager den" not in page(jonas, nameless)
    with pytest.raises(Refused, match="kun én"):
        take_notice(nameless, by=jonas.user, at=AT)
    assert taking_of(nameless, jonas.user, TODAY) is None


def test_a_closed_course_leaves_the_workplaces_contact_alone(notice, course, jonas, amina):
    citizens.close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    assert taking_of(notice, jonas.user, TODAY) is None


def test_who_takes_it_has_it_alone_and_the_other_sees_who(notice, amina, jonas):
    assert "Du har taget meldingen" in press(jonas, "take_notice", notice)
    assert waits_for(jonas)
    assert not waits_for(amina)
    seen = page(amina, notice)
    assert "Jonas Holm har taget den." in seen
    assert "Jeg tager den" not in seen
    assert "Giv den tilbage" not in seen


def test_twice_is_once_and_the_other_is_refused(notice, amina, jonas):
    take_notice(notice, by=amina.user, at=AT)
    take_notice(notice, by=amina.user, at=AT)
    assert Record.objects.filter(what="take_notice").count() == 1
    assert "Amina Yusuf har allerede taget den." in press(jonas, "take_notice", notice)
    notice.refresh_from_db()
    assert notice.taken_by == amina


def test_it_can_be_given_back_by_who_has_it(notice, amina, jonas):
    take_notice(notice, by=amina.user, at=AT)
    assert "må selv give den tilbage" in press(jonas, "give_back_notice", notice)
    assert "venter nu på jer begge" in press(amina, "give_back_notice", notice)
    give_back_notice(notice, by=amina.user, at=AT)
    assert Record.objects.filter(what="give_back_notice").count() == 1
    assert waits_for(amina)
    assert waits_for(jonas)


def test_a_stand_in_takes_it_in_the_place_of_whom_they_cover_for(notice, amina, jonas):
    gitte = cast.an_employee("Gitte Bak")
    cast.a_stand_in(amina, gitte)
    take_notice(notice, by=gitte.user, at=AT)
    notice.refresh_from_db()
    assert notice.taken_by == amina
    assert waits_for(gitte)
    assert waits_for(amina)
    assert not waits_for(jonas)


def test_one_who_is_neither_is_refused(notice):
    with pytest.raises(Refused, match="to faste kontakter"):
        take_notice(notice, by=cast.an_employee("Gitte Bak").user, at=AT)


def test_when_we_have_spoken_there_is_nothing_to_take(notice, amina, jonas):
    answer_spoken(notice, by=jonas.user, at=AT)
    with pytest.raises(Refused, match="allerede talt"):
        take_notice(notice, by=amina.user, at=AT)
    assert "Jeg tager den" not in page(amina, notice)


def test_taken_by_one_who_is_no_longer_contact_it_waits_for_both_again(notice, amina, jonas, course):
    take_notice(notice, by=amina.user, at=AT)
    gitte = cast.an_employee("Gitte Bak")
    course.contact = gitte
    course.save(update_fields=["contact"])
    assert waits_for(jonas)
    assert waits_for(gitte)
    assert not waits_for(amina)
    assert "Vi foreslår, at Gitte Bak tager den" in page(jonas, notice)
