"""Each reason: what opens it, what closes it, and that nothing else does."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, days
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.authority import actions as authority
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.companies import actions as companies
from tovholder.jobcentre.followup.reasons import CODES, counts, reasons_for
from tovholder.jobcentre.plans import actions as plans
from tovholder.jobcentre.sickleave import actions as sickleave
from tovholder.jobcentre.sickleave.actions import answer_spoken, evaluate_paper
from tovholder.jobcentre.sickleave.models import Party, SickLeaveTalk
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks import actions as talks
from tovholder.jobcentre.talks.models import Talk


@pytest.fixture
def course(course) -> Course:
    """Bo's, with a next contact agreed, so that nothing waits until a test says so."""
    return quiet(course)


def quiet(course: Course) -> Course:
    agree(course, on=TODAY + days(30))
    return course


def agree(course, *, on, at_time=None, form=""):
    citizens.agree_next(course, on=on, at_time=at_time, form=form, by=course.contact.user, at=AT)


def codes(employee: Employee, *, now=AT) -> list[str]:
    return [reason.code for reason in reasons_for(employee.user, now=now)]


def the_only(employee: Employee, *, now=AT):
    [reason] = reasons_for(employee.user, now=now)
    return reason


def test_when_all_is_agreed_nobody_waits(course, amina):
    assert codes(amina) == []


# --- plan_to_evaluate -------------------------------------------------------------------------------------------------


def test_a_plan_waits_from_its_day_until_it_is_evaluated_or_moved(course, amina, jonas, bo):
    workplace = cast.a_workplace(contact=jonas)
    cast.works_at(bo, workplace)
    paper = cast.a_paper(course, workplace, evaluate_on=TODAY + days(1))
    assert codes(amina) == []
    reason = the_only(amina, now=AT + days(1))
    assert (reason.code, reason.citizen, reason.subject, reason.name) == (
        "plan_to_evaluate", bo.pk, paper.pk, "Bo Kragh",
    )  # fmt: skip
    assert reason.text == "Fastholdelsesplanen skal evalueres i dag."
    assert (
        the_only(amina, now=AT + days(2)).text == "Fastholdelsesplanen skulle evalueres lørdag 21. november."
    )
    assert codes(jonas, now=AT + days(2)) == []
    cast.a_paper(course, workplace, read_version=1, evaluate_on=TODAY + days(9))
    assert codes(amina, now=AT + days(2)) == []
    evaluate_paper(paper, due_on=TODAY + days(9), words="Godt", by=amina.user, at=AT)
    assert codes(amina, now=AT + days(9)) == []


def test_the_other_papers_are_never_evaluated(course, amina, bo):
    workplace = cast.a_workplace(contact=amina)
    cast.works_at(bo, workplace)
    for kind in ("part_time_plan", "possibility_statement"):
        cast.a_paper(course, workplace, kind)
    assert codes(amina, now=AT + days(29)) == []


# --- company_wrote ----------------------------------------------------------------------------------------------------


@pytest.fixture
def workplace(amina):
    return cast.a_workplace("Nordlyst Møbler", contact=amina)


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


def agree_with(workplace, *, by, on=TODAY, now=AT):
    companies.write_down_touch(
        workplace,
        token=uuid4(),
        how="call",
        begun_by="centre",
        on=timezone.localdate(now),
        next_contact_on=on,
        by=by.user,
        at=now,
        today=timezone.localdate(now),
    )


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


# --- waiting_for_me ---------------------------------------------------------------------------------------------------


def test_a_message_waits_until_it_is_answered(course, amina):
    message = cast.a_message(course, "Kan vi  tale\nsammen?", at=AT - days(1))
    reason = the_only(amina)
    assert (reason.code, reason.citizen, reason.subject) == ("waiting_for_me", course.citizen_id, message.pk)
    assert (reason.name, reason.due) == ("Bo Kragh", AT - days(1))
    assert reason.text == "Skrev i går: “Kan vi tale sammen?”. Venter på svar."
    cast.a_message(course, "Ja", by=amina.user)
    assert codes(amina) == []


def test_a_quotation_has_one_full_stop(course, amina):
    cast.a_message(course, "Jeg vil gerne prøve.", at=AT - days(1))
    assert the_only(amina).text == "Skrev i går: “Jeg vil gerne prøve”. Venter på svar."


