"""What a company wrote, answered and agreed: what opens each reason, what closes it, and that nothing else does."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, days
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.followup.reasons import reasons_for
from tovholder.jobcentre.followup.tests.waiting import a_meeting, agree_with, codes, say, the_only
from tovholder.jobcentre.sickleave import actions as sickleave
from tovholder.jobcentre.sickleave.actions import answer_spoken
from tovholder.jobcentre.sickleave.models import Party
from tovholder.jobcentre.staff.models import Employee

# --- company_wrote ----------------------------------------------------------------------------------------------------


def test_a_company_wrote_until_we_have_spoken(workplace, amina, jonas):
    notice = cast.a_notice(workplace, at=AT - timedelta(minutes=40))
    reason = the_only(amina)
    assert (reason.code, reason.workplace, reason.citizen, reason.subject) == (
        "company_wrote", workplace.pk, None, notice.pk,
    )  # fmt: skip
    assert (reason.name, reason.due) == ("Nordlyst Møbler", AT - timedelta(minutes=40))
    assert reason.text == "En medarbejder taler om at blive sygemeldt. Modtaget for 40 minutter siden."
    assert codes(jonas) == []
    answer_spoken(notice, by=amina.user, at=AT)
    assert codes(amina) == []


def test_every_notice_waits_for_its_own_answer(workplace, amina):
    first, _second = cast.a_notice(workplace), cast.a_notice(workplace, kind="returned")
    assert codes(amina) == ["company_wrote"] * 2
    answer_spoken(first, by=amina.user, at=AT)
    assert the_only(amina).text.startswith("En medarbejder er tilbage.")


def test_a_notice_about_my_citizen_at_a_colleagues_workplace_is_mine_too(course, amina, jonas):
    workplace = cast.a_workplace(contact=jonas)
    citizens.employ(course.citizen, workplace=workplace, since=LONG_AGO, by=None, at=AT)
    notice = cast.a_notice(workplace, employee_agrees=True, person_name="Bo Kragh")
    assert notice.citizen == course.citizen
    assert codes(amina) == codes(jonas) == ["company_wrote"]


def test_a_notice_about_my_family_is_not_shown_to_me(amina, jonas):
    workplace = cast.a_workplace(contact=jonas)
    relative = cast.a_citizen("Ib Holm", digits="0101901111")
    citizens.employ(relative, workplace=workplace, since=LONG_AGO, by=None, at=AT)
    citizens.keep_apart(jonas, digits="0101901111", closeness="family", by=None, at=AT)
    cast.a_notice(workplace, employee_agrees=True, person_name="Ib Holm")
    assert codes(jonas) == []


# --- workplace_due ----------------------------------------------------------------------------------------------------


def test_a_day_agreed_with_a_workplace_waits_until_we_talk(workplace, amina, jonas):
    assert codes(amina) == [], "the rhythm alone is no reason: it would fill the day"
    agree_with(workplace, by=amina, on=TODAY, now=AT - days(30))
    reason = the_only(amina)
    assert (reason.code, reason.workplace, reason.subject, reason.name) == (
        "workplace_due", workplace.pk, workplace.pk, "Nordlyst Møbler",
    )  # fmt: skip
    assert reason.text == "I har aftalt at tale sammen i dag."
    assert codes(jonas) == codes(amina, now=AT - days(1)) == []
    assert the_only(amina, now=AT + days(3)).text == "I skulle have talt sammen fredag 20. november."
    agree_with(workplace, by=jonas, on=TODAY + days(30))
    assert codes(amina) == []


def test_a_spoken_answer_is_the_talk_that_was_agreed(workplace, amina):
    agree_with(workplace, by=amina, on=TODAY, now=AT - days(30))
    notice = cast.a_notice(workplace)
    assert codes(amina) == ["company_wrote", "workplace_due"]
    answer_spoken(notice, by=amina.user, at=AT)
    assert codes(amina) == []


# --- meeting_answered -------------------------------------------------------------------------------------------------


def meetings(employee: Employee, code: str = "meeting_answered", *, now: datetime = AT) -> list[int]:
    return [reason.subject for reason in reasons_for(employee.user, now=now) if reason.code == code]


@pytest.mark.parametrize("said", ["no", "another"])
def test_who_is_invited_wants_something_else_until_something_is_done(workplace, amina, jonas, said):
    party = a_meeting(workplace, amina)
    talk = party.talk
    assert meetings(amina) == []
    for close in (
        lambda: say(party, "yes"),
        lambda: sickleave.change_talk(
            talk, starts_at=AT + days(9), form="walk", place="", minutes=30, read_sequence=0, address_of=str,
            by=amina.user, at=AT,
        ),
        lambda: sickleave.cancel_sick_leave_talk(talk, address_of=str, by=amina.user, at=AT),
    ):  # fmt: skip
        say(party, said)
        assert meetings(amina) == [talk.pk]
        assert meetings(jonas) == []
        close()
        assert meetings(amina) == []


def test_a_party_that_is_taken_out_wants_nothing(workplace, amina):
    party = a_meeting(workplace, amina)
    say(party, "no")
    sickleave.remove_party(party, address_of=str, by=amina.user, at=AT)
    assert meetings(amina) == []


# --- meeting_passed ---------------------------------------------------------------------------------------------------


def held(party: Party, amina: Employee) -> None:
    sickleave.hold_sick_leave_talk(party.talk, were_there=[party.pk], by=amina.user, at=AT + days(8))


def cancelled(party: Party, amina: Employee) -> None:
    sickleave.cancel_sick_leave_talk(party.talk, address_of=str, by=amina.user, at=AT + days(8))


def given_another_time(party: Party, amina: Employee) -> None:
    sickleave.change_talk(
        party.talk, starts_at=AT + days(14), form="walk", place="", minutes=30, read_sequence=0, address_of=str,
        by=amina.user, at=AT + days(8),
    )  # fmt: skip


@pytest.mark.parametrize("close", [held, cancelled, given_another_time])
def test_a_meeting_that_passed_waits_until_it_is_written_what_came_of_it(workplace, amina, jonas, close):
    party = a_meeting(workplace, amina)
    talk = party.talk
    late = timezone.localtime(talk.starts_at).replace(hour=23, minute=59)
    midnight = late + timedelta(minutes=1)
    assert meetings(amina, "meeting_passed", now=late) == []
    assert meetings(amina, "meeting_passed", now=midnight) == [talk.pk]
    assert meetings(jonas, "meeting_passed", now=midnight) == []
    [said] = [reason for reason in reasons_for(amina.user, now=midnight) if reason.code == "meeting_passed"]
    assert said.text.startswith("Mødet var aftalt til fredag ")
    assert said.name == workplace.name
    close(party, amina)
    assert meetings(amina, "meeting_passed", now=AT + days(9)) == []
