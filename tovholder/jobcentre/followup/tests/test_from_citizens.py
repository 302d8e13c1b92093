"""What a citizen wrote, and when we talk again: what opens each reason, what closes it, and that nothing else does."""

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.followup.tests.waiting import agree, codes, hand_over, quiet, talked, the_only
from tovholder.jobcentre.talks import actions as talks
from tovholder.jobcentre.talks.models import Talk


def test_when_all_is_agreed_nobody_waits(course, amina):
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