def test_a_long_message_is_cut_between_words(course, amina):
    cast.a_message(course, "Jeg har tænkt over det, vi talte om sidst, " * 5)
    words = the_only(amina).text.split("“")[1].split("”")[0]
    assert words.endswith(" …")
    assert len(words) <= 81
    assert words[:-2] in "Jeg har tænkt over det, vi talte om sidst, " * 5
    cast.a_message(course, "x" * 500, at=AT + days(1))
    assert codes(amina) == ["waiting_for_me"] * 2


# --- contact_due ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (0, "I har aftalt at tale sammen i dag."),
        (-4, "I skulle have talt sammen mandag 16. november."),
        (-1, "I skulle have talt sammen torsdag 19. november."),
        (1, None),
    ],
)
def test_an_agreed_day_is_due_from_that_day(course, amina, on, text):
    agree(course, on=TODAY + days(on))
    if text is None:
        assert codes(amina) == []
        return
    reason = the_only(amina)
    assert (reason.code, reason.citizen, reason.subject, reason.text) == (
        "contact_due", course.citizen_id, course.pk, text,
    )  # fmt: skip


def test_the_day_is_a_day_in_denmark(course, amina):
    agree(course, on=TODAY + days(1))
    almost_midnight = AT.replace(hour=22, minute=59)
    assert codes(amina, now=almost_midnight) == []
    assert codes(amina, now=almost_midnight + timedelta(minutes=1)) == ["contact_due"]


def test_it_closes_when_a_talk_is_booked(course, amina):
    agree(course, on=TODAY - days(1))
    cast.a_booked_talk(course, by=amina, starts_at=AT + days(3))
    assert codes(amina) == []


def test_it_closes_when_a_talk_is_held(course, amina):
    agree(course, on=TODAY - days(1))
    cast.a_held_talk(course, by=amina, next_contact=talks.Next(TODAY + days(7)))
    assert codes(amina) == []


def test_it_closes_when_a_new_day_is_agreed(course, amina):
    agree(course, on=TODAY - days(1))
    agree(course, on=TODAY + days(1))
    assert codes(amina) == []


def test_a_talk_booked_for_earlier_today_still_stands_and_yesterdays_does_not(course, amina):
    agree(course, on=TODAY)
    talk = cast.a_booked_talk(course, by=amina, starts_at=AT - timedelta(hours=2))
    assert codes(amina) == []
    assert codes(amina, now=AT + days(1)) == ["contact_due"]
    Talk.objects.filter(pk=talk.pk).update(cancelled_at=AT)
    assert codes(amina) == ["contact_due"]


def test_another_citizens_talk_closes_nothing(course, amina):
    agree(course, on=TODAY)
    cast.a_booked_talk(quiet(cast.a_course(contact=amina)), by=amina)
    assert codes(amina) == ["contact_due"]


# --- no_next_contact --------------------------------------------------------------------------------------------------


def test_without_a_next_contact_until_there_is_one(course, amina):
    agree(course, on=None)
    reason = the_only(amina)
    assert (reason.code, reason.subject, reason.text) == (
        "no_next_contact", course.pk, "I har ikke aftalt, hvornår I taler sammen igen.",
    )  # fmt: skip
    talks.agree_next_contact(course, agreed=talks.Next(TODAY + days(7)), by=amina.user, at=AT)
    assert codes(amina) == []


def talked(course, amina, *days_ago: int) -> None:
    for ago in days_ago:
        cast.a_held_talk(course, by=amina, at=AT - days(ago))
    agree(course, on=TODAY + days(40))


def test_longer_than_these_two_usually_wait_though_a_day_is_agreed(course, amina):
    talked(course, amina, 71, 61, 51, 41, 31)
    assert the_only(amina).text == "Det er 31 dage siden, I talte sammen. Ellers går der omkring 10 dage."
    cast.a_held_talk(course, by=amina)
    agree(course, on=TODAY + days(40))
    assert codes(amina) == []


@pytest.mark.parametrize(
    ("days_ago", "why"),
    [
        ((60, 50, 40, 30, 20), "twice the usual gap is not yet exceeded"),
        ((61, 51, 41, 31), "four talks are no rhythm"),
        ((17, 16, 15, 14, 13), "under two weeks"),
        ((900, 899, 898, 201, 141, 81, 31), "the rhythm of now counts, not the one of years ago"),
    ],
)
def test_it_is_not_long_by_their_own_rhythm(course, amina, days_ago, why):
    talked(course, amina, *days_ago)
    assert codes(amina) == [], why


def test_it_closes_when_something_is_agreed_or_booked_for_the_week_that_comes(course, amina):
    talked(course, amina, 71, 61, 51, 41, 31)
    agree(course, on=TODAY + days(7))
    assert codes(amina) == []
    agree(course, on=TODAY + days(8))
    assert codes(amina) == ["long_since"]
    cast.a_booked_talk(course, by=amina, starts_at=AT + days(6))
    assert codes(amina) == []


def test_a_talk_without_a_next_contact_leaves_one_to_agree(course, amina):
    cast.a_held_talk(course, by=amina, next_contact=None)
    assert codes(amina) == ["no_next_contact"]


def test_a_closed_course_needs_no_next_contact(course, amina):
    agree(course, on=None)
    citizens.close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    assert codes(amina) == []


# --- new_to_me --------------------------------------------------------------------------------------------------------


def hand_over(course, *, from_, to):
    return citizens.change_contact(
        course,
        from_employee=from_.pk,
        to=to,
        reason="room",
        what_matters="Ring om formiddagen.",
        no_joint_talk_because="De har sagt farvel.",
        by=from_.user,
        at=AT,
        today=TODAY,
    )


def test_new_to_me_until_i_confirm(course, amina, jonas):
    handover = hand_over(course, from_=amina, to=jonas)
    assert codes(amina) == []
    reason = the_only(jonas)
    assert (reason.code, reason.citizen, reason.subject) == ("new_to_me", course.citizen_id, handover.pk)
    assert reason.text == "Ny hos dig fra Amina Yusuf. Overleveringen er klar."
    citizens.confirm_handover(handover, by=jonas.user, at=AT)
    assert codes(jonas) == []


def test_what_has_gone_on_to_another_is_no_longer_new_to_me(course, amina, jonas):
    lise = cast.an_employee("Lise Winther")
    hand_over(course, from_=amina, to=jonas)
    hand_over(course, from_=jonas, to=lise)
    assert codes(jonas) == []
    back = hand_over(course, from_=lise, to=jonas)
    assert the_only(jonas).subject == back.pk
    citizens.confirm_handover(back, by=jonas.user, at=AT)
    assert codes(jonas) == [], "nor is the first one, which nobody confirmed"


# --- matter_not_noted -------------------------------------------------------------------------------------------------


def test_a_matter_that_is_not_noted_the_day_it_arose(course, amina):
    agree(course, on=TODAY + days(30))
    matter = cast.a_matter(course, by=amina, arose_on=TODAY)
    assert codes(amina) == [], "our own target is the same day: that is not over"
    assert codes(amina, now=AT + days(1)) == ["matter_not_noted"]
    reason = the_only(amina, now=AT + days(1))
    assert (reason.citizen, reason.subject, reason.text) == (
        course.citizen_id, matter.pk, "Der er noget, der skal afgøres, fra fredag 20. november. Notatet mangler.",
    )  # fmt: skip


def test_a_matter_closes_when_its_note_is_written_and_not_by_its_days(course, amina, jonas):
    agree(course, on=TODAY + days(30))
    matter = cast.a_matter(course, by=amina, arose_on=TODAY - days(3))
    authority.follow_matter(
        matter, days=authority.Days(decided_on=TODAY), read_version=1, by=amina.user, at=AT
    )
    assert codes(amina) == ["matter_not_noted"]
    authority.write_matter_note(matter, text="Noteret", read_version=0, by=jonas.user, at=AT)
    assert codes(amina) == []


# --- mentor_ends ------------------------------------------------------------------------------------------------------


def test_mentor_support_that_ends_within_two_weeks(course, amina):
    agree(course, on=TODAY + days(90))
    grant = cast.a_grant(course, by=amina, last_day=TODAY + days(15))
    assert codes(amina) == []
    assert codes(amina, now=AT + days(1)) == ["mentor_ends"]
    reason = the_only(amina, now=AT + days(1))
    assert (reason.citizen, reason.subject, reason.text) == (
        course.citizen_id, grant.pk, "Mentorstøtten slutter lørdag 5. december. Skal den forlænges?",
    )  # fmt: skip
    over = the_only(amina, now=AT + days(20))
    assert over.text == "Mentorstøtten sluttede lørdag 5. december. Hvordan gik det?"


def test_mentor_support_closes_when_it_is_written_how_it_went(course, amina):
    agree(course, on=TODAY + days(90))
    grant = cast.a_grant(course, by=amina, last_day=TODAY + days(3))
    assert codes(amina) == ["mentor_ends"]
    plans.evaluate_mentor(grant, words="Godt", by=amina.user, at=AT)
    assert codes(amina) == []


# --- note_not_shared --------------------------------------------------------------------------------------------------


THREE_DAYS = days(3)


def private_talk(course, *, by, ago=THREE_DAYS):
    next_contact = talks.Next(TODAY + days(30))
    return cast.a_held_talk(course, by=by, at=AT - ago, share=False, next_contact=next_contact)


def test_a_private_note_for_more_than_two_days(course, amina):
    talk = private_talk(course, by=amina, ago=days(2))
    assert codes(amina) == []
    assert codes(amina, now=AT + timedelta(seconds=1)) == ["note_not_shared"]
    reason = the_only(amina, now=AT + timedelta(seconds=1))
    assert (reason.citizen, reason.subject, reason.text) == (
        course.citizen_id, talk.pk, "Noten fra onsdag 18. november er ikke delt.",
    )  # fmt: skip


def test_it_closes_when_shared(course, amina):
    talks.share_note(private_talk(course, by=amina), by=amina.user, at=AT)
    assert codes(amina) == []


def test_it_closes_when_kept_private_with_a_reason(course, amina):
    talk = private_talk(course, by=amina)
    talks.revise_note(talk, text="Rettet", read_version=1, by=amina.user, at=AT)
    assert codes(amina) == ["note_not_shared"]
    talks.keep_private(talk, because="Om en tredje", by=amina.user, at=AT)
    assert codes(amina) == []


def test_a_note_of_a_stand_in_who_is_gone_again_is_left_with_the_contact(course, amina, jonas):
    cast.a_stand_in(amina, jonas, since=TODAY - days(5), until=TODAY)
    private_talk(course, by=jonas)
    assert codes(jonas) == []
    assert codes(amina) == ["note_not_shared"]


def test_a_note_left_behind_by_the_one_before_is_the_new_contacts(course, amina, jonas):
    private_talk(course, by=amina)
    citizens.confirm_handover(hand_over(course, from_=amina, to=jonas), by=jonas.user, at=AT)
    assert codes(amina) == []
    assert codes(jonas) == ["note_not_shared"]


# --- meeting_answered -------------------------------------------------------------------------------------------------


def a_meeting(workplace, amina, *, notice=None) -> Party:
    """A talk with the workplace, and its one party, who is invited."""
    talk = sickleave.offer_talk(
        notice or cast.a_notice(workplace), token=uuid4(), led_by="centre", form="walk", place="",
        starts_at=AT + days(7), minutes=30, agenda="", people=[], with_citizen=False, by=amina.user, at=AT,
    )  # fmt: skip
    party = sickleave.add_party(
        talk, role="leader", name="Hanne", email="hanne@example.dk", by=amina.user, at=AT
    )
    sickleave.invite_parties(talk, address_of=str, by=amina.user, at=AT)
    return party


def say(party: Party, said: str) -> None:
    proposed_at = AT + days(9) if said == "another" else None
    sequence = SickLeaveTalk.objects.get(pk=party.talk_id).sequence
    sickleave.answer_invitation(
        party, answer=said, proposed_at=proposed_at, read_sequence=sequence, by=None, at=AT
    )


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


# --- Whose, in which order, how many ----------------------------------------------------------------------------------


@pytest.fixture
def everything(course, amina, jonas, workplace) -> Course:
    """One of each reason, all Amina's."""
    hand_over(course, from_=amina, to=jonas)
    hand_over(course, from_=jonas, to=amina)
    cast.a_message(course)
    private_talk(course, by=amina)
    agree(course, on=TODAY)
    agree(cast.a_course(cast.a_citizen("Freja Dam"), contact=amina), on=None)
    talked(cast.a_course(cast.a_citizen("Ida Sø"), contact=amina), amina, 71, 61, 51, 41, 31)
    agree_with(workplace, by=amina, on=TODAY, now=AT - days(30))
    cast.works_at(course.citizen, workplace)
    cast.a_paper(course, workplace, evaluate_on=TODAY)
    cast.a_matter(course, by=amina, arose_on=TODAY - days(1))
    cast.a_grant(course, by=amina, last_day=TODAY + days(5))
    notice = cast.a_notice(workplace)
    say(a_meeting(workplace, amina, notice=notice), "no")
    answered = cast.a_notice(workplace, at=AT - days(9))
    answer_spoken(answered, by=amina.user, at=AT - days(9))
    passed = a_meeting(workplace, amina, notice=answered)
    SickLeaveTalk.objects.filter(pk=passed.talk_id).update(starts_at=AT - days(1))
    return course


def test_a_stand_in_sees_what_waits_for_the_one_they_cover(everything, amina, jonas):
    cast.a_stand_in(amina, jonas, since=TODAY, until=TODAY + days(1))
    of_amina = {reason for reason in reasons_for(amina.user, now=AT) if reason.code != "new_to_me"}
    of_jonas = set(reasons_for(jonas.user, now=AT))
    assert {reason.code for reason in of_amina} == CODES.keys() - {"new_to_me"}
    assert of_jonas == of_amina, "and a handover is confirmed by the new contact alone"
    assert codes(jonas, now=AT + days(1)) == []


def test_who_is_away_still_finds_everything_when_back(everything, amina, jonas):
    before = codes(amina)
    cast.a_stand_in(amina, jonas, since=TODAY, until=TODAY + days(1))
    assert codes(amina) == before


@pytest.mark.parametrize("how", ["protected", "family"])
def test_those_i_am_kept_from_never_appear(everything, amina, how):
    leftover = [
        reason for reason in reasons_for(amina.user, now=AT) if reason.citizen != everything.citizen_id
    ]
    if how == "protected":
        Citizen.objects.filter(pk=everything.citizen_id).update(is_protected=True)
    else:
        Citizen.objects.filter(pk=everything.citizen_id).update(cpr_fingerprint="f" * 64)
        amina.disqualifications.create(cpr_fingerprint="f" * 64, closeness="family")
    assert reasons_for(amina.user, now=AT) == leftover
    of_others = {
        *("company_wrote", "meeting_answered", "meeting_passed"),
        *("workplace_due", "long_since", "no_next_contact"),
    }
    assert {reason.code for reason in leftover} == of_others


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY])
def test_there_are_no_reasons_for_others(everything, amina, role):
    assert reasons_for(cast.a_user(role), now=AT) == []
    amina.user.role = role
    assert reasons_for(amina.user, now=AT) == []


def test_what_is_answered_soonest_stands_first_and_then_the_oldest(everything, amina):
    cast.a_message(everything, "Og så?", at=AT - days(4))
    found = reasons_for(amina.user, now=AT)
    assert [reason.code for reason in found] == [
        "company_wrote",
        "waiting_for_me",
        "waiting_for_me",
        "meeting_answered",
        "new_to_me",
        "meeting_passed",
        "matter_not_noted",
        "contact_due",
        "plan_to_evaluate",
        "mentor_ends",
        "workplace_due",
        "long_since",
        "note_not_shared",
        "no_next_contact",
    ]
    for code in CODES:
        dues = [reason.due for reason in found if reason.code == code]
        assert dues == sorted(dues)


def test_counts_are_the_rows(everything, amina):
    found = reasons_for(amina.user, now=AT)
    counted = counts(found)
    assert [code for code, _name, _number in counted] == list(CODES)
    assert {code: number for code, _name, number in counted} == {
        code: sum(reason.code == code for reason in found) for code in CODES
    }
    assert counts([]) == []


def test_nothing_closes_by_being_looked_at(everything, amina):
    client: Client = cast.browser_of(amina)
    before = reasons_for(amina.user, now=AT)
    talk = Talk.objects.held().get(citizen=everything.citizen_id)
    for _look in range(2):
        for page in (
            reverse("my_day"),
            reverse("my_day") + "?grund=new_to_me",
            reverse("citizen", args=[everything.citizen_id]),
            reverse("note", args=[talk.pk]),
            *(reverse("notice", args=[r.subject]) for r in before if r.code == "company_wrote"),
            *(reverse("mentor_grant", args=[r.subject]) for r in before if r.code == "mentor_ends"),
            *(reverse("matter", args=[r.subject]) for r in before if r.code == "matter_not_noted"),
            *(reverse("sick_leave_talk", args=[r.subject]) for r in before if r.code.startswith("meeting_")),
        ):
            assert client.get(page).status_code == 200, page
    assert reasons_for(amina.user, now=AT) == before


def test_the_same_queries_with_three_and_three_hundred(amina, django_assert_num_queries):
    cast.many_courses(3, contact=amina)
    workplace = cast.a_workplace(contact=amina)
    cast.a_notice(workplace)
    with django_assert_num_queries(3):
        assert len(reasons_for(amina.user, now=AT)) == 4
    for course in cast.many_courses(297, contact=amina, next_on=TODAY, next_time=time(10))[:20]:
        cast.a_message(course, by=None)
    cast.a_notice(workplace)
    with django_assert_num_queries(3):
        assert len(reasons_for(amina.user, now=AT)) == 322
